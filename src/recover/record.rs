//! The record of the desired entity: how it is made, and how it is applied to an import.
//!
//! It is made by importing the document as soon as it is generated: each difference between the import and the
//! desired entity is recorded. Later a difference counts only as long as the import still gives the same value:
//! where the document was changed since, the document is right.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use domxml_schema::types::Uuid;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::matching::Origins;
use crate::entity::{self, from_value, to_value};
use crate::metadata::desired::{Correction, DesiredRecord, Difference};
use crate::vm::{DeviceField, DeviceList, DeviceVisitor, OtherDevice, Vm, VmDevice, swap_devices, visit_devices};

/// The knowledge of a document besides its import.
pub(crate) struct Document<'a> {
    /// libvirt has completed it: addresses and aliases that the entity does not have are facts then.
    pub(crate) learned: bool,
    /// Devices that were recognized: the ids that they are known by, by those that the import gave them.
    pub(crate) renamed: &'a BTreeMap<String, String>,
    /// Paths in the entity of which the document says nothing, whatever was imported.
    pub(crate) unsaid: &'a BTreeSet<String>,
}

/// The path in an entity of the link state of a NIC.
pub(crate) fn linked(nic: Uuid) -> String {
    format!("/nics/{nic}/linked")
}

/// The path in an entity of the parameters of a NIC's filter.
pub(crate) fn filter_parameters(nic: Uuid) -> String {
    format!("/nics/{nic}/filterParameters")
}

impl DesiredRecord {
    /// The record of what must be known besides `imported` to have `desired`.
    pub(crate) fn of(desired: &Vm, imported: &Vm) -> Self {
        let mut entries = Vec::new();
        compare("", &imported.to_value(), &desired.to_value(), &mut entries);
        let mut said = |at: String, value: Value| {
            if entries.iter().all(|entry| !entry.at.starts_with(&at)) {
                entries.push(Difference { at, correction: Correction::Value { was: value.clone(), is: value } });
            }
        };
        for nic in &desired.nics {
            // A host may leave a network unplugged, and with it the link of a NIC down, whoever had it up.
            if !nic.linked {
                said(linked(nic.id), false.into());
            }
            // It may also take the filter out.
            if !nic.filter_parameters.is_empty() {
                said(filter_parameters(nic.id), to_value(&nic.filter_parameters));
            }
        }
        // libvirt drops the alias of a serial console.
        let natural = desired.consoles.iter().filter(|console| console.plugged).enumerate();
        for (at, console) in natural {
            let place = format!("/consoles/{}", desired.role_id(&format!("console {at}")));
            for (member, was, is) in [
                ("managed", false.into(), console.managed.into()),
                ("id", to_value(&desired.role_id(&format!("console {at}"))), to_value(&console.id)),
            ] {
                entries.push(Difference { at: format!("{place}/{member}"), correction: Correction::Value { was, is } });
            }
        }
        Self(entries)
    }

    /// The devices of the document whose ids are not those of the desired entity.
    pub(crate) fn origins(&self) -> Origins {
        let origin = |entry: &Difference| {
            let mut steps = entry.at.split('/').skip(2);
            let imported: Uuid = steps.next()?.parse().ok()?;
            match (&entry.correction, steps.next(), steps.next()) {
                (Correction::Drop { .. }, None, None) => Some((imported, None)),
                (Correction::Value { is: Value::String(id), .. }, Some("id"), None) => {
                    Some((imported, Some(id.parse().ok()?)))
                }
                _ => None,
            }
        };
        self.0.iter().filter_map(origin).collect()
    }

    /// Takes out the differences that contradict the document: of values that every document has, and of devices that
    /// are there or not. Gives what they are about, and what they say.
    pub(crate) fn take_contradictions(&mut self, imported: &Vm, modules_mb: u64) -> Vec<String> {
        let mut contradictions = Vec::new();
        self.0.retain(|entry| {
            let contradiction = entry.contradiction(imported, modules_mb);
            contradictions.extend(contradiction.clone());
            contradiction.is_none()
        });
        contradictions
    }

    /// The devices that the record is about, by the ids that they are known by.
    pub(crate) fn devices(&self, renamed: &BTreeMap<String, String>) -> BTreeSet<Uuid> {
        let ids = self.0.iter().filter_map(|entry| entry.at.split('/').nth(2));
        ids.filter_map(|id| renamed.get(id).map_or(id, String::as_str).parse().ok()).collect()
    }

    /// The desired entity, with the changes made in the document since.
    ///
    /// # Errors
    ///
    /// A record that was tampered with.
    pub(crate) fn apply(&self, imported: &Vm, document: &Document<'_>) -> Result<Vm, entity::Error> {
        let mut vm = imported.clone();
        let mut devices = ApplyToDevices { vm: &mut vm, left: self.0.iter().collect(), document, result: Ok(()) };
        visit_devices(&mut devices);
        let ApplyToDevices { left, result, .. } = devices;
        result?;
        if left.is_empty() {
            return Ok(vm);
        }
        // The devices are done, and need not go through their form in JSON.
        let mut whole = Vm::default();
        swap_devices(&mut vm, &mut whole);
        let mut tree = vm.to_value();
        let normal = |tree: Value| Vm::from_value(tree).ok().map(|vm| vm.to_value());
        left.into_iter().for_each(|entry| entry.apply(&mut tree, document, &normal));
        let mut vm = Vm::from_value(tree)?;
        swap_devices(&mut vm, &mut whole);
        Ok(vm)
    }
}

/// Applies the entries of devices, kind by kind.
struct ApplyToDevices<'v, 'a> {
    vm: &'v mut Vm,
    /// The entries that are not applied yet.
    left: Vec<&'a Difference>,
    document: &'a Document<'a>,
    result: Result<(), entity::Error>,
}

impl DeviceVisitor for ApplyToDevices<'_, '_> {
    fn visit<L: DeviceList>(&mut self, field: &DeviceField<L>) {
        let left = std::mem::take(&mut self.left);
        let (here, others) = left.into_iter().partition(|entry| entry.list() == field.key);
        self.left = others;
        let here: Vec<&Difference> = here;
        if self.result.is_ok() && !here.is_empty() {
            let list = (field.get_mut)(self.vm);
            self.result = if L::SEVERAL {
                let mut devices = list.take_all();
                let applied = apply_to_list(field.key, &mut devices, &here, self.document);
                *list = L::from_all(devices);
                applied
            } else {
                changed(field.key, &*list, &here, self.document).map(|changed| *list = changed)
            };
        }
    }
}

/// Applies the entries of one list, device by device.
fn apply_to_list<D>(
    key: &str,
    list: &mut Vec<D>,
    entries: &[&Difference],
    document: &Document<'_>,
) -> Result<(), entity::Error>
where
    D: VmDevice + Serialize + DeserializeOwned,
{
    let mut by_item: BTreeMap<&str, Vec<&Difference>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| !matches!(entry.correction, Correction::Add { .. })) {
        by_item.entry(document.known(entry.item())).or_default().push(entry);
    }
    let dropped = |entry: &&Difference| matches!(entry.correction, Correction::Drop { .. });
    let mut kept = Vec::with_capacity(list.len());
    for device in list.drain(..) {
        let here = by_item.get(&*device.id().to_string()).map(Vec::as_slice).unwrap_or_default();
        if here.iter().any(dropped) {
            continue;
        }
        kept.push(if here.is_empty() { device } else { changed_item(key, device, here, document)? });
    }
    let mut ids: BTreeSet<String> = kept.iter().map(|device| device.id().to_string()).collect();
    for entry in entries {
        if let Correction::Add { add } = &entry.correction
            && key_of(add).is_some_and(|id| ids.insert(id))
        {
            kept.push(from_value(add.clone())?);
        }
    }
    *list = kept;
    Ok(())
}

/// A device of a list, corrected.
fn changed_item<D>(key: &str, device: D, entries: &[&Difference], document: &Document<'_>) -> Result<D, entity::Error>
where
    D: Serialize + DeserializeOwned,
{
    let [device]: [D; 1] = changed(key, &[device], entries, document)?;
    Ok(device)
}

/// The value of a field, corrected.
fn changed<T>(
    key: &str,
    value: &impl Serialize,
    entries: &[&Difference],
    document: &Document<'_>,
) -> Result<T, entity::Error>
where
    T: Serialize + DeserializeOwned,
{
    let field = |value: Value| Value::from_iter([(key, value)]);
    let mut tree = field(to_value(value));
    let normal = |mut tree: Value| {
        let value: T = from_value(tree[key].take()).ok()?;
        Some(field(to_value(&value)))
    };
    entries.iter().for_each(|entry| entry.apply(&mut tree, document, &normal));
    from_value(tree[key].take())
}

impl Document<'_> {
    /// The id that a device is known by, by the one that the import gave it.
    fn known<'a>(&'a self, id: &'a str) -> &'a str {
        self.renamed.get(id).map_or(id, String::as_str)
    }
}

impl Difference {
    /// What it says against the document, if it does.
    fn contradiction(&self, imported: &Vm, modules_mb: u64) -> Option<String> {
        let steps: Vec<&str> = self.at.split('/').skip(1).collect();
        match (&self.correction, &steps[..]) {
            (Correction::Value { is, .. }, ["id"]) if *is != imported.id.to_string() => Some(format!("id {is}")),
            (Correction::Value { is, .. }, ["name"]) if *is != imported.name => Some(format!("name {is}")),
            (Correction::Value { is, .. }, ["memory", "sizeMb"]) => {
                let size = imported.memory.size_mb;
                let known = is.as_u64().is_some_and(|is| is == size || is == size.saturating_add(modules_mb));
                (!known).then(|| format!("memory of {is} MiB"))
            }
            (Correction::Value { was, is }, ["disks", .., member @ ("volumeId" | "storageDomainId")]) if was != is => {
                Some(format!("{member} {is}"))
            }
            (Correction::Value { was, is }, ["otherDevices", _, "xml"]) => {
                let device = |xml: &Value| {
                    let xml = xml.as_str()?.to_owned();
                    OtherDevice { xml, managed: false, ..OtherDevice::default() }.device().ok()
                };
                (device(was) != device(is)).then(|| "another device in otherDevices".to_owned())
            }
            (Correction::Drop { .. }, [list @ ("disks" | "nics"), id]) => {
                let id: Uuid = id.parse().ok()?;
                let mut devices = imported.devices().filter(|(_, device)| device.managed());
                devices.any(|(_, device)| device.id() == id).then(|| format!("no device {id} in {list}"))
            }
            (Correction::Add { add }, [list @ ("nics" | "hostDevices" | "otherDevices"), id]) => {
                let is = |member: &str| add.get(member).and_then(Value::as_bool);
                let runs = is("plugged").unwrap_or(true) && !is("iommuPlaceholder").unwrap_or_default();
                runs.then(|| format!("a device {id} in {list}"))
            }
            _ => None,
        }
    }

    /// The key of the member that it is in.
    fn list(&self) -> &str {
        self.at.split('/').nth(1).unwrap_or_default()
    }

    /// The id of the device that it is about, if that member is a list of them.
    fn item(&self) -> &str {
        self.at.split('/').nth(2).unwrap_or_default()
    }

    /// Corrects a value of a tree; `normal` gives a tree the form that an entity has today.
    fn apply(&self, tree: &mut Value, document: &Document<'_>, normal: &dyn Fn(Value) -> Option<Value>) {
        match &self.correction {
            Correction::Value { was, is } => {
                let Some((Value::Object(members), name)) = self.find(tree, document) else { return };
                let fact = document.learned && is.is_null() && matches!(&*name, "address" | "alias");
                let now = members.get(&name).unwrap_or(&Value::Null);
                if fact || (now != was && !document.unsaid.contains(&self.at) && !self.held(tree, document, normal)) {
                    return;
                }
                self.put(tree, document, is);
            }
            Correction::Add { add } => {
                if let Some((Value::Array(items), _)) = self.find(tree, document)
                    && items.iter().all(|item| key_of(item) != key_of(add))
                {
                    items.push(add.clone());
                }
            }
            Correction::Drop { .. } => {
                if let Some((Value::Array(items), name)) = self.find(tree, document) {
                    let name = document.known(&name);
                    items.retain(|item| key_of(item).is_none_or(|key| key != *name));
                }
            }
        }
    }

    /// Whether the value still is the recorded one in the form of an earlier version, which had other words.
    fn held(&self, tree: &Value, document: &Document<'_>, normal: &dyn Fn(Value) -> Option<Value>) -> bool {
        let Correction::Value { was, .. } = &self.correction else { return false };
        let mut then = tree.clone();
        self.put(&mut then, document, was);
        normal(then).is_some_and(|then| normal(tree.clone()) == Some(then))
    }

    fn put(&self, tree: &mut Value, document: &Document<'_>, value: &Value) {
        if let Some((Value::Object(members), name)) = self.find(tree, document) {
            match value {
                Value::Null => members.remove(&name),
                value => members.insert(name, value.clone()),
            };
        }
    }

    /// The object or list that it is about, and the name of the member or the key of the item.
    fn find<'t>(&self, tree: &'t mut Value, document: &Document<'_>) -> Option<(&'t mut Value, String)> {
        let (path, name) = self.at.rsplit_once('/')?;
        let place = path.split('/').skip(1).try_fold(tree, |place, step| child(place, document.known(step)))?;
        Some((place, unescape(name)))
    }
}

/// Adds the differences that make `desired` of `imported`, those within an item before the one of its id.
fn compare(path: &str, imported: &Value, desired: &Value, entries: &mut Vec<Difference>) {
    match (imported, desired) {
        _ if imported == desired => {}
        (Value::Object(imported), Value::Object(desired)) if !is_choice(imported, desired) => {
            let names: BTreeSet<&String> = imported.keys().chain(desired.keys()).collect();
            for name in names {
                let (was, is) = (imported.get(name).unwrap_or(&Value::Null), desired.get(name).unwrap_or(&Value::Null));
                compare(&format!("{path}/{}", escape(name)), was, is, entries);
            }
        }
        (Value::Array(was), Value::Array(is)) if is_keyed(was) && is_keyed(is) => compare_lists(path, was, is, entries),
        (was, is) => {
            let correction = Correction::Value { was: was.clone(), is: is.clone() };
            entries.push(Difference { at: path.to_owned(), correction });
        }
    }
}

/// Items are paired by their keys, and those that are left by the number of values that they have in common: they
/// differ in the id, too. The order of the items has no meaning.
fn compare_lists(path: &str, imported: &[Value], desired: &[Value], entries: &mut Vec<Difference>) {
    let by_key = |items: &'_ [Value]| -> BTreeMap<Option<String>, usize> {
        items.iter().enumerate().map(|(at, item)| (key_of(item), at)).collect()
    };
    let (mut left, mut wanted) = (by_key(imported), by_key(desired));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    left.retain(|key, at| wanted.remove(key).map(|other| pairs.push((*at, other))).is_none());
    for (one, other) in closest(imported, desired, &left, &wanted) {
        pairs.push((one, other));
        left.retain(|_, at| *at != one);
        wanted.retain(|_, at| *at != other);
    }
    let place = |item: &Value| format!("{path}/{}", key_of(item).unwrap_or_default());
    for (one, other) in pairs {
        let place = place(&imported[one]);
        let mut inner = Vec::new();
        compare(&place, &imported[one], &desired[other], &mut inner);
        // Once the id is another, the place is.
        inner.sort_by_key(|entry| entry.at == format!("{place}/id") || entry.at == format!("{place}/index"));
        entries.extend(inner);
    }
    let drop = left
        .into_values()
        .map(|at| Difference { at: place(&imported[at]), correction: Correction::Drop { drop: true } });
    entries.extend(drop);
    let add =
        |at: usize| Difference { at: place(&desired[at]), correction: Correction::Add { add: desired[at].clone() } };
    entries.extend(wanted.into_values().map(add));
}

/// Pairs of items, those that have most in common first; of several, the first by their keys.
fn closest(
    imported: &[Value],
    desired: &[Value],
    left: &BTreeMap<Option<String>, usize>,
    wanted: &BTreeMap<Option<String>, usize>,
) -> Vec<(usize, usize)> {
    let all = left.values().flat_map(|one| wanted.values().map(move |other| (*one, *other)));
    let mut all: Vec<(usize, usize)> = all.collect();
    all.sort_by_cached_key(|(one, other)| Reverse(common(&imported[*one], &desired[*other])));
    let (mut used, mut taken) = (vec![false; imported.len()], vec![false; desired.len()]);
    all.retain(|(one, other)| {
        let free = !used[*one] && !taken[*other];
        if free {
            (used[*one], taken[*other]) = (true, true);
        }
        free
    });
    all
}

/// The number of members that two objects have in common.
fn common(one: &Value, other: &Value) -> usize {
    let members = one.as_object().into_iter().flatten();
    members.filter(|(name, value)| other.get(name) == Some(*value)).count()
}

/// Whether two objects are different variants of one choice, so that one cannot be made from the other member
/// by member.
fn is_choice(imported: &Map<String, Value>, desired: &Map<String, Value>) -> bool {
    imported.len() == 1 && desired.len() == 1 && imported.keys().next() != desired.keys().next()
}

/// Whether items are told apart by a key of their own.
fn is_keyed(items: &[Value]) -> bool {
    let keys: BTreeSet<Option<String>> = items.iter().map(key_of).collect();
    keys.len() == items.len() && !keys.contains(&None)
}

fn key_of(item: &Value) -> Option<String> {
    match (item.get("id"), item.get("index")) {
        (Some(Value::String(id)), _) => Some(id.clone()),
        (None, Some(Value::Number(index))) => Some(index.to_string()),
        _ => None,
    }
}

fn child<'a>(place: &'a mut Value, step: &str) -> Option<&'a mut Value> {
    match place {
        Value::Object(members) => members.get_mut(&unescape(step)),
        Value::Array(items) => items.iter_mut().find(|item| key_of(item).as_deref() == Some(step)),
        _ => None,
    }
}

fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vm::{Disk, DiskInterface, NicModel, Origin};

    fn applied(record: &str, imported: &Vm) -> Vm {
        let record: DesiredRecord = serde_json::from_str(record).expect("a record");
        let (renamed, unsaid) = (BTreeMap::new(), BTreeSet::new());
        let document = Document { learned: true, renamed: &renamed, unsaid: &unsaid };
        record.apply(imported, &document).expect("a sound record")
    }

    #[test]
    fn words_of_earlier_versions_are_the_same_values() {
        let disk = Disk { id: Uuid::from_u128(1), interface: DiskInterface::VirtioScsi, ..Disk::default() };
        let imported = Vm { origin: Origin::HostedEngine, disks: vec![disk], ..Vm::default() };
        let vm = applied(
            r#"[
                {"at": "/disks/00000000-0000-0000-0000-000000000001/interface", "was": "virtio_scsi", "is": "spapr_vscsi"},
                {"at": "/disks/00000000-0000-0000-0000-000000000001/name", "was": "", "is": "data"},
                {"at": "/nics/00000000-0000-0000-0000-000000000002",
                 "add": {"id": "00000000-0000-0000-0000-000000000002", "model": "rtl8139_pv"}},
                {"at": "/origin", "was": "hosted_engine", "is": "managed_hosted_engine"}
            ]"#,
            &imported,
        );
        assert_eq!((vm.origin, vm.disks[0].interface), (Origin::ManagedHostedEngine, DiskInterface::SpaprVscsi));
        assert_eq!((vm.disks[0].name.as_str(), vm.nics[0].model), ("data", NicModel::Rtl8139Pv));
    }

    #[test]
    fn values_that_were_changed_since_stay() {
        let imported = Vm { origin: Origin::Rhev, ..Vm::default() };
        let record = r#"[{"at": "/origin", "was": "hosted_engine", "is": "managed_hosted_engine"}]"#;
        assert_eq!(applied(record, &imported).origin, Origin::Rhev);
        let nonsense = r#"[{"at": "/origin", "was": "no_such_word", "is": "managed_hosted_engine"}]"#;
        assert_eq!(applied(nonsense, &imported).origin, Origin::Rhev);
    }
}
