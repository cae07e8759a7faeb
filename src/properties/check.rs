//! Findings about the keys of one level of a map.

use domxml_schema::report::Finding;
use serde_json::{Map, Value};

use super::finding::{NOT_REPRESENTABLE, error, preserved, unknown_key};
use super::info::KeyInfo;
use super::value_type::{ValueType, is_blank, shown};

/// Reports unknown members of a map, and members that must be objects.
pub(super) fn members(
    keys: &[KeyInfo],
    map: &Map<String, Value>,
    path: &str,
    findings: &mut Vec<Finding>,
    errors: &mut Vec<Finding>,
) {
    Level { keys, path }.members(map, "", findings, errors);
}

/// Reports values that the VM does not represent: those that differ in the map that is written from it.
pub(super) fn values(
    keys: &[KeyInfo],
    source: &Map<String, Value>,
    written: &Map<String, Value>,
    path: &str,
    findings: &mut Vec<Finding>,
) {
    for key in keys.iter().filter(|key| key.checked) {
        let Some((name, value)) = key.look_up(source) else { continue };
        let normal = |map| key.value_type.comparable(key.normal(map, path).ok().flatten());
        let (before, after) = (normal(source), normal(written));
        if before.is_some() && before != after {
            let after = after.map_or("no value".to_owned(), |after| shown(&after));
            let message = format!("{} is not representable; the VM has {after}", shown(value));
            findings.push(preserved(NOT_REPRESENTABLE, message, format!("{path}{name}")));
        }
    }
}

/// The keys of a level, and its path.
struct Level<'a> {
    keys: &'a [KeyInfo],
    path: &'a str,
}

impl Level<'_> {
    fn members(&self, map: &Map<String, Value>, prefix: &str, findings: &mut Vec<Finding>, errors: &mut Vec<Finding>) {
        let names = || self.keys.iter().flat_map(KeyInfo::names);
        for (member, value) in map {
            let name = format!("{prefix}{member}");
            let path = format!("{}{name}", self.path);
            let below = format!("{name}.");
            if let Some(key) = self.keys.iter().find(|key| key.names().any(|known| known == name)) {
                list_members(key, value, &path, findings);
            } else if names().any(|known| known.starts_with(&below)) {
                match value {
                    Value::Object(inner) => self.members(inner, &below, findings, errors),
                    value if is_blank(value) => {}
                    value => {
                        errors.push(error(format!("expected an object, found {}", shown(value)), path));
                    }
                }
            } else {
                let siblings = names().filter_map(|known| known.strip_prefix(prefix));
                let siblings = siblings.map(|known| known.split('.').next().unwrap_or(known));
                findings.push(unknown_key(path, member, siblings));
            }
        }
    }
}

/// Reports unknown members of the objects of a list.
fn list_members(key: &KeyInfo, value: &Value, path: &str, findings: &mut Vec<Finding>) {
    let (ValueType::List(known), Value::Array(list)) = (key.value_type, value) else { return };
    for (at, item) in list.iter().enumerate() {
        for name in item.as_object().into_iter().flat_map(Map::keys) {
            if !known.iter().any(|member| member.name == name) {
                let siblings = known.iter().map(|member| member.name);
                findings.push(unknown_key(format!("{path}[{at}].{name}"), name, siblings));
            }
        }
    }
}
