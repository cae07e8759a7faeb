//! Rules: differences that are none.

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

/// What libvirt, the hypervisor or the host makes of a domain beyond what was asked.
///
/// A rule says where it applies, which kinds of difference it explains, and why.
#[derive(Debug)]
pub struct Rule {
    /// Word by which accounts name it.
    pub name: &'static str,
    /// Paths from below `<domain>`; `*` is any one name, `**/` any number of them. What is inside of an
    /// element is explained with it.
    pub paths: &'static [&'static str],
    /// What may have happened.
    pub effects: &'static [Effect],
    /// All of these must hold.
    pub conditions: &'static [Condition],
    /// Who does it, and why.
    pub reason: &'static str,
}

/// What a rule explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It runs, and was not asked.
    Added,
    /// It was asked, and does not run.
    Dropped,
    /// It runs otherwise than it was asked.
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

/// When a rule applies.
#[derive(Clone, Copy, Debug)]
pub enum Condition {
    /// The value that runs is one of these.
    Actual(&'static [&'static str]),
    /// The value that was asked is one of these.
    Desired(&'static [&'static str]),
    /// The asked domain has not been through libvirt: what libvirt completes when it defines a domain is
    /// not in it.
    Fresh,
    /// The running domain runs: it has an id.
    Live,
    /// Something else, in words.
    When(&'static str, fn(&Case<'_>) -> bool),
}

impl Condition {
    /// What it says, for people.
    pub fn words(&self) -> String {
        let list = |values: &[&str]| values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(" or ");
        match self {
            Self::Actual(values) => format!("{} runs", list(values)),
            Self::Desired(values) => format!("{} was desired", list(values)),
            Self::Fresh => "the desired domain was not written by libvirt".to_owned(),
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
    /// Whether libvirt has completed the asked one.
    pub(super) complete: bool,
    /// The highest controller of each kind that a device of the running one sits on.
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
    /// The running domain.
    pub(super) fn actual_domain(&self) -> &'c Domain {
        self.domains.actual
    }

    /// The asked domain.
    pub(super) fn desired_domain(&self) -> &'c Domain {
        self.domains.desired
    }

    /// The value that runs; empty if there is none.
    pub(super) fn actual(&self) -> &'c str {
        self.actual.unwrap_or_default()
    }

    /// The value that was asked; empty if there is none.
    pub(super) fn desired(&self) -> &'c str {
        self.desired.unwrap_or_default()
    }

    /// The element itself (0) or one around it.
    pub(super) fn element(&self, side: Side, up: usize) -> Option<&'c dyn Fields> {
        self.frames.element(self.at, up, side)
    }

    /// A text below that element; empty if there is none.
    pub(super) fn text(&self, side: Side, up: usize, path: &str) -> Cow<'c, str> {
        self.element(side, up).and_then(|fields| visit::text_at(fields, path)).unwrap_or_default()
    }

    /// A text of the running element, or one around it.
    pub(super) fn actual_text(&self, up: usize, path: &str) -> Cow<'c, str> {
        self.text(Side::Actual, up, path)
    }

    /// A text of the asked element, or one around it.
    pub(super) fn desired_text(&self, up: usize, path: &str) -> Cow<'c, str> {
        self.text(Side::Desired, up, path)
    }

    /// A text of the running element, or one around it, if there is one.
    pub(super) fn actual_at(&self, up: usize, path: &str) -> Option<Cow<'c, str>> {
        self.element(Side::Actual, up).and_then(|fields| visit::text_at(fields, path))
    }

    /// Whether an asked element, this one (0) or one around it, has a child of a name.
    pub(super) fn has_desired(&self, up: usize, child: &str) -> bool {
        self.element(Side::Desired, up).is_some_and(|fields| visit::element_at(fields, child).is_some())
    }

    /// Whether a running element, this one (0) or one around it, has a child of a name.
    pub(super) fn has_actual(&self, up: usize, child: &str) -> bool {
        self.element(Side::Actual, up).is_some_and(|fields| visit::element_at(fields, child).is_some())
    }

    /// How many elements are around the element.
    pub(super) fn depth(&self) -> usize {
        self.frames.names(self.at).count()
    }

    /// The placeholder that was asked in the device around.
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
