//! Network interfaces: `interface`.

mod connection;
mod hostdev;
mod model;
mod traffic;

use domxml_schema::device::Interface;
use domxml_schema::device::interface::{Kind, Link, LinkState, Mac, Mtu, Port, Source};
use domxml_schema::domain::Device;
use domxml_schema::shared::network::{Teaming, TeamingKind};
use domxml_schema::shared::{Alias, Boot};
use domxml_schema::types::YesNo;

pub(super) use connection::Connection;
pub(super) use model::vhost;
pub(crate) use model::{QUEUES_PROPERTY, VHOST_PROPERTY};
pub(crate) use traffic::{BURST_KB, RATE_KB, SNDBUF_PROPERTY};

use super::boot_order::BootOrder;
use super::common;
use super::input::Input;
use super::libvirt_words::DeviceWords;
use crate::vm::{Nic, NicModel};

/// All NICs, in the order of their MAC addresses.
pub(super) fn devices(input: &Input<'_>, words: &DeviceWords<'_>) -> Vec<Device> {
    let order = BootOrder::new(input);
    let mut nics: Vec<&Nic> = common::plugged(&input.vm.nics).collect();
    nics.sort_by_key(|nic| (nic.mac_address, nic.id));
    let interfaces = nics.into_iter().flat_map(|nic| {
        let mut interfaces = interfaces(input, nic, order.nic(nic.id));
        // The last one is the NIC itself, what is before it stands by.
        interfaces.last_mut().into_iter().for_each(|device| words.merge(nic.id, device));
        interfaces
    });
    interfaces.collect()
}

/// The interfaces of a NIC: one, or the two of a failover pair, the standby first.
pub(super) fn interfaces(input: &Input<'_>, nic: &Nic, boot: Option<Boot>) -> Vec<Device> {
    let connection = Connection::of(input, nic.vnic_profile.as_deref());
    let standby = standby(input, nic, &connection);
    let mut interface = match nic.model {
        NicModel::PciPassthrough => hostdev::interface(input, nic, &connection),
        _ => bridge(input, nic, &connection),
    };
    interface.alias = common::alias(nic);
    interface.address = common::address(nic);
    interface.boot = boot;
    if let Some(standby) = &standby {
        interface.teaming = Some(Box::new(Teaming {
            kind: Some(TeamingKind::Transient),
            persistent: standby.alias.as_ref().and_then(|alias| alias.name.clone()),
            ..Teaming::default()
        }));
    }
    standby.into_iter().chain([interface]).map(|interface| Device::Interface(Box::new(interface))).collect()
}

/// The alias of the standby interface of a virtual function; none for other NICs.
pub(super) fn standby_alias(input: &Input<'_>, nic: &Nic) -> Option<String> {
    let connection = Connection::of(input, nic.vnic_profile.as_deref());
    let profile = connection.failover(input).filter(|_| nic.model == NicModel::PciPassthrough)?;
    Some(format!("ua-{}", profile.id))
}

/// The standby of a virtual function, which takes over while the function is detached: a virtio NIC with the same
/// MAC address, in the network of the failover profile.
fn standby(input: &Input<'_>, nic: &Nic, connection: &Connection<'_>) -> Option<Interface> {
    let alias = standby_alias(input, nic)?;
    let profile = connection.profile?.failover_vnic_profile.as_deref();
    let nic = Nic { model: NicModel::Pv, ..nic.clone() };
    Some(Interface {
        alias: Some(Alias { name: Some(alias), ..Alias::default() }),
        teaming: Some(Box::new(Teaming { kind: Some(TeamingKind::Persistent), ..Teaming::default() })),
        ..bridge(input, &nic, &Connection::of(input, profile))
    })
}

/// A NIC that is connected by the host.
fn bridge(input: &Input<'_>, nic: &Nic, connection: &Connection<'_>) -> Interface {
    let up = nic.linked && connection.network_name.is_some();
    let isolated = connection.network.is_some_and(|network| network.port_isolation);
    let size = connection.mtu(input);
    Interface {
        kind: Some(Kind::Bridge),
        source: Some(Box::new(Source { bridge: Some(connection.bridge(input)), ..Source::default() })),
        port: isolated.then(|| Port { isolated: Some(YesNo::Yes), ..Port::default() }).map(Box::new),
        model: Some(model::model(input, nic)),
        driver: model::driver(input, nic, connection).map(Box::new),
        link: Some(Box::new(Link { state: Some(if up { LinkState::Up } else { LinkState::Down }), ..Link::default() })),
        mtu: Some(Mtu { size: u16::try_from(size).ok(), ..Mtu::default() }),
        ..any(input, nic, connection)
    }
}

/// The parts that all NICs have.
fn any(input: &Input<'_>, nic: &Nic, connection: &Connection<'_>) -> Interface {
    Interface {
        mac: nic.mac_address.map(Mac::new),
        bandwidth: Some(Box::new(traffic::bandwidth(connection.profile.and_then(|profile| profile.qos.as_ref())))),
        filterref: traffic::filter(nic, connection.profile).map(Box::new),
        tune: traffic::tune(input),
        ..Interface::default()
    }
}
