//! Members of nested objects, by names with dots.

use serde_json::{Map, Value};

/// The value at a name.
pub(super) fn get<'a>(map: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    match name.split_once('.') {
        Some((first, rest)) => get(map.get(first)?.as_object()?, rest),
        None => map.get(name),
    }
}

/// Inserts a value at a name.
pub(super) fn insert(map: &mut Map<String, Value>, name: &str, value: Value) {
    match name.split_once('.') {
        Some((first, rest)) => {
            let inner = map.entry(first).or_insert_with(|| Value::Object(Map::new()));
            if let Some(inner) = inner.as_object_mut() {
                insert(inner, rest, value);
            }
        }
        None => {
            map.insert(name.to_owned(), value);
        }
    }
}

/// Removes the value at a name.
pub(super) fn remove(map: &mut Map<String, Value>, name: &str) {
    match name.split_once('.') {
        Some((first, rest)) => {
            if let Some(inner) = map.get_mut(first).and_then(Value::as_object_mut) {
                remove(inner, rest);
            }
        }
        None => {
            map.remove(name);
        }
    }
}
