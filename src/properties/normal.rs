//! The one form of a map, to compare maps by.

use serde_json::{Map, Value};

use super::devices;
use super::key::{Key, put};
use super::kind::{says_nothing, scalar};
use super::vm_keys;

/// A map as it would be written by somebody who writes everything in one way: a list of one map is that map;
/// old names are the new ones; numbers and booleans are texts, `true` or `false`; ids and hardware addresses
/// are in lower case; sets and words are in one spelling; what is empty, and what is the default, is left out.
/// What is not known stays as it is, as far as it is not empty.
pub fn normal(map: &Value) -> Value {
    let map = match map {
        Value::Array(items) if items.len() == 1 => &items[0],
        other => other,
    };
    let Value::Object(map) = map else { return map.clone() };
    let kinds = devices::kinds();
    let keys: Vec<Key> = vm_keys::rows().iter().map(|row| row.key).collect();
    let mut members = map.clone();
    let devices = members.remove("devices");
    let mut members = level(&keys, &members);
    let device = |device: &Value| {
        let Value::Object(map) = device else { return device.clone() };
        let word = map.get("type").and_then(scalar).unwrap_or_default();
        let kind = kinds.iter().find(|kind| kind.word.eq_ignore_ascii_case(word.trim()) && (kind.fits)(map));
        Value::Object(level(&kind.map(|kind| (kind.keys)()).unwrap_or_default(), map))
    };
    if let Some(devices) = devices {
        let devices = match devices {
            Value::Array(list) => Value::Array(list.iter().map(device).collect()),
            other => other,
        };
        if !says_nothing(&devices) {
            members.insert("devices".to_owned(), devices);
        }
    }
    Value::Object(members)
}

fn level(keys: &[Key], map: &Map<String, Value>) -> Map<String, Value> {
    let mut out = map.clone();
    for key in keys {
        let Ok(normal) = key.normal(map, "") else { continue };
        for name in std::iter::once(&key.name).chain(key.old) {
            take(&mut out, name);
        }
        if let Some(normal) = normal.filter(|normal| key.default_value().as_ref() != Some(normal)) {
            put(&mut out, key.name, normal);
        }
    }
    prune(&mut out);
    out
}

fn take(map: &mut Map<String, Value>, name: &str) {
    match name.split_once('.') {
        Some((first, rest)) => {
            if let Some(inner) = map.get_mut(first).and_then(Value::as_object_mut) {
                take(inner, rest);
            }
        }
        None => {
            map.remove(name);
        }
    }
}

fn prune(map: &mut Map<String, Value>) {
    for value in map.values_mut() {
        if let Some(inner) = value.as_object_mut() {
            prune(inner);
        }
    }
    map.retain(|_, value| !says_nothing(value));
}
