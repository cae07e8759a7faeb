//! What goes wrong while a tree is converted to a value: told by serde in its kinds, put into words here.

use std::fmt::{self, Display};

use domxml_schema::report::nearest;
use serde::de::{self, Expected, Unexpected};

use crate::entity::error::shown;
use crate::entity::{Error, Location, Step};

/// An error on its way up through the tree: what it is in adds location and path. On the heap, for most results
/// are no errors.
#[derive(Debug)]
pub(in crate::entity) struct Failure(Box<Content>);

#[derive(Debug)]
struct Content {
    message: String,
    help: Option<String>,
    location: Option<Location>,
    /// From the innermost step to the outermost.
    path: Vec<Step>,
}

impl Failure {
    #[cold]
    pub(in crate::entity) fn new(message: String, help: Option<String>) -> Self {
        Self(Box::new(Content { message, help, location: None, path: Vec::new() }))
    }

    /// The same with what to write instead.
    #[cold]
    pub(super) fn with_help(mut self, help: String) -> Self {
        self.0.help = Some(help);
        self
    }

    /// The same of a value that is in another one, below a step.
    #[cold]
    pub(super) fn below(mut self, step: Step, location: Location) -> Self {
        self.0.location.get_or_insert(location);
        self.0.path.push(step);
        self
    }

    /// The error of a whole tree that begins at a location.
    #[cold]
    pub(in crate::entity) fn into_error(self, root: Location) -> Error {
        let Content { message, help, location, path } = *self.0;
        Error::at(location.unwrap_or(root), &path.into_iter().rev().collect(), message, help)
    }

    /// A word that is not known: what is meant by it, or what could be.
    #[cold]
    fn unknown(what: &str, word: &str, known: &[&str]) -> Self {
        // serde lists old spellings, too, which are read and not recommended.
        let is_old = |word: &str| word.contains('_') && known.contains(&&*word.replace('_', "-"));
        let known: Vec<&str> = known.iter().copied().filter(|word| !is_old(word)).collect();
        let help = nearest(word, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        let help = help.or_else(|| one_of(&known).map(|known| format!("expected {known}")));
        Self::new(format!("unknown {what} `{}`", shown(word)), help)
    }
}

/// The words as what is expected; none if there are none.
pub(super) fn one_of(words: &[&str]) -> Option<String> {
    let all: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match all.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        all => Some(format!("one of {}", all.join(", "))),
    }
}

/// A value as a message names it.
fn found(value: &Unexpected<'_>) -> String {
    match value {
        Unexpected::Bool(value) => value.to_string(),
        Unexpected::Unsigned(number) => format!("the number {number}"),
        Unexpected::Signed(number) => format!("the number {number}"),
        Unexpected::Float(number) => format!("the number {number}"),
        Unexpected::Char(c) => format!("`{c}`"),
        Unexpected::Str(text) => format!("`{}`", shown(text)),
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
        Self::new(message.to_string(), None)
    }

    #[cold]
    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format!("expected {expected}, found {}", found(&unexpected)), None)
    }

    #[cold]
    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(unexpected, expected)
    }

    #[cold]
    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::new(format!("expected {expected}, found {length}"), None)
    }

    #[cold]
    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::unknown("value", variant, expected)
    }

    #[cold]
    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::unknown("field", field, expected)
    }

    #[cold]
    fn missing_field(field: &'static str) -> Self {
        Self::new(format!("`{field}` is missing"), None)
    }

    #[cold]
    fn duplicate_field(field: &'static str) -> Self {
        Self::new(format!("`{field}` is given twice, under different names"), Some("keep one of them".to_owned()))
    }
}
