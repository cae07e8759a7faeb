//! Errors of documents.

use std::fmt;

use super::{Location, Path};

/// Characters of a value that a message shows.
const LONGEST: usize = 60;

/// An error in a document that should be an entity, a context or facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong.
    pub message: String,
    /// [`Path`] of the value, such as `disks[1].storage`; empty for the whole document, and where it is not known.
    pub path: String,
    /// Line, from 1; 0 if it is not known.
    pub line: usize,
    /// Column in characters, from 1; 0 if it is not known.
    pub column: usize,
    /// What to write instead, if that can be told.
    pub help: Option<String>,
}

impl Error {
    #[cold]
    pub(super) fn at(location: Location, path: &Path, message: String, help: Option<String>) -> Self {
        Self { message, path: path.to_string(), line: location.line, column: location.column, help }
    }
}

impl fmt::Display for Error {
    /// `LINE:COLUMN: MESSAGE at PATH; HELP`, without what is not known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "{}:{}: ", self.line, self.column)?;
        }
        f.write_str(&self.message)?;
        if !self.path.is_empty() {
            write!(f, " at {}", self.path)?;
        }
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

/// The error of a key that a mapping has already, at a line.
pub(super) fn duplicate(mapping: &Path, key: &str, location: Location, line: usize) -> Error {
    let path = mapping.clone().member(key);
    let help = format!("keep one of them, the other is at line {line}");
    Error::at(location, &path, format!("duplicate key `{}`", shown(key)), Some(help))
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
