//! Problems that keep an entity from becoming a domain.

use std::fmt;

use domxml_schema::report::nearest;
use domxml_schema::xml::is_char;
use serde::ser::{Serialize, SerializeStruct as _, Serializer};

/// Characters of a value that are shown.
const LONGEST_VALUE: usize = 80;

/// Something contradictory or impossible in an entity or its context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Path of the field, such as `disks[1].id`; a field of the context begins with `context.`.
    pub field: String,
    /// The value in question, empty if it is missing: on one line, and at most its first 80 characters.
    pub value: String,
    /// The thing and what is wrong with it, such as "VLAN id `5000` is out of range".
    pub message: String,
    /// What to write instead, such as "use 0 to 4094".
    pub help: String,
}

impl fmt::Display for Problem {
    /// On one line: the field, the message and the help.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.field, self.message, self.help)
    }
}

impl Serialize for Problem {
    /// The fields; `remedy` is `help` under the name that programs may still read.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Problem", 5)?;
        fields.serialize_field("field", &self.field)?;
        fields.serialize_field("value", &self.value)?;
        fields.serialize_field("message", &self.message)?;
        fields.serialize_field("help", &self.help)?;
        fields.serialize_field("remedy", &self.help)?;
        fields.end()
    }
}

/// All problems of an entity and its context.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// A single problem.
    pub(crate) fn one(
        field: impl Into<String>,
        value: impl fmt::Display,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        let mut problems = Self::default();
        problems.add(field, value, message, help);
        problems
    }

    /// Adds a problem. Values of any length appear in the message as [`shown`] gives them.
    pub(super) fn add(
        &mut self,
        field: impl Into<String>,
        value: impl fmt::Display,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let value = shown(&value.to_string());
        self.0.push(Problem { field: field.into(), value, message: message.into(), help: help.into() });
    }

    /// The problems as an error, if there are any.
    pub(super) fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl fmt::Display for Problems {
    /// One problem per line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.0.iter().enumerate() {
            write!(f, "{}{problem}", if at == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// A text as messages show it: on one line, and at most its first 80 characters.
pub(crate) fn shown(text: &str) -> String {
    let visible = |c: char| if c.is_control() || !is_char(c) { c.escape_default().to_string() } else { c.to_string() };
    let mut shown: String = text.chars().take(LONGEST_VALUE).map(visible).collect();
    if text.chars().nth(LONGEST_VALUE).is_some() {
        shown.push_str("...");
    }
    shown
}

/// The help for an unknown word: the nearest of the known ones, else the given text.
pub(super) fn did_you_mean<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    otherwise: impl Into<String>,
) -> String {
    nearest(word, known).map_or_else(|| otherwise.into(), |near| format!("did you mean `{near}`?"))
}

/// Words as alternatives: "`a`, `b` or `c`".
pub(super) fn alternatives<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match (words.pop(), words.is_empty()) {
        (Some(last), false) => format!("{} or {last}", words.join(", ")),
        (last, _) => last.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_a_list_with_or() {
        assert_eq!(alternatives([]), "");
        assert_eq!(alternatives(["a"]), "`a`");
        assert_eq!(alternatives(["a", "b"]), "`a` or `b`");
        assert_eq!(alternatives(["a", "b", "c"]), "`a`, `b` or `c`");
    }

    #[test]
    fn programs_find_the_help_under_both_names() {
        let mut problems = Problems::default();
        problems.add("a", "b", "c", "d");
        let json = serde_json::to_string(&problems.0[0]).expect("a problem has a JSON form");
        assert_eq!(json, r#"{"field":"a","value":"b","message":"c","help":"d","remedy":"d"}"#);
    }
}
