//! The normal form of a map, for comparing maps.

use serde_json::{Map, Value};

use super::info::KeyInfo;
use super::value_type::is_blank;
use super::{devices, object, vm_keys};

/// Returns the normal form of a map: a list of one map is that map; old names are replaced by the current ones;
/// numbers and booleans are strings, `true` or `false`; UUIDs and MAC addresses are in lower case; sets and words are
/// in one spelling; empty and default values are left out. Unknown members are unchanged, unless they are empty.
pub fn normal(map: &Value) -> Value {
    let map = match map {
        Value::Array(items) if items.len() == 1 => &items[0],
        other => other,
    };
    let Value::Object(map) = map else { return map.clone() };
    let kinds = devices::kinds();
    let mut members = map.clone();
    let devices = members.remove("devices");
    let mut members = level(&vm_keys::infos(), &members);
    let device = |device: &Value| {
        let Value::Object(map) = device else { return device.clone() };
        let infos = devices::kind_of(&kinds, map).map(|kind| (kind.infos)());
        Value::Object(level(&infos.unwrap_or_default(), map))
    };
    if let Some(devices) = devices {
        let devices = match devices {
            Value::Array(list) => Value::Array(list.iter().map(device).collect()),
            other => other,
        };
        if !is_blank(&devices) {
            members.insert("devices".to_owned(), devices);
        }
    }
    Value::Object(members)
}

fn level(keys: &[KeyInfo], map: &Map<String, Value>) -> Map<String, Value> {
    let mut out = map.clone();
    for key in keys {
        let Ok(normal) = key.normal(map, "") else { continue };
        for name in key.names() {
            object::remove(&mut out, name);
        }
        if let Some(normal) = normal.filter(|normal| key.default_value().as_ref() != Some(normal)) {
            object::insert(&mut out, key.name, normal);
        }
    }
    remove_blank(&mut out);
    out
}

fn remove_blank(map: &mut Map<String, Value>) {
    for value in map.values_mut() {
        if let Some(inner) = value.as_object_mut() {
            remove_blank(inner);
        }
    }
    map.retain(|_, value| !is_blank(value));
}
