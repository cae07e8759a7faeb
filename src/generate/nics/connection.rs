//! What a NIC is connected to: its profile, and the network of that.

use crate::context::{Network, VnicProfile};
use crate::generate::input::Input;
use crate::template::{Placeholder, PlaceholderKind};

/// Where hosts have always taken a NIC without network to.
pub(crate) const UNPLUGGED_BRIDGE: &str = ";vdsmdummy;";
/// Largest packet of a NIC without network, in bytes.
const UNPLUGGED_MTU: u32 = 1500;

/// What a NIC is connected to.
#[derive(Clone, Copy)]
pub(in crate::generate) struct Connection<'a> {
    pub(in crate::generate) profile: Option<&'a VnicProfile>,
    /// Name of the network; none: the NIC is not connected.
    pub(in crate::generate) network_name: Option<&'a str>,
    pub(in crate::generate) network: Option<&'a Network>,
}

impl<'a> Connection<'a> {
    /// By the name of a profile; none: not connected.
    pub(in crate::generate) fn of(input: &Input<'a>, profile: Option<&str>) -> Self {
        let context = input.context;
        let profile = profile.and_then(|name| context.vnic_profiles.get(name));
        let network_name = profile.and_then(|profile| profile.network.as_deref());
        let network = network_name.and_then(|name| context.networks.get(name));
        Self { profile, network_name, network }
    }

    /// The profile of the NIC that takes over, of virtual functions that have one.
    pub(in crate::generate) fn failover(&self, input: &Input<'a>) -> Option<&'a VnicProfile> {
        input.context.vnic_profiles.get(self.profile?.failover_vnic_profile.as_deref()?)
    }

    /// How the host is told the network: `source/@bridge`.
    pub(super) fn bridge(&self, input: &Input<'_>) -> String {
        let network = self.network_name.unwrap_or_default();
        if input.full_placeholders() {
            return Placeholder::new(PlaceholderKind::Network, [network.to_owned()]).to_string();
        }
        let device = self.network.and_then(|network| network.vdsm_name.as_deref()).unwrap_or(network);
        if device.is_empty() { UNPLUGGED_BRIDGE.to_owned() } else { device.to_owned() }
    }

    /// Largest packet in bytes; a network that says 0 takes what is configured.
    pub(in crate::generate) fn mtu(&self, input: &Input<'_>) -> u32 {
        match self.network {
            Some(network) => network.mtu.filter(|size| *size > 0).unwrap_or(input.context.config.default_mtu),
            None => UNPLUGGED_MTU,
        }
    }
}
