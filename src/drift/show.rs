//! Elements on one line, for people; secrets are not shown.

use std::borrow::Cow;
use std::fmt::Write as _;

use domxml_schema::path::{Path, Step};
use domxml_schema::xml::{FieldKind, Fields, Slot};

use super::value;
use crate::secret;

/// Depth at which an element is cut short: what is deeper tells nobody which element it is.
const DEPTH: usize = 4;
/// Characters after which it is cut short.
const LENGTH: usize = 400;

/// An element, as XML on one line. `names` is its path, from the last name to the first.
pub(super) fn element<'n>(fields: &dyn Fields, names: impl Iterator<Item = &'n str>) -> String {
    let mut show = Show { names: names.map(|name| Cow::Owned(name.to_owned())).collect(), text: String::new() };
    show.names.reverse();
    show.element(fields);
    if show.text.chars().count() > LENGTH {
        show.text = show.text.chars().take(LENGTH).chain(['…']).collect();
    }
    show.text
}

/// A value without its secrets. `names` is its path, from the last name to the first.
pub(super) fn value<'n>(names: impl Iterator<Item = &'n str>, value: &str) -> String {
    let names: Vec<&str> = names.collect();
    let path = names.iter().rev().fold(Path::root("domain"), |path, name| match name.strip_prefix('@') {
        Some(attribute) => path.with_attribute(attribute.to_owned()),
        None => path.child(Step::new((*name).to_owned())),
    });
    secret::hide_at(&path, value).into_owned()
}

struct Show {
    /// From the first to the last.
    names: Vec<Cow<'static, str>>,
    text: String,
}

impl Show {
    fn element(&mut self, fields: &dyn Fields) {
        if let Some(kept) = fields.kept() {
            let _ = write!(self.text, "<{}…>", kept.name());
            return;
        }
        let name = self.names.last().cloned().unwrap_or_default();
        let _ = write!(self.text, "<{name}");
        if let Some((tag, value)) = fields.tag() {
            let _ = write!(self.text, " {tag}='{value}'");
        }
        let rows: Vec<usize> = value::rows(fields);
        let (attributes, children): (Vec<usize>, Vec<usize>) =
            rows.into_iter().partition(|row| matches!(fields.def().fields[*row].kind, FieldKind::Attribute(_)));
        for row in attributes {
            let name = fields.def().fields[row].name;
            let text = hidden(fields, row, &value::text(fields, row).unwrap_or_default());
            let _ = write!(self.text, " {name}='{text}'");
        }
        for attribute in fields.extra().into_iter().flat_map(|extra| extra.attributes()) {
            let _ = write!(self.text, " {}='{}'", attribute.name, attribute.value);
        }
        let kept: Vec<_> = fields.extra().into_iter().flat_map(|extra| extra.nodes()).collect();
        if children.is_empty() && kept.is_empty() {
            self.text.push_str("/>");
            return;
        }
        self.text.push('>');
        if self.names.len() >= DEPTH || self.text.len() > LENGTH {
            self.text.push('…');
        } else {
            children.into_iter().for_each(|row| self.row(fields, row));
            if !kept.is_empty() {
                self.text.push('…');
            }
        }
        let _ = write!(self.text, "</{name}>");
    }

    fn row(&mut self, fields: &dyn Fields, row: usize) {
        let field = &fields.def().fields[row];
        match (field.kind, fields.slot(row)) {
            (FieldKind::Text(_), _) => {
                let text = hidden(fields, row, &value::text(fields, row).unwrap_or_default());
                self.text.push_str(&text);
            }
            (FieldKind::Value { .. }, _) => {
                let name = field.qualified_name();
                self.names.push(name.clone());
                for text in value::texts(fields, row) {
                    let text = hidden(fields, row, &text);
                    let _ = write!(self.text, "<{name}>{text}</{name}>");
                }
                self.names.pop();
            }
            (FieldKind::Flag, _) => {
                let _ = write!(self.text, "<{}/>", field.qualified_name());
            }
            (_, Slot::Element(slot)) => {
                for child in (0..slot.count()).filter_map(|index| slot.get(index)) {
                    let name = child.element_name().map_or_else(|| field.qualified_name(), Cow::Borrowed);
                    self.names.push(name);
                    self.element(child);
                    self.names.pop();
                }
            }
            _ => self.text.push('…'),
        }
    }
}

/// A value of a field without its secrets.
fn hidden(fields: &dyn Fields, row: usize, text: &str) -> String {
    secret::hide(&fields.def().fields[row], None, text).into_owned()
}
