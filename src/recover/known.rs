//! A running VM, merged into the entity as last known.

use std::collections::{BTreeMap, HashMap};

use domxml_schema::types::Uuid;
use serde::Serialize;
use serde_json::{Map, Value};

use super::matching::{MatchedBy, Origins, pair};
use crate::entity::{self, from_value, to_value};
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
        Self { kind: kind.to_owned(), id: device.id(), state, matched_by: None, changes: Vec::new() }
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

/// Values that context and host decide together with the entity: a document alone does not give the desired ones.
const CONTEXTUAL: &[&str] = &[
    "cpu.customCpuName",
    "cpu.useHostCpuFlags",
    "firmware.customEmulatedMachine",
    "origin",
    "os",
    "serialNumber",
    "vnicProfile",
];

/// The circumstances of a merger.
struct Merge<'a> {
    /// The property that each device was recognized by.
    by: &'a BTreeMap<Uuid, MatchedBy>,
    /// Whether the document is as it was made: then it is the known entity that has changed.
    is_unchanged: &'a dyn Fn() -> bool,
    /// The document carries all of the entity that it was made from.
    complete: bool,
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
pub(super) fn merge<'a>(
    known: &Vm,
    running: &mut Vm,
    by: &'a BTreeMap<Uuid, MatchedBy>,
    is_unchanged: &'a dyn Fn() -> bool,
    complete: bool,
) -> Result<Merged, entity::Error> {
    let mut merge = Merge { by, is_unchanged, complete, devices: Vec::new() };
    let (mut vm, mut devices) = (known.clone(), Vm::default());
    swap_devices(&mut vm, &mut Vm::default());
    swap_devices(running, &mut devices);
    let mut changes = Vec::new();
    if vm != *running {
        let mut merged = vm.to_value();
        let default = Vm::default().to_value();
        merge.values("vm", "", &mut merged, &running.to_value(), &default, complete, &mut changes);
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
                    let runs = known.plugged() || running.plugged();
                    let (device, changes) = self.device(field, known, running);
                    if runs {
                        self.report(field.key, known, DeviceState::Matched, changes);
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
        for device in running.into_iter().flatten() {
            self.devices.push(DeviceReport::of_new(field.key, &device));
            list.push(device);
        }
        list
    }

    /// Reports the state of a known device.
    fn report(&mut self, kind: &str, known: &dyn VmDevice, state: DeviceState, changes: Vec<Change>) {
        let id = known.id();
        let matched_by = self.by.get(&id).copied().filter(|_| state == DeviceState::Matched);
        self.devices.push(DeviceReport { kind: kind.to_owned(), id, state, matched_by, changes });
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
        let path = if L::SEVERAL { format!("vm.{}[{}]", field.key, known.id()) } else { format!("vm.{}", field.key) };
        let (merged, changes) =
            self.device_values(&path, to_value(known), &to_value(&same), &to_value(&L::Device::default()));
        (from_value(merged).unwrap_or(same), changes)
    }

    /// Merges the values of a running device into the known ones.
    fn device_values(&self, path: &str, mut merged: Value, running: &Value, default: &Value) -> (Value, Vec<Change>) {
        let mut changes = Vec::new();
        self.values(path, "", &mut merged, running, default, self.complete, &mut changes);
        (merged, changes)
    }

    /// Merges running values into known ones. A document that does not carry all of its entity says nothing by
    /// a value that is the default.
    #[expect(clippy::too_many_arguments, reason = "one step of a walk over three trees")]
    fn values(
        &self,
        path: &str,
        field: &str,
        known: &mut Value,
        running: &Value,
        default: &Value,
        complete: bool,
        changes: &mut Vec<Change>,
    ) {
        if same(known, running) || (!complete && (running == default || CONTEXTUAL.contains(&field))) {
            return;
        }
        if let (Value::Object(known), Value::Object(running)) = (&mut *known, running)
            && is_record(known, running)
            && field != "address"
        {
            for (name, running) in running {
                let known = known.entry(name.clone()).or_insert(Value::Null);
                let join = |path: &str| if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                let default = default.get(name).unwrap_or(&Value::Null);
                self.values(&join(path), &join(field), known, running, default, complete, changes);
            }
            return;
        }
        if !complete && known.is_object() && running.is_object() {
            return;
        }
        let pending = !matches!(field, "address" | "alias") && (self.is_unchanged)();
        let (field, was) = (field.to_owned(), known.clone());
        changes.push(Change { field, known: was, running: running.clone(), pending });
        if !pending {
            *known = running.clone();
        }
    }
}

/// Whether two values say the same: the order of what is numbered has no meaning.
fn same(known: &Value, running: &Value) -> bool {
    let numbered = |value: &Value| {
        let mut items = value.as_array()?.clone();
        items.sort_by_key(|item| item["index"].as_u64());
        items.iter().all(|item| item["index"].is_u64()).then_some(items)
    };
    known == running || numbered(known).is_some_and(|known| Some(known) == numbered(running))
}

/// Whether two objects have the same members: they are not variants of a choice, nor maps.
fn is_record(known: &Map<String, Value>, running: &Map<String, Value>) -> bool {
    known.len() == running.len() && known.keys().all(|name| running.contains_key(name))
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
