//! Identity and capabilities of a host.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The OS of a host.
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
    /// Version and release with a hyphen between, even if one of them is empty.
    pub fn full_version(&self) -> String {
        format!("{}-{}", self.version, self.release)
    }
}

/// The identity of a host.
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

/// The CPU of a host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Cpu {
    /// Name of the model, as the kernel gives it.
    pub model: Option<String>,
    /// Its vendor.
    pub vendor: Option<String>,
    /// Its flags, by the kernel's names.
    pub flags: Vec<String>,
    /// Number of logical CPUs.
    pub count: u32,
}

/// The capabilities of a host's hypervisor. A domain that needs others gets a note, and is left to libvirt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Capabilities {
    /// Domain types, such as `kvm`; unknown if empty.
    pub domain_types: Vec<String>,
    /// Machine types; unknown if empty.
    pub machines: Vec<String>,
}
