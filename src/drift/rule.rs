//! Rules: expected differences that no declaration of the model explains.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use domxml_schema::Domain;
use domxml_schema::path::{Path, Pattern, Step};
use domxml_schema::visit;
use domxml_schema::xml::Fields;

use super::frame::{Frames, Side, Sides};
use super::rules;
use crate::template::{Placeholder, PlaceholderKind};

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
    /// Whether rules alone explain such differences, and no declaration of the model, which does not look at content.
    pub exclusive: bool,
    /// The reason.
    pub reason: &'static str,
}

impl Rule {
    /// Whether it accepts what the host has put in the place of a placeholder.
    pub(super) fn is_about_placeholders(&self) -> bool {
        self.conditions.iter().any(|condition| matches!(condition, Condition::Placeholder(..)))
    }
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
    /// The effect seen from the other side.
    pub(super) fn mirrored(self) -> Self {
        match self {
            Self::Added => Self::Dropped,
            Self::Dropped => Self::Added,
            Self::Differs => Self::Differs,
        }
    }

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
    /// The actual domain runs: it has an id.
    Live,
    /// The desired device has a placeholder of one of these kinds; the words say it.
    Placeholder(&'static str, &'static [PlaceholderKind]),
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
            Self::Live => "the domain runs".to_owned(),
            Self::When(words, _) | Self::Placeholder(words, _) => (*words).to_owned(),
        }
    }

    fn holds(&self, case: &Case<'_>) -> bool {
        match self {
            Self::Actual(values) => case.actual.is_some_and(|value| values.contains(&value)),
            Self::Desired(values) => case.desired.is_some_and(|value| values.contains(&value)),
            Self::Live => is_live(case.actual_domain()),
            Self::Placeholder(_, kinds) => case.placeholder().is_some_and(|it| kinds.contains(&it.kind())),
            Self::When(_, holds) => holds(case),
        }
    }
}

/// Whether a document is that of a running domain.
pub(super) fn is_live(domain: &Domain) -> bool {
    domain.id.is_some()
}

/// A difference that a rule may explain. Rules are about what libvirt, the hypervisor or the host makes of the desired
/// domain; where the desired document is what they made, the case is seen from the other side.
pub struct Case<'c> {
    pub(super) domains: Sides<&'c Domain>,
    pub(super) frames: &'c Frames<'c>,
    /// The element, or the one that the attribute belongs to.
    pub(super) at: usize,
    /// Value of the attribute, or text of the element.
    pub(super) desired: Option<&'c str>,
    pub(super) actual: Option<&'c str>,
    /// Whether the domains have changed their sides.
    pub(super) mirrored: bool,
}

impl<'c> Case<'c> {
    /// The case seen from the other side.
    pub(super) fn mirror(self) -> Self {
        Self { desired: self.actual, actual: self.desired, mirrored: !self.mirrored, ..self }
    }

    fn side(&self, side: Side) -> Side {
        if self.mirrored { side.other() } else { side }
    }

    /// The domain of a side.
    pub(super) fn domain(&self, side: Side) -> &'c Domain {
        self.domains.of(self.side(side))
    }

    /// The actual domain.
    pub(super) fn actual_domain(&self) -> &'c Domain {
        self.domain(Side::Actual)
    }

    /// The desired domain.
    pub(super) fn desired_domain(&self) -> &'c Domain {
        self.domain(Side::Desired)
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
        self.frames.element(self.at, up, self.side(side))
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
        self.has(Side::Desired, up, child)
    }

    /// Whether an actual element, this one (0) or one around it, has a child of a name.
    pub(super) fn has_actual(&self, up: usize, child: &str) -> bool {
        self.has(Side::Actual, up, child)
    }

    fn has(&self, side: Side, up: usize, child: &str) -> bool {
        let is_there = |fields| visit::element_at(fields, child).is_some() || visit::text_at(fields, child).is_some();
        self.element(side, up).is_some_and(is_there)
    }

    /// How many elements are around the element.
    pub(super) fn depth(&self) -> usize {
        self.frames.names(self.at).count()
    }

    /// The desired placeholder in the device around.
    pub(super) fn placeholder(&self) -> Option<&'c Placeholder> {
        if self.mirrored { None } else { self.frames.placeholder(self.at).map(|(_, placeholder)| placeholder) }
    }
}

/// What the rules say of a difference.
#[derive(Clone, Copy, Debug)]
pub(super) enum Verdict {
    /// One explains it.
    Explained(&'static Rule),
    /// They are about such differences, and none explains it.
    Refused,
    /// None is about such differences.
    Silent,
}

/// What the rules say of a difference; `names` is its path, from the last name to the first.
pub(super) fn explain<'n>(
    effect: Effect,
    leaf: &str,
    names: impl Iterator<Item = &'n str>,
    case: &Case<'_>,
) -> Verdict {
    let any = if leaf.starts_with('@') { "@*" } else { "*" };
    let mut candidates = [leaf, any].into_iter().filter_map(|leaf| BY_LEAF.get(leaf)).flatten().peekable();
    if candidates.peek().is_none() {
        return Verdict::Silent;
    }
    let path = path(names);
    let mut verdict = Verdict::Silent;
    for (rule, pattern) in candidates {
        if !rule.effects.contains(&effect) || !pattern.matches(&path) {
            continue;
        }
        if rule.conditions.iter().all(|condition| condition.holds(case)) {
            return Verdict::Explained(rule);
        }
        if rule.exclusive {
            verdict = Verdict::Refused;
        }
    }
    verdict
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
