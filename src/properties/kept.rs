//! What a map says that its VM does not.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::kind::scalar;
use crate::vm::{KeptDevice, KeptMember, LegacyProperties};

/// Objects within objects that a map can have: so deep is JSON read.
const DEEPEST: usize = 128;

/// A device as a map lists it, and the id of the VM's, if it has one.
pub(super) type ListedDevice = (Option<String>, Map<String, Value>);

/// A device as a map of the VM has it, by its id.
pub(super) type MadeDevice = (String, Map<String, Value>);

/// A map without its devices, and these by the id of the VM's device.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    pub(super) members: Map<String, Value>,
    pub(super) devices: Vec<MadeDevice>,
}

impl LegacyProperties {
    /// What a map says that none of these parts does, which were made of its VM: alone, and in its context.
    /// `devices` are the map's, with the ids of those that the VM has.
    pub(super) fn new(members: &Map<String, Value>, devices: Option<&[ListedDevice]>, made: &[Parts; 2]) -> Self {
        let implied = |parts: &Parts| match devices {
            None => parts.devices.iter().map(|(id, map)| (id.clone(), json(map))).collect(),
            Some(_) => Vec::new(),
        };
        let mut implied_devices: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (id, text) in made.iter().flat_map(implied) {
            implied_devices.entry(id).or_default().insert(text);
        }
        let device = |(id, map): &ListedDevice| {
            let of = |parts: &Parts| id.as_deref().and_then(|id| parts.device(id).cloned()).unwrap_or_default();
            // A device that the VM's map leaves out is kept as a whole.
            let id = id.clone().filter(|id| made.iter().all(|parts| parts.device(id).is_some()));
            KeptDevice { id, members: difference(map, &[of(&made[0]), of(&made[1])]) }
        };
        Self {
            members: difference(members, &[made[0].members.clone(), made[1].members.clone()]),
            devices: devices.map(|devices| devices.iter().map(device).collect()),
            implied_devices,
        }
    }

    /// The map that was read, as far as the VM still says what it said then.
    pub(super) fn restore(&self, made: &Parts) -> Map<String, Value> {
        let mut map = merge(&made.members, &self.members);
        let mut rest: BTreeSet<&str> = made.devices.iter().map(|(id, _)| id.as_str()).collect();
        let mut devices = Vec::new();
        for kept in self.devices.iter().flatten() {
            let own = kept.id.as_deref().filter(|id| rest.remove(id)).and_then(|id| made.device(id));
            match (own, &kept.id) {
                (Some(own), _) => devices.push(Value::Object(merge(own, &kept.members))),
                (None, None) => devices.push(Value::Object(merge(&Map::new(), &kept.members))),
                // The VM has lost it.
                (None, Some(_)) => {}
            }
        }
        let still =
            |(id, map): &MadeDevice| self.implied_devices.get(id).is_some_and(|texts| texts.contains(&json(map)));
        let implied = self.devices.is_none()
            && made.devices.len() == self.implied_devices.len()
            && made.devices.iter().all(still);
        if !implied {
            let new = made.devices.iter().filter(|(id, _)| rest.contains(id.as_str()));
            devices.extend(new.map(|(_, map)| Value::Object(map.clone())));
            map.insert("devices".to_owned(), Value::Array(devices));
        }
        map
    }
}

impl Parts {
    fn device(&self, id: &str) -> Option<&Map<String, Value>> {
        self.devices.iter().find(|(known, _)| known == id).map(|(_, map)| map)
    }

    /// The map that they make together.
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

fn difference(source: &Map<String, Value>, made: &[Map<String, Value>; 2]) -> BTreeMap<String, KeptMember> {
    let source = flat(source);
    let made = [flat(&made[0]), flat(&made[1])];
    let pointers: BTreeSet<&String> = source.keys().chain(made[0].keys()).chain(made[1].keys()).collect();
    let mut kept = BTreeMap::new();
    for pointer in pointers {
        let said = source.get(pointer);
        let instead = [made[0].get(pointer), made[1].get(pointer)];
        if instead.iter().any(|value| *value != said) {
            let text = |value: Option<&Value>| value.map(Value::to_string).unwrap_or_default();
            let instead_of = instead.into_iter().map(text).collect();
            kept.insert(pointer.clone(), KeptMember { value: said.map(Value::to_string), instead_of });
        }
    }
    kept
}

fn merge(made: &Map<String, Value>, kept: &BTreeMap<String, KeptMember>) -> Map<String, Value> {
    let mut flat = flat(made);
    for (pointer, member) in kept {
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

/// The members of objects within objects by JSON pointers; lists and empty objects are values.
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

/// The objects that a flat form is of. A member of an object goes before a value that stands for the object.
fn deep(flat: &BTreeMap<String, Value>) -> Map<String, Value> {
    let mut root = Map::new();
    for (pointer, value) in flat {
        let steps: Vec<String> =
            pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
        if steps.len() <= DEEPEST {
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
    fn what_is_kept_comes_back_until_the_vm_changes() {
        let source = map(json!({"a": 1, "b": "2", "o": {}, "deep": {"x/y": null, "same": "s"}}));
        let made = map(json!({"a": "1", "c": "3", "deep": {"same": "s"}}));
        let kept = difference(&source, &[made.clone(), made.clone()]);
        assert_eq!(merge(&made, &kept), source);
        let changed = map(json!({"a": "4", "c": "3", "o": {"new": "n"}, "deep": {"same": "s"}}));
        let expected = json!({"a": "4", "b": "2", "o": {"new": "n"}, "deep": {"x/y": null, "same": "s"}});
        assert_eq!(Value::Object(merge(&changed, &kept)), expected);
    }

    #[test]
    fn devices_keep_their_order_and_new_ones_follow() {
        let device = |name: &str| map(json!({ "name": name }));
        let made = Parts {
            members: Map::new(),
            devices: vec![("1".to_owned(), device("one")), ("2".to_owned(), device("two"))],
        };
        let listed = [
            (Some("2".to_owned()), device("two")),
            (None, device("odd")),
            (Some("1".to_owned()), map(json!({"name": "one", "more": true}))),
        ];
        let kept = LegacyProperties::new(&Map::new(), Some(&listed), &[made.clone(), made.clone()]);
        let devices = |parts: &Parts| kept.restore(parts)["devices"].clone();
        assert_eq!(devices(&made), json!([{"name": "two"}, {"name": "odd"}, {"name": "one", "more": true}]));
        let changed = Parts { devices: vec![("1".to_owned(), device("one")), ("3".to_owned(), device("new"))], ..made };
        assert_eq!(devices(&changed), json!([{"name": "odd"}, {"name": "one", "more": true}, {"name": "new"}]));
    }
}
