//! What can be wrong with an owner's element.

/// Why metadata could not be read or set.
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
    /// Several elements of the name space, where one may stand.
    Duplicate,
    /// The name space has an element of another name.
    OtherElement,
    /// The element does not hold what the type expects.
    Unreadable,
    /// Setting the value would lose what its type does not know.
    WouldLose,
    /// The value cannot be written, or is written as another element than its vocabulary's.
    Unwritable,
}

impl Error {
    /// Kind of the mistake.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Path of the element in a domain, such as `/domain/metadata/app:owner`;
    /// [`SourceMap::place`](crate::xml::SourceMap::place) finds its line.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    pub fn help(&self) -> &str {
        &self.help
    }
}
