//! vNIC profiles that NICs use, and the networks of these.

use super::text::{plain, shown};
use crate::context::{NetworkQos, VnicProfile};
use crate::generate::input::Input;
use crate::generate::nics::{BURST_KB, Connection, QUEUES_PROPERTY, RATE_KB};
use crate::generate::problem::{Problems as _, did_you_mean};
use crate::vm::{Nic, NicModel};
use domxml_schema::report::Findings;

/// MTUs, in bytes, that a network can have.
const MTU: std::ops::RangeInclusive<u32> = 68..=65535;
/// Longest name of a network device.
const DEVICE_NAME: usize = 15;

/// Checks the profile of a NIC, and its failover profile.
pub(super) fn check(input: &Input<'_>, problems: &mut Findings, nic: &Nic, device: &str) {
    let field = format!("{device}.vnicProfile");
    let passthrough = nic.model == NicModel::PciPassthrough;
    let Some(name) = &nic.vnic_profile else {
        if passthrough {
            let message = "NIC model `pci-passthrough` needs a vNIC profile";
            problems.add(field, "", message, "use a vNIC profile with `passthrough`");
        }
        return;
    };
    let Some(profile) = known(input, problems, name, &field) else {
        return;
    };
    if profile.passthrough != passthrough {
        let name = shown(name);
        let (message, help) = if passthrough {
            let message = format!("vNIC profile `{name}` has no `passthrough`, which the NIC model needs");
            (message, "use a vNIC profile with `passthrough`, or the NIC model `pv`")
        } else {
            let message = format!("vNIC profile `{name}` has `passthrough`, but the NIC model does not");
            (message, "use the NIC model `pci-passthrough`, or another vNIC profile")
        };
        problems.add(field, name, message, help);
    }
    settings(input, problems, name, profile);
    if let Some(failover) = &profile.failover_vnic_profile {
        let field = format!("context.vnicProfiles.{name}.failoverVnicProfile");
        if !profile.passthrough {
            let message = "`failoverVnicProfile` applies to vNIC profiles with `passthrough` only";
            problems.add(&field, failover, message, "remove it");
        }
        if let Some(standby) = known(input, problems, failover, &field) {
            if standby.passthrough {
                let message = format!("failover vNIC profile `{}` has `passthrough`", shown(failover));
                problems.add(&field, failover, message, "use a vNIC profile without `passthrough`");
            }
            settings(input, problems, failover, standby);
        }
    }
}

fn known<'a>(input: &Input<'a>, problems: &mut Findings, name: &str, field: &str) -> Option<&'a VnicProfile> {
    let profiles = &input.context.vnic_profiles;
    if !profiles.contains_key(name) {
        let help = did_you_mean(name, input.given.vnic_profiles(), "use one of `context.vnicProfiles`");
        problems.add(field, name, format!("unknown vNIC profile `{}`", shown(name)), help);
    }
    profiles.get(name).copied()
}

/// Checks the settings of a profile and its network.
fn settings(input: &Input<'_>, problems: &mut Findings, name: &str, profile: &VnicProfile) {
    let field = |member: &str| format!("context.vnicProfiles.{name}.{member}");
    if let Some(network) = profile.network.as_deref() {
        if !input.context.networks.contains_key(network) {
            let help = did_you_mean(network, input.given.networks(), "use one of `context.networks`");
            problems.add(field("network"), network, format!("unknown network `{}`", shown(network)), help);
        }
        of_network(input, problems, network, name);
    }
    let is_count = |count: &str| count.parse::<u64>().is_ok_and(|count| (1..=256).contains(&count));
    if let Some(count) = profile.custom_properties.get(QUEUES_PROPERTY).filter(|count| !is_count(count)) {
        let message = format!("invalid number of queues `{}`", shown(count));
        problems.add(field("customProperties.queues"), count, message, "use 1 to 256");
    }
    if let Some(filter) = &profile.network_filter {
        plain(problems, &field("networkFilter"), filter);
    }
    let unsupported = [
        ("networkFilter", profile.network_filter.is_some()),
        ("qos", profile.qos.is_some()),
        ("portMirroring", profile.port_mirroring),
    ];
    for (member, set) in unsupported {
        if profile.passthrough && set {
            let message = format!("`{member}` does not apply to vNIC profiles with `passthrough`");
            problems.add(field(member), "", message, "remove it, or remove `passthrough`");
        }
    }
    if let Some(qos) = &profile.qos {
        rates(problems, qos, &field("qos"));
    }
}

fn of_network(input: &Input<'_>, problems: &mut Findings, network: &str, profile: &str) {
    let at = format!("context.networks.{network}");
    plain(problems, "context.networks", network);
    let connection = Connection::of(input, Some(profile));
    let mtu = connection.mtu(input);
    if !MTU.contains(&mtu) {
        let help = format!("use {} to {}, or remove it", MTU.start(), MTU.end());
        problems.add(format!("{at}.mtu"), mtu, format!("MTU `{mtu}` is out of range"), help);
    }
    let Some(facts) = connection.network else { return };
    if let Some(vlan) = facts.vlan_id.filter(|vlan| *vlan > 4094) {
        problems.add(format!("{at}.vlanId"), vlan, format!("VLAN id `{vlan}` is out of range"), "use 0 to 4094");
    }
    if !input.full_placeholders() {
        let name = facts.vdsm_name.as_deref().unwrap_or(network);
        let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
        if name.is_empty() || name.len() > DEVICE_NAME || !name.bytes().all(legal) {
            let message = format!("invalid name of a network device `{}`", shown(name));
            let help = format!("use 1 to {DEVICE_NAME} letters, digits, `_`, `-` and `.`");
            problems.add(format!("{at}.vdsmName"), name, message, help);
        }
    }
}

fn rates(problems: &mut Findings, qos: &NetworkQos, field: &str) {
    for (direction, limit) in [("inbound", qos.inbound), ("outbound", qos.outbound)] {
        let Some(limit) = limit else { continue };
        for (name, value, unit, most) in [
            ("average", limit.average, RATE_KB, 1 << 54),
            ("peak", limit.peak, RATE_KB, 1 << 54),
            ("burst", limit.burst, BURST_KB, u64::from(u32::MAX)),
        ] {
            if value.checked_mul(unit).is_none_or(|kb| kb > most) {
                let message = format!("limit `{value}` is too high");
                problems.add(
                    format!("{field}.{direction}.{name}"),
                    value,
                    message,
                    format!("use at most {}", most / unit),
                );
            }
        }
    }
}
