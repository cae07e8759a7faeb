//! The form of the model in JSON, as JSON Schema (2020-12).

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value, json};

use super::value::{EXACT, Form};
use super::{EXTRA, OTHER};
use crate::Domain;
use crate::xml::inside::all_roots;
use crate::xml::{
    Circumstance, Datatype, DefaultSource, DefaultValue, Element as _, ElementDef, FieldDef, FieldKind, KeywordDef,
    Later, MeaningShape, Slot, StartView, Variant,
};

/// Exports the whole model as JSON Schema: every document that [`to_string`](super::to_string) gives for an
/// element that its name determines is valid by it.
///
/// It describes how documents are built, not which ones libvirt accepts: nothing is required, and keywords
/// are open.
pub fn schema() -> Value {
    let mut export = Export { defs: fixed_definitions(), queue: VecDeque::new() };
    let roots: Map<String, Value> =
        all_roots(Domain::DEF).iter().map(|root| (root.qualified(), export.reference(root.def))).collect();
    while let Some(def) = export.queue.pop_front() {
        let definition = if def.variants.is_empty() { export.element(def) } else { export.union(def) };
        export.defs.insert(name(def), definition);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("The domain XML of libvirt {} in JSON", crate::LIBVIRT_VERSION),
        "description": "An element of the model under its name.",
        "type": "object",
        "properties": roots,
        "additionalProperties": false,
        "minProperties": 1,
        "maxProperties": 1,
        "$defs": export.defs,
    })
}

struct Export {
    /// Definitions by name; null while one waits in the queue.
    defs: BTreeMap<String, Value>,
    queue: VecDeque<&'static ElementDef>,
}

impl Export {
    fn reference(&mut self, def: &'static ElementDef) -> Value {
        let kept = (def.create)(&StartView { name: "", attrs: &[] }).kept().is_some() && def.variants.is_empty();
        let name = if kept { KEPT.to_owned() } else { name(def) };
        if !self.defs.contains_key(&name) {
            self.defs.insert(name.clone(), Value::Null);
            self.queue.push_back(def);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    fn element(&mut self, def: &'static ElementDef) -> Value {
        let empty = (def.create)(&StartView { name: "", attrs: &[] });
        let mut properties = Map::new();
        for (row, field) in def.fields.iter().enumerate() {
            let mut schema = match (field.kind, empty.slot(row)) {
                (FieldKind::Value { datatype, repeated: true }, Slot::Value(slot)) => {
                    list(value(slot.datatype(), datatype))
                }
                (
                    FieldKind::Attribute(datatype) | FieldKind::Text(datatype) | FieldKind::Value { datatype, .. },
                    Slot::Value(slot),
                ) => value(slot.datatype(), datatype),
                (FieldKind::Element { def, repeated: false, .. }, _) => self.reference(def()),
                (FieldKind::Element { def, .. } | FieldKind::Choice { def }, _) => list(self.reference(def())),
                (FieldKind::Any, _) => list(reference("node")),
                _ => json!({ "type": "boolean" }),
            };
            schema["description"] = description(field).into();
            if let (Some(text), Slot::Value(slot)) = (fixed_default(field), empty.slot(row)) {
                schema["default"] = default(slot.datatype(), text);
            }
            properties.insert(field.rust_name.to_owned(), schema);
        }
        properties.insert(EXTRA.to_owned(), reference(EXTRA));
        object(def.doc, properties)
    }

    fn union(&mut self, def: &'static ElementDef) -> Value {
        let mut properties = Map::new();
        for Variant { name, doc, since, later, def, .. } in def.variants {
            let mut schema = self.reference(def());
            schema["description"] = sentences([*doc, &releases(*since, later)]).into();
            properties.insert((*name).to_owned(), schema);
        }
        if let Some(other) = def.other {
            properties.insert(OTHER.to_owned(), self.reference(other()));
        }
        let mut schema = object(def.doc, properties);
        schema["minProperties"] = 1.into();
        schema["maxProperties"] = 1.into();
        schema
    }
}

/// The name of a definition: path and type, such as `device.disk.Disk`.
fn name(def: &ElementDef) -> String {
    let module = def.module.split_once("::").map_or("", |(_, module)| module);
    [module.split("::").collect::<Vec<_>>().join("."), def.type_name.to_owned()].join(".")
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn object(doc: &str, properties: Map<String, Value>) -> Value {
    json!({ "description": doc, "type": "object", "properties": properties, "additionalProperties": false })
}

/// A value, given the value space of its Rust type and that of its row.
fn value(datatype: &Datatype, row: &Datatype) -> Value {
    match Form::of(datatype) {
        Form::Whole { min, max } => {
            let mut schema = json!({ "type": "integer" });
            let bounds = [("minimum", Some(min)), ("maximum", max)];
            for (name, bound) in bounds.into_iter().filter_map(|(name, bound)| Some((name, bound?))) {
                schema[name] = u64::try_from(bound).map_or_else(|_| (bound as i64).into(), Value::from);
            }
            if min < -EXACT || max.is_none_or(|max| max > EXACT) {
                schema["type"] = json!(["integer", "string"]);
                schema["pattern"] = "^-?[0-9]{16,}$".into();
            }
            schema
        }
        Form::Switch { .. } => json!({ "type": ["boolean", "string"] }),
        Form::Text => {
            let keywords: Vec<&str> = row.keywords().map(|keyword| keyword.name).collect();
            if keywords.is_empty() {
                json!({ "type": "string" })
            } else {
                json!({ "anyOf": [{ "enum": keywords }, { "type": "string" }] })
            }
        }
    }
}

/// The default text that holds in every case, if there is one.
fn fixed_default(field: &FieldDef) -> Option<&'static str> {
    match field.meaning.defaults {
        [DefaultValue { source: DefaultSource::Text(text), when: Circumstance([]), .. }] => Some(text),
        _ => None,
    }
}

/// A text as a value of a type.
fn default(datatype: &Datatype, text: &str) -> Value {
    match Form::of(datatype) {
        Form::Whole { .. } => text.parse::<i64>().map_or_else(|_| text.into(), Value::from),
        Form::Switch { on, .. } if text == on => true.into(),
        Form::Switch { off, .. } if text == off => false.into(),
        Form::Switch { .. } | Form::Text => text.into(),
    }
}

fn description(field: &FieldDef) -> String {
    let meaning = MeaningShape::from(field.meaning).sentences().join(" ");
    let values = match field.kind {
        FieldKind::Attribute(datatype) | FieldKind::Text(datatype) | FieldKind::Value { datatype, .. } => datatype,
        _ => return sentences([field.doc, &meaning, &releases(field.since, field.later)]),
    };
    let doc = if values.keywords().next().is_some() || values.name == "text" { "" } else { values.doc };
    let words: Vec<String> = values.keywords().map(words).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
    sentences([field.doc, doc, &meaning, &releases(field.since, field.later), &words.join(" ")])
}

/// The releases of a keyword, if the model names any.
fn words(KeywordDef { name, since, later, .. }: &KeywordDef) -> String {
    let releases = releases(*since, later);
    if releases.is_empty() { releases } else { format!("`{name}`: {releases}") }
}

fn releases(since: Option<&str>, later: &[Later]) -> String {
    let since = since.map(|since| format!("Since libvirt {since}."));
    let later = later.iter().map(|later| format!("Since libvirt {}: {later}.", later.since));
    since.into_iter().chain(later).collect::<Vec<_>>().join(" ")
}

fn sentences<const N: usize>(parts: [&str; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The definition of an element that the model does not know.
const KEPT: &str = "element";

/// Definitions that come from no table: what is kept.
fn fixed_definitions() -> BTreeMap<String, Value> {
    let closed = |description: &str, required: Value, properties: Value| {
        json!({
            "description": description,
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        })
    };
    let text = json!({ "type": "string" });
    let field = |description: &str| json!({ "type": "string", "description": description });
    let (name, index) =
        (field("Name of a field of the element."), json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }));
    let content = json!({ "element": text, "bindings": list(reference("namespace")), "text": text, "comment": text, "instruction": text });
    let one_content = json!([
        { "required": ["element"] }, { "required": ["text"] }, { "required": ["comment"] }, { "required": ["instruction"] }
    ]);
    let mut node = closed("A piece of content as it stood.", json!([]), content.clone());
    node["oneOf"] = one_content.clone();
    let mut placed =
        closed("A piece of content at its place among the children; without a place behind all.", json!([]), content);
    placed["oneOf"] = one_content;
    placed["properties"]["before"] = reference("place");
    placed["properties"]["behind"] = reference("place");
    placed["properties"]["section"] = index.clone();
    let remark =
        closed("A comment or processing instruction.", json!([]), json!({ "comment": text, "instruction": text }));
    let extra = json!({
        "namespaces": list(reference("namespace")),
        "attributes": list(reference("attribute")),
        "prolog": list(reference("remark")),
        "nodes": list(reference("placed")),
        "epilog": list(reference("remark")),
        "values": list(reference("spelling")),
        "spellings": list(reference("spelling")),
        "children": list(reference("child")),
        "order": list(reference("place")),
        "expanded": { "type": "boolean" },
        "section": index,
        "sections": list(reference("section")),
        "attributed": index,
    });
    let definitions = [
        (EXTRA, closed("Unrecognized content of the element.", json!([]), extra)),
        (
            "namespace",
            closed("A namespace declaration.", json!(["prefix", "uri"]), json!({ "prefix": text, "uri": text })),
        ),
        (
            "attribute",
            closed(
                "An attribute that the model does not know.",
                json!(["name", "value"]),
                json!({ "namespace": text, "prefix": text, "name": text, "value": text }),
            ),
        ),
        (
            KEPT,
            closed(
                "An element that the model does not know, as it stood.",
                json!(["element"]),
                json!({ "element": text, "bindings": list(reference("namespace")) }),
            ),
        ),
        (
            "section",
            closed(
                "One of several elements that libvirt reads as one, with attributes that it ignores.",
                json!([]),
                json!({
                    "section": index,
                    "namespaces": list(reference("namespace")),
                    "attributes": list(reference("attribute")),
                }),
            ),
        ),
        ("node", node),
        ("placed", placed),
        ("remark", remark),
        ("place", closed("A child, by its field.", json!(["field"]), json!({ "field": name, "index": index }))),
        (
            "spelling",
            closed(
                "The text of a field.",
                json!(["field", "text"]),
                json!({ "field": name, "index": index, "text": text }),
            ),
        ),
        (
            "child",
            closed(
                "What a child holds beside its value.",
                json!(["field", "extra"]),
                json!({ "field": name, "index": index, "extra": reference(EXTRA) }),
            ),
        ),
    ];
    definitions.into_iter().map(|(name, definition)| (name.to_owned(), definition)).collect()
}
