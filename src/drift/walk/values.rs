//! Values of an element: in the two documents, and in their normal forms.

use domxml_schema::xml::{FieldDef, FieldKind, Fields, Slot};

use super::super::children;
use super::super::declared::Choice;
use super::super::frame::{Pair, Sides};
use super::super::rule::Effect;
use super::super::value::{self, Size};
use super::{ATTRIBUTE, ELEMENT, Part, Walk};

/// A value of the two domains.
pub(super) struct Texts {
    /// In the documents.
    pub(super) written: Sides<Option<String>>,
    /// In their normal forms, where it is known what the element is there.
    normal: Sides<Option<Option<String>>>,
}

impl Texts {
    /// The attribute or text of a row.
    pub(super) fn of_row(written: Pair<'_>, normal: Pair<'_>, row: usize) -> Self {
        Self::of(written, normal, |fields| value::text(fields, row))
    }

    /// The presence of an empty child.
    pub(super) fn of_flag(written: Pair<'_>, normal: Pair<'_>, row: usize, name: &str) -> Self {
        Self::of(written, normal, |fields| match fields.slot(row) {
            Slot::Flag(true) => Some(format!("<{name}/>")),
            _ => None,
        })
    }

    fn of(written: Pair<'_>, normal: Pair<'_>, text: impl Fn(&dyn Fields) -> Option<String>) -> Self {
        Self { written: written.map(|side| side.and_then(&text)), normal: normal.map(|side| side.map(&text)) }
    }

    /// Whether libvirt reads the same from both documents. What a running domain says is what it is, and so is what rules
    /// decide; only what it does not say is completed.
    pub(super) fn agree(&self, live: Sides<bool>, choice: Choice, same: impl Fn(&str, &str) -> bool) -> bool {
        let desired = possible(&self.written.desired, &self.normal.desired, live.desired);
        let is_read = live.actual || choice == Choice::None;
        let actual = possible(&self.written.actual, &self.normal.actual, is_read);
        let equal = |one: Option<&str>, other: Option<&str>| match (one, other) {
            (Some(one), Some(other)) => same(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        desired.iter().any(|one| actual.iter().any(|other| equal(*one, *other)))
    }

    /// Whether libvirt would have filled in a value that one document does not say: none that it is free to choose.
    pub(super) fn is_completed(&self, effect: Effect) -> bool {
        let normal = match effect {
            Effect::Added => &self.normal.desired,
            Effect::Dropped => &self.normal.actual,
            Effect::Differs => return false,
        };
        matches!(normal, Some(Some(_)))
    }
}

/// The meanings of a value in a document: as it is written, and as it is in the normal form.
fn possible<'t>(written: &'t Option<String>, normal: &'t Option<Option<String>>, live: bool) -> Vec<Option<&'t str>> {
    match (written.as_deref(), normal.as_ref().map(Option::as_deref)) {
        (None, Some(normal)) => vec![normal],
        (Some(written), Some(normal)) if !live => vec![Some(written), normal],
        (written, _) => vec![written],
    }
}

/// A size in the two domains, with a unit.
pub(super) struct Sizes {
    /// Row of the number.
    pub(super) row: usize,
    written: Sides<Option<Size>>,
    normal: Sides<Option<Size>>,
}

impl Walk<'_> {
    /// The sizes that an element says, if it says one on both sides.
    pub(super) fn sizes(&self, at: usize, written: Pair<'_>, normal: Pair<'_>) -> Option<Sizes> {
        let field = self.frames.0[at].field;
        let size = |side: &Option<&dyn Fields>| side.and_then(|fields| Size::of(fields, field));
        let (written, normal) = (written.map(size), normal.map(size));
        let desired = written.desired.as_ref().or(normal.desired.as_ref())?;
        written.actual.as_ref().or(normal.actual.as_ref()).filter(|actual| actual.row == desired.row)?;
        Some(Sizes { row: desired.row, written, normal })
    }

    /// A number with its unit; whether it is the same.
    pub(super) fn size(&mut self, at: usize, row: usize, sizes: &Sizes, written: Pair<'_>) -> bool {
        let Some(fields) = written.actual.or(written.desired) else { return true };
        let field = &fields.def().fields[row];
        let is_text = matches!(field.kind, FieldKind::Text(_));
        if row == sizes.row {
            let (part, count) = if is_text { (Part::Whole, ELEMENT) } else { (Part::Attribute(field.name), ATTRIBUTE) };
            let text = |size: &Option<Size>| size.as_ref().map(|size| size.text.clone());
            let texts = Texts { written: sizes.written.map(text), normal: sizes.normal.map(|size| Some(text(size))) };
            let all = [&sizes.written.desired, &sizes.written.actual, &sizes.normal.desired, &sizes.normal.actual];
            let find = |text: &str| all.into_iter().flatten().find(|size| size.text == text);
            let same = |one: &str, other: &str| find(one).zip(find(other)).is_some_and(|(one, other)| one.same(other));
            let equal = self.value_as(at, part, field, &texts, count, same);
            return equal || !is_text;
        }
        if written.actual.is_some_and(|fields| value::text(fields, row).is_some()) {
            // The unit is part of the number: it is what the number is.
            self.matched_on(written, ATTRIBUTE);
        }
        true
    }

    /// Children that are values.
    pub(super) fn values(&mut self, at: usize, row: usize, written: Pair<'_>, normal: Pair<'_>) {
        let Some(fields) = written.actual.or(written.desired) else { return };
        let field = &fields.def().fields[row];
        let name = field.qualified_name();
        let list = |side: &Option<&dyn Fields>| side.map(|fields| value::texts(fields, row));
        let (written, normal) = (written.map(list), normal.map(list));
        let written = Sides::new(written.desired.unwrap_or_default(), written.actual.unwrap_or_default());
        let same = |one: &str, other: &str| value::same(field, one, other);
        for (a, b) in children::pair_texts(&written.desired, &written.actual, same) {
            let texts = Sides::new(a.map(|i| &*written.desired[i]), b.map(|i| &*written.actual[i]));
            let meant = |normal: &Option<Vec<String>>, written: &[String], at: Option<usize>, other: Option<&str>| {
                let normal = normal.as_ref()?;
                Some(match at.filter(|_| normal.len() == written.len()) {
                    Some(at) => normal.get(at).cloned(),
                    None => normal.iter().find(|text| other.is_none_or(|other| same(text, other))).cloned(),
                })
            };
            let normal = Sides::new(
                meant(&normal.desired, &written.desired, a, texts.actual),
                meant(&normal.actual, &written.actual, b, texts.desired),
            );
            let texts = Texts { written: texts.map(|text| text.map(str::to_owned)), normal };
            let part = Part::Child(&name, b.or(a).unwrap_or_default());
            self.value(at, part, field, &texts, ELEMENT);
            self.extras_of_field(at, row, (a, b));
        }
    }

    /// A value on one side or both; whether it needs no further account of what it belongs to.
    pub(super) fn value(
        &mut self,
        at: usize,
        part: Part<'_>,
        field: &'static FieldDef,
        texts: &Texts,
        count: super::Count,
    ) -> bool {
        self.value_as(at, part, field, texts, count, |one, other| value::same(field, one, other))
    }
}
