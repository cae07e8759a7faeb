//! What runs, put into the entity as it was last known.

use std::collections::BTreeMap;

use domxml_schema::types::Uuid;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::matching::{MatchedBy, pair};
use crate::entity::{self, canonical, from_value, to_value};
use crate::fingerprint::Fingerprint;
use crate::vm::{Vm, VmDevice, for_each_device_kind};

/// A value that is another than was known.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Where, in the entity or in the device: names of members with dots between them.
    pub field: String,
    /// What was known; null for nothing.
    pub known: Value,
    /// What runs; null for nothing.
    pub running: Value,
    /// Whether the entity has been changed since the document was made, and not what runs: the entity keeps
    /// its value, which holds from the next start on.
    pub pending: bool,
}

/// What became of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum DeviceState {
    /// It is known, and runs.
    Matched,
    /// It was made by the engine, as its alias says, but was not known.
    New,
    /// It was made by somebody else, and is new.
    Unmanaged,
    /// It is known and was plugged in, and does not run.
    Unplugged,
    /// It was made by somebody else, and is gone.
    Gone,
}

/// What was found of a device.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceReport {
    /// The list of the entity that it is in, such as `disks`.
    pub kind: String,
    /// Its id in the entity.
    pub id: Uuid,
    /// What became of it.
    pub state: DeviceState,
    /// What it was recognised by.
    pub matched_by: Option<MatchedBy>,
    /// What is another than was known.
    pub changes: Vec<Change>,
}

impl DeviceReport {
    /// What was found of a device that nobody knew.
    pub(super) fn of_new(kind: &str, device: &dyn VmDevice) -> Self {
        let state = if device.managed() { DeviceState::New } else { DeviceState::Unmanaged };
        Self { kind: kind.to_owned(), id: device.id(), state, matched_by: None, changes: Vec::new() }
    }
}

/// The devices that were recognised.
#[derive(Default)]
pub(super) struct Recognised {
    /// What tells, by the ids that they are known by.
    pub(super) by: BTreeMap<Uuid, MatchedBy>,
    /// The ids that they are known by, by those that they had.
    pub(super) renamed: BTreeMap<String, String>,
}

/// Everything that merging says.
pub(super) struct Merged {
    pub(super) vm: Vm,
    pub(super) changes: Vec<Change>,
    pub(super) devices: Vec<DeviceReport>,
}

/// What context and host decide together with the entity: a document alone does not say what was asked.
const CONTEXTUAL: &[&str] = &[
    "cpu.customCpuName",
    "cpu.useHostCpuFlags",
    "firmware.customEmulatedMachine",
    "origin",
    "os",
    "serialNumber",
    "vnicProfile",
];

/// How values are put together.
struct Merge<'a> {
    /// What each device was recognised by.
    by: &'a BTreeMap<Uuid, MatchedBy>,
    /// What the document was made from, if it says so.
    made_from: &'a dyn Fn() -> Option<&'a Fingerprint>,
    /// The document carries all of the entity that it was made from.
    complete: bool,
    devices: Vec<DeviceReport>,
}

macro_rules! merge_devices {
    (($merge:ident, $known:ident, $running:ident, $vm:ident) $($form:ident $field:ident $key:literal),*) => {
        $(merge_devices!(@$form $merge, $known, $running, $vm, $field, $key);)*
    };
    (@list $merge:ident, $known:ident, $running:ident, $vm:ident, $field:ident, $key:literal) => {
        $vm.$field = $merge.list($key, $known.$field.iter(), std::mem::take(&mut $running.$field).into_iter());
    };
    (@one $merge:ident, $known:ident, $running:ident, $vm:ident, $field:ident, $key:literal) => {
        $vm.$field = $merge.list($key, $known.$field.iter(), $running.$field.take().into_iter()).pop();
    };
}

macro_rules! recognise_devices {
    (($known:ident, $running:ident, $found:ident) $($form:ident $field:ident $key:literal),*) => {
        $(
            let known: Vec<_> = $known.$field.iter().collect();
            for (known, pair) in known.iter().zip(pair(&known, &recognise_devices!(@$form $running, $field))) {
                let Some((at, by)) = pair else { continue };
                if let Some(device) = recognise_devices!(@at $form $running, $field, at) {
                    $found.renamed.insert(device.id().to_string(), known.id().to_string());
                    device.set_id(known.id());
                    device.set_managed(known.managed());
                    $found.by.insert(known.id(), by);
                }
            }
        )*
    };
    (@list $running:ident, $field:ident) => { $running.$field };
    (@one $running:ident, $field:ident) => { $running.$field.as_slice() };
    (@at list $running:ident, $field:ident, $at:ident) => { $running.$field.get_mut($at) };
    (@at one $running:ident, $field:ident, $at:ident) => { $running.$field.as_mut().filter(|_| $at == 0) };
}

macro_rules! clear_devices {
    (($vm:ident) $($form:ident $field:ident $key:literal),*) => { $($vm.$field = Default::default();)* };
}

macro_rules! swap_devices {
    (($one:ident, $other:ident) $($form:ident $field:ident $key:literal),*) => {
        $(std::mem::swap(&mut $one.$field, &mut $other.$field);)*
    };
}

/// Gives the devices of a running VM the ids that they are known by, and says what tells.
pub(super) fn recognise(known: &Vm, running: &mut Vm) -> Recognised {
    let mut found = Recognised::default();
    for_each_device_kind!(recognise_devices(known, running, found));
    found
}

/// Puts what runs into what was known; the devices have been recognised.
///
/// # Errors
///
/// None in practice: both are entities, and so is what they make.
pub(super) fn merge<'a>(
    known: &Vm,
    running: &mut Vm,
    by: &'a BTreeMap<Uuid, MatchedBy>,
    made_from: &'a dyn Fn() -> Option<&'a Fingerprint>,
    complete: bool,
) -> Result<Merged, entity::Error> {
    let mut merge = Merge { by, made_from, complete, devices: Vec::new() };
    let (mut vm, mut devices) = (known.clone(), Vm::default());
    for_each_device_kind!(clear_devices(vm));
    for_each_device_kind!(swap_devices(running, devices));
    let mut changes = Vec::new();
    if vm != *running {
        let mut merged = vm.to_value();
        let default = Vm::default().to_value();
        merge.values("vm", "", &mut merged, &running.to_value(), &default, complete, &mut changes);
        match Vm::from_value(merged) {
            Ok(merged) => vm = merged,
            Err(error) => {
                for_each_device_kind!(swap_devices(running, devices));
                return Err(error);
            }
        }
    }
    for_each_device_kind!(merge_devices(merge, known, devices, vm));
    Ok(Merged { vm, changes, devices: merge.devices })
}

impl Merge<'_> {
    /// Puts the running devices of one kind into the known ones.
    fn list<'k, D>(
        &mut self,
        kind: &str,
        known: impl Iterator<Item = &'k D>,
        running: impl Iterator<Item = D>,
    ) -> Vec<D>
    where
        D: VmDevice + Clone + Default + PartialEq + Serialize + DeserializeOwned + 'k,
    {
        let mut running: Vec<D> = running.collect();
        let mut list = Vec::new();
        for known in known {
            match running.iter().position(|device| device.id() == known.id()) {
                Some(at) => {
                    let running = running.remove(at);
                    // What is configured only comes from the record, and does not run.
                    let runs = known.plugged() || running.plugged();
                    let (device, changes) = self.device(kind, known, running);
                    if runs {
                        self.report(kind, known, DeviceState::Matched, changes);
                    }
                    list.push(device);
                }
                None if !known.plugged() => list.push(known.clone()),
                None if known.managed() => {
                    let mut device = known.clone();
                    device.set_plugged(false);
                    device.set_address(None);
                    self.report(kind, known, DeviceState::Unplugged, Vec::new());
                    list.push(device);
                }
                None => self.report(kind, known, DeviceState::Gone, Vec::new()),
            }
        }
        for device in &running {
            self.devices.push(DeviceReport::of_new(kind, device));
        }
        list.extend(running);
        list
    }

    /// Says what became of a known device.
    fn report(&mut self, kind: &str, known: &dyn VmDevice, state: DeviceState, changes: Vec<Change>) {
        let id = known.id();
        let matched_by = self.by.get(&id).copied().filter(|_| state == DeviceState::Matched);
        self.devices.push(DeviceReport { kind: kind.to_owned(), id, state, matched_by, changes });
    }

    /// Puts a running device into the known one. Whose it is does not change.
    fn device<D>(&self, kind: &str, known: &D, mut same: D) -> (D, Vec<Change>)
    where
        D: VmDevice + Clone + Default + PartialEq + Serialize + DeserializeOwned,
    {
        keep_identity(known, &mut same);
        if same == *known {
            return (same, Vec::new());
        }
        let (merged, changes) =
            self.device_values(kind, known.id(), to_value(known), &to_value(&same), &to_value(&D::default()));
        (from_value(merged).unwrap_or(same), changes)
    }

    /// Puts the values of a running device into the known ones.
    fn device_values(
        &self,
        kind: &str,
        id: Uuid,
        mut merged: Value,
        running: &Value,
        default: &Value,
    ) -> (Value, Vec<Change>) {
        let path = if matches!(kind, "floppy" | "lease") { format!("vm.{kind}") } else { format!("vm.{kind}[{id}]") };
        let mut changes = Vec::new();
        // A device that was plugged in later is not among what the document was made from.
        let was_there = (self.made_from)().is_none_or(|made| made.has(&path));
        let complete = self.complete && was_there;
        self.values(&path, "", &mut merged, running, default, complete, &mut changes);
        (merged, changes)
    }

    /// Puts running values into known ones. A document that does not carry all of its entity says nothing by
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
        let pending = (self.made_from)().is_some_and(|made| made.is_of(path, &canonical(running)));
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

/// Gives a running device what it is known by, and what it does not say itself.
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
