//! Sizes, which libvirt writes in the unit of the field.

use crate::Domain;
use crate::types::Unit;
use crate::visit::{Node, revise, text_row};
use crate::xml::{ElementDef, FieldKind, Fields, Format, Measure, Slot, set_text_of_row};

/// Converts every size to the unit that a number without unit has, rounded up, and writes the unit.
pub(super) fn convert(domain: &mut Domain) {
    convert_all(domain);
    let caches = domain.cputune.iter_mut().flat_map(|cputune| &mut cputune.cachetunes);
    caches.flat_map(|cachetune| &mut cachetune.caches).for_each(|cache| enlarge(&mut cache.size, &mut cache.unit));
    let smm = domain.features.as_mut().and_then(|features| features.smm.as_mut());
    if let Some(tseg) = smm.and_then(|smm| smm.tseg.as_mut()) {
        enlarge(&mut tseg.value, &mut tseg.unit);
    }
}

/// Puts a size into the largest unit that expresses it.
fn enlarge(value: &mut Option<u64>, unit: &mut Option<Unit>) {
    let (Some(number), Some(given)) = (value.as_mut(), unit.as_mut()) else { return };
    for larger in [Unit::KiB, Unit::MiB, Unit::GiB, Unit::TiB] {
        if larger.bytes() == given.bytes() << 10 && *number > 0 && number.is_multiple_of(1 << 10) {
            (*number, *given) = (*number >> 10, larger);
        }
    }
}

fn convert_all(domain: &mut Domain) {
    revise(domain, "domain", conversion, |node, conversion: Conversion| {
        let element = node.element();
        set_text_of_row(element, conversion.number, &conversion.value.to_string());
        set_text_of_row(element, conversion.unit, conversion.name.as_str());
        if let Some(extra) = element.extra_mut() {
            extra.drop_unread();
        }
    });
}

/// A number and its unit, by their rows.
struct Conversion {
    number: usize,
    unit: usize,
    value: u128,
    name: Unit,
}

fn conversion(node: &Node<'_>) -> Option<Conversion> {
    if !node.is_element() {
        return None;
    }
    let element = node.element();
    let unit = unit_row(element.def())?;
    let (number, measure) = number(node)?;
    let plain = match measure {
        Measure::Bytes => Unit::Bytes,
        Measure::KiB => Unit::KiB,
        Measure::MiB => Unit::MiB,
        _ => return None,
    };
    let value: u128 = text(element, number)?.parse().ok()?;
    let given = match text(element, unit) {
        Some(unit) => unit.parse().ok()?,
        None if is_kept(element, unit) => return None,
        None => plain,
    };
    let bytes = value.checked_mul(u128::from(given.bytes()))?;
    let (value, name) = match element.def().fields[unit].format {
        // Shared memory is measured in whole MiB.
        Format::Letter => (bytes / u128::from(Unit::MiB.bytes()), Unit::MiB),
        // A size in a unit that is smaller than that of a plain number is not to lose what is beyond it.
        _ if plain == Unit::MiB => (bytes.div_ceil(1 << 10), Unit::KiB),
        _ => (bytes.div_ceil(u128::from(plain.bytes())), plain),
    };
    u64::try_from(value).ok()?;
    Some(Conversion { number, unit, value, name })
}

/// The row of the attribute that holds a unit of size.
fn unit_row(def: &ElementDef) -> Option<usize> {
    def.fields.iter().position(|field| {
        matches!(field.name, "unit" | "units")
            && matches!(field.kind, FieldKind::Attribute(datatype) if datatype.name == "unit")
    })
}

/// The row of the number, and the unit that it has without one: declared there, or where the element is.
fn number(node: &Node<'_>) -> Option<(usize, Measure)> {
    let fields = node.element().def().fields;
    let declared = fields
        .iter()
        .position(|field| field.meaning.unit.is_some() && !matches!(field.kind, FieldKind::Element { .. }));
    match declared {
        Some(row) => Some((row, fields[row].meaning.unit?)),
        None => Some((text_row(node.element())?, node.meaning().unit?)),
    }
}

fn text(element: &dyn Fields, row: usize) -> Option<String> {
    match element.slot(row) {
        Slot::Value(slot) if slot.count() == 1 => Some(slot.text(0, element.def().fields[row].format)),
        _ => None,
    }
}

/// Whether a field holds a text that is not of its type.
fn is_kept(element: &dyn Fields, row: usize) -> bool {
    element.extra().is_some_and(|extra| extra.text(row, 0).is_some_and(|text| text.invalid))
}
