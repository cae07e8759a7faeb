//! What a host is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The system that a host runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct OsRelease {
    /// Its name, such as `Fedora Linux`.
    pub name: String,
    /// Its version, such as `42`.
    pub version: String,
    /// The release of that version, such as `1.el9`.
    pub release: String,
}

impl OsRelease {
    /// Version and release with a hyphen between, which is there even if one of them is empty.
    pub fn full_version(&self) -> String {
        format!("{}-{}", self.version, self.release)
    }
}

/// What a host is told apart by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Identity {
    /// Its UUID.
    pub uuid: Option<String>,
    /// Serial number that guests see instead of the UUID.
    pub serial: Option<String>,
}

impl Identity {
    /// The serial number that guests see.
    pub fn guest_serial(&self) -> Option<&str> {
        self.serial.as_deref().or(self.uuid.as_deref())
    }
}

/// The processor of a host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Cpu {
    /// Name of the model, as the kernel gives it.
    pub model: Option<String>,
    /// Who made it.
    pub vendor: Option<String>,
    /// What it can do, by the kernel's names.
    pub flags: Vec<String>,
    /// How many there are.
    pub count: u32,
}

/// What a host's hypervisor can do. A domain that asks for something else is not refused: libvirt knows
/// better, and says so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Capabilities {
    /// Kinds of domains, such as `kvm`; empty: not known.
    pub domain_types: Vec<String>,
    /// Machine types; empty: not known.
    pub machines: Vec<String>,
}
