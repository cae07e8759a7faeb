//! Rules: differences that are none.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use domxml_schema::Domain;
use domxml_schema::xml::Fields;

use super::frame::{Frames, Side};
use super::rules;
use crate::pattern;
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
    Runs(&'static [&'static str]),
    /// The value that was asked is one of these.
    Asked(&'static [&'static str]),
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
            Self::Runs(values) => format!("{} runs", list(values)),
            Self::Asked(values) => format!("{} was asked", list(values)),
            Self::Fresh => "the asked domain was not written by libvirt".to_owned(),
            Self::Live => "the domain runs".to_owned(),
            Self::When(words, _) => (*words).to_owned(),
        }
    }

    fn holds(&self, case: &Case<'_>) -> bool {
        match self {
            Self::Runs(values) => case.running.is_some_and(|value| values.contains(&value)),
            Self::Asked(values) => case.asked.is_some_and(|value| values.contains(&value)),
            Self::Fresh => !case.domains.complete,
            Self::Live => case.domains.running.id.is_some(),
            Self::When(_, holds) => holds(case),
        }
    }
}

/// The two domains that are compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Domains<'e> {
    pub(super) asked: &'e Domain,
    pub(super) running: &'e Domain,
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
    pub(super) asked: Option<&'c str>,
    pub(super) running: Option<&'c str>,
}

impl<'c> Case<'c> {
    /// The running domain.
    pub(super) fn running_domain(&self) -> &'c Domain {
        self.domains.running
    }

    /// The asked domain.
    pub(super) fn asked_domain(&self) -> &'c Domain {
        self.domains.asked
    }

    /// The value that runs; empty if there is none.
    pub(super) fn running(&self) -> &'c str {
        self.running.unwrap_or_default()
    }

    /// The value that was asked; empty if there is none.
    pub(super) fn asked(&self) -> &'c str {
        self.asked.unwrap_or_default()
    }

    /// The element itself (0) or one around it.
    pub(super) fn element(&self, side: Side, up: usize) -> Option<&'c dyn Fields> {
        self.frames.element(self.at, up, side)
    }

    /// A text below that element; empty if there is none.
    pub(super) fn text(&self, side: Side, up: usize, path: &str) -> Cow<'c, str> {
        self.element(side, up).and_then(|fields| pattern::text_at(fields, path)).unwrap_or_default()
    }

    /// A text of the running element, or one around it.
    pub(super) fn runs(&self, up: usize, path: &str) -> Cow<'c, str> {
        self.text(Side::Running, up, path)
    }

    /// A text of the asked element, or one around it.
    pub(super) fn asks(&self, up: usize, path: &str) -> Cow<'c, str> {
        self.text(Side::Asked, up, path)
    }

    /// A text of the running element, or one around it, if there is one.
    pub(super) fn runs_at(&self, up: usize, path: &str) -> Option<Cow<'c, str>> {
        self.element(Side::Running, up).and_then(|fields| pattern::text_at(fields, path))
    }

    /// Whether an asked element, this one (0) or one around it, has a child of a name.
    pub(super) fn has_asked(&self, up: usize, child: &str) -> bool {
        self.element(Side::Asked, up).is_some_and(|fields| pattern::element_at(fields, child).is_some())
    }

    /// Whether a running element, this one (0) or one around it, has a child of a name.
    pub(super) fn has_running(&self, up: usize, child: &str) -> bool {
        self.element(Side::Running, up).is_some_and(|fields| pattern::element_at(fields, child).is_some())
    }

    /// How many elements are around the element.
    pub(super) fn depth(&self) -> usize {
        self.frames.names(self.at).count()
    }

    /// The place-holder that was asked in the device around.
    pub(super) fn placeholder(&self) -> Option<&'c Placeholder> {
        self.frames.placeholder(self.at)
    }
}

/// The rule that explains a difference; `names` is its path, from the last name to the first.
pub(super) fn explain<'n>(
    effect: Effect,
    leaf: &str,
    names: impl Iterator<Item = &'n str> + Clone,
    case: &Case<'_>,
) -> Option<&'static Rule> {
    let any = if leaf.starts_with('@') { "@*" } else { "*" };
    let candidates = [leaf, any].into_iter().filter_map(|leaf| BY_LEAF.get(leaf)).flatten();
    candidates.copied().find_map(|(rule, path)| {
        let applies = rule.effects.contains(&effect)
            && pattern::matches(path, names.clone())
            && rule.conditions.iter().all(|condition| condition.holds(case));
        applies.then_some(rule)
    })
}

/// All rules by the last name of their paths.
static BY_LEAF: LazyLock<BTreeMap<&'static str, Vec<(&'static Rule, &'static str)>>> = LazyLock::new(|| {
    let mut index: BTreeMap<&'static str, Vec<(&'static Rule, &'static str)>> = BTreeMap::new();
    for rule in rules::all() {
        for path in rule.paths {
            index.entry(pattern::leaf(path)).or_default().push((rule, path));
        }
    }
    index
});
