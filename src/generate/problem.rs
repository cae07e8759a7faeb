//! Problems that keep an entity from becoming a domain.

use std::fmt;

use domxml_schema::xml::is_char;
use serde::Serialize;

/// Characters of a value that are shown.
const LONGEST_VALUE: usize = 80;

/// Something contradictory or impossible in an entity or its context.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Path of the field, such as `disks[1].id`; a field of the context begins with `context.`.
    pub field: String,
    /// The value in question: on one line, and at most its first 80 characters.
    pub value: String,
    /// The problem with the value.
    pub message: String,
    /// The way to solve it.
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: `{}` {}; {}", self.field, self.value, self.message, self.remedy)
    }
}

/// Everything that keeps an entity from becoming a domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// A single one.
    pub(crate) fn one(
        field: impl Into<String>,
        value: impl fmt::Display,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        let mut problems = Self::default();
        problems.add(field, value, message, remedy);
        problems
    }

    /// Adds one.
    pub(super) fn add(
        &mut self,
        field: impl Into<String>,
        value: impl fmt::Display,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let value = shown(&value.to_string());
        self.0.push(Problem { field: field.into(), value, message: message.into(), remedy: remedy.into() });
    }

    /// Itself as the error, if there is anything.
    pub(super) fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

/// A text of any length with any characters in a printable form: on one line, and shortened.
pub(crate) fn shown(text: &str) -> String {
    let visible = |c: char| if c.is_control() || !is_char(c) { c.escape_default().to_string() } else { c.to_string() };
    let mut shown: String = text.chars().take(LONGEST_VALUE).map(visible).collect();
    if text.chars().nth(LONGEST_VALUE).is_some() {
        shown.push_str("...");
    }
    shown
}

impl fmt::Display for Problems {
    /// One a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.0.iter().enumerate() {
            write!(f, "{}{problem}", if at == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
