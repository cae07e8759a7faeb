//! Host devices.

use super::{LegacyDevice, common, in_list};
use crate::context::HostDeviceFacts;
use crate::properties::field_value::FieldValue as _;
use crate::properties::info::Target;
use crate::properties::key::{Key, field};
use crate::properties::state::State;
use crate::properties::value_type::ValueType;
use crate::vm::HostDevice;

impl LegacyDevice for HostDevice {
    const TYPE: &'static str = "hostdev";

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(Key::new(
            "device",
            ValueType::Text,
            "name on the host; an address in it is added to the context",
            Target::device("name"),
            |device: &mut Self, state, value| {
                device.name = String::from_map(value);
                add_facts(state, &device.name);
            },
            |device, _| device.name.to_map(),
        ));
        keys.extend([
            field!("custom", ValueType::Texts, "custom properties", HostDevice.custom_properties),
            Key::new(
                "specParams.iommuPlaceholder",
                ValueType::Bool,
                "only attached because of its IOMMU group",
                Target::device("iommu_placeholder"),
                |device: &mut Self, _, value| device.iommu_placeholder = bool::from_map(value),
                // The only boolean that engines sent as such.
                |device, _| device.iommu_placeholder.then(|| true.into()),
            )
            .default("false"),
            Key::preserved(
                "bootOrder",
                ValueType::Text,
                "position in the boot order; VMs do not boot from host devices",
            ),
        ]);
        keys
    }

    in_list!(host_devices);
}

/// Adds a host device to the context if its name contains its address.
pub(super) fn add_facts(state: &mut State, name: &str) {
    let host = state.context.host.get_or_insert_default();
    if let Some(facts) = facts(name) {
        host.devices.entry(name.to_owned()).or_insert(facts);
    }
}

/// The facts in the name of a host device: PCI and SCSI devices are named by their address.
fn facts(name: &str) -> Option<HostDeviceFacts> {
    let (kind, place) = name.split_once('_')?;
    let parts: Vec<&str> = place.split('_').collect();
    let hexadecimal = |part: &str| u32::from_str_radix(part, 16).ok();
    match (kind, parts.as_slice()) {
        ("pci", [domain, bus, slot, function]) => Some(HostDeviceFacts::Pci {
            domain: hexadecimal(domain)?,
            bus: hexadecimal(bus)?.try_into().ok()?,
            slot: hexadecimal(slot)?.try_into().ok()?,
            function: hexadecimal(function)?.try_into().ok()?,
        }),
        ("scsi", [host, bus, target, lun]) => Some(HostDeviceFacts::Scsi {
            host: host.parse().ok()?,
            bus: bus.parse().ok()?,
            target: target.parse().ok()?,
            lun: lun.parse().ok()?,
            block_path: None,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_contain_addresses() {
        let pci = HostDeviceFacts::Pci { domain: 0, bus: 0x3b, slot: 0x1f, function: 7 };
        assert_eq!(facts("pci_0000_3b_1f_7"), Some(pci));
        let scsi = HostDeviceFacts::Scsi { host: 2, bus: 0, target: 1, lun: 12, block_path: None };
        assert_eq!(facts("scsi_2_0_1_12"), Some(scsi));
        assert_eq!(
            (facts("usb_1_1_4"), facts("pci_0000_3b"), facts("pci_0_fff_0_0"), facts("")),
            (None, None, None, None)
        );
    }
}
