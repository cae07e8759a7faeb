//! When two values are the same.

use domxml_schema::types::{CpuSet, CpuSetTerm, Unit};
use domxml_schema::xml::{Datatype, ElementDef, FieldDef, FieldKind, Fields, Slot};

use crate::pattern;

/// Whether two texts of a field say the same.
pub(super) fn same(field: &FieldDef, asked: &str, running: &str) -> bool {
    asked == running || datatype(field).is_some_and(|datatype| datatype.name == "cpuset") && same_set(asked, running)
}

fn datatype(field: &FieldDef) -> Option<&'static Datatype> {
    match field.kind {
        FieldKind::Attribute(datatype) | FieldKind::Text(datatype) | FieldKind::Value { datatype, .. } => {
            Some(datatype)
        }
        _ => None,
    }
}

fn same_set(asked: &str, running: &str) -> bool {
    match (asked.parse::<CpuSet>(), running.parse::<CpuSet>()) {
        (Ok(asked), Ok(running)) => ranges(&asked) == ranges(&running),
        _ => false,
    }
}

/// The set as ascending ranges that do not touch.
fn ranges(set: &CpuSet) -> Vec<(u64, u64)> {
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    for term in &set.0 {
        match *term {
            CpuSetTerm::One(one) => ranges.push((one, one)),
            CpuSetTerm::Range(first, last) => ranges.push((first, last)),
            CpuSetTerm::Except(out) => {
                let parts = ranges.iter().flat_map(|(first, last)| match () {
                    () if out < *first || out > *last => vec![(*first, *last)],
                    () => [(out > *first).then(|| (*first, out - 1)), (out < *last).then(|| (out + 1, *last))]
                        .into_iter()
                        .flatten()
                        .collect(),
                });
                ranges = parts.collect();
            }
        }
    }
    ranges.sort_unstable();
    let mut joined: Vec<(u64, u64)> = Vec::new();
    for (first, last) in ranges {
        match joined.last_mut() {
            Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
            _ => joined.push((first, last)),
        }
    }
    joined
}

/// The size that an element says in a number and a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Size {
    /// Row of the number.
    pub(super) row: usize,
    bytes: u128,
    /// What libvirt rounds up to.
    granule: u128,
    /// As people write it.
    pub(super) text: String,
}

impl Size {
    /// The size in an element with an attribute for its unit, if it has one.
    pub(super) fn of(fields: &dyn Fields, element: &str) -> Option<Self> {
        let def = fields.def();
        let unit = unit_row(def)?;
        let row = def.fields.iter().position(|field| match field.kind {
            FieldKind::Text(_) => true,
            FieldKind::Attribute(_) => matches!(field.name, "memory" | "size" | "value" | "usage"),
            _ => false,
        })?;
        let number = text(fields, row)?;
        // Numbers without unit are KiB, but in these elements, where they are bytes.
        let bytes = matches!(element, "size" | "max_size" | "space_hard_limit" | "space_soft_limit" | "aw_bits");
        let default = if bytes { Unit::Bytes } else { Unit::KiB };
        let unit = match text(fields, unit) {
            Some(text) => text.parse().ok()?,
            None => default,
        };
        let text = format!("{number} {unit}");
        let bytes = number.parse::<u64>().ok()?;
        let bytes = u128::from(bytes) * u128::from(unit.bytes());
        Some(Self { row, bytes, granule: u128::from(default.bytes()), text })
    }

    /// Whether libvirt makes the one of the other.
    pub(super) fn same(&self, other: &Self) -> bool {
        self.bytes.div_ceil(self.granule) == other.bytes.div_ceil(other.granule)
    }
}

/// The row of the attribute that holds a unit of size.
pub(super) fn unit_row(def: &ElementDef) -> Option<usize> {
    def.fields.iter().position(|field| {
        matches!(field.name, "unit" | "units")
            && matches!(field.kind, FieldKind::Attribute(datatype) if datatype.name == "unit")
    })
}

/// The first text of a row: its value, or what is kept because it is not of the field's type.
pub(super) fn text(fields: &dyn Fields, row: usize) -> Option<String> {
    texts(fields, row).into_iter().next()
}

/// All texts of a row.
pub(super) fn texts(fields: &dyn Fields, row: usize) -> Vec<String> {
    let format = fields.def().fields[row].format;
    let mut texts: Vec<String> = match fields.slot(row) {
        Slot::Value(slot) => (0..slot.count()).map(|index| slot.text(index, format)).collect(),
        _ => Vec::new(),
    };
    let kept = fields.extra().into_iter().flat_map(|extra| extra.invalid_texts());
    texts.extend(kept.filter(|(at, ..)| *at == row).map(|(.., text)| text.to_owned()));
    texts
}

/// The rows that hold something, values that are not of their type included.
pub(super) fn rows(fields: &dyn Fields) -> Vec<usize> {
    let mut held = Vec::new();
    fields.present(0, &mut held);
    let mut rows: Vec<usize> = held.into_iter().map(|held| held.row).collect();
    if let Some(extra) = fields.extra() {
        let before = rows.len();
        rows.extend(extra.invalid_texts().map(|(row, ..)| row));
        if rows.len() > before {
            rows.sort_unstable();
            rows.dedup();
        }
    }
    rows
}

/// A text that tells an element from others of its name, if it has one.
pub(super) fn key(fields: &dyn Fields) -> Option<String> {
    KEYS.iter().find_map(|path| Some(format!("{path} {}", pattern::text_at(fields, path)?)))
}

/// What siblings of a name are told apart by.
const KEYS: [&str; 14] = [
    "@vcpus",
    "@id",
    "@name",
    "@vcpu",
    "@iothread",
    "@iothreads",
    "@cellid",
    "@alias",
    "@capability",
    "@start",
    "@group",
    "@model",
    "group_name",
    "path",
];

#[cfg(test)]
mod tests {
    use super::*;
    use domxml_schema::Element;
    use domxml_schema::domain::memory::Memory;

    #[test]
    fn sets_are_the_same_by_their_members() {
        for (one, other) in [("0-3", "0,1,2,3"), ("0-3,^2", "0-1,3"), ("3,1-2,1", "1-3"), ("0-7,^0,^7", "1-6")] {
            assert!(same_set(one, other), "{one} {other}");
        }
        assert!(!same_set("0-3", "0-4") && !same_set("0-18446744073709551615", "0") && !same_set("x", "y"));
    }

    #[test]
    fn sizes_are_the_same_by_their_bytes() {
        let size = |xml: &str| Size::of(&Memory::parse(xml).expect("it is a memory"), "memory").expect("it is a size");
        let same = |one, other| size(one).same(&size(other));
        assert!(same("<memory unit='GiB'>1</memory>", "<memory unit='KiB'>1048576</memory>"));
        assert!(same("<memory>1024</memory>", "<memory unit='MiB'>1</memory>"));
        assert!(same("<memory unit='bytes'>1</memory>", "<memory unit='KiB'>1</memory>"), "libvirt rounds up");
        assert!(!same("<memory unit='bytes'>1025</memory>", "<memory unit='KiB'>1</memory>"));
    }
}
