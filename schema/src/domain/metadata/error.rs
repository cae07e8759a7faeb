//! Errors of access to an owner's element.

/// Error of reading or setting metadata.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message} at {path}; {help}")]
pub struct Error {
    pub(super) kind: ErrorKind,
    pub(super) path: String,
    pub(super) message: String,
    pub(super) help: String,
}

/// Kind of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Several elements of the namespace, where only one is allowed.
    Duplicate,
    /// The namespace has an element of another name.
    OtherElement,
    /// The element does not have the content that the type expects.
    Unreadable,
    /// Setting the value would lose content that its type does not cover.
    WouldLose,
    /// The value cannot be written, or is written as an element other than its vocabulary's.
    Unwritable,
}

impl Error {
    /// Returns the kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the path of the element in a domain, such as `/domain/metadata/app:owner`;
    /// [`SourceMap::place`](crate::xml::SourceMap::place) finds its line.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the description of the error.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the help: how to correct it.
    pub fn help(&self) -> &str {
        &self.help
    }
}
