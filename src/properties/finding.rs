//! What is to be said of a map.

use std::fmt;

use crate::entity;

/// What is wrong with one value of a map; its path is like `devices[2].specParams.vram`.
pub(super) struct Error(pub(super) entity::Error);

impl Error {
    pub(super) fn new(message: String, path: String, help: Option<String>) -> Self {
        Self(entity::Error { message, path, line: 0, column: 0, help })
    }
}

/// All that keeps a text from being a map of a VM's properties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errors(pub Vec<entity::Error>);

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

impl From<entity::Error> for Errors {
    fn from(error: entity::Error) -> Self {
        Self(vec![error])
    }
}

/// Something of a map that is not in the VM, although it was read: it is kept, and comes back when the map is
/// written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// Where in the map, such as `devices[2].specParams.vram`.
    pub path: String,
    /// What is to be said of it.
    pub message: String,
    /// What was probably meant.
    pub help: Option<String>,
}

/// What kind of finding it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// A key or a kind of device that is not known.
    Unknown,
    /// A known key with a value that the VM cannot say: an XML made of the VM says something else.
    Different,
}

impl Finding {
    pub(super) fn unknown(path: String, message: &str, near: Option<&str>) -> Self {
        let help = near.map(|near| format!("did you mean `{near}`?"));
        Self { kind: FindingKind::Unknown, path, message: message.to_owned(), help }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}, and is kept", self.path, self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}
