//! The entities that keys are read into and written from.

use std::collections::BTreeMap;

use domxml_schema::types::Uuid;
use serde_json::Value;

use super::field_value::{FieldValue as _, text};
use crate::context::{Cluster, Context, Network, PlaceholderSet, VnicProfile};
use crate::generate::Effective;
use crate::vm::{Version, Vm};

/// The VM and its context, while they are read or written.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) vm: Vm,
    pub(super) context: Context,
    /// The values that the rules of generation derive from both; for writing only.
    pub(super) effective: Effective,
    /// True if the map has a list of devices, to which its engine gave ids.
    pub(super) listed: bool,
    /// The boot order of devices, as read.
    pub(super) boot_order: BTreeMap<Uuid, u64>,
    /// The vNIC profile of the NIC that is being read.
    pub(super) profile: Option<VnicProfile>,
}

impl State {
    /// Returns the name of the network that hosts know by a device name, and adds it to the context if it is missing.
    pub(super) fn network(&mut self, device: &str) -> String {
        let matches = |network: &Network| network.vdsm_name.as_deref() == Some(device);
        let known = self.context.networks.iter().find(|(_, network)| matches(network));
        let name = known.map_or(device, |(name, _)| name).to_owned();
        self.context.networks.entry(name.clone()).or_default();
        name
    }

    /// Returns the device name by which hosts know a network.
    pub(super) fn network_device<'a>(&'a self, name: &'a str) -> &'a str {
        self.context.networks.get(name).and_then(|network| network.vdsm_name.as_deref()).unwrap_or(name)
    }

    /// Reads the name of the display network.
    pub(super) fn set_display_network(&mut self, value: &Value) {
        self.context.cluster.display_network = Some(self.network(&String::from_map(value)));
    }

    /// Writes the name of the display network.
    pub(super) fn display_network(&self) -> Option<Value> {
        text(self.context.cluster.display_network.as_deref().map(|name| self.network_device(name)))
    }
}

/// The context of a map about whose surroundings nothing is known: hosts that take maps have the oldest supported
/// compatibility level, and resolve only the placeholders that hosts have always resolved.
pub fn oldest_context() -> Context {
    let cluster = Cluster {
        compatibility_version: Version::OLDEST,
        placeholders: PlaceholderSet::Compatible,
        ..Cluster::default()
    };
    Context { cluster, ..Context::default() }
}
