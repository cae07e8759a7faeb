//! Differences of devices: in libvirt's words in the entity of the device, or the device as it is.

use std::collections::{BTreeMap, HashMap};

use domxml_schema::Domain;
use domxml_schema::domain::Device;
use domxml_schema::path::{Path, Pattern};
use domxml_schema::shared::Alias;
use domxml_schema::shared::address::Address;
use domxml_schema::types::Uuid;
use domxml_schema::xml::{KeptAttribute, Tree};

use super::words::{Change, Sides};
use super::{Work, device_path};
use crate::drift::{Class, Difference};
use crate::generate::libvirt_words::write;
use crate::recover::runtime;
use crate::vm::{DeviceAddress, DeviceField, DeviceList, DeviceVisitor, OtherDevice, Vm, VmDevice, visit_devices};

/// The path of an alias in the words of a device.
const ALIAS: &str = "alias";

/// Whether a path is that of a device (true) or of something in one (false); none for all else.
pub(super) fn device_of(path: &Path) -> Option<bool> {
    let [_, devices, device, ..] = path.steps() else { return None };
    let is_device = devices.name == "devices" && device.name != "emulator";
    is_device.then(|| path.steps().len() == 3 && path.attribute().is_none())
}

impl Work<'_> {
    /// Takes a difference of a device into the entity; returns whether that may have changed what it generates.
    pub(super) fn take_device(
        &mut self,
        sides: &mut Sides<'_>,
        pairs: &HashMap<usize, usize>,
        difference: &Difference,
        path: &Path,
    ) -> bool {
        let whole = device_of(path) == Some(true);
        let index = self.places.get(&device_path(difference.near()).to_string()).copied();
        match (index, difference.class) {
            (_, Class::Missing) if whole => self.leave_out(sides.desired(), path),
            (Some(index), _) if self.settled.contains(&index) => false,
            (Some(index), _) => match (self.entities.get(&index).copied(), pairs.get(&index).copied()) {
                (Some(id), Some(pair)) => self.say(sides, id, (index, pair), path) || self.as_it_is(id),
                (Some(id), None) => self.as_it_is(id),
                (None, Some(pair)) => self.replace(sides.desired(), index, pair),
                (None, None) => self.adopt(index),
            },
            (None, _) => false,
        }
    }

    /// Says a difference in the words of a device.
    pub(super) fn say(
        &mut self,
        sides: &mut Sides<'_>,
        id: Uuid,
        (actual, desired): (usize, usize),
        path: &Path,
    ) -> bool {
        let list = self.actual.devices.as_ref().map_or(&[][..], |devices| &devices.list);
        let Some(change) = list.get(actual).and_then(|device| sides.of_device(actual, device, desired, path)) else {
            return false;
        };
        let mut devices = self.vm.devices_mut().map(|(_, device)| device);
        devices.find(|device| device.id() == id).is_some_and(|device| change.put(device.libvirt_mut()))
    }

    /// Leaves out a generated device that the document does not have.
    fn leave_out(&mut self, desired: &Domain, path: &Path) -> bool {
        let Some(index) = path.find(desired).and_then(|node| node.device_index()) else { return false };
        match self.entity_of_generated(desired, index) {
            Some(id) => self.as_it_is(id) || self.drop(id),
            None => Change::without_device(path).put(&mut self.vm.libvirt),
        }
    }

    /// Leaves out a generated device that nobody asked for, and takes the one of the document in its place.
    pub(super) fn replace(&mut self, desired: &Domain, index: usize, generated: usize) -> bool {
        // What has an alias of its own is part of a device, such as the standby of a virtual function.
        let list = desired.devices.as_ref().map_or(&[][..], |devices| &devices.list);
        if list.get(generated).is_none_or(|device| device.alias().is_some()) {
            return false;
        }
        let path = "devices/*".parse::<Pattern>().ok().and_then(|pattern| {
            let mut nodes = pattern.find(desired).filter(|node| node.is_element());
            nodes.find(|node| node.device_index() == Some(generated)).map(|node| node.path())
        });
        let left_out = path.is_some_and(|path| Change::without_device(&path).put(&mut self.vm.libvirt));
        left_out && self.adopt(index)
    }

    /// The device of the entity that a device was generated from.
    fn entity_of_generated(&self, desired: &Domain, index: usize) -> Option<Uuid> {
        let alias = desired.devices.as_ref()?.list.get(index)?.alias()?.name.as_deref()?;
        let mut actual = self.actual.devices.iter().flat_map(|devices| &devices.list);
        let at = actual.position(|device| device.alias().is_some_and(|it| it.name.as_deref() == Some(alias)));
        at.and_then(|at| self.entities.get(&at).copied())
    }

    /// Takes a device as it is in the document, instead of by the values of its kind.
    pub(super) fn as_it_is(&mut self, id: Uuid) -> bool {
        if self.vm.other_devices.iter().any(|other| other.id == id) {
            return false;
        }
        let Some(index) = self.origins.get(&id).copied() else { return false };
        let list = self.domain.devices.as_ref().map_or(&[][..], |devices| &devices.list);
        let Some((other, alias, address)) = list.get(index).and_then(|device| self.found(device)) else { return false };
        take_out(&mut self.vm, id);
        self.settled.insert(index);
        self.add(OtherDevice { id, ..other }, index, alias, address);
        true
    }

    /// Takes a device of the document that is not in the entity yet.
    fn adopt(&mut self, index: usize) -> bool {
        let list = self.domain.devices.as_ref().map_or(&[][..], |devices| &devices.list);
        let Some((other, alias, address)) = list.get(index).and_then(|device| self.found(device)) else { return false };
        if !self.settled.insert(index) || self.given_up.contains(&index) {
            return false;
        }
        let name = alias.as_ref().and_then(|alias| alias.name.clone()).unwrap_or_else(|| other.xml.clone());
        let id = self.vm.role_id(&name);
        let id = if self.origins.contains_key(&id) { self.vm.role_id(&format!("{name} {index}")) } else { id };
        self.origins.insert(id, index);
        self.entities.insert(index, id);
        self.add(OtherDevice { id, ..other }, index, alias, address);
        true
    }

    /// The entity of a device, without what holds for one run only.
    fn found(&self, device: &Device) -> Option<(OtherDevice, Option<Alias>, Option<Address>)> {
        OtherDevice::of(&runtime::forget(self.domain, device))
    }

    fn add(&mut self, mut other: OtherDevice, index: usize, alias: Option<Alias>, address: Option<Address>) {
        other.managed = false;
        other.address = address.map(DeviceAddress);
        let device = self.actual.devices.as_mut().and_then(|devices| devices.list.get_mut(index));
        match (alias.as_ref().filter(|alias| is_of_user(alias)), device) {
            (Some(alias), _) => keep_alias(&mut other, alias.name.as_deref().unwrap_or_default()),
            (None, Some(device)) => mark(device, proof_id("otherDevices", other.id, index)),
            (None, None) => {}
        }
        other.alias = alias.and_then(|alias| alias.name);
        self.vm.other_devices.push(other);
    }

    /// Gives up a device that cannot be generated in any form.
    pub(super) fn drop(&mut self, id: Uuid) -> bool {
        if let Some(index) = self.origins.remove(&id) {
            self.entities.remove(&index);
            self.given_up.insert(index);
        }
        take_out(&mut self.vm, id)
    }
}

/// The id that a device has while it is compared: where the order of the devices follows from ids, it is that of the
/// document, as it is for unmanaged devices.
pub(super) fn proof_id(kind: &str, id: Uuid, index: usize) -> Uuid {
    match kind {
        "disks" | "cdroms" | "floppy" | "nics" | "lease" | "vgpus" => id,
        _ => Uuid::from_u128(index as u128 + 1),
    }
}

/// Gives a device of the document the alias that it is compared by.
fn mark(device: &mut Device, id: Uuid) {
    if let Some(alias) = device.alias_mut() {
        *alias = Some(Alias { name: Some(format!("ua-{id}")), ..Alias::default() });
    }
}

/// Whether a user, not libvirt and not the engine, gave a device its alias.
fn is_of_user(alias: &Alias) -> bool {
    let id = alias.name.as_deref().and_then(|name| name.strip_prefix("ua-"));
    id.is_some_and(|id| id.parse::<Uuid>().is_err())
}

/// Puts the aliases that users gave to devices into the words of these; all other devices of the document get the
/// aliases that they are compared by.
pub(super) fn aliases(vm: &mut Vm, actual: &mut Domain, origins: &BTreeMap<Uuid, usize>) {
    let Some(devices) = &mut actual.devices else { return };
    for (kind, entity) in vm.devices_mut() {
        let Some(index) = origins.get(&entity.id()) else { continue };
        let Some(device) = devices.list.get_mut(*index) else { continue };
        match device.alias().filter(|alias| is_of_user(alias)).cloned() {
            Some(alias) => keep_alias(entity, alias.name.as_deref().unwrap_or_default()),
            None => mark(device, proof_id(kind, entity.id(), *index)),
        }
    }
}

/// Puts an alias into the words of a device that has none there.
pub(super) fn give_alias(device: &mut dyn VmDevice, name: &str) {
    if !device.libvirt().set.contains_key(ALIAS) {
        keep_alias(device, name);
    }
}

/// Puts an alias into the words of a device.
fn keep_alias(device: &mut dyn VmDevice, name: &str) {
    let mut tree = Tree::new(ALIAS);
    tree.attributes.push(KeptAttribute::new("name", name));
    if let Ok(xml) = write(&tree) {
        device.libvirt_mut().set.insert(ALIAS.to_owned(), xml);
    }
}

/// Takes a device out of its list; returns whether it was in one.
pub(in crate::recover) fn take_out(vm: &mut Vm, id: Uuid) -> bool {
    let mut take = TakeOut { vm, id, found: false };
    visit_devices(&mut take);
    take.found
}

struct TakeOut<'a> {
    vm: &'a mut Vm,
    id: Uuid,
    found: bool,
}

impl DeviceVisitor for TakeOut<'_> {
    fn visit<L: DeviceList>(&mut self, field: &DeviceField<L>) {
        if !self.found && (field.get)(self.vm).as_slice().iter().any(|device| device.id() == self.id) {
            let mut devices = (field.get_mut)(self.vm).take_all();
            devices.retain(|device| device.id() != self.id);
            *(field.get_mut)(self.vm) = L::from_all(devices);
            self.found = true;
        }
    }
}
