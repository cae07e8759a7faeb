//! Paths of the model in tables: names from below `<domain>`, such as `devices/disk/target/@dev`.
//!
//! `*` stands for any one element, `@*` for any attribute; `**/` in front for any number of names. The last name is an attribute
//! (`@dev`) or an element. Names of other name spaces have libvirt's prefix: `qemu:commandline`.

use std::borrow::Cow;

use domxml_schema::xml::{FieldDef, FieldKind, Fields, Slot};

/// Whether a path is one of those that a pattern means; its names come from the last to the first.
pub(crate) fn matches<'n>(pattern: &str, names: impl Iterator<Item = &'n str>) -> bool {
    let (anywhere, pattern) = pattern.strip_prefix("**/").map_or((false, pattern), |rest| (true, rest));
    let mut names = names;
    for wanted in pattern.rsplit('/') {
        match names.next() {
            Some(name) if wanted == name => {}
            Some(name) if wanted == if name.starts_with('@') { "@*" } else { "*" } => {}
            _ => return false,
        }
    }
    anywhere || names.next().is_none()
}

/// The name of a field as patterns and paths have it, without `@`.
pub(crate) fn qualified(field: &FieldDef) -> Cow<'static, str> {
    match field.namespace {
        Some(namespace) => Cow::Owned(format!("{}:{}", namespace.prefix, field.name)),
        None => Cow::Borrowed(field.name),
    }
}

/// The text at a path below an element, such as `target/@dev`; of several children of a name the first
/// counts.
pub(crate) fn text_at<'f>(fields: &'f dyn Fields, path: &str) -> Option<Cow<'f, str>> {
    let (fields, last) = match path.rsplit_once('/') {
        Some((around, last)) => (element_at(fields, around)?, last),
        None => (fields, path),
    };
    match last.strip_prefix('@') {
        Some(name) => fields.attribute(name),
        None => value_of(fields, last).map(Cow::Owned),
    }
}

/// The element with a struct of its own at a path below an element.
pub(crate) fn element_at<'f>(fields: &'f dyn Fields, path: &str) -> Option<&'f dyn Fields> {
    path.split('/').try_fold(fields, |fields, name| {
        let is_it = |field: &FieldDef| matches!(field.kind, FieldKind::Element { .. }) && qualified(field) == name;
        let row = fields.def().fields.iter().position(is_it)?;
        match fields.slot(row) {
            Slot::Element(slot) => slot.get(0),
            _ => None,
        }
    })
}

/// The text of an element.
pub(crate) fn own_text(fields: &dyn Fields) -> Option<String> {
    let row = fields.def().fields.iter().position(|field| matches!(field.kind, FieldKind::Text(_)))?;
    text_of(fields, row, 0)
}

/// The text of a child, whether it has a struct of its own or not.
fn value_of(fields: &dyn Fields, name: &str) -> Option<String> {
    let row = fields.def().fields.iter().position(|field| {
        matches!(field.kind, FieldKind::Value { .. } | FieldKind::Element { .. }) && qualified(field) == name
    })?;
    match fields.slot(row) {
        Slot::Element(slot) => own_text(slot.get(0)?),
        _ => text_of(fields, row, 0),
    }
}

/// A text of a row that holds values, if there is one.
fn text_of(fields: &dyn Fields, row: usize, index: usize) -> Option<String> {
    match fields.slot(row) {
        Slot::Value(slot) if index < slot.count() => Some(slot.text(index, fields.def().fields[row].format)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domxml_schema::device::Disk;
    use domxml_schema::{Domain, Element};

    #[test]
    fn patterns_are_compared_name_by_name() {
        let path = ["@name", "alias", "disk", "devices"];
        let is = |pattern| matches(pattern, path.into_iter());
        assert!(is("devices/disk/alias/@name") && is("devices/*/alias/@name") && is("**/alias/@name"));
        assert!(!is("devices/disk/alias") && !is("alias/@name") && !is("devices/*/*/alias/@name"));
    }

    #[test]
    fn texts_are_found_by_their_path() {
        let disk = Disk::parse("<disk type='file'><target dev='vda'/><serial>7</serial></disk>").expect("it is a disk");
        let text = |path| text_at(&disk, path).map(Cow::into_owned);
        assert_eq!(text("target/@dev").as_deref(), Some("vda"));
        assert_eq!(text("@type").as_deref(), Some("file"));
        assert_eq!(text("serial").as_deref(), Some("7"));
        assert_eq!((text("source/@file"), text("target/@bus")), (None, None));
        let domain = Domain::parse("<domain><vcpu current='1'>2</vcpu></domain>").expect("it is a domain");
        assert_eq!(text_at(&domain, "vcpu").as_deref(), Some("2"));
    }
}
