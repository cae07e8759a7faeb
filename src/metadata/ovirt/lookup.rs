//! Finding of the entries of many devices.

use std::collections::HashMap;

use domxml_schema::types::{MacAddress, Uuid};

use super::device::{AmbiguousDevice, Device, DeviceKey};
use super::vm::Vm;

/// The entries of a VM's devices by what keys may name; for looking up many of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lookup {
    by_name: HashMap<(String, String), Vec<usize>>,
    by_mac_address: HashMap<MacAddress, Vec<usize>>,
    by_uuid: HashMap<Uuid, Vec<usize>>,
}

impl Lookup {
    /// The entries of a VM.
    pub(crate) fn new(vm: &Vm) -> Self {
        let mut lookup = Self::default();
        for (at, device) in vm.devices.iter().enumerate() {
            if let (Some(devtype), Some(name)) = (&device.devtype, &device.name) {
                lookup.by_name.entry((devtype.clone(), name.clone())).or_default().push(at);
            }
            if let Some(mac_address) = device.mac_address {
                lookup.by_mac_address.entry(mac_address).or_default().push(at);
            }
            if let Some(uuid) = device.uuid {
                lookup.by_uuid.entry(uuid).or_default().push(at);
            }
        }
        lookup
    }

    /// The entry of a device among those of the VM.
    ///
    /// # Errors
    ///
    /// More than one.
    pub(crate) fn device<'v>(&self, vm: &'v Vm, key: &DeviceKey<'_>) -> Result<Option<&'v Device>, AmbiguousDevice> {
        let named = |devtype: &str, name: &str| self.by_name.get(&(devtype.to_owned(), name.to_owned()));
        let positions = match *key {
            DeviceKey::Interface { mac_address, .. } => self.by_mac_address.get(&mac_address),
            DeviceKey::Disk(target) => named("disk", target),
            DeviceKey::Mdev(uuid) => self.by_uuid.get(&uuid),
            DeviceKey::Other { devtype, name } => named(devtype, name),
        };
        let entries = positions.into_iter().flatten().filter_map(|at| vm.devices.get(*at));
        key.only(entries)
    }
}
