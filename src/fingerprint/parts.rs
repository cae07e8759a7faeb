//! The values of a tree, each with its path.

use serde_json::Value;

/// Every value, in the order of the paths: members by name, items of a list by their `id` or `index`
/// where they have one, so that their order does not count.
pub(super) fn parts(tree: &Value) -> std::collections::BTreeMap<String, String> {
    parts_of("", tree)
}

/// The same of the value that stands in a place.
pub(super) fn parts_of(path: &str, tree: &Value) -> std::collections::BTreeMap<String, String> {
    let mut out = std::collections::BTreeMap::new();
    let mut open = vec![(path.to_owned(), tree)];
    while let Some((path, value)) = open.pop() {
        match value {
            Value::Object(members) => {
                let join = |name: &str| if path.is_empty() { step(name) } else { format!("{path}.{}", step(name)) };
                open.extend(members.iter().map(|(name, member)| (join(name), member)));
            }
            Value::Array(items) => {
                open.extend(items.iter().enumerate().map(|(at, item)| (format!("{path}[{}]", key(item, at)), item)));
            }
            Value::Null => {}
            leaf => {
                out.insert(path, leaf.to_string());
            }
        }
    }
    out
}

fn key(item: &Value, at: usize) -> String {
    match (item.get("id"), item.get("index")) {
        (Some(Value::String(id)), _) => id.clone(),
        (_, Some(Value::Number(index))) => index.to_string(),
        _ => at.to_string(),
    }
}

/// A name as a step of a path; what would break the path or a list of paths is written as `%XX`.
fn step(name: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-".contains(byte);
    name.bytes().map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
