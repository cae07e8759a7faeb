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
/// As long as no function is chosen, the interface only names its network, and the host chooses the function.
pub(super) fn interface(input: &Input<'_>, nic: &Nic, connection: &Connection<'_>) -> Interface {
    let vlan = connection.network.and_then(|network| network.vlan_id);
    let tag = |id| Tag { id: Some(id), ..Tag::default() };
    let common = Interface {
        vlan: vlan.map(|id| Box::new(Vlan { tags: vec![tag(id)], ..Vlan::default() })),
        ..super::any(input, nic, connection)
    };
    let Some(function) = function(input, nic) else {
        let source = Source { bridge: Some(connection.bridge(input)), ..Source::default() };
        return Interface { kind: Some(Kind::Bridge), source: Some(Box::new(source)), ..common };
    };
    let driver = Driver { name: Some(DriverName::Vfio), ..Driver::default() };
    let source = Source { address_element: Some(Box::new(function)), ..Source::default() };
    Interface {
        kind: Some(Kind::Hostdev),
        managed: Some(YesNo::No),
        driver: Some(Box::new(driver)),
        source: Some(Box::new(source)),
        ..common
    }
}

/// The address on the host of the function that was chosen for a NIC.
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
