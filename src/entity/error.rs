//! Errors of documents.

use std::fmt;

use domxml_schema::report::{Code, Finding, Position};

use super::Path;

/// Characters of a value that a message shows.
const LONGEST: usize = 60;

/// An error in a document that should be an entity, a context or facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Finding>);

impl Error {
    #[cold]
    pub(super) fn new(code: Code, message: impl Into<String>, path: &Path, position: &Position) -> Self {
        Self::from(Finding::new(code, message).path(path.to_string()).position(position.clone()))
    }

    /// The same with what to write instead.
    pub(super) fn with_help(mut self, help: Option<String>) -> Self {
        self.0.help = help;
        self
    }

    /// The mistake, its place, and what to write instead. The path is the text of a [`Path`], such as
    /// `disks[1].storage`; it is empty for the whole document, and where it is not known.
    pub fn finding(&self) -> &Finding {
        &self.0
    }
}

impl From<Finding> for Error {
    fn from(finding: Finding) -> Self {
        Self(Box::new(finding))
    }
}

impl fmt::Display for Error {
    /// `LINE:COLUMN: error[CODE]: MESSAGE at PATH; help: HELP`, without what is not known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

/// The error of a key that a mapping has already, at a line.
pub(super) fn duplicate(mapping: &Path, key: &str, position: &Position, line: usize) -> Error {
    let path = mapping.clone().member(key);
    let error = Error::new(Code::DUPLICATE_KEY, format!("duplicate key `{}`", shown(key)), &path, position);
    error.with_help(Some(format!("keep one of them, the other is at line {line}")))
}

/// A text of a document as a message can show it: on one line, and not too long.
pub(super) fn shown(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars().take(LONGEST) {
        if c.is_control() { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    if text.chars().nth(LONGEST).is_some() {
        shown.push_str("...");
    }
    shown
}
