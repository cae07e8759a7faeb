//! In which form of JSON a value stands.

use crate::xml::{Datatype, Term};

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
