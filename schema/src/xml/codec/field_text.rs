//! The text of a single field, as a document would give it.

use crate::xml::codec::extra::FieldText;
use crate::xml::codec::slot::{Fields, Outcome, Slot, SlotMut};
use crate::xml::codec::table::FieldKind;

/// The text that is kept for a field, given by its Rust name, because it is not of the field's type.
pub fn kept_text<'f>(fields: &'f dyn Fields, field: &str) -> Option<&'f str> {
    let row = row(fields, field)?;
    let kept = fields.extra()?.text(row, 0).filter(|text| text.invalid)?;
    matches!(fields.slot(row), Slot::Value(slot) if slot.count() == 0).then_some(&*kept.text)
}

/// Gives a field, named as in Rust, its text, as if a document had been read: what is of the field's type
/// becomes its value; anything else is kept and written, and the field has no value.
///
/// `None` if there is no such field, or it holds no single value.
///
/// ```
/// use domxml_schema::Element;
/// use domxml_schema::device::lease::Target;
/// use domxml_schema::xml::Outcome;
///
/// let mut target = Target::default();
/// assert_eq!(target.set_text("offset", "to be told"), Some(Outcome::Invalid));
/// assert_eq!((target.offset, target.kept_text("offset")), (None, Some("to be told")));
/// assert_eq!(target.to_xml()?, "<target offset='to be told'/>\n");
///
/// assert_eq!(target.set_text("offset", "4096"), Some(Outcome::Exact));
/// assert_eq!((target.offset, target.kept_text("offset")), (Some(4096), None));
/// # Ok::<(), domxml_schema::xml::Error>(())
/// ```
pub fn set_text(fields: &mut dyn Fields, field: &str, text: &str) -> Option<Outcome> {
    let row = row(fields, field)?;
    set_text_of_row(fields, row, text)
}

/// As [`set_text`], for the field of a row of the element's table.
pub(crate) fn set_text_of_row(fields: &mut dyn Fields, row: usize, text: &str) -> Option<Outcome> {
    let def = fields.def().fields.get(row)?;
    let (FieldKind::Attribute(datatype) | FieldKind::Text(datatype) | FieldKind::Value { datatype, repeated: false }) =
        def.kind
    else {
        return None;
    };
    let SlotMut::Value(slot) = fields.slot_mut(row) else { return None };
    slot.clear();
    let outcome = slot.read(text, def.format, datatype, &mut String::new());
    let kept = matches!(outcome, Outcome::Invalid | Outcome::Spelled).then(|| {
        let invalid = outcome == Outcome::Invalid;
        FieldText { field: row as u16, index: 0, text: text.into(), invalid }
    });
    fields.extra_mut()?.replace_text(row, kept);
    Some(outcome)
}

/// Gives one of the values of a row of several its text; nothing if the row has none of that index, or has texts that
/// are not of its type.
pub(crate) fn set_item_of_row(fields: &mut dyn Fields, row: usize, index: usize, text: &str) -> Option<Outcome> {
    let def = fields.def().fields.get(row)?;
    let FieldKind::Value { datatype, repeated: true } = def.kind else { return None };
    let has_texts = fields.extra().is_some_and(|extra| extra.invalid_texts().any(|(field, ..)| field == row));
    let SlotMut::Value(slot) = fields.slot_mut(row) else { return None };
    if has_texts || index >= slot.count() {
        return None;
    }
    let mut texts: Vec<String> = (0..slot.count()).map(|item| slot.text(item, def.format)).collect();
    text.clone_into(&mut texts[index]);
    slot.clear();
    let outcomes: Vec<Outcome> =
        texts.iter().map(|text| slot.read(text, def.format, datatype, &mut String::new())).collect();
    outcomes.get(index).copied()
}

fn row(fields: &dyn Fields, field: &str) -> Option<usize> {
    fields.def().fields.iter().position(|row| row.rust_name == field)
}
