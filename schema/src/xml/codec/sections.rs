//! Elements that libvirt reads as one: where the parts of the one value stood.
//!
//! The value has the content of all of them. Each child remembers the section that it was read in, so that it stays
//! there whatever else is changed; a child that remembers none is where the one before it is.

use super::extra::{Extra, Kept, KeptAttribute, Node, Section};
use super::index::{Class, Row};
use super::slot::{Fields, Slot, SlotMut};

/// The number of elements that an element was read from.
pub(crate) fn count(element: &dyn Fields) -> usize {
    element.extra().and_then(Extra::kept).map_or(1, |kept| kept.sections.len().max(1))
}

/// Begins one more section of an element, in a section of the element around it.
pub(crate) fn begin(element: &mut dyn Fields, within: u32) -> Option<u32> {
    let sections = &mut element.extra_mut()?.kept_mut().sections;
    if sections.is_empty() {
        sections.push(Section::default());
    }
    sections.push(Section { within, ..Section::default() });
    u32::try_from(sections.len() - 1).ok()
}

/// Remembers the section that a child was read in, given by its row and its place in the row.
pub(crate) fn remember(fields: &mut dyn Fields, row: usize, index: usize, section: u32) {
    if let SlotMut::Element(slot) = fields.slot_mut(row)
        && let Some(extra) = slot.get_mut(index).and_then(Fields::extra_mut)
    {
        extra.kept_mut().section = section;
        return;
    }
    if let Some(extra) = fields.extra_mut() {
        extra.of_field_mut(row, index).kept_mut().section = section;
    }
}

/// The sections of the pieces of content that a row gives, in order.
pub(crate) fn of_row(fields: &dyn Fields, row: usize, slot: Slot<'_>) -> Vec<usize> {
    let last = count(fields) - 1;
    let mut section = 0;
    let pieces = 0..pieces(&fields.def().index.rows[row], slot);
    // The order within a row has a meaning; sections have none.
    pieces
        .map(|index| {
            section = remembered(fields, row, slot, index).clamp(section, last);
            section
        })
        .collect()
}

/// The section that an attribute, value or element of a row is in, given by its place in the row; that of one that
/// was not read is 0.
pub(crate) fn of(fields: &dyn Fields, row: usize, index: usize) -> usize {
    let section = match fields.def().index.rows[row].class {
        Class::Attribute => fields.extra().and_then(Extra::kept).map_or(0, |kept| kept.attributed as usize),
        _ => remembered(fields, row, fields.slot(row), index),
    };
    section.min(count(fields) - 1)
}

/// The section of the element around it that a section of an element is in.
pub(crate) fn around(element: &dyn Fields, section: usize) -> usize {
    element.extra().and_then(Extra::kept).map_or(0, |kept| within(kept, section) as usize)
}

/// The last section of the element around it that an element is in.
pub(crate) fn last_around(element: &dyn Fields) -> usize {
    around(element, count(element) - 1)
}

/// The number of a section, from 1, among those in the same section of the element around it.
pub(crate) fn number(element: &dyn Fields, section: usize) -> usize {
    let own = around(element, section);
    let (mut first, mut end) = (0, section);
    while first < end {
        let middle = first.midpoint(end);
        if around(element, middle) < own { first = middle + 1 } else { end = middle }
    }
    section - first + 1
}

/// Unknown and ignored attributes with their sections.
pub(crate) fn attributes(extra: &Extra) -> impl Iterator<Item = (usize, &KeptAttribute)> {
    let attributed = extra.kept().map_or(0, |kept| kept.attributed as usize);
    let sections = extra.kept().map_or(&[][..], |kept| &kept.sections).iter().enumerate();
    let ignored = sections.flat_map(|(number, section)| section.attributes.iter().map(move |kept| (number, kept)));
    extra.attributes().iter().map(move |kept| (attributed, kept)).chain(ignored)
}

/// Kept nodes with their sections.
pub(crate) fn nodes(extra: &Extra) -> impl Iterator<Item = (usize, &Node)> {
    let nodes = extra.kept().map_or(&[][..], |kept| &kept.nodes);
    nodes.iter().map(|kept| (kept.section as usize, &kept.node))
}

/// The number of pieces of content that a row gives.
pub(crate) fn pieces(row: &Row, slot: Slot<'_>) -> usize {
    match (row.class, slot) {
        (Class::Attribute | Class::Text, _) => 0,
        (_, Slot::Value(slot)) if row.repeated => slot.count(),
        (_, Slot::Element(slot)) if row.repeated => slot.count(),
        (_, Slot::Element(slot)) if row.sections.is_some() => slot.get(0).map_or(1, count),
        (_, Slot::Nodes(nodes)) => nodes.len(),
        _ => 1,
    }
}

/// The section that a piece of a row was read in.
pub(crate) fn remembered(fields: &dyn Fields, row: usize, slot: Slot<'_>, index: usize) -> usize {
    let of = |extra: Option<&Extra>| extra.and_then(Extra::kept).map(|kept| kept.section);
    let section = match slot {
        Slot::Element(slot) if fields.def().index.rows[row].sections.is_some() => {
            let kept = slot.get(0).and_then(Fields::extra).and_then(Extra::kept);
            kept.map(|kept| within(kept, index))
        }
        Slot::Element(slot) => match slot.get(index).and_then(Fields::extra) {
            Some(extra) => of(Some(extra)),
            None => of(fields.extra().and_then(|extra| extra.of_field(row, index))),
        },
        _ => of(fields.extra().and_then(|extra| extra.of_field(row, index))),
    };
    section.unwrap_or_default() as usize
}

/// The section of the element around it that a section is in.
fn within(kept: &Kept, section: usize) -> u32 {
    match kept.sections.get(section) {
        Some(own) if section > 0 => own.within,
        _ => kept.section,
    }
}
