//! Rules: expected differences that no declaration of the model explains.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use domxml_schema::Domain;
use domxml_schema::path::{Path, Pattern, Step};
use domxml_schema::visit;
use domxml_schema::xml::Fields;

use super::frame::{Frames, Side};
use super::rules;
use crate::template::Placeholder;

/// An expected difference, which libvirt, the hypervisor or the host makes.
///
/// A rule names the places, the kinds of difference that it explains there, and the reason.
#[derive(Debug)]
pub struct Rule {
    /// Word for it in accounts.
    pub name: &'static str,
    /// [Patterns](domxml_schema::path::Pattern) from below `<domain>`. What is in an element is explained with it.
    pub paths: &'static [&'static str],
    /// The kinds of difference.
    pub effects: &'static [Effect],
    /// Conditions, all of which must hold.
    pub conditions: &'static [Condition],
    /// The reason.
    pub reason: &'static str,
}

/// A kind of difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It is there, and not desired.
    Added,
    /// It is desired, and not there.
    Dropped,
    /// It has another value.
    Differs,
}

impl Effect {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Dropped => "dropped",
            Self::Differs => "differs",
        }
    }
}

/// A condition of a rule.
#[derive(Clone, Copy, Debug)]
pub enum Condition {
    /// The actual value is one of these.
    Actual(&'static [&'static str]),
    /// The desired value is one of these.
    Desired(&'static [&'static str]),
    /// libvirt has not completed the desired domain, as it does when it defines one.
    Fresh,
    /// The actual domain runs: it has an id.
    Live,
    /// Something else, in words.
    When(&'static str, fn(&Case<'_>) -> bool),
}

impl Condition {
    /// The condition in words.
    pub fn words(&self) -> String {
        let list = |values: &[&str]| values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(" or ");
        match self {
            Self::Actual(values) => format!("the actual value is {}", list(values)),
            Self::Desired(values) => format!("the desired value is {}", list(values)),
            Self::Fresh => "libvirt has not completed the desired domain".to_owned(),
            Self::Live => "the domain runs".to_owned(),
            Self::When(words, _) => (*words).to_owned(),
        }
    }

    fn holds(&self, case: &Case<'_>) -> bool {
        match self {
            Self::Actual(values) => case.actual.is_some_and(|value| values.contains(&value)),
            Self::Desired(values) => case.desired.is_some_and(|value| values.contains(&value)),
            Self::Fresh => !case.domains.complete,
            Self::Live => case.domains.actual.id.is_some(),
            Self::When(_, holds) => holds(case),
        }
    }
}

/// The two domains that are compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Domains<'e> {
    pub(super) desired: &'e Domain,
    pub(super) actual: &'e Domain,
    /// Whether libvirt has completed the desired one.
    pub(super) complete: bool,
    /// The highest index of each kind of controller that a device of the actual one is on.
    pub(super) busy: &'e BTreeMap<String, u32>,
}

/// A difference that a rule may explain.
pub struct Case<'c> {
    pub(super) domains: Domains<'c>,
    pub(super) frames: &'c Frames<'c>,
    /// The element, or the one that the attribute belongs to.
    pub(super) at: usize,
    /// Value of the attribute, or text of the element.
    pub(super) desired: Option<&'c str>,
    pub(super) actual: Option<&'c str>,
}

impl<'c> Case<'c> {
    /// The actual domain.
    pub(super) fn actual_domain(&self) -> &'c Domain {
        self.domains.actual
    }

    /// The desired domain.
    pub(super) fn desired_domain(&self) -> &'c Domain {
        self.domains.desired
    }

    /// The actual value; empty if absent.
    pub(super) fn actual(&self) -> &'c str {
        self.actual.unwrap_or_default()
    }

    /// The desired value; empty if absent.
    pub(super) fn desired(&self) -> &'c str {
        self.desired.unwrap_or_default()
    }

    /// The element itself (0) or one around it.
    pub(super) fn element(&self, side: Side, up: usize) -> Option<&'c dyn Fields> {
        self.frames.element(self.at, up, side)
    }

    /// A text in that element; empty if absent.
    pub(super) fn text(&self, side: Side, up: usize, path: &str) -> Cow<'c, str> {
        self.element(side, up).and_then(|fields| visit::text_at(fields, path)).unwrap_or_default()
    }

    /// A text of the actual element, or one around it; empty if absent.
    pub(super) fn actual_text(&self, up: usize, path: &str) -> Cow<'c, str> {
        self.text(Side::Actual, up, path)
    }

    /// A text of the desired element, or one around it; empty if absent.
    pub(super) fn desired_text(&self, up: usize, path: &str) -> Cow<'c, str> {
        self.text(Side::Desired, up, path)
    }

    /// Whether a desired element, this one (0) or one around it, has a child of a name.
    pub(super) fn has_desired(&self, up: usize, child: &str) -> bool {
        self.element(Side::Desired, up).is_some_and(|fields| visit::element_at(fields, child).is_some())
    }

    /// Whether an actual element, this one (0) or one around it, has a child of a name.
    pub(super) fn has_actual(&self, up: usize, child: &str) -> bool {
        self.element(Side::Actual, up).is_some_and(|fields| visit::element_at(fields, child).is_some())
    }

    /// How many elements are around the element.
    pub(super) fn depth(&self) -> usize {
        self.frames.names(self.at).count()
    }

    /// The desired placeholder in the device around.
    pub(super) fn placeholder(&self) -> Option<&'c Placeholder> {
        self.frames.placeholder(self.at)
    }
}

/// The rule that explains a difference; `names` is its path, from the last name to the first.
pub(super) fn explain<'n>(
    effect: Effect,
    leaf: &str,
    names: impl Iterator<Item = &'n str>,
    case: &Case<'_>,
) -> Option<&'static Rule> {
    let any = if leaf.starts_with('@') { "@*" } else { "*" };
    let mut candidates = [leaf, any].into_iter().filter_map(|leaf| BY_LEAF.get(leaf)).flatten().peekable();
    candidates.peek()?;
    let path = path(names);
    candidates.find_map(|(rule, pattern)| {
        let applies = rule.effects.contains(&effect)
            && pattern.matches(&path)
            && rule.conditions.iter().all(|condition| condition.holds(case));
        applies.then_some(*rule)
    })
}

/// The path in the domain of names from the last to the first.
fn path<'n>(names: impl Iterator<Item = &'n str>) -> Path {
    let names: Vec<&str> = names.collect();
    names.into_iter().rev().fold(Path::root("domain"), |path, name| match name.strip_prefix('@') {
        Some(attribute) => path.with_attribute(attribute.to_owned()),
        None => path.child(Step::new(name.to_owned())),
    })
}

/// All rules by the last name of their paths.
static BY_LEAF: LazyLock<BTreeMap<&'static str, Vec<(&'static Rule, Pattern)>>> = LazyLock::new(|| {
    let mut index: BTreeMap<&'static str, Vec<(&'static Rule, Pattern)>> = BTreeMap::new();
    let paths = rules::all().flat_map(|rule| rule.paths.iter().map(move |path| (rule, *path)));
    // A test reads all of them.
    for (rule, path, pattern) in paths.filter_map(|(rule, path)| Some((rule, path, path.parse().ok()?))) {
        index.entry(path.rsplit('/').next().unwrap_or(path)).or_default().push((rule, pattern));
    }
    index
});
