//! Findings about a map: errors, and parts that the VM does not represent.

use domxml_schema::report::{Code, Finding, Severity};

use crate::generate::shown;

/// A known type of device of an unknown kind, or an unknown type.
pub const UNKNOWN_DEVICE: Code = Code::new("unknown-device");
/// A known key or device that the VM does not represent: XML generated from the VM differs from the map.
pub const NOT_REPRESENTABLE: Code = Code::new("not-representable");

/// An error at one value of a map; its path is like `devices[2].specParams.vram`.
pub(super) fn error(message: impl Into<String>, path: impl Into<String>) -> Finding {
    Finding::new(Code::INVALID_VALUE, message).path(path)
}

/// A part of a map that the VM does not represent. It is preserved, and written again with the map.
pub(super) fn preserved(code: Code, message: impl Into<String>, path: impl Into<String>) -> Finding {
    Finding::new(code, format!("{} (preserved)", message.into())).severity(Severity::Warning).path(path)
}

/// A key that is not among `known`.
pub(super) fn unknown_key<'a>(path: String, name: &str, known: impl IntoIterator<Item = &'a str>) -> Finding {
    preserved(Code::UNKNOWN_KEY, format!("unknown key `{}`", shown(name)), path).did_you_mean(name, known)
}
