//! What is given to a guest at its first start.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is given to a guest at its first start: a CD or a floppy that the host makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Initialization {
    /// A configuration drive for cloud-init: a CD with the label `config-2`. Files by their path.
    CloudInit(BTreeMap<String, String>),
    /// A configuration drive for Ignition: a CD with the label `config-2`. Its configuration.
    Ignition(String),
    /// Answers for Windows Setup: on a floppy where the guest system supports one, else on a CD. The
    /// file's text.
    Sysprep(String),
    /// Whatever the user gives.
    Payload(Payload),
}

/// Files that a guest finds on a CD or floppy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Payload {
    /// What the files are on.
    pub device: PayloadDevice,
    /// Label of the medium.
    pub volume_id: Option<String>,
    /// Text of the files, by their path.
    pub files: BTreeMap<String, String>,
}

/// What the files of a payload are on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PayloadDevice {
    /// A CD.
    #[default]
    Cdrom,
    /// A floppy.
    Floppy,
}
