//! The places where a value keeps anything beyond its typed fields.

use domxml_schema::xml::{FieldKind, Fields, Slot};

/// Path of the first element that keeps anything, spelling included.
pub fn kept(fields: &dyn Fields, path: &str) -> Option<String> {
    if fields.kept().is_some() || fields.extra().is_some_and(|extra| !extra.is_empty()) {
        return Some(path.to_owned());
    }
    fields.def().fields.iter().enumerate().find_map(|(index, field)| match (field.kind, fields.slot(index)) {
        (FieldKind::Element { .. } | FieldKind::Choice { .. }, Slot::Element(slot)) => {
            (0..slot.count()).find_map(|i| {
                let child = slot.get(i)?;
                kept(child, &format!("{path}/{}", child.element_name().unwrap_or(field.name)))
            })
        }
        _ => None,
    })
}
