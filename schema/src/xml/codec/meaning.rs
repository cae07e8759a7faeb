//! Meaning of fields and elements to libvirt, apart from their form in XML.
//!
//! Everything that compares, completes, checks or explains documents reads these declarations; the words of
//! `#[xml(...)]` that make them are listed in the [module documentation](crate::xml).

use std::borrow::Cow;
use std::fmt;

/// The meaning of a field.
#[derive(Clone, Copy, Debug)]
pub struct Meaning {
    /// The values that libvirt takes if the field is absent; the first whose circumstance holds counts.
    pub defaults: &'static [DefaultValue],
    /// The unit of a number that names none.
    pub unit: Option<Measure>,
    /// How much of the value is secret, if anything is.
    pub secret: Option<Secret>,
    /// The stages at which libvirt fills the field in.
    pub assigned: &'static [Assigned],
    /// Who changes the value while the domain runs.
    pub volatile: &'static [Volatile],
    /// How libvirt reads an element that occurs more often than it can be meant.
    pub merge: Option<Merge>,
}

impl Meaning {
    /// No declared meaning.
    pub const NONE: Self = Self { defaults: &[], unit: None, secret: None, assigned: &[], volatile: &[], merge: None };
}

/// A value that libvirt takes if a field is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DefaultValue {
    /// The value.
    pub source: DefaultSource,
    /// Its form in the definition.
    pub form: DefaultForm,
    /// When it is the default.
    pub when: Circumstance,
}

/// Where a default value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultSource {
    /// A fixed text.
    Text(&'static str),
    /// The value at another place, relative to the element that holds the field (for a child: to its parent).
    Place(&'static str),
    /// For a child or flag: an element whose own fields all have their defaults; for repeated children: one such
    /// element.
    Contents,
}

/// Form of a default in the definition, after libvirt has read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultForm {
    /// Written out where it was absent.
    Written,
    /// Left as it was: absent stays absent, present stays present.
    Implied,
    /// Removed where it was present.
    Dropped,
}

/// Unit of a plain number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Bytes.
    Bytes,
    /// 1024 bytes.
    KiB,
    /// 1024 KiB.
    MiB,
    /// 1024 bytes a second.
    KiBPerSecond,
    /// Bytes a second.
    BytesPerSecond,
    /// Input and output operations a second.
    OperationsPerSecond,
    /// Nanoseconds.
    Nanoseconds,
    /// Microseconds.
    Microseconds,
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Cycles a second.
    Hertz,
    /// Revolutions of a disk a minute.
    RevolutionsPerMinute,
    /// Hundredths of the whole.
    Percent,
    /// Disk sectors of 512 bytes.
    Sectors,
    /// Network frames.
    Frames,
    /// Picture elements.
    Pixels,
}

impl Measure {
    /// The unit as documentation has it, such as `KiB` or `seconds`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::KiB => "KiB",
            Self::MiB => "MiB",
            Self::KiBPerSecond => "KiB/s",
            Self::BytesPerSecond => "bytes/s",
            Self::OperationsPerSecond => "operations/s",
            Self::Nanoseconds => "nanoseconds",
            Self::Microseconds => "microseconds",
            Self::Milliseconds => "milliseconds",
            Self::Seconds => "seconds",
            Self::Hertz => "Hz",
            Self::RevolutionsPerMinute => "revolutions/min",
            Self::Percent => "percent",
            Self::Sectors => "512-byte sectors",
            Self::Frames => "frames",
            Self::Pixels => "pixels",
        }
    }

    /// The bytes in one unit, where it measures a size.
    pub fn bytes(self) -> Option<u64> {
        match self {
            Self::Bytes => Some(1),
            Self::KiB => Some(1 << 10),
            Self::MiB => Some(1 << 20),
            Self::Sectors => Some(512),
            _ => None,
        }
    }
}

/// Extent of the secrecy of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret {
    /// The part of the value.
    pub extent: Extent,
    /// True if libvirt writes it only on request (`virsh dumpxml --security-info`).
    pub guarded: bool,
}

/// The part of a value that is secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// The values of options that name themselves secret, as in `secret,id=a,data=...`.
    Options,
    /// All of it if the attribute `name` beside it names a secret.
    IfNamed,
}

/// A stage at which libvirt fills a field in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// The stage.
    pub stage: Stage,
    /// When libvirt does so.
    pub when: Circumstance,
}

/// A stage in the life of a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// When the domain is defined: the persistent document shows it.
    Definition,
    /// When the domain is started: only the document of the running domain shows it.
    Start,
}

/// A value that changes while the domain runs, without anybody asking libvirt for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Volatile {
    /// Who changes it.
    pub by: Changer,
    /// When that is so.
    pub when: Circumstance,
}

/// Who changes a value while a domain runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changer {
    /// The guest.
    Guest,
    /// The host or its user.
    Host,
    /// libvirt itself.
    Libvirt,
}

/// How libvirt reads an element that occurs more often than it can be meant; the reader does the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// The children of all of them as if in one; of a child that can be meant once the first counts.
    Children,
    /// As `Children`, but of a child that can be meant once the last counts.
    LastChildren,
    /// The first; the others are ignored.
    First,
    /// As `First`, but of the others those children count that are declared `Anywhere`.
    FirstChildren,
    /// The first in any of the elements around it.
    Anywhere,
    /// All of them, in order.
    All,
    /// The document is refused.
    Refused,
}

/// Values by which devices or siblings of one name are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The word for it in reports, such as `target` or `mac`.
    pub by: &'static str,
    /// Places in the element that together are the identity; those that end in `?` may be absent.
    pub paths: &'static [&'static str],
    /// True if two elements with the same values are surely the same.
    pub sure: bool,
}

/// How elements of a kind are paired that no identity pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairing {
    /// If there is one of the kind on each side.
    OnlyOne,
    /// By their order among those of their kind.
    Order,
    /// Not at all: another identity is another device.
    Identity,
}

/// Conditions that hold together, of the document and of where it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Circumstance(pub &'static [Given]);

/// One condition of a [`Circumstance`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// The value under test.
    pub subject: Subject,
    /// Patterns, one of which must match: a text, a text that ends in `*` (a prefix; alone any text), or the empty
    /// string for absence. Those that begin with `!` must not match.
    pub values: &'static [&'static str],
}

/// The value that a condition tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The type of the domain: `kvm`, `qemu`, `xen`, ...
    Hypervisor,
    /// The architecture of the guest: `x86_64`, ...
    Architecture,
    /// The machine type: `pc-q35-9.2`, ...
    Machine,
    /// A place relative to the element that holds the field: so many levels up, then names of children, and
    /// an attribute (`@name`) or else the text of the element, which is empty for one that never holds text.
    Place {
        /// Levels up.
        up: u8,
        /// The way from there, such as `target/@dev`.
        path: &'static str,
    },
}

impl Circumstance {
    /// No condition.
    pub const ALWAYS: Self = Self(&[]);

    /// Returns `true` if all conditions hold, given a look-up of what they look at; nothing if one of them depends on
    /// something that the look-up does not know.
    pub fn holds<'a>(&self, mut look_up: impl FnMut(Subject) -> Known<'a>) -> Option<bool> {
        let mut all_known = true;
        for given in self.0 {
            match look_up(given.subject) {
                Known::Value(value) if !given.admits(Some(&value)) => return Some(false),
                Known::Value(_) => {}
                Known::Absent if !given.admits(None) => return Some(false),
                Known::Absent => {}
                Known::Unknown => all_known = false,
            }
        }
        all_known.then_some(true)
    }
}

/// Result of looking up a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known<'a> {
    /// Its value.
    Value(Cow<'a, str>),
    /// That it is absent.
    Absent,
    /// Nothing: neither the document nor its surroundings say it.
    Unknown,
}

impl Given {
    /// Returns `true` if a value, or absence, satisfies the condition.
    ///
    /// An empty value is not absence: `<readonly/>` is present.
    pub fn admits(&self, value: Option<&str>) -> bool {
        let is = |pattern: &str| match (value, pattern.strip_suffix('*')) {
            (None, _) => pattern.is_empty(),
            (Some(value), Some(prefix)) => value.starts_with(prefix),
            (Some(value), None) => !pattern.is_empty() && value == pattern,
        };
        let mut positive = false;
        let mut found = false;
        for pattern in self.values {
            match pattern.strip_prefix('!') {
                Some(excluded) if is(excluded) => return false,
                Some(_) => {}
                None => {
                    positive = true;
                    found |= is(pattern);
                }
            }
        }
        found || !positive
    }
}

impl fmt::Display for Circumstance {
    /// As in `if @type is file or block and the architecture is s390x`; empty without conditions.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, given) in self.0.iter().enumerate() {
            f.write_str(if at == 0 { "if " } else { " and " })?;
            match given.subject {
                Subject::Hypervisor => f.write_str("the hypervisor")?,
                Subject::Architecture => f.write_str("the architecture")?,
                Subject::Machine => f.write_str("the machine")?,
                Subject::Place { up, path } => write!(f, "{}{path}", "../".repeat(usize::from(up)))?,
            }
            let texts: Vec<Cow<'_, str>> = given
                .values
                .iter()
                .map(|value| match value.strip_prefix('!') {
                    Some("") => Cow::Borrowed("not absent"),
                    Some(value) => Cow::Owned(format!("not {value}")),
                    None if value.is_empty() => Cow::Borrowed("absent"),
                    None => Cow::Borrowed(*value),
                })
                .collect();
            write!(f, " is {}", texts.join(" or "))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_admit_words_prefixes_absence_and_exceptions() {
        let given = |values| Given { subject: Subject::Machine, values };
        assert!(given(&["vd*", "sda"]).admits(Some("vdb")) && given(&["vd*", "sda"]).admits(Some("sda")));
        assert!(!given(&["vd*"]).admits(Some("sdb")) && !given(&["*"]).admits(None) && given(&[""]).admits(None));
        assert!(given(&["!isapc"]).admits(Some("pc")) && !given(&["pc*", "!pc-0.12"]).admits(Some("pc-0.12")));
    }

    #[test]
    fn an_empty_value_is_present() {
        let given = |values| Given { subject: Subject::Place { up: 0, path: "readonly" }, values };
        assert!(given(&["!"]).admits(Some("")) && !given(&["!"]).admits(None));
        assert!(given(&[""]).admits(None) && !given(&[""]).admits(Some("")));
        assert!(given(&["*"]).admits(Some("")));
    }

    #[test]
    fn what_is_not_known_is_not_decided() {
        const CASE: Circumstance = Circumstance(&[
            Given { subject: Subject::Architecture, values: &["s390x"] },
            Given { subject: Subject::Place { up: 1, path: "@type" }, values: &["file"] },
        ]);
        let holds = |arch: Known<'static>, kind: Known<'static>| {
            CASE.holds(|subject| if subject == Subject::Architecture { arch.clone() } else { kind.clone() })
        };
        let value = |text| Known::Value(Cow::Borrowed(text));
        assert_eq!(holds(value("s390x"), value("file")), Some(true));
        assert_eq!(holds(Known::Unknown, value("file")), None);
        assert_eq!(holds(Known::Unknown, Known::Absent), Some(false));
        assert_eq!(CASE.to_string(), "if the architecture is s390x and ../@type is file");
    }
}
