//! Findings and errors about a map.

use std::fmt;

use domxml_schema::report;

use crate::entity;

/// An error at one value of a map; its path is like `devices[2].specParams.vram`.
pub(super) struct Error(pub(super) report::Finding);

impl Error {
    pub(super) fn new(message: String, path: String, help: Option<String>) -> Self {
        let finding = report::Finding::new(report::Code::INVALID_VALUE, message).path(path);
        Self(report::Finding { help, ..finding })
    }
}

/// All errors of a text that is not a valid map of properties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errors(pub Vec<entity::Error>);

impl fmt::Display for Errors {
    /// One error per line.
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

/// A part of a map that the VM does not represent. It is preserved, and written again with the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Kind of finding.
    pub code: FindingCode,
    /// Description.
    pub message: String,
    /// Suggestion, if there is one.
    pub help: Option<String>,
    /// Path in the map, such as `devices[2].specParams.vram`.
    pub path: String,
}

/// Kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingCode {
    /// Unknown key.
    UnknownKey,
    /// Unknown type or kind of device.
    UnknownDevice,
    /// A known key or device that the VM does not represent: XML generated from the VM differs from the map.
    NotRepresentable,
}

impl FindingCode {
    /// The code in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnknownKey => "unknown-key",
            Self::UnknownDevice => "unknown-device",
            Self::NotRepresentable => "not-representable",
        }
    }
}

impl Finding {
    pub(super) fn unknown_key(path: String, name: &str, near: Option<&str>) -> Self {
        Self::unknown(FindingCode::UnknownKey, path, format!("unknown key `{}`", crate::generate::shown(name)), near)
    }

    pub(super) fn unknown_device(path: String, message: String, near: Option<&str>) -> Self {
        Self::unknown(FindingCode::UnknownDevice, path, message, near)
    }

    fn unknown(code: FindingCode, path: String, message: String, near: Option<&str>) -> Self {
        Self { code, message, help: near.map(|near| format!("did you mean `{near}`?")), path }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (preserved)", self.path, self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}
