//! The surroundings of a VM, as far as an engine knows them: everything that generation depends on besides the entity.
//!
//! All of it is data: a context is made by the engine from what it has stored and monitored, and the same
//! entity in the same context gives the same bytes. It never holds what only the host knows.
//!
//! ```
//! use domxml::context::Context;
//! use domxml::entity::{self, Format};
//!
//! let context: Context = entity::read("cluster: { compatibilityVersion: '4.7' }", Format::Yaml)?;
//! assert_eq!(context.config.num_of_pci_express_ports, 16);
//! # Ok::<(), entity::Error>(())
//! ```

mod cluster;
mod config;
mod host;
mod network;
mod os;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use cluster::{Cluster, PlaceholderSet};
pub use config::{Config, OriginType};
pub use host::{Host, HostDeviceFacts, HostNumaNode, MdevPlacement};
pub use network::{Network, NetworkQos, QosLimit, VnicProfile};
pub use os::{Os, OsFamily};

use crate::entity;
use crate::vm::{Version, Vm};

/// Everything that generation depends on besides the VM.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields, remote = "Self")]
pub struct Context {
    /// The VM's cluster.
    pub cluster: Cluster,
    /// Networks of the cluster, by name.
    pub networks: BTreeMap<String, Network>,
    /// vNIC profiles, by name.
    pub vnic_profiles: BTreeMap<String, VnicProfile>,
    /// The host that the VM will start on; absent: not chosen yet.
    pub host: Option<Host>,
    /// The engine's settings.
    pub config: Config,
    /// Guest OSes beyond the built-in catalogue, or instead of its entries, by name.
    pub os: BTreeMap<String, Os>,
    /// The time of generation, an RFC 3339 timestamp such as `2026-01-31T12:00:00Z`. It decides whether a time zone has
    /// daylight saving time; absent: none has.
    pub time: Option<String>,
}

entity::serialize_as_value!(Context);

impl Context {
    /// The compatibility level of a VM: its own, else the cluster's.
    pub fn compatibility_version(&self, vm: &Vm) -> Version {
        vm.custom_compatibility_version.unwrap_or(self.cluster.compatibility_version)
    }

    /// The VM's guest OS; none if it is unknown.
    pub fn os(&self, vm: &Vm) -> Option<Os> {
        let name = if vm.os.is_empty() { "other" } else { &vm.os };
        self.os.get(name).cloned().or_else(|| Os::named(name))
    }

    /// The profile that a NIC refers to, and its network.
    pub fn profile(&self, name: &str) -> Option<(&VnicProfile, Option<&Network>)> {
        let profile = self.vnic_profiles.get(name)?;
        Some((profile, profile.network.as_ref().and_then(|network| self.networks.get(network))))
    }
}
