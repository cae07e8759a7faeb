//! The devices that were found in a document: their names in reports, and all that is to be said of unmanaged ones.

use std::collections::{BTreeMap, BTreeSet};

use domxml_schema::Domain;
use domxml_schema::domain::Device;
use domxml_schema::types::Uuid;
use domxml_schema::visit;

use super::complete::{self, is_bookkeeping};
use super::known::{DeviceReport, DeviceState};
use super::{Recovered, codes, import, runtime};
use crate::fingerprint::Fingerprint;
use crate::recover::codes::note;
use crate::vm::{DeviceAddress, OtherDevice, Vm, VmDevice};

/// Names the devices, and completes the unmanaged ones that are new. `places` are their indices in the document.
pub(super) fn finish(mut recovered: Recovered, running: &Domain, places: &BTreeMap<Uuid, usize>) -> Recovered {
    complete_unmanaged(&mut recovered, running, places);
    name(&mut recovered.devices, &recovered.vm, running, places);
    recovered
}

/// Says what is special of new devices that nobody manages in libvirt's words, as for a foreign document.
fn complete_unmanaged(recovered: &mut Recovered, running: &Domain, places: &BTreeMap<Uuid, usize>) {
    let new: BTreeMap<usize, Uuid> = recovered
        .devices
        .iter()
        .filter(|report| report.state == DeviceState::Unmanaged)
        .filter_map(|report| Some((*places.get(&report.id)?, report.id)))
        .collect();
    // Nothing is new in a document of this very entity.
    let is_as_made = || Fingerprint::read(running).is_ok_and(|made| made.is_some_and(|made| made.is_of(&recovered.vm)));
    if new.is_empty() || is_as_made() {
        return;
    }
    let completed = complete::complete(import::read(running, false));
    for (id, index) in &completed.places {
        let Some(known) = new.get(index) else { continue };
        if let Some(other) = completed.vm.other_devices.iter().find(|other| other.id == *id) {
            take_as_it_is(recovered, *known, other);
            continue;
        }
        let words = completed.vm.devices().find(|(_, device)| device.id() == *id).map(|(_, device)| device.libvirt());
        let mut devices = recovered.vm.devices_mut().map(|(_, device)| device);
        if let (Some(words), Some(device)) = (words, devices.find(|device| device.id() == *known)) {
            device.libvirt_mut().clone_from(words);
        }
    }
    let differences = completed.drift.iter().flat_map(|drift| &drift.findings).filter(|it| !is_bookkeeping(it));
    let paths = complete::paths(running);
    for difference in differences {
        let index = paths.get(&complete::device_path(difference.near()).to_string());
        if index.is_some_and(|index| new.contains_key(index)) {
            let message = format!("not representable: {}", difference.finding.message);
            recovered.notes.push(note(codes::NOT_REPRESENTABLE, message).path(&*difference.finding.path));
        }
    }
}

/// Puts the XML of a device in the place of its entity.
fn take_as_it_is(recovered: &mut Recovered, id: Uuid, other: &OtherDevice) {
    if recovered.vm.other_devices.iter().any(|known| known.id == id) {
        return;
    }
    complete::take_out(&mut recovered.vm, id);
    recovered.vm.other_devices.push(OtherDevice { id, ..other.clone() });
    for report in recovered.devices.iter_mut().filter(|report| report.id == id) {
        "otherDevices".clone_into(&mut report.kind);
    }
}

/// Takes the devices as they are in the document that are known so.
pub(super) fn take_as_known(vm: &mut Vm, known: &Vm, running: &Domain, places: &BTreeMap<Uuid, usize>) {
    let list = running.devices.as_ref().map_or(&[][..], |devices| &devices.list);
    let there: BTreeSet<Uuid> = vm.other_devices.iter().map(|other| other.id).collect();
    for known in known.other_devices.iter().filter(|other| !there.contains(&other.id)) {
        let id = known.id;
        // What the machine has anyway, such as a port that was free, is known by its alias.
        let name = |device: &&Device| device.alias().and_then(|alias| alias.name.as_ref()) == known.alias.as_ref();
        let same = || list.iter().filter(|_| known.alias.is_some()).find(name);
        let device = places.get(&id).and_then(|index| list.get(*index)).or_else(same);
        let found = device.and_then(|device| OtherDevice::of(&runtime::forget(running, device)));
        if let Some((other, alias, address)) = found {
            complete::take_out(vm, id);
            let (alias, address) = (alias.and_then(|alias| alias.name), address.map(DeviceAddress));
            vm.other_devices.push(OtherDevice { id, managed: false, alias, address, ..other });
        }
    }
}

/// Names the devices of reports.
pub(super) fn name(reports: &mut [DeviceReport], vm: &Vm, running: &Domain, places: &BTreeMap<Uuid, usize>) {
    let list = running.devices.as_ref().map_or(&[][..], |devices| &devices.list);
    let entities: BTreeMap<Uuid, &dyn VmDevice> = vm.devices().map(|(_, device)| (device.id(), device)).collect();
    for report in reports {
        let device = places.get(&report.id).and_then(|index| list.get(*index));
        report.name = match (device, entities.get(&report.id)) {
            (Some(device), _) => in_document(device),
            (None, Some(entity)) => in_entity(vm, *entity),
            (None, None) => report.id.to_string(),
        };
    }
}

/// A device of a document: `disk vda`.
fn in_document(device: &Device) -> String {
    visit::describe(device.name(), device)
}

/// A device that the document does not have.
fn in_entity(vm: &Vm, device: &dyn VmDevice) -> String {
    let id = device.id();
    let disk = vm.disks.iter().find(|disk| disk.id == id).map(|disk| &disk.name);
    let nic = vm.nics.iter().find(|nic| nic.id == id).map(|nic| &nic.name);
    let host = vm.host_devices.iter().find(|host| host.id == id).map(|host| &host.name);
    let name = disk.or(nic).or(host).filter(|name| !name.is_empty()).map(String::as_str);
    name.or(device.stored_alias()).map_or_else(|| id.to_string(), str::to_owned)
}
