//! Words of libvirt that a record gives to an entity: believed as far as the document says the same.

use std::collections::BTreeMap;

use domxml_schema::Domain;
use domxml_schema::types::Uuid;

use crate::drift::Drift;
use crate::generate::libvirt_words::{changed, merge};
use crate::vm::{LibvirtWords, Vm};

/// Takes the words out of an entity if the document, with them, would be another; returns whether it is so. `places`
/// are the indices of the devices in the document.
pub(super) fn distrust_words(running: &Domain, vm: &mut Vm, places: &BTreeMap<Uuid, usize>) -> bool {
    let any = !vm.libvirt.is_empty() || vm.devices().any(|(_, device)| !device.libvirt().is_empty());
    if !any || said(running, vm, places).is_some_and(|said| Drift::between(&said, running).is_ok_and(|it| it.is_none()))
    {
        return false;
    }
    vm.libvirt = LibvirtWords::default();
    vm.devices_mut().for_each(|(_, device)| *device.libvirt_mut() = LibvirtWords::default());
    true
}

/// The document with the words of the entity; none if they cannot be merged.
fn said(running: &Domain, vm: &Vm, places: &BTreeMap<Uuid, usize>) -> Option<Domain> {
    let mut domain = running.clone();
    let list = &mut domain.devices.get_or_insert_default().list;
    for (_, device) in vm.devices().filter(|(_, device)| !device.libvirt().is_empty()) {
        // What is only configured is not there.
        if let Some(element) = places.get(&device.id()).and_then(|index| list.get_mut(*index)) {
            *element = changed(element, device.libvirt()).ok()?;
        }
    }
    merge(&mut domain, &vm.libvirt).ok()?;
    Some(domain)
}
