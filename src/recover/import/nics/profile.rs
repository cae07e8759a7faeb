//! What a NIC of a VM that others made is connected to, as a network and a profile of its name.

use std::collections::BTreeMap;

use domxml_schema::device::Interface;
use domxml_schema::device::interface::{AddressKind, Kind, LinkState};
use domxml_schema::domain::Device;
use domxml_schema::shared::network::{Bandwidth, Rate, VirtualPortKind};
use domxml_schema::types::YesNo;

use super::super::identity::{id_of_alias, pci_name};
use super::super::state::Import;
use crate::context::{HostDeviceFacts, Network, NetworkQos, QosLimit, VnicProfile};
use crate::generate::nics::{BURST_KB, QUEUES_PROPERTY, RATE_KB};
use crate::recover::codes;
use crate::template::{Placeholder, PlaceholderKind, UNPLUGGED_BRIDGE};
use crate::vm::Nic;

/// The highest number of a VLAN.
const MOST_VLANS: u16 = 4094;

/// The profile of a NIC, by its name; none if it is not connected. What takes over for it has one, too.
pub(super) fn read(
    import: &mut Import<'_>,
    nic: &Nic,
    (index, device, interface): (usize, &Device, &Interface),
    standby: Option<(usize, &Interface)>,
) -> Option<String> {
    let function = function(interface);
    let mirrored = import.kept(device).is_some_and(|kept| kept.port_mirroring.is_some());
    let failover_vnic_profile = standby.and_then(|(index, standby)| {
        let id = standby.alias.as_ref().and_then(|alias| id_of_alias(alias.name.as_deref()?));
        let id = id.unwrap_or_else(|| import.vm.role_id(&format!("failover/{}", nic.id)));
        let profile = VnicProfile { id, ..of(import, index, standby) };
        connect(import, standby, profile)
    });
    let profile = VnicProfile {
        port_mirroring: mirrored,
        passthrough: function.is_some(),
        failover_vnic_profile: failover_vnic_profile.filter(|_| function.is_some()),
        ..of(import, index, interface)
    };
    if let Some((name, facts)) = function {
        import.know_host_device(&name, facts);
        import.context.host.get_or_insert_default().virtual_functions.insert(nic.id, name);
    }
    connect(import, interface, profile)
}

/// What an interface may do.
fn of(import: &mut Import<'_>, index: usize, interface: &Interface) -> VnicProfile {
    let queues = interface.driver.as_ref().and_then(|driver| driver.queues);
    let queues = queues.map(|count| (QUEUES_PROPERTY.to_owned(), count.to_string()));
    VnicProfile {
        qos: interface.bandwidth.as_deref().and_then(|bandwidth| qos(import, index, bandwidth)),
        network_filter: interface.filterref.as_ref().and_then(|filter| filter.filter.clone()),
        custom_properties: queues.into_iter().collect(),
        ..VnicProfile::default()
    }
}

/// Puts a profile and its network into the context, each under its name; those that differ from another of
/// the name are numbered.
fn connect(import: &mut Import<'_>, interface: &Interface, profile: VnicProfile) -> Option<String> {
    let name = network_name(interface).or_else(|| function(interface).map(|(name, _)| name));
    let name = name.filter(|name| !name.is_empty())?;
    let vlan = interface.vlan.as_ref().map(|vlan| &vlan.tags[..]);
    let network = Network {
        vlan_id: vlan.and_then(|tags| if let [tag] = tags { tag.id } else { None }).filter(|id| *id <= MOST_VLANS),
        mtu: interface.mtu.as_ref().and_then(|mtu| mtu.size).map(u32::from),
        port_isolation: interface.port.as_ref().is_some_and(|port| port.isolated == Some(YesNo::Yes)),
        ..Network::default()
    };
    let network = insert(&mut import.context.networks, &name, network);
    let portgroup = interface.source.as_ref().and_then(|source| source.portgroup.as_deref().map(str::to_owned));
    let name = portgroup.filter(|name| !name.is_empty()).unwrap_or_else(|| network.clone());
    let profile = VnicProfile { network: Some(network), ..profile };
    if !profile.id.is_nil() {
        return Some(insert(&mut import.context.vnic_profiles, &name, profile));
    }
    // Profiles that say the same are one: the id is made from the name.
    let mut count = 1;
    loop {
        let key = numbered(&name, count);
        let profile = VnicProfile { id: import.vm.role_id(&format!("profile/{key}")), ..profile.clone() };
        let known = import.context.vnic_profiles.entry(key.clone()).or_insert_with(|| profile.clone());
        if *known == profile {
            return Some(key);
        }
        count += 1;
    }
}

/// Adds a value under the first form of its name that is free, or that has it already; gives back that name.
fn insert<T: PartialEq>(all: &mut BTreeMap<String, T>, name: &str, value: T) -> String {
    let mut count = 1;
    while all.get(&numbered(name, count)).is_some_and(|known| *known != value) {
        count += 1;
    }
    let name = numbered(name, count);
    all.insert(name.clone(), value);
    name
}

fn numbered(name: &str, count: u32) -> String {
    if count == 1 { name.to_owned() } else { format!("{name}-{count}") }
}

/// The name of what an interface is connected to: a network of libvirt, a bridge, or a device of the host.
/// Empty if it is connected to nothing; none if there is no name.
pub(super) fn network_name(interface: &Interface) -> Option<String> {
    if is_unconnected(interface) {
        return Some(String::new());
    }
    let source = interface.source.as_deref()?;
    let name = match &interface.kind {
        Some(Kind::Network) => source.network.as_deref()?,
        Some(Kind::Direct) => source.dev.as_deref()?,
        Some(Kind::Bridge) => source.bridge.as_deref()?,
        _ => return None,
    };
    Some(match name.parse::<Placeholder>() {
        Ok(placeholder) if placeholder.kind() == PlaceholderKind::Network => placeholder.arguments().concat(),
        _ if name == UNPLUGGED_BRIDGE => String::new(),
        // One bridge of Open vSwitch is many networks.
        _ => match open_vswitch_tag(interface) {
            Some(tag) => format!("{name}.{tag}"),
            None => name.to_owned(),
        },
    })
}

fn open_vswitch_tag(interface: &Interface) -> Option<u16> {
    let port = interface.virtualport.as_ref().filter(|port| port.kind == Some(VirtualPortKind::OpenVSwitch));
    let vlan = interface.vlan.as_ref().filter(|_| port.is_some())?;
    if let [tag] = &vlan.tags[..] { tag.id } else { None }
}

/// Whether an interface has a device on the host that belongs to nothing, and its cable is out.
pub(super) fn is_unconnected(interface: &Interface) -> bool {
    let down = interface.link.as_ref().is_some_and(|link| link.state == Some(LinkState::Down));
    let made = interface.target.as_ref().is_some_and(|target| target.managed == Some(YesNo::No));
    interface.kind == Some(Kind::Ethernet) && down && !made && interface.script.is_none()
}

/// The virtual function of the host that an interface is.
pub(super) fn function(interface: &Interface) -> Option<(String, HostDeviceFacts)> {
    let source = interface.source.as_ref().filter(|_| interface.kind == Some(Kind::Hostdev))?;
    let address = source.address_element.as_ref().filter(|address| address.kind != Some(AddressKind::Usb))?;
    let domain = address.domain.unwrap_or_default();
    let bus = u8::try_from(address.bus?).ok()?;
    let (slot, function) = (address.slot.unwrap_or_default(), address.function.unwrap_or_default());
    Some((pci_name(domain, bus, slot, function), HostDeviceFacts::Pci { domain, bus, slot, function }))
}

/// Limits of speed, as far as they are whole Mbit/s and MB.
fn qos(import: &mut Import<'_>, index: usize, bandwidth: &Bandwidth) -> Option<NetworkQos> {
    let mut limit = |direction: &str, rate: &Option<Rate>| {
        let rate = rate.as_ref()?;
        let mut whole = |name: &str, kb: Option<u64>, unit: u64, word: &str| {
            let kb = kb.unwrap_or_default();
            if !kb.is_multiple_of(unit) {
                let message = format!("{kb} KB is not a whole number of {word}; left out");
                import.note(index, codes::NOT_REPRESENTABLE, &format!("/bandwidth/{direction}/@{name}"), message);
                return 0;
            }
            kb / unit
        };
        let limit = QosLimit {
            average: whole("average", rate.average, RATE_KB, "Mbit/s"),
            peak: whole("peak", rate.peak, RATE_KB, "Mbit/s"),
            burst: whole("burst", rate.burst.map(u64::from), BURST_KB, "MB"),
        };
        (limit != QosLimit::default()).then_some(limit)
    };
    let qos =
        NetworkQos { inbound: limit("inbound", &bandwidth.inbound), outbound: limit("outbound", &bandwidth.outbound) };
    (qos != NetworkQos::default()).then_some(qos)
}
