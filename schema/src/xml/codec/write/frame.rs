//! Elements being written: where they stand, and what conditions ask of them.

use std::borrow::Cow;

use crate::report::{Code, Finding};
use crate::xml::codec::slot::{Fields, Slot};
use crate::xml::codec::table::{FieldDef, FieldKind};
use crate::xml::text::chars::shorten;
use crate::xml::text::error::Error;
use crate::xml::text::token::Limits;

/// An element being written, with the ones around it.
pub(super) struct Frame<'f, 'a> {
    pub(super) fields: &'a dyn Fields,
    pub(super) name: &'f str,
    /// The attribute that tells the variant of a union, and its value.
    pub(super) tag: Option<(&'static str, &'static str)>,
    /// Which one of its field it is, from 0.
    index: usize,
    /// The section that is written, of an element that was read from several.
    pub(super) section: Option<usize>,
    parent: Option<&'f Frame<'f, 'a>>,
}

impl<'f, 'a> Frame<'f, 'a> {
    pub(super) fn root(value: &'a dyn Fields, name: &'f str) -> Self {
        Self { fields: value.inner(), name, tag: value.tag(), index: 0, section: None, parent: None }
    }

    pub(super) fn child(&'f self, fields: &'a dyn Fields, name: &'f str, index: usize) -> Self {
        Self { fields, name, tag: None, index, section: None, parent: Some(self) }
    }

    /// A child that is a union.
    pub(super) fn variant(&'f self, union: &'a dyn Fields, name: &'f str, index: usize) -> Self {
        let name = union.element_name().unwrap_or(name);
        Self { fields: union.inner(), name, tag: union.tag(), index, section: None, parent: Some(self) }
    }

    /// Text of an attribute of this element or of one above it.
    pub(super) fn attribute(&self, up: u8, name: &str) -> Option<Cow<'a, str>> {
        let mut frame = self;
        for _ in 0..up {
            frame = frame.parent?;
        }
        if let Some((_, value)) = frame.tag.filter(|(tag, _)| *tag == name) {
            return Some(Cow::Borrowed(value));
        }
        frame.fields.attribute(name)
    }

    fn path(&self) -> String {
        let mut path = self.parent.map(Frame::path).unwrap_or_default();
        path.push('/');
        path.push_str(self.name);
        let before = self.before();
        if before > 0 {
            path.push_str(&format!("[{}]", before + 1));
        }
        path
    }

    /// The number of its siblings of the same name before it.
    fn before(&self) -> usize {
        let is_choice = |field: &FieldDef| matches!(field.kind, FieldKind::Choice { .. });
        let siblings = self.parent.and_then(|parent| {
            let def = parent.fields.def();
            let row = def.fields.iter().position(is_choice)?;
            let chosen = def.index.find(0, self.name, false).is_none();
            chosen.then(|| parent.fields.slot(row))
        });
        match siblings {
            Some(Slot::Element(siblings)) => {
                (0..self.index).filter(|i| siblings.get(*i).and_then(Fields::element_name) == Some(self.name)).count()
            }
            _ => self.index,
        }
    }
}

/// The error of a character that cannot be written, at a place in an element.
pub(super) fn not_writable(frame: &Frame<'_, '_>, place: &str, c: char) -> Error {
    let message = format!("character U+{:04X} is not allowed in XML", u32::from(c));
    refusal(frame, place, Code::NOT_WRITABLE, message, "remove the character, or encode the value")
}

/// The error of a name or prefix that XML has no place for.
pub(super) fn not_a_name(frame: &Frame<'_, '_>, name: &str) -> Error {
    let name = shorten(name).replace(char::is_control, "\u{fffd}");
    let message = format!("invalid XML name or prefix `{name}`");
    let help = "names begin with a letter or `_`, and a prefix is bound to one namespace";
    refusal(frame, "", Code::NOT_WRITABLE, message, help)
}

/// The error of a duplicate attribute or declaration.
pub(super) fn twice(frame: &Frame<'_, '_>, name: &str) -> Error {
    let message = format!("duplicate attribute `{}`", shorten(name));
    let help = "remove it from `extra`, or leave its field empty";
    refusal(frame, &format!("/@{name}"), Code::NOT_WRITABLE, message, help)
}

/// The error of a comment that would end before its text does.
pub(super) fn ends_early(frame: &Frame<'_, '_>) -> Error {
    let message = "comment contains `--` or ends in `-`".to_owned();
    refusal(frame, "", Code::NOT_WRITABLE, message, "separate the hyphens")
}

/// The error of a processing instruction that would not be read as one.
pub(super) fn no_instruction(frame: &Frame<'_, '_>) -> Error {
    let message = "invalid processing instruction".to_owned();
    refusal(frame, "", Code::NOT_WRITABLE, message, "it begins with a name and contains no `?>`")
}

/// The error of an element that is nested too deep.
pub(super) fn too_deep(frame: &Frame<'_, '_>) -> Error {
    let message = format!("elements are nested deeper than the limit of {}", Limits::MAX_DEPTH);
    refusal(frame, "", Code::TOO_DEEP, message, "remove the innermost elements, such as the end of a backing chain")
}

fn refusal(frame: &Frame<'_, '_>, place: &str, code: Code, message: String, help: &str) -> Error {
    Error::new(Finding::new(code, message).help(help).path(frame.path() + place))
}
