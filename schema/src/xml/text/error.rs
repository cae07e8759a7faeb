//! An error of reading or writing a document.

use std::fmt;

use crate::report::{Code, Finding, Position};

/// An error of reading or writing a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Finding>);

impl Error {
    pub(crate) fn new(finding: Finding) -> Self {
        Self(Box::new(finding))
    }

    /// The error as a finding: kind, place, path and help.
    pub fn finding(&self) -> &Finding {
        &self.0
    }

    /// Kind of the mistake.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Place in the source.
    pub fn position(&self) -> &Position {
        &self.0.position
    }

    /// Path of the element or attribute; empty if it is not known.
    pub fn path(&self) -> &str {
        &self.0.path
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

impl From<Error> for Finding {
    fn from(error: Error) -> Self {
        *error.0
    }
}
