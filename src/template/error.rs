//! What is wrong with a template, or keeps a host from filling it in.

use std::fmt;

use domxml_schema::report::Position;
use domxml_schema::xml::SourceMap;
use serde::Serialize;

/// A slot that cannot be filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Error {
    /// Path of the slot, such as `/domain/devices/lease/target/@offset`.
    pub path: String,
    /// What stands there; empty if it is not about one place-holder.
    pub placeholder: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
    /// The key of the host's facts that is missing or wrong, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// Line and column in the document, from 1; 0 if the document is not at hand.
    pub line: usize,
    /// See `line`.
    pub column: usize,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "{}:{}: ", self.line, self.column)?;
        }
        write!(f, "{}: ", self.path)?;
        if !self.placeholder.is_empty() {
            write!(f, "`{}` ", self.placeholder)?;
        }
        write!(f, "{}; {}", self.message, self.remedy)
    }
}

/// All slots of a document that cannot be filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(pub Vec<Error>);

impl Errors {
    /// Says where in the document the slots are.
    pub fn locate(&mut self, source: &str) {
        let paths: Vec<&str> = self.0.iter().map(|error| &*error.path).collect();
        let places = SourceMap::new(source).places(&paths);
        for (error, place) in self.0.iter_mut().zip(places) {
            (error.line, error.column) = line_and_column(place.as_ref());
        }
    }

    /// Itself as the error, if there is anything.
    pub(crate) fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl fmt::Display for Errors {
    /// One a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.0.iter().enumerate() {
            write!(f, "{}{error}", if at == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl std::error::Error for Errors {}

pub(super) fn line_and_column(place: Option<&Position>) -> (usize, usize) {
    place.map_or((0, 0), |place| (place.line, place.column))
}
