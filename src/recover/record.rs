//! The record of the desired entity: how it is applied to an import.
//!
//! It is made by importing the document as soon as it is generated: each difference between the import and the
//! desired entity is recorded. Later a difference counts only as long as the import still gives the same value:
//! where the document was changed since, the document is right.

mod contradiction;
mod making;

use std::collections::{BTreeMap, BTreeSet};

use domxml_schema::types::Uuid;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::matching::Origins;
use crate::entity::{self, Change, Path, Step, from_value, to_value};
use crate::metadata::desired::{Correction, DesiredRecord, Difference};
use crate::vm::{DeviceField, DeviceList, DeviceVisitor, Vm, VmDevice, swap_devices, visit_devices};

/// The knowledge of a document besides its import.
pub(crate) struct Document<'a> {
    /// libvirt has completed it: addresses and aliases that the entity does not have are facts then.
    pub(crate) learned: bool,
    /// The ids that devices are known by, by those that the import or the record gives them.
    pub(crate) renamed: &'a BTreeMap<String, String>,
    /// Paths in the entity of which the document says nothing, whatever was imported.
    pub(crate) unsaid: &'a BTreeSet<Path>,
}

/// The path in an entity of the link state of a NIC.
pub(crate) fn linked(nic: Uuid) -> Path {
    Path::root().member("nics").id(nic).member("linked")
}

impl DesiredRecord {
    /// The devices of the document whose ids are not those of the desired entity.
    pub(crate) fn origins(&self) -> Origins {
        let origin = |entry: &Difference| {
            let imported: Uuid = entry.item()?.parse().ok()?;
            match (&entry.correction, entry.at.steps()) {
                (Correction::Drop { .. }, [_, _]) => Some((imported, None)),
                (Correction::Value { .. }, _) => Some((imported, Some(entry.new_id()?.parse().ok()?))),
                _ => None,
            }
        };
        self.0.iter().filter_map(origin).collect()
    }

    /// The ids that devices are known by, by those that the import and the record give them; `recognized` are those of
    /// the import.
    pub(crate) fn renamed(&self, recognized: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        let mut renamed = recognized.clone();
        let of_record = self.0.iter().filter_map(|entry| {
            let known = recognized.get(entry.item()?)?;
            Some((entry.new_id()?.to_owned(), known.clone()))
        });
        renamed.extend(of_record);
        renamed
    }

    /// The devices that the record is about, by the ids that they are known by.
    pub(crate) fn devices(&self, renamed: &BTreeMap<String, String>) -> BTreeSet<Uuid> {
        let ids = self.0.iter().flat_map(|entry| [entry.item(), entry.new_id()]).flatten();
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
        let (here, others) = left.into_iter().partition(|entry| entry.list() == Some(field.key));
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
        by_item.entry(document.known(entry.item().unwrap_or_default())).or_default().push(entry);
    }
    let dropped = |entry: &&Difference| matches!(entry.correction, Correction::Drop { .. });
    let mut kept = Vec::with_capacity(list.len());
    for device in list.drain(..) {
        let id = device.id().to_string();
        let mut here = by_item.get(&*id).cloned().unwrap_or_default();
        // Entries behind one that gives the device another id are about that.
        let new = here.iter().find_map(|entry| entry.new_id()).map(|new| document.known(new)).filter(|new| *new != id);
        here.extend(new.and_then(|new| by_item.get(new)).into_iter().flatten());
        if here.iter().any(dropped) {
            continue;
        }
        kept.push(if here.is_empty() { device } else { changed_item(key, device, &here, document)? });
    }
    let mut ids: BTreeSet<String> = kept.iter().map(|device| device.id().to_string()).collect();
    for entry in entries {
        if let Correction::Add { add } = &entry.correction
            && add.get("id").and_then(Value::as_str).is_some_and(|id| ids.insert(id.to_owned()))
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
    /// The key of the member that it is in.
    fn list(&self) -> Option<&str> {
        if let Some(Step::Member(name)) = self.at.steps().first() { Some(name) } else { None }
    }

    /// The id of the device that it is about, if that member is a list of them.
    fn item(&self) -> Option<&str> {
        if let Some(Step::Id(id)) = self.at.steps().get(1) { Some(id) } else { None }
    }

    /// The id that the device has in the desired entity, if it is about that.
    fn new_id(&self) -> Option<&str> {
        match (self.at.steps(), &self.correction) {
            ([_, Step::Id(_), Step::Member(name)], Correction::Value { is, .. }) if name == "id" => is.as_str(),
            _ => None,
        }
    }

    /// Corrects a value of a tree; `normal` gives a tree the form that an entity has today.
    fn apply(&self, tree: &mut Value, document: &Document<'_>, normal: &dyn Fn(Value) -> Option<Value>) {
        let path = self.path(document);
        let (mut around, last) = (path.clone(), path.steps().last().cloned());
        around.pop();
        let list = match around.get(tree) {
            Some(Value::Array(_)) => true,
            Some(Value::Object(_)) => false,
            _ => return,
        };
        match &self.correction {
            Correction::Value { was, is } => {
                let learned = matches!(&last, Some(Step::Member(name)) if matches!(&**name, "address" | "alias"));
                let fact = document.learned && is.is_null() && learned;
                let now = path.get(tree).unwrap_or(&Value::Null);
                if fact || (now != was && !document.unsaid.contains(&self.at) && !self.held(&path, tree, normal)) {
                    return;
                }
                put(tree, &path, is);
            }
            Correction::Add { add } if list && path.get(tree).is_none() => {
                Change { path, from: None, to: Some(add.clone()) }.apply(tree);
            }
            Correction::Drop { .. } if list => {
                entity::remove(tree, &path);
            }
            Correction::Add { .. } | Correction::Drop { .. } => {}
        }
    }

    /// Whether the value still is the recorded one in the form of an earlier version, which had other words.
    fn held(&self, path: &Path, tree: &Value, normal: &dyn Fn(Value) -> Option<Value>) -> bool {
        let Correction::Value { was, .. } = &self.correction else { return false };
        let mut then = tree.clone();
        put(&mut then, path, was);
        normal(then).is_some_and(|then| normal(tree.clone()) == Some(then))
    }

    /// Its path, with the id that the device is known by.
    fn path(&self, document: &Document<'_>) -> Path {
        let mut path = Path::root();
        for step in self.at.steps() {
            path.push(match step {
                Step::Id(id) => Step::Id(document.known(id).to_owned()),
                step => step.clone(),
            });
        }
        path
    }
}

fn put(tree: &mut Value, path: &Path, value: &Value) {
    let to = Some(value.clone()).filter(|value| !value.is_null());
    Change { path: path.clone(), from: None, to }.apply(tree);
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
