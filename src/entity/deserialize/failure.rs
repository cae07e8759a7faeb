//! Failures of converting a tree to a value: told by serde in its kinds, put into words here.

use std::collections::HashSet;
use std::fmt::{self, Display};

use domxml_schema::report::{Code, Position, nearest};
use serde::de::{self, Expected, Unexpected};

use crate::entity::error::shown;
use crate::entity::secret::{HIDDEN, is_hidden};
use crate::entity::{Error, Step};

/// An error on its way up through the tree: what it is in adds position and path. On the heap, for most results
/// are no errors.
#[derive(Debug)]
pub(in crate::entity) struct Failure(Box<Content>);

#[derive(Debug)]
struct Content {
    code: Code,
    message: String,
    /// The value of the document that the message shows.
    shown: Option<String>,
    help: Option<String>,
    position: Option<Position>,
    /// From the innermost step to the outermost.
    path: Vec<Step>,
}

impl Failure {
    #[cold]
    pub(in crate::entity) fn new(code: Code, message: String) -> Self {
        Self(Box::new(Content { code, message, shown: None, help: None, position: None, path: Vec::new() }))
    }

    /// A failure whose message shows a value of the document.
    #[cold]
    pub(super) fn about(code: Code, value: &str, message: impl FnOnce(&str) -> String) -> Self {
        let shown = shown(value);
        let mut failure = Self::new(code, message(&format!("`{shown}`")));
        failure.0.shown = Some(shown);
        failure
    }

    /// The same with what to write instead.
    #[cold]
    pub(super) fn with_help(mut self, help: Option<String>) -> Self {
        self.0.help = help;
        self
    }

    /// The same of a value that is in another one, below a step.
    #[cold]
    pub(super) fn below(mut self, step: Step, position: &Position) -> Self {
        self.0.position.get_or_insert_with(|| position.clone());
        self.0.path.push(step);
        self
    }

    /// The error of a whole tree that begins at a position.
    #[cold]
    pub(in crate::entity) fn into_error(self, root: &Position) -> Error {
        let Content { code, mut message, shown, help, position, path } = *self.0;
        let is_secret = path.iter().any(|step| matches!(step, Step::Member(name) if is_hidden(name)));
        if let Some(shown) = shown.filter(|shown| is_secret && !shown.is_empty()) {
            message = message.replace(&shown, HIDDEN);
        }
        let path = path.into_iter().rev().collect();
        Error::new(code, message, &path, position.as_ref().unwrap_or(root)).with_help(help)
    }

    /// A word that is not known: what is meant by it, or what could be.
    #[cold]
    fn unknown(code: Code, what: &str, word: &str, known: &[&str]) -> Self {
        let help = nearest(word, current(known)).map(|near| format!("did you mean `{near}`?"));
        let help = help.or_else(|| one_of(known).map(|known| format!("expected {known}")));
        Self::about(code, word, |word| format!("unknown {what} {word}")).with_help(help)
    }
}

/// The words as what is expected; none if there are none.
pub(super) fn one_of(words: &[&str]) -> Option<String> {
    let all: Vec<String> = current(words).iter().map(|word| format!("`{word}`")).collect();
    match all.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        all => Some(format!("one of {}", all.join(", "))),
    }
}

/// The words without old spellings, which serde lists behind the current one: they are read, and not recommended.
fn current<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut seen = HashSet::new();
    let letters = |word: &str| word.replace(['-', '_'], "").to_lowercase();
    words.iter().copied().filter(|word| seen.insert(letters(word))).collect()
}

/// A value as a message names it.
fn found(value: &Unexpected<'_>) -> String {
    match value {
        Unexpected::Bool(value) => value.to_string(),
        Unexpected::Unsigned(number) => format!("the number {number}"),
        Unexpected::Signed(number) => format!("the number {number}"),
        Unexpected::Float(number) => format!("the number {number}"),
        Unexpected::Char(c) => format!("`{c}`"),
        Unexpected::Unit | Unexpected::Option => "null".to_owned(),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "a mapping".to_owned(),
        other => other.to_string(),
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Failure {}

impl de::Error for Failure {
    #[cold]
    fn custom<T: Display>(message: T) -> Self {
        Self::new(Code::INVALID_VALUE, message.to_string())
    }

    #[cold]
    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        match unexpected {
            Unexpected::Str(text) => {
                Self::about(Code::WRONG_TYPE, text, |text| format!("expected {expected}, found {text}"))
            }
            other => Self::new(Code::WRONG_TYPE, format!("expected {expected}, found {}", found(&other))),
        }
    }

    #[cold]
    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(unexpected, expected)
    }

    #[cold]
    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::new(Code::INVALID_VALUE, format!("expected {expected}, found {length}"))
    }

    #[cold]
    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::unknown(Code::UNKNOWN_KEYWORD, "value", variant, expected)
    }

    #[cold]
    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::unknown(Code::UNKNOWN_KEY, "field", field, expected)
    }

    #[cold]
    fn missing_field(field: &'static str) -> Self {
        Self::new(Code::MISSING_KEY, format!("`{field}` is missing"))
    }

    #[cold]
    fn duplicate_field(field: &'static str) -> Self {
        let message = format!("`{field}` is given twice, under different names");
        Self::new(Code::DUPLICATE_KEY, message).with_help(Some("keep one of them".to_owned()))
    }
}
