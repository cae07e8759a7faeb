//! The types of values in a map.

mod normal;

use std::fmt;

use serde_json::Value;

pub(super) use normal::set;

use crate::vm::Words;

/// The type of a value. Numbers and booleans may be strings, as engines sent them.
#[derive(Clone, Copy, Debug)]
pub(super) enum ValueType {
    /// Any string.
    Text,
    /// `true`, `yes`, `on`, `1` or `false`, `no`, `off`, `0`.
    Bool,
    /// An integer from 0 to `max`.
    Number { unit: &'static str, max: u64 },
    /// An integer.
    Integer { unit: &'static str },
    /// A UUID.
    Uuid,
    /// Six UUIDs, comma-separated.
    SixUuids,
    /// A MAC address.
    Mac,
    /// A set of processors or nodes, `0-3,8`.
    Set,
    /// One of a few words.
    Words(WordList),
    /// Attributes of an address, as an object or a string.
    Address,
    /// An object of strings.
    Texts,
    /// Custom properties: an object of strings, with descriptions of unmanaged devices among them.
    Custom,
    /// An object of sets of host processors by the number of a vCPU.
    Pins,
    /// A list of strings.
    TextList,
    /// A list of objects with these members.
    List(&'static [Member]),
    /// Any value.
    Any,
}

/// The words that a value may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordList {
    words: &'static [&'static str],
    /// A word of these that maps do not have.
    except: Option<&'static str>,
    /// Other words, and the words that they stand for.
    aliases: &'static [(&'static str, &'static str)],
}

/// A member of the objects of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) value_type: ValueType,
    pub(super) meaning: &'static str,
}

/// Constructors.
impl ValueType {
    /// A 32-bit number without a unit.
    pub(super) const NUMBER: Self = Self::number("");

    /// A size in MiB, up to what 64 bits of KiB hold.
    pub(super) const MIB: Self = Self::Number { unit: "MiB", max: u64::MAX / 1024 };

    /// A 32-bit number of a unit.
    pub(super) const fn number(unit: &'static str) -> Self {
        Self::Number { unit, max: u32::MAX as u64 }
    }

    /// The words of an enum.
    pub(super) const fn words_of<W: Words>() -> Self {
        Self::words(W::WORDS)
    }

    /// These words.
    pub(super) const fn words(words: &'static [&'static str]) -> Self {
        Self::Words(WordList { words, except: None, aliases: &[] })
    }

    /// The same words but one.
    pub(super) const fn except(self, word: &'static str) -> Self {
        match self {
            Self::Words(list) => Self::Words(WordList { except: Some(word), ..list }),
            other => other,
        }
    }

    /// Other words too, each with the word that it stands for.
    pub(super) const fn or(self, aliases: &'static [(&'static str, &'static str)]) -> Self {
        match self {
            Self::Words(list) => Self::Words(WordList { aliases, ..list }),
            other => other,
        }
    }
}

impl WordList {
    /// All words, and the word that each stands for.
    fn all(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let words = self.words.iter().filter(|word| self.except != Some(**word));
        words.map(|word| (*word, *word)).chain(self.aliases.iter().copied())
    }
}

impl fmt::Display for ValueType {
    /// A description for users.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("a string"),
            Self::Bool => f.write_str("`true` or `false`"),
            Self::Number { unit, max } => {
                if *max < u64::from(u32::MAX) {
                    write!(f, "an integer from 0 to {max}")?;
                } else {
                    f.write_str("a non-negative integer")?;
                }
                if unit.is_empty() { Ok(()) } else { write!(f, " ({unit})") }
            }
            Self::Integer { unit } => write!(f, "an integer ({unit})"),
            Self::Uuid => f.write_str("a UUID"),
            Self::SixUuids => f.write_str("six comma-separated UUIDs"),
            Self::Mac => f.write_str("a MAC address"),
            Self::Set => f.write_str("a set of numbers such as `0-3,8`"),
            Self::Words(list) => {
                let words: Vec<String> = list.all().map(|(word, _)| format!("`{word}`")).collect();
                f.write_str(&words.join(", "))
            }
            Self::Address => f.write_str("an object of address attributes"),
            Self::Texts | Self::Custom => f.write_str("an object of strings"),
            Self::Pins => f.write_str("an object of sets of host processors by vCPU"),
            Self::TextList => f.write_str("a list of strings"),
            Self::List(_) => f.write_str("a list of objects"),
            Self::Any => f.write_str("any value"),
        }
    }
}

/// Returns true if a value is as good as absent: null or empty.
pub(super) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The text of a string, number or boolean.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// A value in a message: on one line and shortened.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Object(_) => "an object".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        other => format!("`{}`", crate::generate::shown(&scalar(other).unwrap_or_else(|| other.to_string()))),
    }
}
