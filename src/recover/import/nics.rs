//! Network interfaces: `interface`.

mod profile;
mod properties;

use domxml_schema::device::Interface;
use domxml_schema::device::interface::{Kind, LinkState};
use domxml_schema::domain::Device;
use domxml_schema::shared::network::TeamingKind;

use super::identity::is_named_by_an_engine;
use super::state::Import;
use crate::metadata::ovirt;
use crate::recover::record;
use crate::vm::{Architecture, FilterParameter, Nic, NicModel};

/// All NICs. How they are connected is the host's business, and what they may do is their profile's; both
/// are read of VMs that others made only, as a profile for each.
pub(super) fn read(import: &mut Import<'_>) {
    let interfaces: Vec<(usize, &Device, &Interface)> = import
        .devices()
        .enumerate()
        .filter_map(|(index, device)| match device {
            Device::Interface(interface) => Some((index, device, &**interface)),
            _ => None,
        })
        .collect();
    let teamed: Vec<_> = interfaces.iter().filter(|(_, _, interface)| interface.teaming.is_some()).collect();
    let mut boots = Vec::new();
    for (index, device, interface) in &interfaces {
        if teamed.iter().any(|(_, _, other)| is_standby(interface, other)) {
            continue;
        }
        let Some(nic) = nic(import, device, interface) else {
            import.unread.insert(*index);
            continue;
        };
        let mac = interface.mac.as_ref().and_then(|mac| mac.address);
        let natural = format!("interface/{}", mac.map(|mac| mac.to_string()).unwrap_or_default());
        let mut nic = import.identified(nic, interface.alias.as_ref(), interface.address.as_ref(), &natural);
        if import.has_record && is_unconnected(interface) {
            import.unsaid.insert(record::linked(nic.id));
        }
        if import.has_record && interface.filterref.is_some() {
            import.filter_parameters.insert(nic.id, filter_parameters(interface));
        }
        if !import.has_record {
            let standby = teamed.iter().find(|(_, _, other)| is_standby(other, interface));
            let standby = standby.map(|(index, _, standby)| (*index, *standby));
            nic.vnic_profile = profile::read(import, &nic, (*index, device, interface), standby);
        }
        boots.push(interface.boot.as_ref().and_then(|boot| boot.order).unwrap_or(u64::MAX));
        import.vm.nics.push(nic);
        import.mark(*index);
    }
    if !import.has_record {
        name(&mut import.vm.nics, &boots);
        properties::read(import, interfaces.iter().map(|(_, _, interface)| *interface));
    }
}

/// Whether an interface takes over while another one, of the same MAC address, is away.
fn is_standby(interface: &Interface, other: &Interface) -> bool {
    let mac = |interface: &Interface| interface.mac.as_ref().and_then(|mac| mac.address);
    let alias = interface.alias.as_ref().and_then(|alias| alias.name.as_deref());
    let (Some(teaming), Some(others)) = (&interface.teaming, &other.teaming) else { return false };
    teaming.kind == Some(TeamingKind::Persistent)
        && others.kind == Some(TeamingKind::Transient)
        && alias.is_some()
        && others.persistent.as_deref() == alias
        && mac(interface) == mac(other)
}

/// A NIC, but for what it is connected to; none if entities have no word for it.
fn nic(import: &Import<'_>, device: &Device, interface: &Interface) -> Option<Nic> {
    let connectable = if import.has_record { is_made_by_hosts(interface) } else { is_connectable(interface) };
    if !connectable {
        return None;
    }
    let kept = import.kept(device);
    // Hosts take filters out of what they make virtual functions of.
    let parameters = if import.has_record { Vec::new() } else { filter_parameters(interface) };
    let custom = kept.and_then(|kept| kept.custom.as_ref()).into_iter().flat_map(ovirt::Properties::iter);
    Some(Nic {
        mac_address: interface.mac.as_ref().and_then(|mac| mac.address),
        model: model(import, interface)?,
        linked: is_linked(import, interface),
        filter_parameters: parameters,
        custom_properties: custom.map(|(key, value)| (key.to_owned(), value.as_str().to_owned())).collect(),
        ..Nic::default()
    })
}

/// The parameters of the filter of an interface.
fn filter_parameters(interface: &Interface) -> Vec<FilterParameter> {
    let parameters = interface.filterref.iter().flat_map(|filter| &filter.parameters);
    let parameters = parameters.map(|parameter| FilterParameter {
        name: parameter.name.clone().unwrap_or_default(),
        value: parameter.value.clone().unwrap_or_default(),
    });
    parameters.collect()
}

/// Whether the cable is in. Hosts take it out of what they cannot connect.
fn is_linked(import: &Import<'_>, interface: &Interface) -> bool {
    let down = interface.link.as_ref().is_some_and(|link| link.state == Some(LinkState::Down));
    !down || (import.has_record && is_unconnected(interface))
}

fn is_unconnected(interface: &Interface) -> bool {
    profile::network_name(interface).is_some_and(|name| name.is_empty())
}

/// Whether an interface is in a network that has a name, or in none.
fn is_connectable(interface: &Interface) -> bool {
    match &interface.kind {
        Some(Kind::Bridge | Kind::Network | Kind::Direct) => profile::network_name(interface).is_some(),
        Some(Kind::Hostdev) => profile::function(interface).is_some(),
        Some(Kind::Ethernet) => profile::is_unconnected(interface),
        _ => false,
    }
}

/// Whether a host may have made an interface of what the engine asked for; others were attached since.
fn is_made_by_hosts(interface: &Interface) -> bool {
    let by_own_back_ends = matches!(
        interface.kind,
        None | Some(Kind::Bridge | Kind::Network | Kind::Direct | Kind::Hostdev | Kind::Ethernet)
    );
    by_own_back_ends || is_named_by_an_engine(interface.alias.as_ref())
}

/// What the guest sees. A virtual function has no model: it is what the host's device is. That of any other
/// interface that does not say is the machine's.
fn model(import: &Import<'_>, interface: &Interface) -> Option<NicModel> {
    match interface.model.as_ref().and_then(|model| model.kind.as_deref()) {
        None if import.has_record || interface.kind == Some(Kind::Hostdev) => Some(NicModel::PciPassthrough),
        None => Some(match import.vm.architecture {
            Architecture::S390x | Architecture::Aarch64 => NicModel::Pv,
            _ => NicModel::Rtl8139,
        }),
        Some(_) if !import.has_record && interface.kind == Some(Kind::Hostdev) => Some(NicModel::PciPassthrough),
        Some("virtio" | "virtio-transitional" | "virtio-non-transitional") => Some(NicModel::Pv),
        Some("rtl8139") => Some(NicModel::Rtl8139),
        Some("e1000") => Some(NicModel::E1000),
        Some("e1000e") => Some(NicModel::E1000e),
        Some("spapr-vlan") => Some(NicModel::SpaprVlan),
        Some(_) => None,
    }
}

/// Names NICs as users know them, in the order that the guest starts from them; others follow in the order
/// of the document.
fn name(nics: &mut [Nic], boots: &[u64]) {
    let mut order: Vec<usize> = (0..nics.len()).collect();
    order.sort_by_key(|at| boots.get(*at));
    for (number, at) in (1..).zip(order) {
        if let Some(nic) = nics.get_mut(at) {
            nic.name = format!("nic{number}");
        }
    }
}
