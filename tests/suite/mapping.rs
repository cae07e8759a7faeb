//! The table of the mapping, `docs/mapping.md`, is complete: every field of an entity has a row with its
//! XML and the source file of its rule, every row a field, and every file is there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domxml::vm::Vm;
use schemars::schema_for;
use serde_json::Value;

const TABLE: &str = include_str!("../../docs/mapping.md");

#[test]
fn every_field_has_a_row_and_every_row_a_field() {
    let fields = fields();
    let rows = rows();
    let missing: Vec<&String> = fields.iter().filter(|field| !rows.contains_key(*field)).collect();
    let surplus: Vec<&String> = rows.keys().filter(|row| !fields.contains(*row)).collect();
    assert!(missing.is_empty(), "fields without a row: {missing:#?}");
    assert!(surplus.is_empty(), "rows without a field: {surplus:#?}");
}

#[test]
fn every_rule_is_in_a_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (field, (xml, files)) in rows() {
        assert!(!xml.is_empty(), "{field} says no XML");
        assert!(!files.is_empty(), "{field} says no file");
        for file in files {
            assert!(root.join(&file).is_file(), "{field}: there is no {file}");
        }
    }
}

/// The rows: XML and source files by field.
fn rows() -> BTreeMap<String, (String, Vec<String>)> {
    let mut rows = BTreeMap::new();
    for line in TABLE.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [field, xml, files] = cells[..] else { panic!("not three cells: {line}") };
        let files = files.split(", ").map(|file| file.trim_matches('`').to_owned()).collect();
        let before = rows.insert(field.trim_matches('`').to_owned(), (xml.to_owned(), files));
        assert!(before.is_none(), "two rows for {field}");
    }
    rows
}

/// Paths of all fields of a VM that hold a value, such as `disks[].storage.image.volumeId`.
fn fields() -> BTreeSet<String> {
    let schema = schema_for!(Vm).to_value();
    let mut fields = BTreeSet::new();
    walk(&schema, &schema, "", &mut fields);
    fields
}

fn walk(root: &Value, schema: &Value, path: &str, fields: &mut BTreeSet<String>) {
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/")) {
        let target = &root["$defs"][name];
        let opaque = target["properties"].is_null() && target["oneOf"].is_null();
        if opaque || name == "DeviceAddress" {
            fields.insert(path.to_owned());
        } else {
            walk(root, target, path, fields);
        }
        return;
    }
    let alternatives = ["oneOf", "anyOf"].iter().filter_map(|word| schema[*word].as_array()).flatten();
    let nested: Vec<&Value> = alternatives
        .filter(|alternative| {
            !alternative["$ref"].is_null() || !alternative["properties"].is_null() || !alternative["items"].is_null()
        })
        .collect();
    if !nested.is_empty() {
        nested.into_iter().for_each(|alternative| walk(root, alternative, path, fields));
    } else if let Some(properties) = schema["properties"].as_object() {
        for (name, property) in properties {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            walk(root, property, &path, fields);
        }
    } else if !schema["items"].is_null() {
        walk(root, &schema["items"], &format!("{path}[]"), fields);
    } else {
        fields.insert(path.to_owned());
    }
}
