//! The cluster that a VM belongs to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::vm::{SerialNumber, Version};

/// The cluster that a VM belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Cluster {
    /// What all hosts of the cluster can do. Default: the newest level.
    pub compatibility_version: Version,
    /// Machine type, or one for each chipset as `i440fx-type;q35-type`: `os/type/@machine`. Of a missing
    /// one the name is derived from the other.
    pub emulated_machine: Option<String>,
    /// Processor model and flags that all hosts have, `model,+flag,-flag`: `cpu`.
    pub cpu: Option<String>,
    /// Where serial numbers come from, for VMs that do not say. Absent: the host's identity.
    pub serial_number: Option<SerialNumber>,
    /// Network that displays listen on, a name of the context's networks; absent: every address.
    pub display_network: Option<String>,
    /// Gluster images are opened without mounting them.
    pub libgfapi_supported: bool,
    /// What hosts of the cluster fill in.
    pub placeholders: PlaceholderSet,
    /// libvirt of the oldest host, as `10.0.0`: nothing newer is generated. Absent: no limit.
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

/// What hosts of a cluster fill in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaceholderSet {
    /// All that is the host's business: storage paths, sockets, firmware, networks, leases, identity.
    #[default]
    Full,
    /// Only what hosts have always filled in: `OS-NAME:`, `OS-VERSION:`, `HOST-SERIAL:`, `LEASE-PATH:`,
    /// `LEASE-OFFSET:`, `PAYLOAD:`. Paths and networks are predicted, and such hosts correct them.
    Compatible,
}
