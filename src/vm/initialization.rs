//! Initialization data of guests.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Initialization data for a guest: a CD or a floppy that the host creates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Initialization {
    /// Files of a configuration drive for cloud-init, by path: a CD with the label `config-2`.
    CloudInit(BTreeMap<String, String>),
    /// Configuration for Ignition, on a configuration drive: a CD with the label `config-2`.
    Ignition(String),
    /// Answer file of Windows Setup: on a floppy if the guest OS supports one, else on a CD.
    Sysprep(String),
    /// Any files.
    Payload(Payload),
}

/// Files on a CD or floppy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Payload {
    /// Medium.
    pub device: PayloadDevice,
    /// Label of the medium.
    pub volume_id: Option<String>,
    /// Texts of the files, by path.
    pub files: BTreeMap<String, String>,
}

/// The medium of a payload.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PayloadDevice {
    /// A CD.
    #[default]
    Cdrom,
    /// A floppy.
    Floppy,
}
