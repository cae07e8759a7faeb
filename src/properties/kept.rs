//! Preserved content: the difference between a map and its VM.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::value_type::scalar;
use crate::vm::{KeptDevice, KeptMember, LegacyProperties};

/// The maximum depth of nested objects, which is that of the JSON reader.
const MAX_DEPTH: usize = 128;

/// A device of a map, with the id of its device in the VM, if there is one.
pub(super) type ListedDevice = (Option<String>, Map<String, Value>);

/// A device of a map that is written from a VM, with its id.
pub(super) type WrittenDevice = (String, Map<String, Value>);

/// A map that is written from a VM.
#[derive(Clone, Debug, Default)]
pub(super) struct WrittenMap {
    /// All members but the devices.
    pub(super) members: Map<String, Value>,
    pub(super) devices: Vec<WrittenDevice>,
}

impl LegacyProperties {
    /// The content of a map by which it differs from the maps that are written from its VM alone and in its context.
    pub(super) fn new(
        members: &Map<String, Value>,
        devices: Option<&[ListedDevice]>,
        written: &[WrittenMap; 2],
    ) -> Self {
        let implied = |map: &WrittenMap| match devices {
            None => map.devices.iter().map(|(id, device)| (id.clone(), json(device))).collect(),
            Some(_) => Vec::new(),
        };
        let mut implied_devices: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (id, text) in written.iter().flat_map(implied) {
            implied_devices.entry(id).or_default().insert(text);
        }
        let device = |(id, map): &ListedDevice| {
            let of = |map: &WrittenMap| id.as_deref().and_then(|id| map.device(id).cloned()).unwrap_or_default();
            // A device without a counterpart in the written maps is preserved as a whole.
            let id = id.clone().filter(|id| written.iter().all(|map| map.device(id).is_some()));
            KeptDevice { id, members: difference(map, &[of(&written[0]), of(&written[1])]) }
        };
        Self {
            members: difference(members, &[written[0].members.clone(), written[1].members.clone()]),
            devices: devices.map(|devices| devices.iter().map(device).collect()),
            implied_devices,
        }
    }

    /// The map that was read, as far as the VM has not changed since.
    pub(super) fn restore(&self, written: &WrittenMap) -> Map<String, Value> {
        let mut map = merge(&written.members, &self.members);
        let mut rest: BTreeSet<&str> = written.devices.iter().map(|(id, _)| id.as_str()).collect();
        let mut devices = Vec::new();
        for preserved in self.devices.iter().flatten() {
            let current = preserved.id.as_deref().filter(|id| rest.remove(id)).and_then(|id| written.device(id));
            match (current, &preserved.id) {
                (Some(current), _) => devices.push(Value::Object(merge(current, &preserved.members))),
                (None, None) => devices.push(Value::Object(merge(&Map::new(), &preserved.members))),
                // The VM no longer has the device.
                (None, Some(_)) => {}
            }
        }
        let still =
            |(id, map): &WrittenDevice| self.implied_devices.get(id).is_some_and(|texts| texts.contains(&json(map)));
        let implied = self.devices.is_none()
            && written.devices.len() == self.implied_devices.len()
            && written.devices.iter().all(still);
        if !implied {
            let new = written.devices.iter().filter(|(id, _)| rest.contains(id.as_str()));
            devices.extend(new.map(|(_, map)| Value::Object(map.clone())));
            map.insert("devices".to_owned(), Value::Array(devices));
        }
        map
    }
}

impl WrittenMap {
    fn device(&self, id: &str) -> Option<&Map<String, Value>> {
        self.devices.iter().find(|(known, _)| known == id).map(|(_, map)| map)
    }

    /// The map as a whole.
    pub(super) fn into_map(self) -> Map<String, Value> {
        let devices = self.devices.into_iter().map(|(_, map)| Value::Object(map)).collect();
        let mut map = self.members;
        map.insert("devices".to_owned(), Value::Array(devices));
        map
    }
}

fn json(map: &Map<String, Value>) -> String {
    Value::Object(map.clone()).to_string()
}

fn difference(source: &Map<String, Value>, written: &[Map<String, Value>; 2]) -> BTreeMap<String, KeptMember> {
    let source = flat(source);
    let written = [flat(&written[0]), flat(&written[1])];
    let pointers: BTreeSet<&String> = source.keys().chain(written[0].keys()).chain(written[1].keys()).collect();
    let mut preserved = BTreeMap::new();
    for pointer in pointers {
        let before = source.get(pointer);
        let instead = [written[0].get(pointer), written[1].get(pointer)];
        if instead.iter().any(|value| *value != before) {
            let text = |value: Option<&Value>| value.map(Value::to_string).unwrap_or_default();
            let instead_of = instead.into_iter().map(text).collect();
            preserved.insert(pointer.clone(), KeptMember { value: before.map(Value::to_string), instead_of });
        }
    }
    preserved
}

fn merge(written: &Map<String, Value>, preserved: &BTreeMap<String, KeptMember>) -> Map<String, Value> {
    let mut flat = flat(written);
    for (pointer, member) in preserved {
        let now = flat.get(pointer);
        let value = member.value.as_ref().and_then(|text| serde_json::from_str::<Value>(text).ok());
        let same =
            now.zip(value.as_ref()).is_some_and(|(now, value)| scalar(now).is_some() && scalar(now) == scalar(value));
        if same || member.instead_of.contains(&now.map(Value::to_string).unwrap_or_default()) {
            match value {
                Some(value) => flat.insert(pointer.clone(), value),
                None => flat.remove(pointer),
            };
        }
    }
    deep(&flat)
}

/// The members of nested objects by JSON pointer; lists and empty objects are values.
fn flat(map: &Map<String, Value>) -> BTreeMap<String, Value> {
    let mut flat = BTreeMap::new();
    let mut open: Vec<(String, &Map<String, Value>)> = vec![(String::new(), map)];
    while let Some((path, map)) = open.pop() {
        for (name, value) in map {
            let pointer = format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
            match value {
                Value::Object(inner) if !inner.is_empty() => open.push((pointer, inner)),
                value => {
                    flat.insert(pointer, value.clone());
                }
            }
        }
    }
    flat
}

/// The nested objects of a flat form. A member of an object goes before a value in the place of the object.
fn deep(flat: &BTreeMap<String, Value>) -> Map<String, Value> {
    let mut root = Map::new();
    for (pointer, value) in flat {
        let steps: Vec<String> =
            pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
        if steps.len() <= MAX_DEPTH {
            insert(&mut root, &steps, value);
        }
    }
    root
}

fn insert(map: &mut Map<String, Value>, steps: &[String], value: &Value) {
    match steps {
        [] => {}
        [last] => {
            let filled = map.get(last).and_then(Value::as_object).is_some_and(|inner| !inner.is_empty());
            if !filled {
                map.insert(last.clone(), value.clone());
            }
        }
        [first, rest @ ..] => {
            let inner = map.entry(first.as_str()).or_insert(Value::Null);
            if !inner.is_object() {
                *inner = Value::Object(Map::new());
            }
            if let Some(inner) = inner.as_object_mut() {
                insert(inner, rest, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn preserved_members_are_restored_until_the_vm_changes() {
        let source = map(json!({"a": 1, "b": "2", "o": {}, "deep": {"x/y": null, "same": "s"}}));
        let written = map(json!({"a": "1", "c": "3", "deep": {"same": "s"}}));
        let preserved = difference(&source, &[written.clone(), written.clone()]);
        assert_eq!(merge(&written, &preserved), source);
        let changed = map(json!({"a": "4", "c": "3", "o": {"new": "n"}, "deep": {"same": "s"}}));
        let expected = json!({"a": "4", "b": "2", "o": {"new": "n"}, "deep": {"x/y": null, "same": "s"}});
        assert_eq!(Value::Object(merge(&changed, &preserved)), expected);
    }

    #[test]
    fn devices_keep_their_order_and_new_devices_follow() {
        let device = |name: &str| map(json!({ "name": name }));
        let written = WrittenMap {
            members: Map::new(),
            devices: vec![("1".to_owned(), device("one")), ("2".to_owned(), device("two"))],
        };
        let listed = [
            (Some("2".to_owned()), device("two")),
            (None, device("odd")),
            (Some("1".to_owned()), map(json!({"name": "one", "more": true}))),
        ];
        let preserved = LegacyProperties::new(&Map::new(), Some(&listed), &[written.clone(), written.clone()]);
        let devices = |map: &WrittenMap| preserved.restore(map)["devices"].clone();
        assert_eq!(devices(&written), json!([{"name": "two"}, {"name": "odd"}, {"name": "one", "more": true}]));
        let changed =
            WrittenMap { devices: vec![("1".to_owned(), device("one")), ("3".to_owned(), device("new"))], ..written };
        assert_eq!(devices(&changed), json!([{"name": "odd"}, {"name": "one", "more": true}, {"name": "new"}]));
    }
}
