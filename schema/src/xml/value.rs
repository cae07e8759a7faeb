//! Values of attributes and texts: the trait, numbers, strings, keywords.

use super::table::{Datatype, Format, Outcome, Term, TypedSlot, ValueSlot};

/// A type that stands in attributes and texts.
pub trait Value: Sized + PartialEq + 'static {
    /// The value space.
    const DATATYPE: &'static Datatype;
    /// Whether writing what was read always gives the same text.
    const EXACT: bool = false;

    /// Reads a text; `None` if it is not of the type.
    fn read(text: &str) -> Option<Self>;

    /// Reads a text under the rules of a narrower type.
    fn read_as(text: &str, datatype: &Datatype) -> Option<Self> {
        let _ = datatype;
        Self::read(text)
    }

    /// Appends the value's text in libvirt's form.
    fn write(&self, out: &mut String, format: Format);

    /// Whether it is a word outside the known keywords.
    fn is_other(&self) -> bool {
        false
    }
}

/// An open set of keywords: what `#[derive(Keyword)]` implements.
pub trait Keyword: Sized + 'static {
    /// All known keywords, in the order of their declaration.
    const ALL: &'static [Self];

    /// The word.
    fn as_str(&self) -> &str;

    /// Whether the word is outside the known ones.
    fn is_other(&self) -> bool;
}

impl<V: Value> TypedSlot for Option<V> {
    const DATATYPE: &'static Datatype = V::DATATYPE;
}

impl<V: Value> ValueSlot for Option<V> {
    fn count(&self) -> usize {
        usize::from(self.is_some())
    }

    fn read(&mut self, text: &str, format: Format, datatype: &Datatype) -> Outcome {
        let Some(value) = V::read_as(text, datatype) else {
            return Outcome::Invalid;
        };
        let outcome = outcome(&value, text, format);
        *self = Some(value);
        outcome
    }

    fn write(&self, _: usize, out: &mut String, format: Format) {
        if let Some(value) = self {
            value.write(out, format);
        }
    }

    fn reads_as(&self, _: usize, text: &str, datatype: &Datatype) -> bool {
        self.is_some() && V::read_as(text, datatype) == *self
    }

    fn is_other(&self, _: usize) -> bool {
        self.as_ref().is_some_and(V::is_other)
    }
}

impl<V: Value> TypedSlot for Vec<V> {
    const DATATYPE: &'static Datatype = V::DATATYPE;
}

impl<V: Value> ValueSlot for Vec<V> {
    fn count(&self) -> usize {
        self.len()
    }

    fn read(&mut self, text: &str, format: Format, datatype: &Datatype) -> Outcome {
        let Some(value) = V::read_as(text, datatype) else {
            return Outcome::Invalid;
        };
        let outcome = outcome(&value, text, format);
        self.push(value);
        outcome
    }

    fn write(&self, index: usize, out: &mut String, format: Format) {
        if let Some(value) = self.get(index) {
            value.write(out, format);
        }
    }

    fn reads_as(&self, index: usize, text: &str, datatype: &Datatype) -> bool {
        self.get(index).is_some_and(|value| V::read_as(text, datatype).as_ref() == Some(value))
    }

    fn is_other(&self, index: usize) -> bool {
        self.get(index).is_some_and(V::is_other)
    }
}

fn outcome<V: Value>(value: &V, text: &str, format: Format) -> Outcome {
    if value.is_other() {
        return Outcome::Other;
    }
    if V::EXACT {
        return Outcome::Exact;
    }
    let mut written = String::new();
    value.write(&mut written, format);
    if written == text { Outcome::Exact } else { Outcome::Spelled }
}

impl Value for String {
    const DATATYPE: &'static Datatype = &Datatype { name: "text", doc: "Any text.", terms: &[Term::Text] };
    const EXACT: bool = true;

    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn write(&self, out: &mut String, _: Format) {
        out.push_str(self);
    }
}

macro_rules! integers {
    ($($ty:ty, $name:literal, $doc:literal;)*) => { $(
        impl Value for $ty {
            const DATATYPE: &'static Datatype = &Datatype {
                name: $name,
                doc: $doc,
                terms: &[Term::Integer { min: Some(<$ty>::MIN as i128), max: max_of(<$ty>::MAX as u128) }],
            };

            fn read(text: &str) -> Option<Self> {
                read_integer(text, Digits::Decimal).and_then(|(negative, value)| {
                    if negative { i128::try_from(value).ok().and_then(|value| Self::try_from(-value).ok()) }
                    else { Self::try_from(value).ok() }
                })
            }

            fn read_as(text: &str, datatype: &Datatype) -> Option<Self> {
                read_integer(text, Digits::of(datatype)).and_then(|(negative, value)| {
                    if negative { i128::try_from(value).ok().and_then(|value| Self::try_from(-value).ok()) }
                    else { Self::try_from(value).ok() }
                })
            }

            #[allow(clippy::cast_sign_loss)]
            fn write(&self, out: &mut String, format: Format) {
                use std::fmt::Write as _;
                let _ = match format {
                    Format::Plain | Format::Letter => write!(out, "{self}"),
                    Format::Hex(width) => write!(out, "0x{self:0width$x}", width = usize::from(width)),
                    Format::Octal(width) => write!(out, "{self:0width$o}", width = usize::from(width)),
                };
            }
        }
    )* };
}

integers! {
    u8, "unsignedByte", "A whole number from 0 to 255.";
    u16, "unsignedShort", "A whole number from 0 to 65535.";
    u32, "unsignedInt", "A whole number from 0 to 4294967295.";
    u64, "unsignedLong", "A whole number from 0 to 18446744073709551615.";
    u128, "nonNegativeInteger", "A whole number that is not negative.";
    i16, "short", "A whole number from -32768 to 32767.";
    i32, "int", "A whole number from -2147483648 to 2147483647.";
    i64, "long", "A whole number from -9223372036854775808 to 9223372036854775807.";
}

const fn max_of(max: u128) -> Option<i128> {
    if max > i128::MAX as u128 { None } else { Some(max as i128) }
}

/// How the digits of a number are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Digits {
    /// Decimal, or hexadecimal behind `0x`.
    Decimal,
    /// As C does: behind `0x` hexadecimal, behind `0` octal; other digits than decimal ones are
    /// hexadecimal all the same, for the schema admits them.
    Any,
    /// Hexadecimal with or without `0x`.
    Hex,
    /// Octal.
    Octal,
}

impl Digits {
    /// libvirt decides per value; the schema's type tells which way.
    fn of(datatype: &Datatype) -> Self {
        let hex = |term: &Term| matches!(term, Term::Pattern(pattern) if pattern.contains("0x"));
        match datatype.name {
            "hexuint" | "isaIobase" | "isaIrq" => Self::Hex,
            "octalMode" | "createMode" => Self::Octal,
            _ if datatype.terms.iter().any(hex) => Self::Any,
            _ => Self::Decimal,
        }
    }
}

/// Sign and magnitude.
fn read_integer(text: &str, digits: Digits) -> Option<(bool, u128)> {
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let (radix, text) = match (hex, digits) {
        (Some(_), Digits::Octal) => return None,
        (Some(rest), _) => (16, rest),
        (None, Digits::Hex) => (16, text),
        (None, Digits::Octal) => (8, text),
        (None, Digits::Any) if !text.bytes().all(|byte| byte.is_ascii_digit()) => (16, text),
        (None, Digits::Any) if text.starts_with('0') && text.bytes().all(|byte| byte < b'8') => (8, text),
        (None, _) => (10, text),
    };
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u128::from_str_radix(text, radix).ok().map(|value| (negative, value))
}
