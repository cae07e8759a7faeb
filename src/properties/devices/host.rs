//! Devices of the host, and memory that is plugged while the VM runs.

use domxml_schema::types::Uuid;
use serde_json::Value;

use super::{Device, common};
use crate::context::HostDeviceFacts;
use crate::properties::key::Home::Vm;
use crate::properties::key::Row;
use crate::properties::kind::Kind;
use crate::properties::state::{Read as _, State, number, text};
use crate::vm::{HostDevice, MemoryDevice};

impl Device for HostDevice {
    const TYPE: &'static str = "hostdev";

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(Row::new(
            "device",
            Kind::Text,
            "the host's name of it; where it says where the device sits, the context learns that",
            Vm("name"),
            |d: &mut Self, s, v| {
                d.name = v.text();
                let host = s.context.host.get_or_insert_default();
                if let Some(facts) = facts(&d.name) {
                    host.devices.entry(d.name.clone()).or_insert(facts);
                }
            },
            |d, _| text(Some(&d.name)),
        ));
        rows.extend([
            Row::new(
                "custom",
                Kind::Texts,
                "custom properties",
                Vm("customProperties"),
                |d: &mut Self, _, v| {
                    let members = v.as_object().into_iter().flatten();
                    d.custom_properties = members.map(|(key, value)| (key.clone(), value.text())).collect();
                },
                |d, _| {
                    let properties = d.custom_properties.iter();
                    let map = properties.map(|(key, value)| (key.clone(), Value::from(value.as_str()))).collect();
                    (!d.custom_properties.is_empty()).then_some(Value::Object(map))
                },
            ),
            Row::new(
                "specParams.iommuPlaceholder",
                Kind::Flag,
                "it is there for its group only",
                Vm("iommuPlaceholder"),
                |d: &mut Self, _, v| d.iommu_placeholder = v.flag(),
                |d, _| d.iommu_placeholder.then(|| true.into()),
            )
            .default("false"),
            Row::kept("bootOrder", Kind::Text, "no VM starts from it"),
        ]);
        rows
    }

    fn all(state: &State) -> Vec<Self> {
        state.vm.host_devices.clone()
    }

    fn add(self, state: &mut State) -> Result<Uuid, &'static str> {
        let id = self.id;
        state.vm.host_devices.push(self);
        Ok(id)
    }
}

/// What a host's name for a device says of it: PCI devices and SCSI units are named by where they sit.
pub(super) fn facts(name: &str) -> Option<HostDeviceFacts> {
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

impl Device for MemoryDevice {
    const TYPE: &'static str = "memory";

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(common::constant("`memory`", |_, _| Some("memory".into())));
        rows.extend([
            Row::new(
                "size",
                Kind::Number { unit: "MiB", most: u64::MAX / 1024 },
                "its size",
                Vm("sizeMb"),
                |d: &mut Self, _, v| d.size_mb = v.number(),
                |d, _| Some(number(d.size_mb)),
            )
            .old(&["specParams.size"]),
            Row::new(
                "node",
                Kind::Number { unit: "", most: 65_535 },
                "node of the guest that it belongs to",
                Vm("node"),
                |d: &mut Self, _, v| d.node = v.number(),
                |d, _| Some(number(d.node)),
            )
            .old(&["specParams.node"])
            .default("0"),
            common::custom_kept(),
        ]);
        rows
    }

    fn all(state: &State) -> Vec<Self> {
        state.vm.memory_devices.clone()
    }

    fn add(self, state: &mut State) -> Result<Uuid, &'static str> {
        let id = self.id;
        state.vm.memory_devices.push(self);
        Ok(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_where_devices_sit() {
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
