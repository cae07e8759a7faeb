//! Writing: one walk over the tables.

use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::error::Error;
use super::extra::{ExtraForm, KeptForm, NodeForm};
use super::value::ValueForm;
use super::{EXTRA, OTHER};
use crate::report::{Code, Position};
use crate::xml::inside::NamedElement;
use crate::xml::{AnyElement, Element, FieldKind, Fields, Held, Slot};

/// Writes an element as a document in JSON, on several lines; keys are in libvirt's order.
///
/// ```
/// use domxml_schema::{Element, device::Disk, json};
///
/// let disk = Disk::parse("<disk type='file'><target dev='vda' bus='virtio'/><readonly/></disk>")?;
/// let text = r#"{
///   "disk": {
///     "kind": "file",
///     "target": {
///       "dev": "vda",
///       "bus": "virtio"
///     },
///     "readonly": true
///   }
/// }
/// "#;
/// assert_eq!(json::to_string(&disk)?, text);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// None for values that were read; a serializer of JSON may fail, if not with these.
pub fn to_string<T: Element>(value: &T) -> Result<String, Error> {
    text(&Document::of(value))
}

/// Makes a value of JSON of an element, as a document.
///
/// # Errors
/// As [`to_string`].
pub fn to_value<T: Element>(value: &T) -> Result<Value, Error> {
    serde_json::to_value(Document::of(value)).map_err(|error| failure(&error))
}

/// Serializes an element without the key of a document: `#[serde(with = "domxml_schema::json")]`.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<T: Element, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    ElementForm { fields: value, union: is_union::<T>() }.serialize(serializer)
}

impl AnyElement {
    /// Writes it as a document in JSON.
    ///
    /// # Errors
    /// As [`to_string`].
    pub fn to_json(&self) -> Result<String, Error> {
        let root = self.root();
        let union = !root.def.variants.is_empty();
        text(&Document { key: Some(root.qualified()), element: ElementForm { fields: self.fields(), union } })
    }
}

fn is_union<T: Element>() -> bool {
    !T::DEF.variants.is_empty()
}

fn text(document: &Document<'_>) -> Result<String, Error> {
    let text = serde_json::to_string_pretty(document).map_err(|error| failure(&error))?;
    Ok(text + "\n")
}

fn failure(error: &serde_json::Error) -> Error {
    Error::single(Code::NOT_WRITABLE, error.to_string(), String::new(), Position::default(), "$")
}

/// An element under the key that names its kind.
struct Document<'a> {
    /// None where the element is a union that names itself.
    key: Option<String>,
    element: ElementForm<'a>,
}

impl<'a> Document<'a> {
    fn of<T: Element>(value: &'a T) -> Self {
        let root = NamedElement { name: T::DEF.name, namespace: T::DEF.namespace, def: T::DEF };
        let key = (!root.name.is_empty()).then(|| root.qualified());
        Self { key, element: ElementForm { fields: value, union: is_union::<T>() } }
    }
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.key {
            Some(key) => serializer.collect_map([(key, &self.element)]),
            None => self.element.serialize(serializer),
        }
    }
}

/// An element: an object of its fields; of a union, an object that names the variant and holds that.
struct ElementForm<'a> {
    fields: &'a dyn Fields,
    union: bool,
}

impl Serialize for ElementForm<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = self.fields;
        if self.union {
            let variant = fields.tag().map(|(_, value)| value).or(fields.element_name()).unwrap_or(OTHER);
            return serializer.collect_map([(variant, Self { fields, union: false })]);
        }
        if let Some(kept) = fields.kept() {
            return KeptForm(kept).serialize(serializer);
        }
        let (def, mut held) = (fields.def(), Vec::new());
        fields.present(0, &mut held);
        let mut map = serializer.serialize_map(None)?;
        for Held { row, slot } in held {
            let field = &def.fields[row];
            map.serialize_entry(field.rust_name, &FieldForm { kind: field.kind, slot })?;
        }
        if let Some(extra) = ExtraForm::of(fields) {
            map.serialize_entry(EXTRA, &extra)?;
        }
        map.end()
    }
}

/// A field that holds something.
struct FieldForm<'a> {
    kind: FieldKind,
    slot: Slot<'a>,
}

impl Serialize for FieldForm<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.slot, self.kind) {
            (Slot::Value(slot), FieldKind::Value { repeated: true, .. }) => {
                serializer.collect_seq((0..slot.count()).map(|index| ValueForm { slot, index }))
            }
            (Slot::Value(slot), _) => ValueForm { slot, index: 0 }.serialize(serializer),
            (Slot::Flag(flag), _) => serializer.serialize_bool(*flag),
            (Slot::Nodes(nodes), _) => serializer.collect_seq(nodes.iter().map(NodeForm)),
            (Slot::Element(slot), kind) => {
                let (union, list) = match kind {
                    FieldKind::Element { union, repeated, .. } => (union, repeated),
                    _ => (true, true),
                };
                let element = |index| slot.get(index).map(|fields| ElementForm { fields, union });
                if list {
                    return serializer.collect_seq((0..slot.count()).filter_map(element));
                }
                element(0).ok_or_else(|| S::Error::custom("a field is there and not there"))?.serialize(serializer)
            }
            (Slot::None, _) => serializer.serialize_unit(),
        }
    }
}
