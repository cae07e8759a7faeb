//! Declared defaults: what libvirt writes where it is absent, and drops where it says nothing.

use super::platform::Platform;
use crate::Domain;
use crate::visit::{Node, Surroundings, revise, text_row};
use crate::xml::{DefaultForm, Extra, FieldDef, FieldKind, Fields, Outcome, Slot, SlotMut, StartView, set_text_of_row};

/// Applies the declared defaults of all fields.
pub(super) fn apply(domain: &mut Domain, platform: &Platform) {
    // A default may depend on another one, in an element that a third one brought; no chain is as long as this.
    for _ in 0..32 {
        let changed = pass(domain, platform, DefaultForm::Dropped) || pass(domain, platform, DefaultForm::Written);
        if !changed {
            return;
        }
    }
}

/// A change of a field, given by its row.
enum Change {
    Remove(usize),
    /// A value, or an element with that text or with the defaults of its own fields.
    Add(usize, Option<String>),
}

/// Applies the defaults of one form once; returns whether anything changed.
fn pass(domain: &mut Domain, platform: &Platform, form: DefaultForm) -> bool {
    let mut changed = false;
    let plan = |node: &Node<'_>| {
        let changes = if node.is_element() { changes(node, platform, form) } else { Vec::new() };
        (!changes.is_empty()).then_some(changes)
    };
    revise(domain, "domain", plan, |node, changes| {
        for change in changes {
            changed |= carry_out(node.element(), change);
        }
    });
    changed
}

/// The changes of the fields of an element.
fn changes(node: &Node<'_>, platform: &Platform, form: DefaultForm) -> Vec<Change> {
    let element = node.element();
    let rows = element.def().fields.iter().enumerate();
    let mut rows = rows.filter(|(_, field)| !field.meaning.defaults.is_empty()).peekable();
    if rows.peek().is_none() {
        return Vec::new();
    }
    let around = Surroundings::of(node).inside(element).under(&platform.hypervisor);
    let change = |(row, field): (usize, &FieldDef)| {
        let default = around.default_of(field).filter(|default| default.form == form)?;
        match form {
            DefaultForm::Written if is_absent(element, row) && platform.knows(field, default.text.as_deref()) => {
                Some(Change::Add(row, default.text.map(Into::into)))
            }
            DefaultForm::Dropped if is_dispensable(element, row, default.text.as_deref()) => Some(Change::Remove(row)),
            _ => None,
        }
    };
    rows.filter_map(change).collect()
}

fn is_absent(element: &dyn Fields, row: usize) -> bool {
    match element.slot(row) {
        Slot::Value(slot) => slot.count() == 0 && element.extra().is_none_or(|extra| extra.text(row, 0).is_none()),
        Slot::Element(slot) => slot.count() == 0,
        Slot::Flag(there) => !there,
        Slot::Nodes(_) | Slot::None => false,
    }
}

/// Whether a field has a certain text, or is an element that says nothing.
fn is_dispensable(element: &dyn Fields, row: usize, text: Option<&str>) -> bool {
    match (element.slot(row), text) {
        (Slot::Value(slot), Some(text)) => slot.count() == 1 && slot.text(0, element.def().fields[row].format) == text,
        (Slot::Element(slot), None) => slot.count() == 1 && slot.get(0).is_some_and(is_empty),
        _ => false,
    }
}

fn is_empty(element: &dyn Fields) -> bool {
    let mut held = Vec::new();
    element.present(0, &mut held);
    held.is_empty()
        && element.tag().is_none()
        && element.kept().is_none()
        && element.extra().is_none_or(|extra| *extra == Extra::default())
}

fn carry_out(element: &mut dyn Fields, change: Change) -> bool {
    match change {
        Change::Remove(row) => match element.slot_mut(row) {
            SlotMut::Value(slot) => slot.clear(),
            SlotMut::Element(elements) => elements.clear(),
            _ => return false,
        },
        Change::Add(row, text) => match (element.def().fields[row].kind, text) {
            (FieldKind::Element { union: false, .. }, text) => return begin(element, row, text.as_deref()),
            (FieldKind::Flag, _) => {
                let SlotMut::Flag(there) = element.slot_mut(row) else { return false };
                *there = true;
            }
            (_, Some(text)) => return set(element, row, &text),
            (_, None) => return false,
        },
    }
    true
}

/// Adds a child, with a text if there is one.
fn begin(element: &mut dyn Fields, row: usize, text: Option<&str>) -> bool {
    let name = element.def().fields[row].name;
    let SlotMut::Element(elements) = element.slot_mut(row) else { return false };
    let Some((_, child)) = elements.begin(&StartView { name, attrs: &[] }) else { return false };
    if let (Some(text), Some(row)) = (text, text_row(child))
        && !set(child, row, text)
    {
        elements.clear();
        return false;
    }
    true
}

/// Gives a field a text, unless it is not of the type (that of another field may be a placeholder).
fn set(element: &mut dyn Fields, row: usize, text: &str) -> bool {
    match set_text_of_row(element, row, text) {
        Some(Outcome::Invalid) => {
            if let Some(extra) = element.extra_mut() {
                extra.replace_text(row, None);
            }
            false
        }
        outcome => outcome.is_some(),
    }
}
