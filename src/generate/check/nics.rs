//! Network interfaces, and the profiles and networks that they use.

use domxml_schema::report::nearest;
use domxml_schema::types::Uuid;

use super::disks::machine;
use super::storage::pci_device;
use super::text::{plain, shown};
use super::unique::Unique;
use crate::context::{NetworkQos, VnicProfile};
use crate::generate::input::Input;
use crate::generate::nics::{
    BURST_KB, Connection, QUEUES_PROPERTY, RATE_KB, SNDBUF_PROPERTY, VHOST_PROPERTY, standby_alias, vhost,
};
use crate::generate::problem::Problems;
use crate::vm::{Architecture, Nic, NicModel};

/// Sizes of packets, in bytes, that an interface can have.
const MTU: std::ops::RangeInclusive<u32> = 68..=65535;
/// Longest name of a network device.
const DEVICE_NAME: usize = 15;

pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    let (mut macs, mut standbys, mut functions) = (Unique::default(), Unique::default(), Unique::default());
    for (at, nic) in input.vm.nics.iter().enumerate().filter(|(_, nic)| nic.plugged) {
        let device = format!("nics[{at}]");
        mac(problems, &mut macs, nic, &device);
        model(input, problems, nic, &device);
        parameters(problems, nic, &device);
        profile(input, problems, nic, &device);
        function(input, problems, &mut functions, nic, &device);
        if let Some(alias) = standby_alias(input, nic) {
            let remedy = "give each of them a fail-over profile of its own: its id becomes an alias";
            standbys.see(problems, &alias, &alias, (&device, ".vnicProfile"), remedy);
        }
    }
    properties(input, problems);
}

fn mac(problems: &mut Problems, macs: &mut Unique<[u8; 6]>, nic: &Nic, device: &str) {
    let Some(mac) = nic.mac_address else {
        let remedy = "give it one, such as 56:6f:00:00:00:01";
        return problems.add(format!("{device}.macAddress"), "", "is missing", remedy);
    };
    if mac.is_multicast() {
        let remedy = "make the second digit even";
        problems.add(format!("{device}.macAddress"), mac, "is the address of a group, not of one NIC", remedy);
    }
    macs.see(problems, &mac.0, mac, (device, ".macAddress"), "give each NIC an address of its own");
}

fn model(input: &Input<'_>, problems: &mut Problems, nic: &Nic, device: &str) {
    let architecture = input.vm.architecture;
    let (name, possible, remedy) = match nic.model {
        NicModel::Pv | NicModel::PciPassthrough => return,
        NicModel::SpaprVlan => ("spapr_vlan", architecture.is_ppc(), "use `pv`; only POWER machines have it"),
        other => {
            let name = match other {
                NicModel::Rtl8139Pv => "rtl8139_pv",
                NicModel::Rtl8139 => "rtl8139",
                NicModel::E1000 => "e1000",
                _ => "e1000e",
            };
            let possible = !matches!(architecture, Architecture::S390x | Architecture::Aarch64);
            (name, possible, "use `pv`; such machines have virtio devices only")
        }
    };
    if !possible {
        problems.add(format!("{device}.model"), name, format!("is not there on {}", machine(input)), remedy);
    }
}

fn parameters(problems: &mut Problems, nic: &Nic, device: &str) {
    for (at, parameter) in nic.filter_parameters.iter().enumerate() {
        let field = format!("{device}.filterParameters[{at}]");
        let word = |text: &str, more: &[u8]| {
            let legal = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || more.contains(&byte);
            !text.is_empty() && text.bytes().all(legal)
        };
        if !word(&parameter.name, b"") {
            let remedy = "use letters, digits and `_`";
            problems.add(format!("{field}.name"), shown(&parameter.name), "is no name of a variable", remedy);
        }
        if !word(&parameter.value, b".:") {
            let remedy = "use letters, digits, `_`, `.` and `:`";
            problems.add(format!("{field}.value"), shown(&parameter.value), "is no value of a variable", remedy);
        }
    }
}

fn profile(input: &Input<'_>, problems: &mut Problems, nic: &Nic, device: &str) {
    let field = format!("{device}.vnicProfile");
    let passthrough = nic.model == NicModel::PciPassthrough;
    let Some(name) = &nic.vnic_profile else {
        if passthrough {
            let remedy = "name a profile with `passthrough`";
            problems.add(field, "", "is missing: virtual functions are found by their network", remedy);
        }
        return;
    };
    let Some(profile) = known_profile(input, problems, name, &field) else {
        return;
    };
    if profile.passthrough != passthrough {
        let (is, remedy) = if passthrough {
            ("is not for virtual functions", "name a profile with `passthrough`, or make the model `pv`")
        } else {
            ("is for virtual functions", "make the model `pci_passthrough`, or name another profile")
        };
        problems.add(field, shown(name), is, remedy);
    }
    settings(input, problems, name, profile);
    if let Some(failover) = &profile.failover_vnic_profile {
        let field = format!("context.vnicProfiles.{name}.failoverVnicProfile");
        if !profile.passthrough {
            problems.add(&field, shown(failover), "is for virtual functions only", "remove it");
        }
        if let Some(standby) = known_profile(input, problems, failover, &field) {
            if standby.passthrough {
                let message = "is for virtual functions, which cannot take over";
                problems.add(&field, shown(failover), message, "name a profile without `passthrough`");
            }
            settings(input, problems, failover, standby);
        }
    }
}

fn known_profile<'a>(input: &Input<'a>, problems: &mut Problems, name: &str, field: &str) -> Option<&'a VnicProfile> {
    let profiles = &input.context.vnic_profiles;
    if !profiles.contains_key(name) {
        let remedy = match nearest(name, input.given.vnic_profiles()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name one of `context.vnicProfiles`".to_owned(),
        };
        problems.add(field, shown(name), "is no profile", remedy);
    }
    profiles.get(name).copied()
}

/// What a profile and its network say.
fn settings(input: &Input<'_>, problems: &mut Problems, name: &str, profile: &VnicProfile) {
    let field = |member: &str| format!("context.vnicProfiles.{name}.{member}");
    if let Some(network) = profile.network.as_deref() {
        if !input.context.networks.contains_key(network) {
            let remedy = match nearest(network, input.given.networks()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name one of `context.networks`".to_owned(),
            };
            problems.add(field("network"), shown(network), "is no network", remedy);
        }
        of_network(input, problems, network, name);
    }
    let is_count = |count: &str| count.parse::<u64>().is_ok_and(|count| (1..=256).contains(&count));
    if let Some(count) = profile.custom_properties.get(QUEUES_PROPERTY).filter(|count| !is_count(count)) {
        let remedy = "give a number from 1 to 256";
        problems.add(field("customProperties.queues"), shown(count), "is no count of queues", remedy);
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
            let message = "is not for virtual functions, which the host does not look into";
            problems.add(field(member), "", message, "remove it, or `passthrough`");
        }
    }
    if let Some(qos) = &profile.qos {
        speed(problems, qos, &field("qos"));
    }
}

fn of_network(input: &Input<'_>, problems: &mut Problems, network: &str, profile: &str) {
    let at = format!("context.networks.{network}");
    plain(problems, "context.networks", network);
    let connection = Connection::of(input, Some(profile));
    let size = connection.mtu(input);
    if !MTU.contains(&size) {
        let remedy = format!("give a number from {} to {}, or none", MTU.start(), MTU.end());
        problems.add(format!("{at}.mtu"), size, "is no size of a packet", remedy);
    }
    let Some(facts) = connection.network else { return };
    if let Some(vlan) = facts.vlan_id.filter(|vlan| *vlan > 4094) {
        problems.add(format!("{at}.vlanId"), vlan, "is no VLAN", "give a number from 0 to 4094");
    }
    if !input.full_placeholders() {
        let name = facts.vdsm_name.as_deref().unwrap_or(network);
        let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
        if name.is_empty() || name.len() > DEVICE_NAME || !name.bytes().all(legal) {
            let remedy = "give one of up to 15 letters, digits, `_`, `-` and `.`";
            problems.add(format!("{at}.vdsmName"), shown(name), "is no name of a network device", remedy);
        }
    }
}

fn speed(problems: &mut Problems, qos: &NetworkQos, field: &str) {
    for (direction, limit) in [("inbound", qos.inbound), ("outbound", qos.outbound)] {
        let Some(limit) = limit else { continue };
        for (name, value, unit, most) in [
            ("average", limit.average, RATE_KB, 1 << 54),
            ("peak", limit.peak, RATE_KB, 1 << 54),
            ("burst", limit.burst, BURST_KB, u64::from(u32::MAX)),
        ] {
            if value.checked_mul(unit).is_none_or(|kb| kb > most) {
                let remedy = format!("{} is the most", most / unit);
                problems.add(format!("{field}.{direction}.{name}"), value, "is more than can be limited to", remedy);
            }
        }
    }
}

fn function(input: &Input<'_>, problems: &mut Problems, functions: &mut Unique<String>, nic: &Nic, device: &str) {
    if nic.model != NicModel::PciPassthrough {
        return;
    }
    let Some(host) = &input.context.host else {
        if !input.full_placeholders() {
            let message = "is a device of a host, no host is chosen, and hosts of the cluster choose none";
            problems.add(format!("{device}.model"), "pci_passthrough", message, "fill in `context.host`");
        }
        return;
    };
    match host.virtual_functions.get(&nic.id) {
        Some(name) => {
            pci_device(input, problems, name, &format!("context.host.virtualFunctions.{}", nic.id));
            functions.see(problems, name, shown(name), (device, ".id"), "choose a virtual function for each NIC");
        }
        None => missing(problems, nic.id, device),
    }
}

fn missing(problems: &mut Problems, id: Uuid, device: &str) {
    let remedy = "choose one: add it to `context.host.virtualFunctions`";
    problems.add(format!("{device}.id"), id, "has no virtual function on the host", remedy);
}

/// Custom properties of the VM that are about its NICs.
fn properties(input: &Input<'_>, problems: &mut Problems) {
    let custom = &input.vm.custom_properties;
    if let Some(size) = custom.get(SNDBUF_PROPERTY).filter(|size| size.parse::<u32>().is_err()) {
        let field = format!("customProperties.{SNDBUF_PROPERTY}");
        problems.add(field, shown(size), "is no size of a buffer", "give a number of bytes");
    }
    let wrong = vhost(input).is_some_and(|mut networks| networks.any(|setting| setting.is_none()));
    if wrong {
        let value = custom.get(VHOST_PROPERTY).map(String::as_str).unwrap_or_default();
        let remedy = "write it as `NETWORK:true,NETWORK:false`";
        problems.add(format!("customProperties.{VHOST_PROPERTY}"), shown(value), "is no list of networks", remedy);
    }
}
