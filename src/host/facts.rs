//! Host facts: a typed file.

mod identity;
mod paths;
mod pattern;
mod storage;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use identity::{Capabilities, Cpu, Identity, OsRelease};
pub use paths::{Firmware, Lease, Payloads, Sockets};
pub(in crate::host) use pattern::is_below;
pub use pattern::{ParsePatternError, Pattern};
pub use storage::{Host, Located, Mount, NetworkSource, Storage, Volume, VolumeSource};

use super::network::NetworkFact;
use crate::entity;
use crate::vm::Architecture;

/// The facts of a host. A template that needs an absent one is refused, with the name of the missing key.
///
/// ```
/// use domxml::entity::{self, Format};
/// use domxml::host::Facts;
///
/// let facts: Facts = entity::read(
///     "os: { name: Fedora Linux, version: '42' }
/// networks: { red: { openvswitch: { bridge: ovs0, vlan: 20 } } }",
///     Format::Yaml,
/// )?;
/// assert_eq!(facts.networks.len(), 1);
/// # Ok::<(), entity::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields, remote = "Self")]
pub struct Facts {
    /// The OS: `OS-NAME:`, `OS-VERSION:`.
    pub os: Option<OsRelease>,
    /// Identity of the host: `HOST-SERIAL:`.
    pub identity: Identity,
    /// Its architecture; guests of another one are emulated.
    pub architecture: Option<Architecture>,
    /// Its CPU.
    pub cpu: Option<Cpu>,
    /// Access to storage: `DISK-PATH:`, `LUN-PATH:`.
    pub storage: Storage,
    /// Leases: `LEASE-PATH:`, `LEASE-OFFSET:`.
    pub leases: Vec<Lease>,
    /// Paths of sockets: `CHANNEL-PATH:`, `CONSOLE-PATH:`.
    pub sockets: Sockets,
    /// Firmware by its name, `ovmf` or `secure-boot`: `LOADER-PATH:`, `NVRAM-TEMPLATE:`.
    pub firmware: BTreeMap<String, Firmware>,
    /// Path of a VM's own firmware variables, with `{vm}` for its UUID: `NVRAM-PATH:`.
    pub nvram: Option<Pattern>,
    /// Media made from payloads: `PAYLOAD:`.
    pub payloads: Payloads,
    /// Backends of networks, by name: `NETWORK:`.
    pub networks: BTreeMap<String, NetworkFact>,
    /// Backend of all other networks.
    pub other_networks: Option<NetworkFact>,
    /// libvirt's networks that displays listen on, by the network's name: `DISPLAY-NETWORK:`.
    pub display_networks: BTreeMap<String, String>,
    /// libvirt's network for all other names, with `{network}` for the name, such as `vdsm-{network}`.
    pub other_display_networks: Option<Pattern>,
    /// Capabilities of its hypervisor; not checked if absent.
    pub capabilities: Option<Capabilities>,
}

entity::serialize_as_value!(Facts);
