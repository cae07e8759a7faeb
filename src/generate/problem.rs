//! Problems that keep an entity from becoming a domain.

use std::fmt;

use domxml_schema::report::{Code, Finding, Findings, nearest};
use domxml_schema::xml::is_char;

/// Characters of a value that are shown.
const LONGEST_VALUE: usize = 80;

/// Something contradictory or impossible in an entity or its context.
pub const INVALID_VM: Code = Code::new("invalid-vm");

/// Adding of problems to a report.
pub(crate) trait Problems {
    /// Adds a problem: the path of the field (`disks[1].id`; a field of the context begins with `context.`), its value
    /// (empty if it is missing), the thing and what is wrong with it, and what to write instead. Values of any length
    /// appear in the message as [`shown`] gives them.
    fn add(
        &mut self,
        field: impl Into<String>,
        value: impl fmt::Display,
        message: impl Into<String>,
        help: impl Into<String>,
    );
}

impl Problems for Findings {
    fn add(
        &mut self,
        field: impl Into<String>,
        value: impl fmt::Display,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let value = shown(&value.to_string());
        self.0.push(Finding::new(INVALID_VM, message).path(field).text(value).help(help));
    }
}

/// A single problem as a report; see [`Problems::add`].
pub(crate) fn one(
    field: impl Into<String>,
    value: impl fmt::Display,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Findings {
    let mut problems = Findings::default();
    problems.add(field, value, message, help);
    problems
}

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
}
