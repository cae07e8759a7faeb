//! The record of the desired entity: how it is made, and how it is applied to an import.
//!
//! It is made by importing the document as soon as it is generated: each difference between the import and the
//! desired entity is recorded. Later a difference counts only as long as the import still gives the same value:
//! where the document was changed since, the document is right.

use std::collections::{BTreeMap, BTreeSet};

use domxml_schema::types::Uuid;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::entity::from_value;
use crate::metadata::desired::{Correction, DesiredRecord, Difference};
use crate::vm::{Vm, VmDevice, for_each_device_kind};

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

impl DesiredRecord {
    /// What must be known besides `imported` to have `asked`.
    pub(crate) fn of(asked: &Vm, imported: &Vm) -> Self {
        let tree = |vm: &Vm| vm.to_value().unwrap_or_default();
        let mut entries = Vec::new();
        compare("", &tree(imported), &tree(asked), &mut entries);
        // A host may leave a network unplugged, and with it the cable of a NIC, whoever had it in.
        for nic in asked.nics.iter().filter(|nic| !nic.linked) {
            let at = linked(nic.id);
            if entries.iter().all(|entry| entry.at != at) {
                entries.push(Difference { at, correction: Correction::Value { was: false.into(), is: false.into() } });
            }
        }
        Self(entries)
    }

    /// The entity that was asked for, with what has changed in the document since.
    ///
    /// # Errors
    ///
    /// A record that was tampered with.
    pub(crate) fn apply(&self, imported: &Vm, document: &Document<'_>) -> Result<Vm, serde_json::Error> {
        let mut vm = imported.clone();
        let mut rest: Vec<&Difference> = self.0.iter().collect();
        for_each_device_kind!(apply_to_lists(vm, rest, document));
        if rest.is_empty() {
            return Ok(vm);
        }
        // What is in lists is done, and need not go through the form in JSON.
        let mut whole = Vm::default();
        for_each_device_kind!(swap_lists(vm, whole));
        let mut tree = vm.to_value()?;
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
        let (here, others) = $rest.into_iter().partition(|entry: &&Difference| entry.list() == $key);
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
    entries: Vec<&Difference>,
    document: &Document<'_>,
) -> Result<(), serde_json::Error>
where
    D: VmDevice + Serialize + DeserializeOwned,
{
    if entries.is_empty() {
        return Ok(());
    }
    for device in list.iter_mut() {
        let id = device.id().to_string();
        let here: Vec<&Difference> =
            entries.iter().copied().filter(|entry| document.known(entry.item()) == id).collect();
        if !here.is_empty()
            && let Some(changed) = changed(key, serde_json::to_value(&*device)?, &here, document)
        {
            *device = from_value(changed)?;
        }
    }
    list.retain(|device| !is_dropped(&device.id().to_string(), &entries, document));
    for entry in entries {
        if let Correction::Add { add } = &entry.correction
            && list.iter().all(|device| Some(device.id().to_string()) != key_of(add))
        {
            list.push(from_value(add.clone())?);
        }
    }
    Ok(())
}

/// A device of a list with what entries say of it.
fn changed(key: &str, device: Value, entries: &[&Difference], document: &Document<'_>) -> Option<Value> {
    let mut tree = Value::from_iter([(key, Value::Array(vec![device]))]);
    entries.iter().for_each(|entry| entry.apply(&mut tree, document));
    // What nobody asked for stays until all entries have found their items.
    tree[key].get_mut(0).map(Value::take)
}

/// Whether nobody asked for a device.
fn is_dropped(id: &str, entries: &[&Difference], document: &Document<'_>) -> bool {
    let drops = entries.iter().filter(|entry| matches!(entry.correction, Correction::Drop { .. }));
    drops.into_iter().any(|entry| document.known(entry.item()) == id)
}

impl Document<'_> {
    /// The id that a device is known by, by the one that the import gave it.
    fn known<'a>(&'a self, id: &'a str) -> &'a str {
        self.renamed.get(id).map_or(id, String::as_str)
    }
}

impl Difference {
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
        match &self.correction {
            Correction::Value { was, is } => {
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
            Correction::Add { add } => {
                if let Value::Array(items) = place
                    && items.iter().all(|item| key_of(item) != key_of(add))
                {
                    items.push(add.clone());
                }
            }
            Correction::Drop { .. } => {
                if let Value::Array(items) = place {
                    let name = document.renamed.get(&name).unwrap_or(&name);
                    items.retain(|item| key_of(item).is_none_or(|key| key != *name));
                }
            }
        }
    }
}

/// Notes what makes `asked` of `imported`, the changes within an item before the one of its id.
fn compare(path: &str, imported: &Value, asked: &Value, entries: &mut Vec<Difference>) {
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
            let correction = Correction::Value { was: was.clone(), is: is.clone() };
            entries.push(Difference { at: path.to_owned(), correction });
        }
    }
}

/// Items are paired by their keys, and what is left of both lists by what they have in common: it differs in the
/// id, too. The order of the items has no meaning.
fn compare_lists(path: &str, imported: &[Value], asked: &[Value], entries: &mut Vec<Difference>) {
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
    let drop = left
        .into_values()
        .map(|at| Difference { at: place(&imported[at]), correction: Correction::Drop { drop: true } });
    entries.extend(drop);
    let add = |at: usize| Difference { at: place(&asked[at]), correction: Correction::Add { add: asked[at].clone() } };
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
