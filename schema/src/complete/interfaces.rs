//! Network interfaces.

use super::platform::Platform;
use crate::Domain;
use crate::device::interface::{Interface, Kind};
use crate::shared::network::{Ip, IpFamily};
use crate::types::YesNo;

/// Completes each interface.
pub(super) fn prepare(domain: &mut Domain, platform: &Platform) {
    if platform.hypervisor == "test" {
        name(domain);
    }
    for interface in domain.interfaces_mut() {
        // An interface without type is of type `user`, which has no network and no bridge.
        if interface.kind.is_none() {
            interface.source = None;
        }
        if !matches!(interface.kind, Some(Kind::Network | Kind::Bridge | Kind::Ethernet)) {
            interface.filterref = None;
        }
        if interface.mac.as_ref().is_some_and(|mac| mac.address.is_some_and(|address| address.0 == [0; 6])) {
            interface.mac = None;
        }
        vlan(interface);
        interface.ips.iter_mut().for_each(family);
        if let Some(source) = &mut interface.source {
            source.ips.iter_mut().for_each(family);
        }
        if let Some(kind) = interface.model.as_mut().and_then(|model| model.kind.as_mut())
            && let Some(known) = MODELS.iter().find(|known| known.eq_ignore_ascii_case(kind))
        {
            *kind = (*known).to_owned();
        }
    }
}

/// The test driver names what the other drivers name when they start the domain.
fn name(domain: &mut Domain) {
    let names: Vec<String> = domain.interfaces().filter_map(|it| it.target.as_ref()?.dev.clone()).collect();
    let free = (0_u64..).map(|number| format!("testnet{number}")).filter(|name| !names.contains(name));
    let unnamed = domain.interfaces_mut().map(|interface| &mut interface.target);
    let unnamed = unnamed.filter(|target| target.as_ref().is_none_or(|target| target.dev.is_none()));
    for (target, name) in unnamed.zip(free) {
        target.get_or_insert_default().dev = Some(name);
    }
}

/// The models that libvirt knows by name, in whatever case they are given.
const MODELS: &[&str] = &[
    "netfront",
    "rtl8139",
    "virtio",
    "e1000",
    "e1000e",
    "igb",
    "virtio-transitional",
    "virtio-non-transitional",
    "usb-net",
    "spapr-vlan",
    "lan9118",
    "smc91c111",
    "vlance",
    "vmxnet",
    "vmxnet2",
    "vmxnet3",
    "Am79C970A",
    "Am79C973",
    "82540EM",
    "82545EM",
    "82543GC",
];

/// Drops what only virtio has, once the models are known.
pub(super) fn complete(domain: &mut Domain) {
    for interface in domain.interfaces_mut() {
        let model = interface.model.as_ref().and_then(|model| model.kind.as_deref());
        if interface.kind == Some(Kind::Hostdev) || model.is_none_or(|model| model.starts_with("virtio")) {
            continue;
        }
        interface.driver = None;
        if let Some(backend) = &mut interface.backend {
            backend.vhost = None;
        }
    }
}

/// More than one tag makes a trunk.
fn vlan(interface: &mut Interface) {
    if let Some(vlan) = interface.vlan.as_mut().filter(|vlan| vlan.tags.len() > 1) {
        vlan.trunk = Some(YesNo::Yes);
    }
}

fn family(ip: &mut Ip) {
    if ip.family.is_none() && ip.address.is_some() {
        ip.family = Some(IpFamily::Ipv4);
    }
}
