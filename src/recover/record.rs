//! What a document cannot say of the entity that it was made from, kept in an element of its own name space
//! in `<metadata>`: names, profiles, devices that are configured only, and what the host decides.
//!
//! It is made by importing the document as soon as it is made: whatever the import does not give back is
//! recorded, as what it gave and what was asked. Later an entry counts only as long as the import still gives
//! the same: where the document was changed since, the document is right.

use std::collections::{BTreeMap, BTreeSet};

use domxml_schema::Domain;
use domxml_schema::types::Uuid;
use domxml_schema::xml::{self, Tree};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::entity::{self, from_value, to_value};
use crate::secret::HIDDEN;
use crate::vm::{Vm, VmDevice, for_each_device_kind};

const NAMESPACE: &str = "https://github.com/domxml/domxml/asked/1.0";
const PREFIX: &str = "asked";

/// What a document cannot say of the entity that it was made from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Record(Vec<Entry>);

/// A place where entity and import differ: names of members and ids of devices, each behind a slash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Entry {
    at: String,
    #[serde(flatten)]
    change: Change,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Change {
    /// The import gives no such item of a list.
    Add { add: Value },
    /// The import gives one value, asked was another; null is none.
    Value { was: Value, is: Value },
    /// The import gives an item of a list that nobody asked for.
    Drop { drop: bool },
}

/// What is to know of a document besides what was imported of it.
pub(crate) struct Document<'a> {
    /// libvirt has gone over it: addresses and aliases that nobody asked for are facts then.
    pub(crate) learned: bool,
    /// Devices that were recognised: the ids that they are known by, by those that the import gave them.
    pub(crate) renamed: &'a BTreeMap<String, String>,
    /// Places of which it says nothing, whatever was imported.
    pub(crate) unsaid: &'a BTreeSet<String>,
}

/// The place where an entity says whether the cable of a NIC is in.
pub(crate) fn linked(nic: Uuid) -> String {
    format!("/nics/{nic}/linked")
}

impl Record {
    /// What must be known besides `imported` to have `asked`.
    pub(crate) fn of(asked: &Vm, imported: &Vm) -> Self {
        let mut entries = Vec::new();
        compare("", &imported.to_value(), &asked.to_value(), &mut entries);
        // A host may leave a network unplugged, and with it the cable of a NIC, whoever had it in.
        for nic in asked.nics.iter().filter(|nic| !nic.linked) {
            let at = linked(nic.id);
            if entries.iter().all(|entry| entry.at != at) {
                entries.push(Entry { at, change: Change::Value { was: false.into(), is: false.into() } });
            }
        }
        Self(entries)
    }

    /// The record that a document carries; none if it carries none.
    ///
    /// # Errors
    ///
    /// An element that should be one and is not.
    pub(crate) fn read(domain: &Domain) -> Result<Option<Self>, String> {
        let Some(metadata) = &domain.metadata else { return Ok(None) };
        let Some(element) = metadata.of_namespace(NAMESPACE).next() else { return Ok(None) };
        let tree = element.tree().map_err(|error| error.to_string())?;
        serde_json::from_str(&tree.text()).map(Some).map_err(|error| error.to_string())
    }

    /// Puts the record into a document, in place of another.
    ///
    /// # Errors
    ///
    /// None in practice: all its text can be written.
    pub(crate) fn write(&self, domain: &mut Domain) -> Result<(), xml::Error> {
        let mut element = Tree::in_namespace(PREFIX, NAMESPACE, "entity");
        element.push_text(&serde_json::to_string(self).unwrap_or_default());
        let kept = element.to_kept(2)?;
        domain.metadata.get_or_insert_default().put(kept);
        Ok(())
    }

    /// Hides the content of files that are given to the guest; says whether there was any.
    pub(crate) fn redact(&mut self) -> bool {
        let mut found = false;
        for entry in &mut self.0 {
            let within = entry.at.split('/').any(|step| FILES.contains(&step));
            let values: Vec<&mut Value> = match &mut entry.change {
                Change::Add { add } => vec![add],
                Change::Value { was, is } => vec![was, is],
                Change::Drop { .. } => Vec::new(),
            };
            values.into_iter().for_each(|value| found |= hide(value, within));
        }
        found
    }

    /// The entity that was asked for, with what has changed in the document since.
    ///
    /// # Errors
    ///
    /// A record that was tampered with.
    pub(crate) fn apply(&self, imported: &Vm, document: &Document<'_>) -> Result<Vm, entity::Error> {
        let mut vm = imported.clone();
        let mut rest: Vec<&Entry> = self.0.iter().collect();
        for_each_device_kind!(apply_to_lists(vm, rest, document));
        if rest.is_empty() {
            return Ok(vm);
        }
        // What is in lists is done, and need not go through the form in JSON.
        let mut whole = Vm::default();
        for_each_device_kind!(swap_lists(vm, whole));
        let mut tree = vm.to_value();
        rest.into_iter().for_each(|entry| entry.apply(&mut tree, document));
        let mut vm = Vm::from_value(tree)?;
        for_each_device_kind!(swap_lists(vm, whole));
        Ok(vm)
    }
}

macro_rules! apply_to_lists {
    (($vm:ident, $rest:ident, $document:ident) $($form:ident $field:ident $key:literal),*) => {
        $(apply_to_lists!(@$form $vm, $rest, $document, $field, $key);)*
    };
    (@list $vm:ident, $rest:ident, $document:ident, $field:ident, $key:literal) => {
        let (here, others) = $rest.into_iter().partition(|entry: &&Entry| entry.list() == $key);
        $rest = others;
        apply_to_list($key, &mut $vm.$field, here, $document)?;
    };
    (@one $vm:ident, $rest:ident, $document:ident, $field:ident, $key:literal) => {};
}

macro_rules! swap_lists {
    (($one:ident, $other:ident) $($form:ident $field:ident $key:literal),*) => {
        $(swap_lists!(@$form $one, $other, $field);)*
    };
    (@list $one:ident, $other:ident, $field:ident) => { std::mem::swap(&mut $one.$field, &mut $other.$field); };
    (@one $one:ident, $other:ident, $field:ident) => {};
}

use {apply_to_lists, swap_lists};

/// Applies the entries of one list, device by device.
fn apply_to_list<D>(
    key: &str,
    list: &mut Vec<D>,
    entries: Vec<&Entry>,
    document: &Document<'_>,
) -> Result<(), entity::Error>
where
    D: VmDevice + Serialize + DeserializeOwned,
{
    if entries.is_empty() {
        return Ok(());
    }
    for device in list.iter_mut() {
        let id = device.id().to_string();
        let here: Vec<&Entry> = entries.iter().copied().filter(|entry| document.known(entry.item()) == id).collect();
        if !here.is_empty()
            && let Some(changed) = changed(key, to_value(&*device), &here, document)
        {
            *device = from_value(changed)?;
        }
    }
    list.retain(|device| !is_dropped(&device.id().to_string(), &entries, document));
    for entry in entries {
        if let Change::Add { add } = &entry.change
            && list.iter().all(|device| Some(device.id().to_string()) != key_of(add))
        {
            list.push(from_value(add.clone())?);
        }
    }
    Ok(())
}

/// A device of a list with what entries say of it.
fn changed(key: &str, device: Value, entries: &[&Entry], document: &Document<'_>) -> Option<Value> {
    let mut tree = Value::from_iter([(key, Value::Array(vec![device]))]);
    entries.iter().for_each(|entry| entry.apply(&mut tree, document));
    // What nobody asked for stays until all entries have found their items.
    tree[key].get_mut(0).map(Value::take)
}

/// Whether nobody asked for a device.
fn is_dropped(id: &str, entries: &[&Entry], document: &Document<'_>) -> bool {
    let drops = entries.iter().filter(|entry| matches!(entry.change, Change::Drop { .. }));
    drops.into_iter().any(|entry| document.known(entry.item()) == id)
}

/// Members that hold the content of files, by path or alone.
pub(super) const FILES: [&str; 4] = ["cloudInit", "files", "ignition", "sysprep"];

/// Hides all texts, or those of files only; says whether there was any.
pub(super) fn hide(value: &mut Value, all: bool) -> bool {
    match value {
        Value::String(text) if all && text != HIDDEN => {
            HIDDEN.clone_into(text);
            true
        }
        Value::Object(members) => {
            let hidden = members
                .iter_mut()
                .filter_map(|(name, member)| hide(member, all || FILES.contains(&&**name)).then_some(()));
            hidden.count() > 0
        }
        Value::Array(items) => items.iter_mut().filter_map(|item| hide(item, all).then_some(())).count() > 0,
        _ => false,
    }
}

impl Document<'_> {
    /// The id that a device is known by, by the one that the import gave it.
    fn known<'a>(&'a self, id: &'a str) -> &'a str {
        self.renamed.get(id).map_or(id, String::as_str)
    }
}

impl Entry {
    /// The key of the member that it is in.
    fn list(&self) -> &str {
        self.at.split('/').nth(1).unwrap_or_default()
    }

    /// The id of the device that it is about, if that member is a list of them.
    fn item(&self) -> &str {
        self.at.split('/').nth(2).unwrap_or_default()
    }

    fn apply(&self, tree: &mut Value, document: &Document<'_>) {
        let Some((path, name)) = self.at.rsplit_once('/') else { return };
        let mut place = tree;
        for step in path.split('/').skip(1) {
            let Some(next) = child(place, document.known(step)) else { return };
            place = next;
        }
        let name = unescape(name);
        match &self.change {
            Change::Value { was, is } => {
                let fact = document.learned && is.is_null() && matches!(&*name, "address" | "alias");
                let Value::Object(members) = place else { return };
                let unsaid = document.unsaid.contains(&self.at);
                if fact || (!unsaid && members.get(&name).unwrap_or(&Value::Null) != was) {
                    return;
                }
                match is {
                    Value::Null => members.remove(&name),
                    is => members.insert(name, is.clone()),
                };
            }
            Change::Add { add } => {
                if let Value::Array(items) = place
                    && items.iter().all(|item| key_of(item) != key_of(add))
                {
                    items.push(add.clone());
                }
            }
            Change::Drop { .. } => {
                if let Value::Array(items) = place {
                    let name = document.renamed.get(&name).unwrap_or(&name);
                    items.retain(|item| key_of(item).is_none_or(|key| key != *name));
                }
            }
        }
    }
}

/// Notes what makes `asked` of `imported`, the changes within an item before the one of its id.
fn compare(path: &str, imported: &Value, asked: &Value, entries: &mut Vec<Entry>) {
    match (imported, asked) {
        _ if imported == asked => {}
        (Value::Object(imported), Value::Object(asked)) if !is_choice(imported, asked) => {
            let names: BTreeSet<&String> = imported.keys().chain(asked.keys()).collect();
            for name in names {
                let (was, is) = (imported.get(name).unwrap_or(&Value::Null), asked.get(name).unwrap_or(&Value::Null));
                compare(&format!("{path}/{}", escape(name)), was, is, entries);
            }
        }
        (Value::Array(was), Value::Array(is)) if is_keyed(was) && is_keyed(is) => compare_lists(path, was, is, entries),
        (was, is) => {
            let change = Change::Value { was: was.clone(), is: is.clone() };
            entries.push(Entry { at: path.to_owned(), change });
        }
    }
}

/// Items are paired by their keys, and what is left of both lists by what they have in common: it differs in the
/// id, too. The order of the items has no meaning.
fn compare_lists(path: &str, imported: &[Value], asked: &[Value], entries: &mut Vec<Entry>) {
    let by_key = |items: &'_ [Value]| -> BTreeMap<Option<String>, usize> {
        items.iter().enumerate().map(|(at, item)| (key_of(item), at)).collect()
    };
    let (mut left, mut wanted) = (by_key(imported), by_key(asked));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    left.retain(|key, at| wanted.remove(key).map(|other| pairs.push((*at, other))).is_none());
    while let Some((one, other)) = closest(imported, asked, &left, &wanted) {
        pairs.push((one, other));
        left.retain(|_, at| *at != one);
        wanted.retain(|_, at| *at != other);
    }
    let place = |item: &Value| format!("{path}/{}", key_of(item).unwrap_or_default());
    for (one, other) in pairs {
        let place = place(&imported[one]);
        let mut inner = Vec::new();
        compare(&place, &imported[one], &asked[other], &mut inner);
        // Once the id is another, the place is.
        inner.sort_by_key(|entry| entry.at == format!("{place}/id") || entry.at == format!("{place}/index"));
        entries.extend(inner);
    }
    let drop = left.into_values().map(|at| Entry { at: place(&imported[at]), change: Change::Drop { drop: true } });
    entries.extend(drop);
    let add = |at: usize| Entry { at: place(&asked[at]), change: Change::Add { add: asked[at].clone() } };
    entries.extend(wanted.into_values().map(add));
}

/// The two items of both lists that have most in common; of several, the first by their keys.
fn closest(
    imported: &[Value],
    asked: &[Value],
    left: &BTreeMap<Option<String>, usize>,
    wanted: &BTreeMap<Option<String>, usize>,
) -> Option<(usize, usize)> {
    let all = left.values().flat_map(|one| wanted.values().map(move |other| (*one, *other)));
    all.reduce(|best, pair| {
        let common = |(one, other): (usize, usize)| common(&imported[one], &asked[other]);
        if common(pair) > common(best) { pair } else { best }
    })
}

/// How many members two objects have in common.
fn common(one: &Value, other: &Value) -> usize {
    let members = one.as_object().into_iter().flatten();
    members.filter(|(name, value)| other.get(name) == Some(*value)).count()
}

/// Whether two objects are different variants of one choice, so that one cannot be made from the other member
/// by member.
fn is_choice(imported: &Map<String, Value>, asked: &Map<String, Value>) -> bool {
    imported.len() == 1 && asked.len() == 1 && imported.keys().next() != asked.keys().next()
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
