//! `<ovirt-tune:qos>`.

use yaserde::Result;

use super::TUNE_NAMESPACE;
use super::keys::{Keys, Record, Space, Unknown};
use super::owner::owner;

/// Entries of the policy agent of the host: `<ovirt-tune:qos>`.
///
/// The engine writes it empty, as the place for the host's own entries, which are preserved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Qos {
    /// The entries.
    pub unknown: Unknown,
}

impl Record for Qos {
    fn keys(&mut self, _: &mut Keys<'_>) -> Result<()> {
        Ok(())
    }

    fn unknown(&mut self) -> &mut Unknown {
        &mut self.unknown
    }
}

owner!(Qos, "qos", Space { prefix: "ovirt-tune", uri: TUNE_NAMESPACE });
