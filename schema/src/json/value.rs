//! Values: their form in JSON, writing, reading.

use serde::ser::{Serialize, Serializer};

use super::read::Reader;
use super::tree::{Kind, Tree};
use crate::report::Code;
use crate::xml::inside::write_digits;
use crate::xml::{Datatype, FieldDef, Format, Outcome, Term, ValueSlot};

/// The form of the values of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A number; beyond [`EXACT`], a text of its digits.
    Whole { min: i128, max: Option<i128> },
    /// `true` and `false` for these two words, other words as texts.
    Switch { on: &'static str, off: &'static str },
    /// A text in libvirt's spelling.
    Text,
}

/// The greatest number that every reader of JSON keeps exactly: many hold numbers as floating ones.
pub(super) const EXACT: i128 = (1 << 53) - 1;

impl Form {
    /// The form of a Rust type, given its own value space.
    pub(super) fn of(datatype: &Datatype) -> Self {
        match datatype.terms {
            [Term::Integer { min, max }] => Self::Whole { min: min.unwrap_or(i128::MIN), max: *max },
            [Term::Keyword(on), Term::Keyword(off)] if matches!((on.name, off.name), ("yes", "no") | ("on", "off")) => {
                Self::Switch { on: on.name, off: off.name }
            }
            _ => Self::Text,
        }
    }
}

/// A value of a field.
pub(super) struct ValueForm<'a> {
    pub(super) slot: &'a dyn ValueSlot,
    pub(super) index: usize,
}

impl Serialize for ValueForm<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = String::new();
        self.slot.write(self.index, &mut text, Format::Plain);
        match Form::of(self.slot.datatype()) {
            Form::Whole { .. } => match text.parse::<i64>() {
                Ok(number) if i128::from(number).abs() <= EXACT => serializer.serialize_i64(number),
                _ => serializer.serialize_str(&text),
            },
            Form::Switch { on, .. } if text == on => serializer.serialize_bool(true),
            Form::Switch { off, .. } if text == off => serializer.serialize_bool(false),
            Form::Switch { .. } | Form::Text => serializer.serialize_str(&text),
        }
    }
}

impl Reader {
    /// Reads a value of a field.
    pub(super) fn value(&mut self, slot: &mut dyn ValueSlot, field: &FieldDef, datatype: &Datatype, tree: &Tree) {
        let form = Form::of(slot.datatype());
        let mut written = String::new();
        let text = match (&tree.kind, form) {
            (Kind::Whole(number), Form::Whole { min, max }) => {
                if *number < min || max.is_some_and(|max| *number > max) {
                    let bounds = match max {
                        Some(max) => format!("{min} to {max}"),
                        None => format!("at least {min}"),
                    };
                    let message = format!("{} `{number}` is out of range ({bounds})", field.rust_name);
                    return self.wrong(tree, Code::INVALID_VALUE, message, None);
                }
                spell(*number < 0, number.unsigned_abs(), field, &mut written);
                &written
            }
            (Kind::Text(text), Form::Whole { .. }) => match digits(text) {
                Some((negative, number)) if i128::try_from(number).is_ok_and(|number| number <= EXACT) => {
                    let sign = if negative { "-" } else { "" };
                    return self.wrong_type(tree, "a whole number", Some(format!("write {sign}{number}")));
                }
                Some((negative, number)) => {
                    spell(negative, number, field, &mut written);
                    &written
                }
                None => {
                    let help = "a text that stands in place of a value goes into `values` of `extra`";
                    return self.wrong_type(tree, "a whole number", Some(help.to_owned()));
                }
            },
            (Kind::Other(_), Form::Whole { .. }) => {
                let help = "write it without fraction and exponent; beyond 64 bits as text";
                return self.wrong_type(tree, "a whole number", Some(help.to_owned()));
            }
            (_, Form::Whole { .. }) => return self.wrong_type(tree, "a whole number", None),
            (Kind::Bool(true), Form::Switch { on, .. }) => on,
            (Kind::Bool(false), Form::Switch { off, .. }) => off,
            (Kind::Text(text), Form::Switch { .. } | Form::Text) => text.as_str(),
            (_, Form::Switch { .. }) => return self.wrong_type(tree, "true or false", None),
            (Kind::Whole(number), Form::Text) => {
                return self.wrong_type(tree, "text", Some(format!("write \"{number}\"")));
            }
            (_, Form::Text) => return self.wrong_type(tree, "text", None),
        };
        let mut scratch = String::new();
        if slot.read(text, field.format, datatype, &mut scratch) == Outcome::Invalid {
            let message = format!("invalid {}: {}", field.rust_name, tree.describe());
            self.wrong(tree, Code::INVALID_VALUE, message, datatype.help(text));
        }
    }
}

/// Sign and magnitude of a text of decimal digits.
fn digits(text: &str) -> Option<(bool, u128)> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| plain).map(|number| (negative, number))
}

/// Writes a number as libvirt writes it at its place: how it is read there may depend on the spelling.
fn spell(negative: bool, number: u128, field: &FieldDef, out: &mut String) {
    if negative {
        out.push('-');
    }
    write_digits(out, number, field.format);
}
