//! Values of attributes and texts: the trait, numbers, strings, keywords.

use crate::xml::codec::slot::{Outcome, Slot, SlotMut, TypedSlot, ValueSlot};
use crate::xml::codec::table::{Datatype, Format, Term};

/// A type of attributes and texts.
pub trait Value: Sized + PartialEq + 'static {
    /// The value space.
    const DATATYPE: &'static Datatype;
    /// True if writing what was read always gives the same text.
    const EXACT: bool = false;
    /// True if what is written never needs an escape in XML, but for a word outside the known keywords.
    const PLAIN: bool = false;

    /// Reads a text; `None` if it is not of the type.
    fn read(text: &str) -> Option<Self>;

    /// Reads a text under the rules of a narrower type.
    fn read_as(text: &str, datatype: &Datatype) -> Option<Self> {
        let _ = datatype;
        Self::read(text)
    }

    /// Appends the value's text in libvirt's form.
    fn write(&self, out: &mut String, format: Format);

    /// Returns `true` if a text that reads as the value is also how it is written.
    fn is_written(&self, text: &str, format: Format, scratch: &mut String) -> bool {
        scratch.clear();
        self.write(scratch, format);
        scratch == text
    }

    /// Returns `true` if it is a word outside the known keywords.
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

    /// Returns `true` if the word is outside the known ones.
    fn is_other(&self) -> bool;
}

#[diagnostic::do_not_recommend]
impl<V: Value> TypedSlot for Option<V> {
    const DATATYPE: &'static Datatype = V::DATATYPE;

    fn is_present(&self) -> bool {
        self.count() > 0
    }
    fn slot(&self) -> Slot<'_> {
        Slot::Value(self)
    }
    fn slot_mut(&mut self) -> SlotMut<'_> {
        SlotMut::Value(self)
    }
}

impl<V: Value> ValueSlot for Option<V> {
    fn datatype(&self) -> &'static Datatype {
        V::DATATYPE
    }

    fn count(&self) -> usize {
        usize::from(self.is_some())
    }

    fn read(&mut self, text: &str, format: Format, datatype: &Datatype, scratch: &mut String) -> Outcome {
        let Some(value) = V::read_as(text, datatype) else {
            return Outcome::Invalid;
        };
        let outcome = outcome(&value, text, format, scratch);
        *self = Some(value);
        outcome
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn write(&self, _: usize, out: &mut String, format: Format) -> bool {
        self.as_ref().is_none_or(|value| write(value, out, format))
    }

    fn reads_as(&self, _: usize, text: &str, datatype: &Datatype) -> bool {
        self.is_some() && V::read_as(text, datatype) == *self
    }

    fn is_other(&self, _: usize) -> bool {
        self.as_ref().is_some_and(V::is_other)
    }
}

#[diagnostic::do_not_recommend]
impl<V: Value> TypedSlot for Vec<V> {
    const DATATYPE: &'static Datatype = V::DATATYPE;

    fn is_present(&self) -> bool {
        self.count() > 0
    }
    fn slot(&self) -> Slot<'_> {
        Slot::Value(self)
    }
    fn slot_mut(&mut self) -> SlotMut<'_> {
        SlotMut::Value(self)
    }
}

impl<V: Value> ValueSlot for Vec<V> {
    fn datatype(&self) -> &'static Datatype {
        V::DATATYPE
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn read(&mut self, text: &str, format: Format, datatype: &Datatype, scratch: &mut String) -> Outcome {
        let Some(value) = V::read_as(text, datatype) else {
            return Outcome::Invalid;
        };
        let outcome = outcome(&value, text, format, scratch);
        self.push(value);
        outcome
    }

    fn clear(&mut self) {
        self.clear();
    }

    fn write(&self, index: usize, out: &mut String, format: Format) -> bool {
        self.get(index).is_none_or(|value| write(value, out, format))
    }

    fn reads_as(&self, index: usize, text: &str, datatype: &Datatype) -> bool {
        self.get(index).is_some_and(|value| V::read_as(text, datatype).as_ref() == Some(value))
    }

    fn is_other(&self, index: usize) -> bool {
        self.get(index).is_some_and(V::is_other)
    }
}

fn write<V: Value>(value: &V, out: &mut String, format: Format) -> bool {
    value.write(out, format);
    V::PLAIN && !value.is_other()
}

fn outcome<V: Value>(value: &V, text: &str, format: Format, scratch: &mut String) -> Outcome {
    if value.is_other() {
        return Outcome::Other;
    }
    if V::EXACT || value.is_written(text, format, scratch) { Outcome::Exact } else { Outcome::Spelled }
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
            const PLAIN: bool = true;

            fn read(text: &str) -> Option<Self> {
                read_integer(text, Digits::Decimal).and_then(|(negative, value)| {
                    if negative { i128::try_from(value).ok().and_then(|value| Self::try_from(-value).ok()) }
                    else { Self::try_from(value).ok() }
                })
            }

            fn read_as(text: &str, datatype: &Datatype) -> Option<Self> {
                read_typed(text, datatype).and_then(|(negative, value)| {
                    if negative { i128::try_from(value).ok().and_then(|value| Self::try_from(-value).ok()) }
                    else { Self::try_from(value).ok() }
                })
            }

            fn write(&self, out: &mut String, format: Format) {
                #[allow(unused_comparisons)]
                if *self < 0 {
                    out.push('-');
                }
                write_digits(out, self.abs_diff(0).into(), format);
            }

            fn is_written(&self, text: &str, format: Format, scratch: &mut String) -> bool {
                let (digits, width, last) = match (format, text.strip_prefix("0x")) {
                    (Format::Hex(width), Some(digits)) => (digits, usize::from(width).max(1), b'f'),
                    (Format::Plain, None) => (text, 1, b'9'),
                    _ => ("", 1, b'9'),
                };
                // No upper case, no sign, no needless zero: then the text is the only one of its value.
                let plain = digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f') && byte <= last);
                if plain && (digits.len() == width || (digits.len() > width && !digits.starts_with('0'))) {
                    return true;
                }
                scratch.clear();
                self.write(scratch, format);
                scratch == text
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

/// Appends the digits of a number, with the prefix of its format.
pub(crate) fn write_digits(out: &mut String, value: u128, format: Format) {
    let (prefix, radix, width) = match format {
        Format::Plain | Format::Letter => ("", 10, 1),
        Format::Hex(width) => ("0x", 16, usize::from(width)),
        Format::Octal(width) => ("", 8, usize::from(width)),
    };
    out.push_str(prefix);
    let mut digits = [b'0'; 64];
    let mut at = digits.len();
    match u64::try_from(value) {
        Ok(mut rest) => {
            while rest > 0 {
                at -= 1;
                digits[at] = b"0123456789abcdef"[(rest % radix) as usize];
                rest /= radix;
            }
        }
        Err(_) => {
            let mut rest = value;
            while rest > 0 {
                at -= 1;
                digits[at] = b"0123456789abcdef"[(rest % u128::from(radix)) as usize];
                rest /= u128::from(radix);
            }
        }
    }
    let from = at.min(digits.len() - width.clamp(1, digits.len()));
    out.push_str(str::from_utf8(&digits[from..]).unwrap_or_default());
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
        Self::by_name(datatype).unwrap_or_else(
            || {
                if datatype.terms.iter().any(hex) { Self::Any } else { Self::Decimal }
            },
        )
    }

    fn by_name(datatype: &Datatype) -> Option<Self> {
        match datatype.name {
            "hexuint" | "isaIobase" | "isaIrq" => Some(Self::Hex),
            "octalMode" | "createMode" => Some(Self::Octal),
            _ => None,
        }
    }
}

/// Sign and magnitude of a text under the rules of a type.
fn read_typed(text: &str, datatype: &Datatype) -> Option<(bool, u128)> {
    let named = Digits::by_name(datatype);
    read_usual(text, named).map(|value| (false, value.into())).or_else(|| read_integer(text, Digits::of(datatype)))
}

/// The value of a text that is understood alike under most rules: decimal or, behind `0x`, hexadecimal.
fn read_usual(text: &str, named: Option<Digits>) -> Option<u64> {
    let (digits, radix) = match text.as_bytes() {
        [b'0', b'x', digits @ ..] if named != Some(Digits::Octal) => (digits, 16),
        digits @ ([b'1'..=b'9', ..] | b"0") if named.is_none() => (digits, 10),
        _ => return None,
    };
    let add = |value: u64, digit: &u8| Some(value * u64::from(radix) + u64::from(char::from(*digit).to_digit(radix)?));
    // Fifteen digits fit for either radix.
    if (1..=15).contains(&digits.len()) { digits.iter().try_fold(0, add) } else { None }
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
    if text.len() <= 15 {
        return u64::from_str_radix(text, radix).ok().map(|value| (negative, value.into()));
    }
    u128::from_str_radix(text, radix).ok().map(|value| (negative, value))
}
