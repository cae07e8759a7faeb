//! Model and driver of a NIC: `model`, `driver`.

use domxml_schema::device::interface::{Driver, DriverName, Model};

use super::Connection;
use crate::generate::input::Input;
use crate::generate::vcpu;
use crate::vm::{Nic, NicModel};

/// The custom property of profiles with the count of queues.
pub(crate) const QUEUES_PROPERTY: &str = "queues";
/// The custom property of VMs that switches vhost on or off, network by network.
pub(crate) const VHOST_PROPERTY: &str = "vhost";
/// Maximum of queues that are chosen by size.
const MOST_QUEUES: u32 = 4;

/// The model. A dual NIC is a virtio device for guests that have an agent, and with it drivers.
pub(super) fn model(input: &Input<'_>, nic: &Nic) -> Model {
    Model::new(match nic.model {
        _ if is_virtio(input, nic) && input.is_legacy_virtio() => "virtio-transitional",
        _ if is_virtio(input, nic) => "virtio",
        NicModel::E1000 => "e1000",
        NicModel::E1000e => "e1000e",
        NicModel::SpaprVlan => "spapr-vlan",
        NicModel::Rtl8139 | NicModel::Rtl8139Pv | NicModel::Pv | NicModel::PciPassthrough => "rtl8139",
    })
}

fn is_virtio(input: &Input<'_>, nic: &Nic) -> bool {
    match nic.model {
        NicModel::Pv => true,
        NicModel::Rtl8139Pv => input.vm.has_agent,
        _ => false,
    }
}

/// The driver of a virtio NIC, if it is not the default one; other models have no choice.
pub(super) fn driver(input: &Input<'_>, nic: &Nic, connection: &Connection<'_>) -> Option<Driver> {
    let queues = queues(input, nic, connection).filter(|count| *count != 1);
    let vhost = vhost(input).and_then(|mut networks| {
        let own = |name: &str| Some(name) == connection.network_name;
        networks.find(|setting| setting.is_some_and(|(name, _)| own(name))).flatten()
    });
    let name = match vhost {
        Some((_, true)) => DriverName::Vhost,
        Some((_, false)) => DriverName::Qemu,
        None if queues.is_some() => DriverName::Vhost,
        None => return None,
    };
    is_virtio(input, nic).then(|| Driver { name: Some(name), queues, ..Driver::default() })
}

/// As the profile says, else one for each processor up to four if the VM is to have several.
fn queues(input: &Input<'_>, nic: &Nic, connection: &Connection<'_>) -> Option<u64> {
    let custom = connection.profile.and_then(|profile| profile.custom_properties.get(QUEUES_PROPERTY));
    match custom {
        Some(count) => count.parse().ok(),
        None => {
            let several = input.vm.multi_queues_enabled && nic.model == NicModel::Pv;
            several.then(|| u64::from(vcpu::current(input).min(MOST_QUEUES)))
        }
    }
}

/// The networks of the property `vhost`, each with whether vhost is on; none for a part that is not
/// `NETWORK:BOOLEAN`.
pub(in crate::generate) fn vhost<'a>(
    input: &'a Input<'_>,
) -> Option<impl Iterator<Item = Option<(&'a str, bool)>> + use<'a>> {
    let property = input.vm.custom_properties.get(VHOST_PROPERTY)?;
    Some(property.split(',').map(|part| {
        let (network, on) = part.rsplit_once(':')?;
        match on.trim().to_ascii_lowercase().as_str() {
            "true" => Some((network.trim(), true)),
            "false" => Some((network.trim(), false)),
            _ => None,
        }
    }))
}
