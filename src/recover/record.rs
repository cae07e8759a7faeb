//! What a document cannot say of the entity that it was made from, kept in an element of its own name space
//! in `<metadata>`: names, profiles, devices that are configured only, and what the host decides.
//!
//! It is made by importing the document as soon as it is made: whatever the import does not give back is
//! recorded, as what it gave and what was asked. Later an entry counts only as long as the import still gives
//! the same: where the document was changed since, the document is right.

use std::collections::BTreeSet;

use domxml_schema::Domain;
use domxml_schema::xml::{self, Tree};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::vm::Vm;

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
    /// The items of a list stand in another order.
    Order { order: Vec<String> },
    /// The import gives one value, asked was another; null is none.
    Value { was: Value, is: Value },
    /// The import gives an item of a list that nobody asked for.
    Drop { drop: bool },
}

impl Record {
    /// What must be known besides `imported` to have `asked`.
    pub(crate) fn of(asked: &Vm, imported: &Vm) -> Self {
        let tree = |vm: &Vm| serde_json::to_value(vm).unwrap_or_default();
        let mut entries = Vec::new();
        compare("", &tree(imported), &tree(asked), &mut entries);
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

    /// The entity that was asked for, with what has changed in the document since. `learned` says that
    /// libvirt has gone over the document: addresses and aliases that nobody asked for are facts then.
    ///
    /// # Errors
    ///
    /// A record that was tampered with.
    pub(crate) fn apply(&self, imported: &Vm, learned: bool) -> Result<Vm, String> {
        let mut tree = serde_json::to_value(imported).map_err(|error| error.to_string())?;
        for entry in &self.0 {
            entry.apply(&mut tree, learned);
        }
        serde_json::from_value(tree).map_err(|error| error.to_string())
    }

    /// The places of the entries, without ids: what the documents of this generator cannot say.
    pub(crate) fn places(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|entry| {
            let steps = entry.at.split('/').filter(|step| step.len() != 36 || step.parse::<uuid::Uuid>().is_err());
            steps.collect::<Vec<_>>().join("/")
        })
    }
}

impl Entry {
    fn apply(&self, tree: &mut Value, learned: bool) {
        let Some((path, name)) = self.at.rsplit_once('/') else { return };
        let mut place = tree;
        for step in path.split('/').skip(1) {
            let Some(next) = child(place, step) else { return };
            place = next;
        }
        let name = unescape(name);
        match &self.change {
            Change::Value { was, is } => {
                let fact = learned && is.is_null() && matches!(&*name, "address" | "alias");
                let Value::Object(members) = place else { return };
                if fact || members.get(&name).unwrap_or(&Value::Null) != was {
                    return;
                }
                match is {
                    Value::Null => members.remove(&name),
                    is => members.insert(name, is.clone()),
                };
            }
            Change::Add { add } => {
                if let Value::Array(items) = place
                    && items.iter().all(|item| key(item) != key(add))
                {
                    items.push(add.clone());
                }
            }
            Change::Drop { .. } => {
                if let Value::Array(items) = place {
                    items.retain(|item| key(item).is_none_or(|key| key != name));
                }
            }
            Change::Order { order } => {
                if let Some(Value::Array(items)) = child(place, &name) {
                    items.sort_by_key(|item| {
                        let item = key(item);
                        order.iter().position(|key| item.as_ref() == Some(key)).unwrap_or(usize::MAX)
                    });
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

/// Items are paired by their keys; what is left of both lists, in its order: it differs in the id, too.
fn compare_lists(path: &str, imported: &[Value], asked: &[Value], entries: &mut Vec<Entry>) {
    let with = |items: &[Value], wanted: &Value| items.iter().any(|item| key(item) == key(wanted));
    let mut unpaired = imported.iter().filter(|item| !with(asked, item));
    let mut result = Vec::new();
    for item in asked {
        let pair = imported.iter().find(|other| key(other) == key(item));
        match pair.or_else(|| unpaired.next()) {
            Some(other) => {
                let place = format!("{path}/{}", key(other).unwrap_or_default());
                let mut inner = Vec::new();
                compare(&place, other, item, &mut inner);
                // Once the id is another, the place is.
                inner.sort_by_key(|entry| entry.at == format!("{place}/id") || entry.at == format!("{place}/index"));
                entries.extend(inner);
                result.push((imported.iter().position(|one| one == other), key(item)));
            }
            None => {
                let at = format!("{path}/{}", key(item).unwrap_or_default());
                entries.push(Entry { at, change: Change::Add { add: item.clone() } });
                result.push((None, key(item)));
            }
        }
    }
    for item in unpaired {
        let at = format!("{path}/{}", key(item).unwrap_or_default());
        entries.push(Entry { at, change: Change::Drop { drop: true } });
    }
    // Without an entry the items stand as the import gives them, and behind them what is added.
    let in_order = result.is_sorted_by_key(|(position, _)| position.unwrap_or(usize::MAX));
    if !in_order {
        let order = result.into_iter().filter_map(|(_, key)| key).collect();
        entries.push(Entry { at: path.to_owned(), change: Change::Order { order } });
    }
}

/// Whether two objects are different variants of one choice, so that one cannot be made from the other member
/// by member.
fn is_choice(imported: &Map<String, Value>, asked: &Map<String, Value>) -> bool {
    imported.len() == 1 && asked.len() == 1 && imported.keys().next() != asked.keys().next()
}

/// Whether items are told apart by a key of their own.
fn is_keyed(items: &[Value]) -> bool {
    let keys: BTreeSet<Option<String>> = items.iter().map(key).collect();
    keys.len() == items.len() && !keys.contains(&None)
}

fn key(item: &Value) -> Option<String> {
    match (item.get("id"), item.get("index")) {
        (Some(Value::String(id)), _) => Some(id.clone()),
        (None, Some(Value::Number(index))) => Some(index.to_string()),
        _ => None,
    }
}

fn child<'a>(place: &'a mut Value, step: &str) -> Option<&'a mut Value> {
    match place {
        Value::Object(members) => members.get_mut(&unescape(step)),
        Value::Array(items) => items.iter_mut().find(|item| key(item).as_deref() == Some(step)),
        _ => None,
    }
}

fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}
