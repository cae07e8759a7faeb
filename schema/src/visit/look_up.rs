//! Values at short places in an element, such as `target/@dev`.

use std::borrow::Cow;

use crate::xml::inside::sections;
use crate::xml::{FieldKind, Fields, Held, Slot};

/// The text at a place in an element: of an attribute (`@type`, `target/@dev`) or of a child (`serial`); of
/// several children of a name the first counts, and one that never holds text has the empty text.
///
/// ```
/// use domxml_schema::Element;
/// use domxml_schema::device::Disk;
/// use domxml_schema::visit::text_at;
///
/// let disk = Disk::parse("<disk type='file'><target dev='vda'/><serial>7</serial><readonly/></disk>")?;
/// assert_eq!(text_at(&disk, "target/@dev").as_deref(), Some("vda"));
/// assert_eq!(text_at(&disk, "serial").as_deref(), Some("7"));
/// assert_eq!(text_at(&disk, "readonly").as_deref(), Some(""));
/// assert_eq!(text_at(&disk, "target/@bus"), None);
/// # Ok::<(), domxml_schema::xml::Error>(())
/// ```
pub fn text_at<'v>(fields: &'v dyn Fields, place: &str) -> Option<Cow<'v, str>> {
    let (fields, last) = match place.rsplit_once('/') {
        Some((around, last)) => (element_at(fields, around)?, last),
        None => (fields, place),
    };
    match last.strip_prefix('@') {
        Some(name) => fields.attribute(name),
        None => child_text(fields, last),
    }
}

/// The element with a struct of its own at a place in an element, such as `source/address`.
pub fn element_at<'v>(fields: &'v dyn Fields, place: &str) -> Option<&'v dyn Fields> {
    place.split('/').try_fold(fields, |fields, name| {
        fields.def().fields.iter().enumerate().find_map(|(row, field)| match (field.kind, fields.slot(row)) {
            (FieldKind::Element { .. }, Slot::Element(slot)) if field.qualified_name() == name => slot.get(0),
            (FieldKind::Choice { .. }, Slot::Element(slot)) => {
                (0..slot.count()).filter_map(|index| slot.get(index)).find(|it| it.element_name() == Some(name))
            }
            _ => None,
        })
    })
}

/// The text of an element itself.
pub fn own_text(fields: &dyn Fields) -> Option<Cow<'_, str>> {
    text_of(fields, text_row(fields)?, 0)
}

/// The row of an element's own text.
pub(crate) fn text_row(fields: &dyn Fields) -> Option<usize> {
    fields.def().fields.iter().position(|field| matches!(field.kind, FieldKind::Text(_)))
}

/// A value of a row, or the text that is kept in its place.
pub(crate) fn text_of(fields: &dyn Fields, row: usize, index: usize) -> Option<Cow<'_, str>> {
    match fields.slot(row) {
        Slot::Value(slot) if index < slot.count() => {
            Some(Cow::Owned(slot.text(index, fields.def().fields[row].format)))
        }
        Slot::Value(_) => {
            let kept = fields.extra()?.text(row, index).filter(|kept| kept.invalid)?;
            Some(Cow::Borrowed(&*kept.text))
        }
        _ => None,
    }
}

/// The attributes of the element at a place, but for those that say nothing of which one it is.
pub(super) fn attributes_at(fields: &dyn Fields, place: &str) -> Vec<(&'static str, String)> {
    let Some(fields) = element_at(fields, place) else { return Vec::new() };
    let mut rows = Vec::new();
    fields.present(0, &mut rows);
    let values = rows.into_iter().filter_map(|Held { row, slot }| {
        let field = &fields.def().fields[row];
        match (field.kind, slot) {
            // Whether more functions of a slot are in use says nothing about this one.
            (FieldKind::Attribute(_), Slot::Value(slot)) if field.name != "multifunction" => {
                Some((field.name, slot.text(0, field.format)))
            }
            _ => None,
        }
    });
    let values: Vec<_> = values.collect();
    match fields.tag() {
        Some((tag, value)) if !values.is_empty() => [(tag, value.to_owned())].into_iter().chain(values).collect(),
        _ => values,
    }
}

/// The number of children of a name that the model knows in an element, or in a section of it.
pub(super) fn known_children(fields: &dyn Fields, name: &str, section: Option<usize>) -> usize {
    let rows = fields.def().fields.iter().enumerate();
    rows.map(|(row, field)| {
        let slot = fields.slot(row);
        let is_named = |index: &usize| match (field.kind, slot) {
            (FieldKind::Choice { .. }, Slot::Element(slot)) => slot.get(*index).is_some_and(|child| {
                child.element_name().or_else(|| child.kept().map(|kept| kept.name())).is_some_and(|it| it == name)
            }),
            _ => field.qualified_name() == name,
        };
        let count = match (field.kind, slot) {
            (FieldKind::Attribute(_) | FieldKind::Text(_), _) => 0,
            (_, Slot::Element(slot)) => slot.count(),
            (_, Slot::Value(slot)) => slot.count(),
            (_, Slot::Flag(there)) => usize::from(*there),
            _ => 0,
        };
        let is_there = |index: &usize| section.is_none_or(|section| sections::of(fields, row, *index) == section);
        (0..count).filter(is_named).filter(is_there).count()
    })
    .sum()
}

fn child_text<'v>(fields: &'v dyn Fields, name: &str) -> Option<Cow<'v, str>> {
    let row = fields.def().fields.iter().position(|field| {
        matches!(field.kind, FieldKind::Value { .. } | FieldKind::Element { .. } | FieldKind::Flag)
            && field.qualified_name() == name
    })?;
    match fields.slot(row) {
        Slot::Element(slot) => {
            let child = slot.get(0)?;
            let holds_text = child.def().fields.iter().any(|field| matches!(field.kind, FieldKind::Text(_)));
            if holds_text { own_text(child) } else { Some(Cow::Borrowed("")) }
        }
        Slot::Flag(there) => there.then_some(Cow::Borrowed("")),
        _ => text_of(fields, row, 0),
    }
}
