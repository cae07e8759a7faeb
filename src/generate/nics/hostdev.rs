//! NICs that are virtual functions of a device of the host: `interface[@type='hostdev']`.

use domxml_schema::device::Interface;
use domxml_schema::device::interface::{AddressKind, Driver, DriverName, Kind, Source, SourceAddress};
use domxml_schema::shared::network::{Tag, Vlan};
use domxml_schema::types::YesNo;

use super::Connection;
use crate::context::HostDeviceFacts;
use crate::generate::input::Input;
use crate::vm::Nic;

/// A virtual function of the host; it reaches its network past the host's bridge, so the VLAN is its own
/// business. Packets, cable and queues are the function's.
///
/// Where no host is chosen yet, the source names the network, for the host to find a function in it.
pub(super) fn interface(input: &Input<'_>, nic: &Nic, connection: &Connection<'_>) -> Interface {
    let address_element = function(input, nic);
    let bridge = (address_element.is_none() && input.full_placeholders()).then(|| connection.bridge(input));
    let vlan = connection.network.and_then(|network| network.vlan_id);
    let tag = |id| Tag { id: Some(id), ..Tag::default() };
    Interface {
        kind: Some(Kind::Hostdev),
        managed: Some(YesNo::No),
        driver: Some(Box::new(Driver { name: Some(DriverName::Vfio), ..Driver::default() })),
        source: Some(Box::new(Source { bridge, address_element: address_element.map(Box::new), ..Source::default() })),
        vlan: vlan.map(|id| Vlan { tags: vec![tag(id)], ..Vlan::default() }).map(Box::new),
        ..super::any(input, nic, connection)
    }
}

/// Where the function that was chosen for a NIC sits on the host.
fn function(input: &Input<'_>, nic: &Nic) -> Option<SourceAddress> {
    let host = input.context.host.as_ref()?;
    match host.devices.get(host.virtual_functions.get(&nic.id)?)? {
        &HostDeviceFacts::Pci { domain, bus, slot, function } => Some(SourceAddress {
            kind: Some(AddressKind::Pci),
            domain: Some(domain),
            bus: Some(u16::from(bus)),
            slot: Some(slot),
            function: Some(function),
            ..SourceAddress::default()
        }),
        _ => None,
    }
}
