//! What a host knows of itself: a typed file.

mod identity;
mod paths;
mod pattern;
mod storage;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use identity::{Capabilities, Cpu, Identity, OsRelease};
pub use paths::{Firmware, Lease, Payloads, Sockets};
pub use pattern::{ParsePatternError, Pattern};
pub use storage::{Host, Located, Mount, NetworkSource, Storage, Volume, VolumeSource};

use super::network::NetworkFact;
use crate::entity;
use crate::vm::Architecture;

/// What a host knows of itself. What is absent is not known; a template that needs it is refused, with the
/// name of the missing key.
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
    /// The system that it runs: `OS-NAME:`, `OS-VERSION:`.
    pub os: Option<OsRelease>,
    /// What it is told apart by: `HOST-SERIAL:`.
    pub identity: Identity,
    /// Its architecture; guests of another one are emulated.
    pub architecture: Option<Architecture>,
    /// Its processor.
    pub cpu: Option<Cpu>,
    /// How storage is reached: `DISK-PATH:`, `LUN-PATH:`.
    pub storage: Storage,
    /// Leases that are there: `LEASE-PATH:`, `LEASE-OFFSET:`.
    pub leases: Vec<Lease>,
    /// Where sockets are: `CHANNEL-PATH:`, `CONSOLE-PATH:`.
    pub sockets: Sockets,
    /// Firmware by its name, `ovmf` or `secure-boot`: `LOADER-PATH:`, `NVRAM-TEMPLATE:`.
    pub firmware: BTreeMap<String, Firmware>,
    /// Path of a VM's own firmware variables, with `{vm}` for its UUID: `NVRAM-PATH:`.
    pub nvram: Option<Pattern>,
    /// Media that were made of payloads: `PAYLOAD:`.
    pub payloads: Payloads,
    /// How networks are provided, by name: `NETWORK:`.
    pub networks: BTreeMap<String, NetworkFact>,
    /// How all other networks are provided.
    pub other_networks: Option<NetworkFact>,
    /// libvirt's networks that displays listen on, by the network's name: `DISPLAY-NETWORK:`.
    pub display_networks: BTreeMap<String, String>,
    /// libvirt's network for all other names, with `{network}` for the name, such as `vdsm-{network}`.
    pub other_display_networks: Option<Pattern>,
    /// What its hypervisor can do; absent: not looked at.
    pub capabilities: Option<Capabilities>,
}

entity::compile_entity!(Facts);
