//! The tables that the derives emit.
//!
//! Everything that walks the model (reading, writing, listing, export, validation) works on these
//! few types, so that a field is declared once and nowhere else.

use std::borrow::Cow;
use std::fmt;

use super::unit::Unit;
use crate::report::nearest;
use crate::xml::codec::index::Index;
use crate::xml::codec::meaning::{Identity, Meaning, Pairing};
use crate::xml::codec::slot::{Fields, StartView};
use crate::xml::codec::value::Value as _;

/// A namespace that the model knows, with the prefix under which libvirt writes it.
#[derive(Debug, PartialEq, Eq)]
pub struct Namespace {
    /// The usual prefix, such as `qemu`.
    pub prefix: &'static str,
    /// The URI that identifies the namespace.
    pub uri: &'static str,
}

/// The schema of one element: everything between `<name` and `</name>`.
#[derive(Debug)]
pub struct ElementDef {
    /// Name of the Rust type.
    pub type_name: &'static str,
    /// Path of the module that it is in.
    pub module: &'static str,
    /// Name of the element as a document; empty if it is none.
    pub name: &'static str,
    /// Namespace of the element as a document.
    pub namespace: Option<&'static Namespace>,
    /// Documentation of the Rust type.
    pub doc: &'static str,
    /// Attributes, children and text in libvirt's order of writing; groups are flattened.
    pub fields: &'static [FieldDef],
    /// Index of the fields.
    #[doc(hidden)]
    pub index: &'static Index,
    /// The attribute that tells the variants of a union apart.
    pub tag: Option<&'static str>,
    /// The variants of a union, told apart by `tag` or else by the element's name.
    pub variants: &'static [Variant],
    /// The fallback of a union.
    pub other: Option<fn() -> &'static ElementDef>,
    /// Sets of fields (by XML name, attributes with `@`) of which at most one may be present.
    pub exclusive: &'static [&'static [&'static str]],
    /// Sets of fields (named alike) that are present together or not at all.
    pub together: &'static [&'static [&'static str]],
    /// Cases of its own attributes in which the element is not valid.
    pub never: &'static [Case],
    /// Identities of elements of the kind, the surest first.
    pub identities: &'static [Identity],
    /// How elements of the kind are paired that no identity pairs.
    pub pairing: Pairing,
    /// True if a field changes its place with a condition.
    pub reordered: bool,
    /// Cases in which libvirt writes a start and an end tag even around nothing.
    pub expanded: &'static [Case],
    /// True if libvirt's releases differ in that, so that it is written as it was read.
    pub layout: bool,
    /// True if namespace declarations are a field.
    pub declares: bool,
    /// True if libvirt has libxml2 write it as it was read: with declarations before attributes, in double quotes.
    pub verbatim: bool,
    /// An empty value for a start tag.
    pub create: fn(&StartView<'_>) -> Box<dyn Fields>,
}

impl ElementDef {
    /// Returns `true` if two tables are those of one type.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.type_name == other.type_name && self.module == other.module
    }
}

/// One variant of a union.
#[derive(Debug)]
pub struct Variant {
    /// Value of the tag, or name of the element.
    pub name: &'static str,
    /// Documentation of the variant.
    pub doc: &'static str,
    /// libvirt release that introduced it; without one, it is as old as what it belongs to.
    pub since: Option<&'static str>,
    /// Releases that brought more of it.
    pub later: &'static [Later],
    /// True if a valid document has at most one of it.
    pub single: bool,
    /// Schema of the struct that the variant holds.
    pub def: fn() -> &'static ElementDef,
}

/// One attribute, child or text of an element.
#[derive(Clone, Copy, Debug)]
pub struct FieldDef {
    /// Name of the Rust field.
    pub rust_name: &'static str,
    /// Name in XML (unused for text and open content).
    pub name: &'static str,
    /// Namespace, if it is not libvirt's empty one.
    pub namespace: Option<&'static Namespace>,
    /// Kind of the field.
    pub kind: FieldKind,
    /// Documentation of the field.
    pub doc: &'static str,
    /// libvirt release that introduced it; without one, it is as old as what it belongs to.
    pub since: Option<&'static str>,
    /// Releases that brought more of it.
    pub later: &'static [Later],
    /// True if a valid document must have it wherever it may stand.
    pub required: bool,
    /// Cases in which a valid document must have it.
    pub required_when: &'static [Case],
    /// Cases in which it may stand; none means always.
    pub when: &'static [Case],
    /// How libvirt writes its number.
    pub format: Format,
    /// Cases in which the number is written in decimal instead.
    pub decimal_when: &'static [Case],
    /// The sibling that it is written before in a certain case.
    pub precedes: Option<(&'static str, Case)>,
    /// Its meaning to libvirt.
    pub meaning: &'static Meaning,
}

impl FieldDef {
    /// The name, with the usual prefix of a foreign namespace.
    pub fn qualified_name(&self) -> Cow<'static, str> {
        match self.namespace {
            Some(namespace) => Cow::Owned(format!("{}:{}", namespace.prefix, self.name)),
            None => Cow::Borrowed(self.name),
        }
    }
}

/// Kind of a field.
#[derive(Clone, Copy, Debug)]
pub enum FieldKind {
    /// An attribute.
    Attribute(&'static Datatype),
    /// The element's own text.
    Text(&'static Datatype),
    /// A child that holds nothing but a value.
    Value {
        /// Type of the value.
        datatype: &'static Datatype,
        /// True if it may occur several times.
        repeated: bool,
    },
    /// An empty child whose presence is the value.
    Flag,
    /// A child with a schema of its own.
    Element {
        /// True if it is a union, told apart by an attribute.
        union: bool,
        /// That schema.
        def: fn() -> &'static ElementDef,
        /// True if it may occur several times.
        repeated: bool,
    },
    /// Children of several names in the order of the document.
    Choice {
        /// Schema of the union, told apart by name.
        def: fn() -> &'static ElementDef,
    },
    /// Content that belongs to others: anything.
    Any,
}

/// A release that brought more of something known before: to other hypervisors, in other cases, or in
/// another way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Later {
    /// libvirt release.
    pub since: &'static str,
    /// The addition; empty if the hypervisors and the case describe it.
    pub what: &'static str,
    /// Drivers of libvirt (`qemu`, `xen`, `lxc`, ...) that have it only since then; none means that it
    /// is not a matter of the driver.
    pub hypervisors: &'static [&'static str],
    /// Case in which it exists only since then; without conditions it is not a matter of other values.
    pub when: Case,
}

impl fmt::Display for Later {
    /// The cases in which it counts: `on xen`, `where ../@type is usb`; else what came with it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.hypervisors.is_empty() && self.when.0.is_empty() {
            return f.write_str(self.what);
        }
        if !self.hypervisors.is_empty() {
            write!(f, "on {}", self.hypervisors.join(", "))?;
        }
        for (at, Condition { up, attribute, values }) in self.when.0.iter().enumerate() {
            let link = if at > 0 {
                " and "
            } else if self.hypervisors.is_empty() {
                "where "
            } else {
                ", where "
            };
            let values: Vec<&str> =
                values.iter().map(|value| if value.is_empty() { "absent" } else { value }).collect();
            write!(f, "{link}{}@{attribute} is {}", "../".repeat(usize::from(*up)), values.join(" or "))?;
        }
        Ok(())
    }
}

/// `attribute` of the element itself (`up` 0) or of an ancestor has one of the values; the empty
/// string among them means absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// How many levels up the attribute is.
    pub up: u8,
    /// Name of the attribute.
    pub attribute: &'static str,
    /// Values of which it must have one.
    pub values: &'static [&'static str],
}

/// Conditions that hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case(pub &'static [Condition]);

impl Case {
    /// Returns `true` if the case applies, given a look-up of attributes by level and name.
    pub fn holds<'a>(&self, mut attribute: impl FnMut(u8, &str) -> Option<Cow<'a, str>>) -> bool {
        self.0.iter().all(|condition| {
            let value = attribute(condition.up, condition.attribute);
            condition.values.contains(&value.as_deref().unwrap_or_default())
        })
    }
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// As the type's own form; decimal for numbers.
    Plain,
    /// `0x` and at least so many hexadecimal digits.
    Hex(u8),
    /// At least so many octal digits.
    Octal(u8),
    /// A unit of size as a single letter.
    Letter,
}

/// The type of a value: its name in the schema and the set of texts that are valid.
#[derive(Debug)]
pub struct Datatype {
    /// Name, such as `unsignedInt` or `DiskBus`.
    pub name: &'static str,
    /// Description.
    pub doc: &'static str,
    /// The value space: a text is valid if one of the terms admits it.
    pub terms: &'static [Term],
}

impl Datatype {
    /// The keywords among the terms.
    pub fn keywords(&self) -> impl Iterator<Item = &'static KeywordDef> + use<> {
        self.terms.iter().filter_map(|term| match term {
            Term::Keyword(keyword) => Some(keyword),
            _ => None,
        })
    }

    /// Bounds of its decimal numbers, such as `0 to 255`; none if it has no numbers.
    pub(crate) fn bounds(&self) -> Option<String> {
        let numbers = self.terms.iter().filter_map(|term| match term {
            Term::Integer { min, max } => Some((*min, *max)),
            _ => None,
        });
        // No bound is wider than any.
        let (min, max) =
            numbers.reduce(|a, b| (a.0.zip(b.0).map(|(a, b)| a.min(b)), a.1.zip(b.1).map(|(a, b)| a.max(b))))?;
        match (min, max) {
            (Some(min), Some(max)) => Some(format!("{min} to {max}")),
            (Some(min), None) => Some(format!("{min} to {}", u64::MAX)),
            (None, Some(max)) => Some(format!("at most {max}")),
            (None, None) => Some("at most 64 bits".to_owned()),
        }
    }

    /// The words that a misspelt text may be meant as: keywords, or units.
    pub(crate) fn words(&self) -> Vec<&'static str> {
        if self.name == Unit::DATATYPE.name {
            Unit::names().collect()
        } else {
            self.keywords().map(|keyword| keyword.name).collect()
        }
    }

    /// Help for a text that is not valid: the word that is meant, all words, or the valid texts if they are described.
    pub(crate) fn help(&self, text: &str) -> Option<String> {
        let words = self.words();
        if !words.is_empty() {
            return Some(meant(text, &words));
        }
        let doc = self.doc.trim_end_matches('.');
        let mut chars = doc.chars();
        let first = chars.next()?;
        let rest = chars.as_str();
        // A name such as `UUID` or `IPv4` stays as it is.
        let first = if rest.starts_with(char::is_uppercase) { first } else { first.to_ascii_lowercase() };
        Some(format!("expected {first}{rest}"))
    }
}

/// The question whether a similar word was meant, or else all of them.
pub(crate) fn meant(word: &str, words: &[&str]) -> String {
    match nearest(word, words.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("expected one of {}", words.join(", ")),
    }
}

/// One part of a value space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Any text.
    Text,
    /// No text.
    Empty,
    /// One word.
    Keyword(KeywordDef),
    /// A decimal number within bounds.
    Integer {
        /// Least value, if there is one.
        min: Option<i128>,
        /// Greatest value, if there is one.
        max: Option<i128>,
    },
    /// A text that a regular expression of XML Schema matches as a whole.
    Pattern(&'static str),
    /// A text of at most so many characters.
    MaxLength(u32),
    /// A date and time of XML Schema.
    DateTime,
    /// A name without colon.
    NcName,
}

/// A word of a set of keywords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeywordDef {
    /// The word.
    pub name: &'static str,
    /// Description.
    pub doc: &'static str,
    /// libvirt release that introduced it; without one, it is as old as what it belongs to.
    pub since: Option<&'static str>,
    /// Releases that brought more of it.
    pub later: &'static [Later],
}

/// Joins the tables of the fields of a struct and of its groups.
///
/// # Panics
/// At compile time, if `N` is not the sum of the lengths.
pub const fn concat<const N: usize>(parts: &[&[FieldDef]]) -> [FieldDef; N] {
    const NONE: FieldDef = FieldDef {
        rust_name: "",
        name: "",
        namespace: None,
        kind: FieldKind::Any,
        doc: "",
        since: None,
        later: &[],
        required: false,
        required_when: &[],
        when: &[],
        format: Format::Plain,
        decimal_when: &[],
        precedes: None,
        meaning: &Meaning::NONE,
    };
    let mut table = [NONE; N];
    let (mut part, mut at) = (0, 0);
    while part < parts.len() {
        let mut i = 0;
        while i < parts[part].len() {
            table[at] = parts[part][i];
            at += 1;
            i += 1;
        }
        part += 1;
    }
    assert!(at == N);
    table
}
