//! A running VM, merged into the entity as last known.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domxml_schema::types::Uuid;
use serde::Serialize;
use serde_json::Value;

use super::matching::{MatchedBy, Origins, pair};
use crate::entity::{self, Path, Step, from_value, to_value};
use crate::vm::{DeviceField, DeviceList, DeviceVisitor, Vm, VmDevice, swap_devices, visit_devices};

/// A changed value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Its path in the entity or in the device: names of members with dots between them.
    pub field: String,
    /// The known value; null if there was none.
    pub known: Value,
    /// The value that runs; null if there is none.
    pub running: Value,
    /// Whether the entity has been changed since the document was made, and not what runs: the entity keeps
    /// its value, which holds from the next start on.
    pub pending: bool,
}

/// The state of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeviceState {
    /// Known and running.
    Matched,
    /// Managed by the engine, as its alias says, but not known.
    New,
    /// Unmanaged and new.
    Unmanaged,
    /// Known as plugged, and not running.
    Unplugged,
    /// Unmanaged, and gone.
    Gone,
}

/// The report on a device.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceReport {
    /// The list of the entity that it is in, such as `disks`.
    pub kind: String,
    /// Its id in the entity.
    pub id: Uuid,
    /// What users know it by: its element with what tells it apart in the document, such as `disk vda`; of a device
    /// that does not run its name in the entity, or its id.
    pub name: String,
    /// Its state.
    pub state: DeviceState,
    /// The property that it was recognized by.
    pub matched_by: Option<MatchedBy>,
    /// The values that have changed.
    pub changes: Vec<Change>,
}

impl DeviceReport {
    /// The report on a device that was not known.
    pub(super) fn of_new(kind: &str, device: &dyn VmDevice) -> Self {
        let state = if device.managed() { DeviceState::New } else { DeviceState::Unmanaged };
        Self {
            kind: kind.to_owned(),
            id: device.id(),
            name: String::new(),
            state,
            matched_by: None,
            changes: Vec::new(),
        }
    }
}

/// The devices that were recognized.
#[derive(Default)]
pub(super) struct Recognized {
    /// The properties that tell, by the ids that the devices are known by.
    pub(super) by: BTreeMap<Uuid, MatchedBy>,
    /// The ids that they are known by, by those that they had.
    pub(super) renamed: BTreeMap<String, String>,
}

/// The result of a merger.
pub(super) struct Merged {
    pub(super) vm: Vm,
    pub(super) changes: Vec<Change>,
    pub(super) devices: Vec<DeviceReport>,
}

/// Values that context and host decide together with the entity, of devices behind their lists: a document alone does
/// not give the desired ones.
const CONTEXTUAL: &[&str] = &[
    "cpu.customCpuName",
    "cpu.useHostCpuFlags",
    "firmware.customEmulatedMachine",
    "lease.offset",
    "lease.path",
    "nics.vnicProfile",
    "origin",
    "os",
    "serialNumber",
];

/// The circumstances of a merger.
pub(super) struct Circumstances<'a> {
    /// The property that each device was recognized by.
    pub(super) by: &'a BTreeMap<Uuid, MatchedBy>,
    /// The entity that the document was made from, if it is known.
    pub(super) made_from: Option<&'a Vm>,
    /// The document carries all of the entity that it was made from.
    pub(super) complete: bool,
    /// The devices that the document was made with, as far as its record tells.
    pub(super) recorded: &'a BTreeSet<Uuid>,
    /// The known entity as a document without record shows it: what is the same there has not changed.
    pub(super) shown: &'a dyn Fn() -> Option<&'a Vm>,
}

struct Merge<'a> {
    circumstances: Circumstances<'a>,
    devices: Vec<DeviceReport>,
}

/// Gives the devices of a running VM the ids that they are known by; `origins` are what the document's record says
/// of them.
pub(super) fn recognize(known: &Vm, running: &mut Vm, origins: &Origins) -> Recognized {
    let mut recognize = Recognize { known, running, origins, found: Recognized::default() };
    visit_devices(&mut recognize);
    recognize.found
}

struct Recognize<'a> {
    known: &'a Vm,
    running: &'a mut Vm,
    origins: &'a Origins,
    found: Recognized,
}

impl DeviceVisitor for Recognize<'_> {
    fn visit<L: DeviceList>(&mut self, field: &DeviceField<L>) {
        let known = (field.get)(self.known).as_slice();
        let running = (field.get_mut)(self.running).as_mut_slice();
        for (known, pair) in known.iter().zip(pair(known, running, self.origins)) {
            let Some((at, by)) = pair else { continue };
            let device = &mut running[at];
            self.found.renamed.insert(device.id().to_string(), known.id().to_string());
            device.set_id(known.id());
            device.set_managed(known.managed());
            self.found.by.insert(known.id(), by);
        }
    }
}

/// Merges a running VM into the known one; the devices have been recognized.
///
/// # Errors
///
/// None in practice: both are entities, and so is their merger.
pub(super) fn merge(known: &Vm, running: &mut Vm, circumstances: Circumstances<'_>) -> Result<Merged, entity::Error> {
    let mut merge = Merge { circumstances, devices: Vec::new() };
    let (mut vm, mut devices) = (without_devices(known), Vm::default());
    swap_devices(running, &mut devices);
    let mut changes = Vec::new();
    if vm != *running {
        let complete = merge.circumstances.complete;
        let shown = if complete { None } else { Some((merge.circumstances.shown)().map(without_devices)) };
        let shown = shown.map(|shown| shown.unwrap_or_default().to_value());
        let made_from = merge.circumstances.made_from.map(|made| without_devices(made).to_value());
        let mut merged = vm.to_value();
        let values =
            Values { list: "", shown: shown.as_ref(), running: &running.to_value(), made_from: made_from.as_ref() };
        changes = values.merge_into(&mut merged);
        match Vm::from_value(merged) {
            Ok(merged) => vm = merged,
            Err(error) => {
                swap_devices(running, &mut devices);
                return Err(error);
            }
        }
    }
    visit_devices(&mut MergeDevices { merge: &mut merge, known, running: &mut devices, merged: &mut vm });
    Ok(Merged { vm, changes, devices: merge.devices })
}

fn without_devices(vm: &Vm) -> Vm {
    let mut vm = vm.clone();
    swap_devices(&mut vm, &mut Vm::default());
    vm
}

struct MergeDevices<'a, 'm> {
    merge: &'a mut Merge<'m>,
    known: &'a Vm,
    running: &'a mut Vm,
    merged: &'a mut Vm,
}

impl DeviceVisitor for MergeDevices<'_, '_> {
    fn visit<L: DeviceList>(&mut self, field: &DeviceField<L>) {
        let known = (field.get)(self.known).as_slice();
        let running = (field.get_mut)(self.running).take_all();
        *(field.get_mut)(self.merged) = L::from_all(self.merge.list(field, known, running));
    }
}

impl Merge<'_> {
    /// Merges the running devices of one kind into the known ones.
    fn list<L: DeviceList>(
        &mut self,
        field: &DeviceField<L>,
        known: &[L::Device],
        running: Vec<L::Device>,
    ) -> Vec<L::Device> {
        let mut positions = HashMap::new();
        for (at, device) in running.iter().enumerate() {
            positions.entry(device.id()).or_insert(at);
        }
        let mut running: Vec<Option<L::Device>> = running.into_iter().map(Some).collect();
        let mut list = Vec::new();
        for known in known {
            match positions.get(&known.id()).and_then(|at| running[*at].take()) {
                Some(running) => {
                    // A device that is only configured comes from the record, and does not run.
                    let (was_plugged, runs) = (known.plugged(), running.plugged());
                    let (device, changes) = self.device(field, known, running);
                    if runs {
                        self.report(field.key, known, DeviceState::Matched, changes);
                    } else if was_plugged {
                        self.report(field.key, known, DeviceState::Unplugged, Vec::new());
                    }
                    list.push(device);
                }
                None if !known.plugged() => list.push(known.clone()),
                None if known.managed() => {
                    let mut device = known.clone();
                    device.set_plugged(false);
                    device.set_address(None);
                    self.report(field.key, known, DeviceState::Unplugged, Vec::new());
                    list.push(device);
                }
                None => self.report(field.key, known, DeviceState::Gone, Vec::new()),
            }
        }
        let mut implied = self.implied(field, known);
        for device in running.into_iter().flatten() {
            if let Some(at) = implied.iter().position(|implied| *implied == nameless(&device)) {
                implied.swap_remove(at);
                continue;
            }
            self.devices.push(DeviceReport::of_new(field.key, &device));
            list.push(device);
        }
        list
    }

    /// The devices that documents of the VM have though the entity has not: generation adds them.
    fn implied<L: DeviceList>(&self, field: &DeviceField<L>, known: &[L::Device]) -> Vec<L::Device> {
        let shown = if self.circumstances.complete { None } else { (self.circumstances.shown)() };
        let ids: HashSet<Uuid> = known.iter().map(VmDevice::id).collect();
        let devices = shown.into_iter().flat_map(|shown| (field.get)(shown).as_slice());
        devices.filter(|device| !ids.contains(&device.id())).map(nameless).collect()
    }

    /// Reports the state of a known device.
    fn report(&mut self, kind: &str, known: &dyn VmDevice, state: DeviceState, changes: Vec<Change>) {
        let id = known.id();
        let matched_by = self.circumstances.by.get(&id).copied().filter(|_| state == DeviceState::Matched);
        self.devices.push(DeviceReport { kind: kind.to_owned(), id, name: String::new(), state, matched_by, changes });
    }

    /// Merges a running device into the known one. It stays managed or unmanaged.
    fn device<L: DeviceList>(
        &self,
        field: &DeviceField<L>,
        known: &L::Device,
        mut same: L::Device,
    ) -> (L::Device, Vec<Change>) {
        keep_identity(known, &mut same);
        if same == *known {
            return (same, Vec::new());
        }
        let Circumstances { complete, recorded, shown, made_from, .. } = &self.circumstances;
        let of = |vm: &Vm| (field.get)(vm).as_slice().iter().find(|device| device.id() == known.id()).map(to_value);
        // A device that was plugged in later is not among what the document was made from.
        let complete = *complete && recorded.contains(&known.id());
        let shown = if complete { None } else { Some(shown().and_then(of)) };
        let shown = shown.map(|shown| shown.unwrap_or_else(|| to_value(&L::Device::default())));
        let made_from = made_from.and_then(of);
        let mut merged = to_value(known);
        let values =
            Values { list: field.key, shown: shown.as_ref(), running: &to_value(&same), made_from: made_from.as_ref() };
        let changes = values.merge_into(&mut merged);
        (from_value(merged).unwrap_or(same), changes)
    }
}

/// The values of a VM or of a device.
struct Values<'v> {
    /// The key of the list of the device; empty for the VM.
    list: &'static str,
    /// The known values as the document would show them; none if it shows them all.
    shown: Option<&'v Value>,
    running: &'v Value,
    /// The values that the document was made from, if they are known.
    made_from: Option<&'v Value>,
}

impl Values<'_> {
    /// Merges the running values into the known ones: those that are not what the known ones would be shown as.
    fn merge_into(&self, known: &mut Value) -> Vec<Change> {
        let shown = self.shown.unwrap_or(known);
        let mut paths: Vec<Path> = Vec::new();
        for change in entity::diff(shown, self.running) {
            let path = whole(change.path);
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        let mut changes = Vec::new();
        for path in paths {
            let field = path.to_string();
            let value = |tree: &Value| path.get(tree).cloned().unwrap_or_default();
            let (was, running) = (value(known), value(self.running));
            let place = if self.list.is_empty() { field.clone() } else { format!("{}.{field}", self.list) };
            if was == running || (self.shown.is_some() && CONTEXTUAL.contains(&&*place)) {
                continue;
            }
            let pending = self.made_from.is_some_and(|made| value(made) == running);
            changes.push(Change { field, known: was, running: running.clone(), pending });
            let change = entity::Change { path: path.clone(), from: None, to: Some(running) };
            // What has no place yet is there with all that is around it.
            if !pending && !change.apply(known) {
                let mut around = Path::root();
                path.steps().first().into_iter().for_each(|step| around.push(step.clone()));
                entity::Change { to: around.get(self.running).cloned(), from: None, path: around }.apply(known);
            }
        }
        changes
    }
}

/// The path of the value that a change is told of: addresses and libvirt's words are told as a whole.
fn whole(path: Path) -> Path {
    match path.steps().first() {
        Some(Step::Member(name)) if matches!(&**name, "address" | "libvirt") => Path::root().member(name.clone()),
        _ => path,
    }
}

/// A device without what libvirt gives it, and without the id that follows from that.
fn nameless<D: VmDevice + Clone>(device: &D) -> D {
    let mut device = device.clone();
    device.set_id(Uuid::nil());
    device.set_managed(true);
    device.set_stored_alias(None);
    device.set_address(None);
    device
}

/// Gives a running device its known identity, and the address and alias that it lacks itself.
fn keep_identity(known: &dyn VmDevice, running: &mut dyn VmDevice) {
    running.set_id(known.id());
    running.set_managed(known.managed());
    if running.address().is_none() {
        running.set_address(known.address().cloned());
    }
    if running.stored_alias().is_none() {
        running.set_stored_alias(known.stored_alias().map(str::to_owned));
    }
}
