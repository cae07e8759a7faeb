//! Places that only the host could prove.

use serde::Serialize;

use crate::template::Open;

/// A place of the desired domain that is a placeholder, for which some value was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unproven {
    /// The path of the placeholder in the desired domain.
    pub path: String,
    /// The placeholder.
    pub placeholder: String,
    /// The key of the host's facts that would prove it.
    pub fact: &'static str,
}

impl Unproven {
    pub(super) fn new(open: &Open) -> Self {
        let (path, placeholder) = (open.path().to_string(), open.placeholder());
        Self { path, placeholder: placeholder.to_string(), fact: placeholder.kind().fact() }
    }
}
