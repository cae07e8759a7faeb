//! Scalars as values of the type that is asked for.

use std::fmt::Display;

use domxml_schema::report::Code;
use serde_json::Number;

use super::failure::Failure;
use super::{Node, NodeKind, Result, Scalar};
use crate::entity::node::{Member, is_null};

impl Node {
    /// A whole number in a range.
    pub(in crate::entity) fn integer(&self, least: i128, most: i128) -> Result<i128> {
        let number = match &self.kind {
            NodeKind::Scalar(Scalar::Number(number)) => number.as_i128(),
            NodeKind::Scalar(Scalar::Plain(text) | Scalar::Quoted(text)) => whole(text),
            _ => None,
        };
        match number {
            Some(number) if (least..=most).contains(&number) => Ok(number),
            Some(number) => {
                let message = format!("`{number}` is out of range ({least} to {most})");
                Err(Failure::new(Code::INVALID_VALUE, message))
            }
            None => Err(self.unexpected(&"an integer")),
        }
    }

    pub(super) fn float(&self) -> Result<f64> {
        let number = match &self.kind {
            NodeKind::Scalar(Scalar::Number(number)) => number.as_f64(),
            NodeKind::Scalar(Scalar::Plain(text) | Scalar::Quoted(text)) => float(text),
            _ => None,
        };
        number.ok_or_else(|| self.unexpected(&"a number"))
    }

    pub(super) fn boolean(&self) -> Result<bool> {
        let value = match &self.kind {
            NodeKind::Scalar(Scalar::Bool(value)) => Some(*value),
            NodeKind::Scalar(Scalar::Plain(text) | Scalar::Quoted(text)) => boolean(text),
            _ => None,
        };
        value.ok_or_else(|| self.unexpected(&"true or false"))
    }

    /// A text; in YAML whatever the scalar reads as, but null.
    pub(super) fn string(&self) -> Result<&str> {
        match &self.kind {
            NodeKind::Scalar(Scalar::Text(text) | Scalar::Quoted(text)) => Ok(text),
            NodeKind::Scalar(Scalar::Plain(text)) if !is_null(text) => Ok(text),
            NodeKind::Scalar(Scalar::Number(number)) => {
                Err(self.unexpected(&"a text").with_help(Some(format!("write \"{number}\""))))
            }
            _ => Err(self.unexpected(&"a text")),
        }
    }

    /// The name of a member or a variant, whatever it reads as.
    pub(super) fn name(&self) -> Result<&str> {
        self.text().ok_or_else(|| self.unexpected(&"a text"))
    }

    pub(super) fn is_null(&self) -> bool {
        matches!(&self.kind, NodeKind::Scalar(scalar) if scalar.is_null())
    }

    /// The items of a list; null in YAML is an empty one.
    pub(super) fn items(&self) -> Result<&[Node]> {
        match &self.kind {
            NodeKind::Sequence(items) => Ok(items),
            NodeKind::Scalar(Scalar::Plain(text)) if is_null(text) => Ok(&[]),
            _ => Err(self.unexpected(&"a list")),
        }
    }

    /// The members of a mapping; null in YAML is an empty one.
    pub(super) fn members(&self) -> Result<&[Member]> {
        match &self.kind {
            NodeKind::Mapping(members) => Ok(members),
            NodeKind::Scalar(Scalar::Plain(text)) if is_null(text) => Ok(&[]),
            _ => Err(self.unexpected(&"a mapping")),
        }
    }

    /// The failure of a value that is none of what is expected.
    #[cold]
    pub(super) fn unexpected(&self, expected: &dyn Display) -> Failure {
        let found = match &self.kind {
            NodeKind::Sequence(_) => "a list".to_owned(),
            NodeKind::Mapping(_) => "a mapping".to_owned(),
            NodeKind::Scalar(Scalar::Bool(value)) => value.to_string(),
            NodeKind::Scalar(Scalar::Number(number)) => format!("the number {number}"),
            NodeKind::Scalar(scalar) if scalar.is_null() => "null".to_owned(),
            NodeKind::Scalar(_) => {
                let text = self.text().unwrap_or_default();
                return Failure::about(Code::WRONG_TYPE, text, |text| format!("expected {expected}, found {text}"));
            }
        };
        Failure::new(Code::WRONG_TYPE, format!("expected {expected}, found {found}"))
    }
}

impl Scalar {
    /// The value of a scalar where no type is asked for: null, a boolean, or a number. None for a text.
    pub(in crate::entity) fn guess(&self) -> Option<Self> {
        match self {
            Self::Plain(text) if is_null(text) => Some(Self::Null),
            Self::Plain(text) => boolean(text).map(Self::Bool).or_else(|| number(text).map(Self::Number)),
            Self::Text(_) | Self::Quoted(_) => None,
            scalar => Some(scalar.clone()),
        }
    }
}

fn number(text: &str) -> Option<Number> {
    let whole = whole(text).and_then(Number::from_i128);
    whole.or_else(|| Number::from_f64(float(text)?))
}

/// A boolean as YAML 1.1 has it.
fn boolean(text: &str) -> Option<bool> {
    let text = text.trim();
    let is = |words: [&str; 4]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    if is(["true", "yes", "on", "y"]) { Some(true) } else { is(["false", "no", "off", "n"]).then_some(false) }
}

/// A whole number: decimal without leading zeros, or with `0x`, `0o`, `0b`; single underscores between digits.
fn whole(text: &str) -> Option<i128> {
    let text = text.trim();
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let prefix = text.get(..2).unwrap_or_default().to_ascii_lowercase();
    let (radix, digits) = match prefix.as_str() {
        "0x" => (16, &text[2..]),
        "0o" => (8, &text[2..]),
        "0b" => (2, &text[2..]),
        _ if text.len() > 1 && text.starts_with('0') => return None,
        _ => (10, text),
    };
    // `from_str_radix` takes a sign, too.
    if digits.split('_').any(|part| !part.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric())) {
        return None;
    }
    let number = i128::from_str_radix(&digits.replace('_', ""), radix).ok()?;
    Some(if negative { -number } else { number })
}

/// A number with a fraction or an exponent, or an infinite one or none at all as YAML writes them.
fn float(text: &str) -> Option<f64> {
    let text = text.trim();
    match text.to_ascii_lowercase().as_str() {
        ".nan" | "+.nan" | "-.nan" => Some(f64::NAN),
        ".inf" | "+.inf" => Some(f64::INFINITY),
        "-.inf" => Some(f64::NEG_INFINITY),
        _ => text.parse().ok().filter(|number: &f64| number.is_finite()),
    }
}
