//! When two values are the same.

use domxml_schema::types::{CpuSet, Unit};
use domxml_schema::xml::{Datatype, ElementDef, FieldDef, FieldKind, Fields, Measure, Slot};

/// Whether two texts of a field say the same.
pub(super) fn same(field: &FieldDef, desired: &str, actual: &str) -> bool {
    desired == actual || datatype(field).is_some_and(|datatype| datatype.name == "cpuset") && same_set(desired, actual)
}

fn datatype(field: &FieldDef) -> Option<&'static Datatype> {
    match field.kind {
        FieldKind::Attribute(datatype) | FieldKind::Text(datatype) | FieldKind::Value { datatype, .. } => {
            Some(datatype)
        }
        _ => None,
    }
}

fn same_set(desired: &str, actual: &str) -> bool {
    match (desired.parse::<CpuSet>(), actual.parse::<CpuSet>()) {
        (Ok(desired), Ok(actual)) => desired.joined() == actual.joined(),
        _ => false,
    }
}

/// The size that an element says in a number and a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Size {
    /// Row of the number.
    pub(super) row: usize,
    bytes: u128,
    /// The bytes in the unit of a number that names none.
    unit: u128,
    /// As people write it.
    pub(super) text: String,
}

impl Size {
    /// The size in an element with an attribute for its unit, if it has one. The unit of a number that names none is
    /// declared by the field of the number, or else by that of the element.
    pub(super) fn of(fields: &dyn Fields, element: Option<&FieldDef>) -> Option<Self> {
        let def = fields.def();
        let unit = unit_row(def)?;
        let own = |field: &FieldDef| field.meaning.unit.filter(|_| !matches!(field.kind, FieldKind::Element { .. }));
        let is_text = |field: &FieldDef| matches!(field.kind, FieldKind::Text(_));
        let row = def.fields.iter().position(|field| own(field).is_some() || is_text(field))?;
        let plain = bytes(own(&def.fields[row]).or_else(|| element?.meaning.unit)?)?;
        let number = text(fields, row)?;
        let (unit, name) = match text(fields, unit) {
            Some(text) => {
                let unit: Unit = text.parse().ok()?;
                (unit.bytes(), unit.to_string())
            }
            None => (plain, name(plain)),
        };
        let bytes = u128::from(number.parse::<u64>().ok()?) * u128::from(unit);
        Some(Self { row, bytes, unit: u128::from(plain), text: format!("{number} {name}") })
    }

    /// Whether it is that of a number without unit.
    pub(super) fn is_default(&self, number: &str) -> bool {
        number.parse::<u64>().is_ok_and(|number| u128::from(number) * self.unit == self.bytes)
    }

    /// Whether libvirt makes the one of the other.
    pub(super) fn same(&self, other: &Self) -> bool {
        // libvirt rounds sizes up to whole KiB, where they are not in bytes.
        let rounded = |size: &Self| size.bytes.div_ceil(size.unit.min(1 << 10));
        rounded(self) == rounded(other)
    }
}

/// The bytes of a unit of sizes, or of rates.
fn bytes(unit: Measure) -> Option<u64> {
    match unit {
        Measure::BytesPerSecond => Measure::Bytes.bytes(),
        Measure::KiBPerSecond => Measure::KiB.bytes(),
        unit => unit.bytes(),
    }
}

/// The usual name of a unit of so many bytes.
fn name(bytes: u64) -> String {
    let units = [Unit::Bytes, Unit::KiB, Unit::MiB];
    units.into_iter().find(|unit| unit.bytes() == bytes).map_or_else(String::new, |unit| unit.to_string())
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

/// Whether a row has a value that is not of its type, or a keyword that the model does not know.
pub(super) fn is_odd(fields: &dyn Fields, row: usize) -> bool {
    let other = matches!(fields.slot(row), Slot::Value(slot) if slot.count() > 0 && slot.is_other(0));
    other || fields.extra().is_some_and(|extra| extra.invalid_texts().any(|(at, ..)| at == row))
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
        let size = |xml: &str| Size::of(&Memory::parse(xml).expect("it is a memory"), None).expect("it is a size");
        let same = |one, other| size(one).same(&size(other));
        assert!(same("<memory unit='GiB'>1</memory>", "<memory unit='KiB'>1048576</memory>"));
        assert!(same("<memory>1024</memory>", "<memory unit='MiB'>1</memory>"));
        assert!(same("<memory unit='bytes'>1</memory>", "<memory unit='KiB'>1</memory>"), "libvirt rounds up");
        assert!(!same("<memory unit='bytes'>1025</memory>", "<memory unit='KiB'>1</memory>"));
    }
}
