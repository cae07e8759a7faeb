//! The connection of a NIC: its profile, and the network of the profile.

use crate::context::{Network, VnicProfile};
use crate::generate::input::Input;
use crate::template::{Placeholder, PlaceholderKind, UNPLUGGED_BRIDGE};

/// MTU of a NIC without network, in bytes.
const UNPLUGGED_MTU: u32 = 1500;

/// The profile and the network of a NIC.
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
        let profile = profile.and_then(|name| context.vnic_profiles.get(name).copied());
        let network_name = profile.and_then(|profile| profile.network.as_deref());
        let network = network_name.and_then(|name| context.networks.get(name).copied());
        Self { profile, network_name, network }
    }

    /// The failover profile, for virtual functions that have one.
    pub(in crate::generate) fn failover(&self, input: &Input<'a>) -> Option<&'a VnicProfile> {
        input.context.vnic_profiles.get(self.profile?.failover_vnic_profile.as_deref()?).copied()
    }

    /// The bridge, or a placeholder for the network: `source/@bridge`.
    pub(super) fn bridge(&self, input: &Input<'_>) -> String {
        let network = self.network_name.unwrap_or_default();
        if input.full_placeholders() {
            return Placeholder::new(PlaceholderKind::Network, [network.to_owned()]).to_string();
        }
        let device = self.network.and_then(|network| network.vdsm_name.as_deref()).unwrap_or(network);
        if device.is_empty() { UNPLUGGED_BRIDGE.to_owned() } else { device.to_owned() }
    }

    /// MTU in bytes; 0 stands for the configured default.
    pub(in crate::generate) fn mtu(&self, input: &Input<'_>) -> u32 {
        match self.network {
            Some(network) => network.mtu.filter(|size| *size > 0).unwrap_or(input.context.config.default_mtu),
            None => UNPLUGGED_MTU,
        }
    }
}
