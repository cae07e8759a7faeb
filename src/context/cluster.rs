//! The cluster that a VM belongs to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::vm::{SerialNumber, Version};

/// The cluster that a VM belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Cluster {
    /// Compatibility level of all hosts, 4.2 to 4.8. Defaults to the newest level.
    pub compatibility_version: Version,
    /// Machine type, or one for each chipset as `i440fx-type;q35-type`: `os/type/@machine`. The name of a missing
    /// one is derived from the other.
    pub emulated_machine: Option<String>,
    /// Processor model and flags that all hosts have, `model,+flag,-flag`: `cpu`.
    pub cpu: Option<String>,
    /// Source of serial numbers, for VMs that do not set one. Defaults to the host's identity.
    pub serial_number: Option<SerialNumber>,
    /// Network that displays listen on, by its name in the context. Defaults to all addresses.
    pub display_network: Option<String>,
    /// Opens Gluster images without mounting them.
    pub libgfapi_supported: bool,
    /// Placeholders that hosts of the cluster fill in.
    pub placeholders: PlaceholderSet,
    /// libvirt of the oldest host, such as `10.0.0`: VMs that need a newer one are refused. Absent: no limit.
    pub oldest_libvirt: Option<String>,
}

impl Default for Cluster {
    fn default() -> Self {
        Self {
            compatibility_version: Version::NEWEST,
            emulated_machine: None,
            cpu: None,
            serial_number: None,
            display_network: None,
            libgfapi_supported: false,
            placeholders: PlaceholderSet::default(),
            oldest_libvirt: None,
        }
    }
}

/// The placeholders that hosts of a cluster fill in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceholderSet {
    /// All of them: storage paths, sockets, firmware, networks, leases, identity.
    #[default]
    Full,
    /// Only those that hosts have always filled in: `OS-NAME:`, `OS-VERSION:`, `HOST-SERIAL:`, `LEASE-PATH:`,
    /// `LEASE-OFFSET:`, `PAYLOAD:`. Paths and networks are predicted, and such hosts correct them.
    Compatible,
}
