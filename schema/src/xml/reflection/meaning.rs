//! Meaning in words, and as it is listed: that of the variants of a union together.

use std::fmt;

use crate::xml::codec::meaning::{
    Assigned, Changer, Circumstance, DefaultForm, DefaultSource, DefaultValue, Extent, Given, Identity, Meaning,
    Measure, Merge, Pairing, Secret, Stage, Subject, Volatile,
};

/// The meaning of one place, where the variants of a union may differ.
#[derive(Clone, Debug, Default)]
pub struct MeaningShape {
    /// Values that libvirt takes if it is absent.
    pub defaults: Vec<DefaultValue>,
    /// The unit of a number that names none.
    pub unit: Option<Measure>,
    /// The extent of its secrecy.
    pub secret: Option<Secret>,
    /// The stages at which libvirt fills it in.
    pub assigned: Vec<Assigned>,
    /// The cause of changes while the domain runs.
    pub volatile: Vec<Volatile>,
    /// The way in which libvirt reads several of it.
    pub merge: Option<Merge>,
}

impl MeaningShape {
    /// The meaning in sentences, for documentation.
    pub fn sentences(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        let mut say = |text: String, when: Circumstance| {
            let when = when.to_string();
            sentences.push(if when.is_empty() { format!("{text}.") } else { format!("{text} {when}.") });
        };
        if let Some(unit) = self.unit {
            say(format!("In {}", unit.as_str()), Circumstance::ALWAYS);
        }
        for DefaultValue { source, form, when } in &self.defaults {
            let text = match (source, form) {
                (DefaultSource::Contents, DefaultForm::Written) => "Added if absent".to_owned(),
                (DefaultSource::Contents, DefaultForm::Implied) => "Implied if absent".to_owned(),
                (DefaultSource::Contents, DefaultForm::Dropped) => "Removed if it has only defaults".to_owned(),
                (source, DefaultForm::Written) => format!("Defaults to {source}"),
                (source, DefaultForm::Implied) => format!("Defaults to {source}, which is not written"),
                (source, DefaultForm::Dropped) => format!("Defaults to {source}, which is removed"),
            };
            say(text, *when);
        }
        if let Some(Secret { extent, guarded }) = self.secret {
            let extent = match extent {
                Extent::Whole => "Secret",
                Extent::Options => "Secret in options that are named so",
                Extent::IfNamed => "Secret if its name says so",
            };
            let guarded = if guarded { "; libvirt shows it only with --security-info" } else { "" };
            say(format!("{extent}{guarded}"), Circumstance::ALWAYS);
        }
        for Assigned { stage, when } in &self.assigned {
            say(format!("Assigned by libvirt at {}", stage.as_str()), *when);
        }
        for Volatile { by, when } in &self.volatile {
            say(format!("Changed by {} while the domain runs", by.in_words()), *when);
        }
        if let Some(merge) = self.merge {
            say(format!("If repeated, {}", merge.in_words()), Circumstance::ALWAYS);
        }
        sentences
    }

    /// Returns `true` if nothing is declared.
    pub fn is_empty(&self) -> bool {
        let Self { defaults, unit, secret, assigned, volatile, merge } = self;
        defaults.is_empty()
            && unit.is_none()
            && secret.is_none()
            && assigned.is_empty()
            && volatile.is_empty()
            && merge.is_none()
    }

    pub(super) fn add(&mut self, meaning: &Meaning) {
        self.merge(meaning.into());
    }

    pub(super) fn merge(&mut self, other: Self) {
        fn extend<T: PartialEq>(list: &mut Vec<T>, more: Vec<T>) {
            for item in more {
                if !list.contains(&item) {
                    list.push(item);
                }
            }
        }
        extend(&mut self.defaults, other.defaults);
        extend(&mut self.assigned, other.assigned);
        extend(&mut self.volatile, other.volatile);
        self.unit = self.unit.or(other.unit);
        self.secret = self.secret.or(other.secret);
        self.merge = self.merge.or(other.merge);
    }
}

impl From<&Meaning> for MeaningShape {
    fn from(meaning: &Meaning) -> Self {
        let Meaning { defaults, unit, secret, assigned, volatile, merge } = *meaning;
        Self {
            defaults: defaults.to_vec(),
            unit,
            secret,
            assigned: assigned.to_vec(),
            volatile: volatile.to_vec(),
            merge,
        }
    }
}

impl fmt::Display for DefaultSource {
    /// The value in backticks, or the place that it is taken from.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "`{text}`"),
            Self::Place(place) => write!(f, "the value of `{}`", place.strip_prefix("./").unwrap_or(place)),
            Self::Contents => f.write_str("an element with its own defaults"),
        }
    }
}

impl fmt::Display for Subject {
    /// As in a declaration: `hypervisor`, `arch`, `machine`, `../source/@file`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hypervisor => f.write_str("hypervisor"),
            Self::Architecture => f.write_str("arch"),
            Self::Machine => f.write_str("machine"),
            Self::Place { up, path } => write!(f, "{}{path}", "../".repeat(usize::from(*up))),
        }
    }
}

impl fmt::Display for Given {
    /// As in a declaration: `@type=file|block`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.subject, self.values.join("|"))
    }
}

impl fmt::Display for Identity {
    /// The word for it and its places: `target (target/@dev)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.by, self.paths.join(" "))
    }
}

impl DefaultForm {
    /// The word of the declaration: `default`, `implied` or `dropped`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Written => "default",
            Self::Implied => "implied",
            Self::Dropped => "dropped",
        }
    }
}

impl Extent {
    /// `whole`, or the word of the declaration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Options => "options",
            Self::IfNamed => "named",
        }
    }
}

impl Stage {
    /// The word of the declaration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Definition => "definition",
            Self::Start => "start",
        }
    }
}

impl Changer {
    /// The word of the declaration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::Host => "host",
            Self::Libvirt => "libvirt",
        }
    }

    fn in_words(self) -> &'static str {
        match self {
            Self::Guest => "the guest",
            Self::Host => "the host",
            Self::Libvirt => "libvirt",
        }
    }
}

impl Merge {
    /// The word of the declaration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Children => "children",
            Self::LastChildren => "last-children",
            Self::First => "first",
            Self::FirstChildren => "first-children",
            Self::Anywhere => "anywhere",
            Self::All => "all",
            Self::Refused => "refused",
        }
    }

    fn in_words(self) -> &'static str {
        match self {
            Self::Children => "the children of all are merged, the first of each counts",
            Self::LastChildren => "the children of all are merged, the last of each counts",
            Self::First => "the first counts",
            Self::FirstChildren => "the first counts, and children of the others that say so",
            Self::Anywhere => "the first counts, in whichever of several elements it is",
            Self::All => "all count, in order",
            Self::Refused => "libvirt refuses the document",
        }
    }
}

impl Pairing {
    /// The word of the declaration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OnlyOne => "only-one",
            Self::Order => "order",
            Self::Identity => "identity",
        }
    }
}
