//! The traits through which reader and writer reach the values that the tables describe.

mod holders;

use std::borrow::Cow;

use crate::xml::codec::extra::{Extra, KeptElement, Namespaces, Node};
use crate::xml::codec::read::Parsed;
use crate::xml::codec::table::{Datatype, ElementDef, Format};
use crate::xml::text::error::Error;
use crate::xml::text::token::{Attr, Limits};

/// An element of the model: what `#[derive(Element)]` implements.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an element of the model",
    note = "a child is `Option<E>`, `Option<Box<E>>` or `Vec<E>` where `E` derives `Element`"
)]
pub trait Element: Fields + Sized + 'static {
    /// The schema of the element.
    const DEF: &'static ElementDef;

    /// True if it is a union, told apart by an attribute.
    const UNION: bool = false;

    /// The empty value to read a start tag into.
    fn begin(start: &StartView<'_>) -> Self;

    /// Its fields, without the pointer that leads to it.
    #[doc(hidden)]
    fn fields(&self) -> &dyn Fields {
        self
    }

    /// Its fields, without the pointer that leads to it, to fill them.
    #[doc(hidden)]
    fn fields_mut(&mut self) -> &mut dyn Fields {
        self
    }

    /// Reads a document whose root is this element.
    ///
    /// Unrecognized content is preserved in the value; [`Element::read`] also reports it.
    ///
    /// # Errors
    /// If the text is not well-formed XML, has a document type declaration, exceeds the default
    /// [`Limits`], or has another root.
    fn parse(source: &str) -> Result<Self, Error> {
        Self::read(source).map(|parsed| parsed.value)
    }

    /// Reads a document whose root is this element, with diagnostics and places.
    ///
    /// # Errors
    /// As [`Element::parse`].
    fn read(source: &str) -> Result<Parsed<'_, Self>, Error> {
        crate::xml::codec::read::parse(source, Limits::default())
    }

    /// Writes the element as a document in libvirt's formatting.
    ///
    /// # Errors
    /// If a value holds a character that XML cannot carry; the error names its path.
    fn to_xml(&self) -> Result<String, Error> {
        crate::xml::codec::write::write(self)
    }

    /// The text that is kept for a field because it is not of the field's type; see [`set_text`](crate::xml::set_text).
    fn kept_text(&self, field: &str) -> Option<&str> {
        super::field_text::kept_text(self, field)
    }

    /// Gives a field its text; see [`set_text`](crate::xml::set_text).
    fn set_text(&mut self, field: &str, text: &str) -> Option<Outcome> {
        super::field_text::set_text(self, field, text)
    }
}

/// A start tag, by which a union chooses the variant.
#[derive(Clone, Copy)]
pub struct StartView<'a> {
    /// Local name of the element.
    pub name: &'a str,
    pub(crate) attrs: &'a [Attr<'a>],
}

impl<'a> StartView<'a> {
    /// Value of an attribute without namespace.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.attrs.iter().find(|attr| attr.name == name).map(|attr| attr.value())
    }
}

/// Access to the fields of an element by their row in the table.
pub trait Fields {
    /// The table.
    fn def(&self) -> &'static ElementDef;
    /// The element's name where the value itself decides it (a device).
    fn element_name(&self) -> Option<&'static str> {
        None
    }
    /// Name and value of the attribute that tells the variant of a union.
    fn tag(&self) -> Option<(&'static str, &'static str)> {
        None
    }
    /// Adds the fields that hold something, their rows counted from `base`.
    fn present<'a>(&'a self, base: usize, held: &mut Vec<Held<'a>>);
    /// The field of a row.
    fn slot(&self, index: usize) -> Slot<'_>;
    /// The field of a row, to fill it.
    fn slot_mut(&mut self, index: usize) -> SlotMut<'_>;
    /// Text of an attribute that the model knows.
    fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        if let Some((_, value)) = self.tag().filter(|(tag, _)| *tag == name) {
            return Some(Cow::Borrowed(value));
        }
        let index = self.def().index;
        let row = index.find(0, name, true)?;
        let Slot::Value(slot) = self.slot(row) else { return None };
        (slot.count() > 0).then(|| Cow::Owned(slot.text(0, index.rows[row].format)))
    }
    /// Unrecognized content; groups have none of their own.
    fn extra(&self) -> Option<&Extra> {
        None
    }
    /// Unrecognized content, for additions.
    fn extra_mut(&mut self) -> Option<&mut Extra> {
        None
    }
    /// Namespace declarations, where they are a field.
    fn namespaces(&self) -> Option<&Namespaces> {
        None
    }
    /// Namespace declarations, where they are a field.
    fn namespaces_mut(&mut self) -> Option<&mut Namespaces> {
        None
    }
    /// The struct of the variant of a union; any other element itself.
    fn inner(&self) -> &dyn Fields;
    /// The struct of the variant of a union, for filling.
    fn inner_mut(&mut self) -> &mut dyn Fields;
    /// The whole element as it stood, for an element that the model does not know.
    fn kept(&self) -> Option<&KeptElement> {
        None
    }
    /// The place to keep a whole element.
    fn kept_mut(&mut self) -> Option<&mut KeptElement> {
        None
    }
}

/// A field seen through its table row.
#[derive(Clone, Copy)]
pub enum Slot<'a> {
    /// Attribute, text or value child.
    Value(&'a dyn ValueSlot),
    /// Child or children.
    Element(&'a dyn ElementSlot),
    /// Presence of an empty child.
    Flag(&'a bool),
    /// Open content.
    Nodes(&'a Vec<Node>),
    /// There is no such row.
    None,
}

/// A field that holds something.
#[derive(Clone, Copy)]
pub struct Held<'a> {
    /// Its table row.
    pub row: usize,
    /// The field.
    pub slot: Slot<'a>,
}

impl<'a> Held<'a> {
    /// Adds the fields that hold a value or whose text is preserved because it is not of their type, by their rows.
    pub(crate) fn push_all(fields: &'a dyn Fields, held: &mut Vec<Self>) {
        let first = held.len();
        fields.present(0, held);
        let kept = fields.extra().and_then(Extra::kept);
        for text in kept.into_iter().flat_map(|kept| &kept.texts).filter(|text| text.invalid) {
            let row = usize::from(text.field);
            let at = first + held[first..].partition_point(|held| held.row < row);
            if held.get(at).is_none_or(|held| held.row != row) {
                held.insert(at, Self { row, slot: fields.slot(row) });
            }
        }
    }
}

/// A field seen through its table row, to fill it.
pub enum SlotMut<'a> {
    /// Attribute, text or value child.
    Value(&'a mut dyn ValueSlot),
    /// Child or children.
    Element(&'a mut dyn ElementSlot),
    /// Presence of an empty child.
    Flag(&'a mut bool),
    /// Open content.
    Nodes(&'a mut Vec<Node>),
    /// There is no such row.
    None,
}

/// Reading and writing of a [`TypedSlot`].
pub trait ValueSlot {
    /// The value space of the Rust type; that of the row may be narrower.
    fn datatype(&self) -> &'static Datatype;
    /// How many values there are.
    fn count(&self) -> usize;
    /// Reads a text; what is not of the type changes nothing.
    ///
    /// `scratch` is room to work in.
    fn read(&mut self, text: &str, format: Format, datatype: &Datatype, scratch: &mut String) -> Outcome;
    /// Drops all values.
    fn clear(&mut self);
    /// Appends the text of a value; returns whether it surely needs no escape in XML.
    fn write(&self, index: usize, out: &mut String, format: Format) -> bool;
    /// The text of a value.
    fn text(&self, index: usize, format: Format) -> String {
        let mut text = String::new();
        self.write(index, &mut text, format);
        text
    }
    /// Returns `true` if the text reads as the value that is there.
    fn reads_as(&self, index: usize, text: &str, datatype: &Datatype) -> bool;
    /// Returns `true` if the value is a word outside the known keywords.
    fn is_other(&self, index: usize) -> bool;
}

/// Outcome of reading a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Typed, and written again as it stood.
    Exact,
    /// Typed; libvirt writes the value in another way.
    Spelled,
    /// Typed as a word outside the known keywords.
    Other,
    /// Not of the type.
    Invalid,
}

/// A field that holds a value: `Option<V>`, or `Vec<V>` for a repeated value child.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a value of XML",
    note = "an attribute, text or value child is `Option<V>` (a repeated value child `Vec<V>`), where `V` is a \
            string, a number, an enum that derives `Keyword`, or another type that implements `Value`"
)]
pub trait TypedSlot: Sized {
    /// The value's type when the field does not name one.
    const DATATYPE: &'static Datatype;

    /// Returns `true` if there is a value.
    fn is_present(&self) -> bool;
    /// The field as a slot.
    fn slot(&self) -> Slot<'_>;
    /// The field as a slot, to fill it.
    fn slot_mut(&mut self) -> SlotMut<'_>;
}

/// A field that holds elements: `Option<E>`, `Option<Box<E>>` or `Vec<E>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold an element of XML",
    note = "a child is `Option<E>`, `Option<Box<E>>` or `Vec<E>` where `E` derives `Element`"
)]
pub trait ElementSlot {
    /// How many elements there are.
    fn count(&self) -> usize;
    /// The element at an index below `count`.
    fn get(&self, index: usize) -> Option<&dyn Fields>;
    /// The element at an index below `count`, to change it.
    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Fields>;
    /// Makes room for one more, and says how many there were; nothing if there is room for one only
    /// and it is taken.
    fn begin(&mut self, start: &StartView<'_>) -> Option<(usize, &mut dyn Fields)>;
    /// Drops all elements.
    fn clear(&mut self);
}

/// Static properties of an [`ElementSlot`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold an element of XML",
    note = "a child is `Option<E>`, `Option<Box<E>>` or `Vec<E>` where `E` derives `Element`"
)]
pub trait TypedElements: Sized {
    /// True if the elements are a union, told apart by an attribute.
    const UNION: bool;

    /// The schema of the elements.
    fn schema() -> &'static ElementDef;
    /// Returns `true` if there is an element.
    fn is_present(&self) -> bool;
    /// The field as a slot.
    fn slot(&self) -> Slot<'_>;
    /// The field as a slot, to fill it.
    fn slot_mut(&mut self) -> SlotMut<'_>;
}

/// A field that says whether an empty child is there: `bool`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot say whether a child is there",
    note = "a flag is a `bool`; a child with content is a `child`, and one with a text a `value`"
)]
pub trait TypedFlag: Sized {
    /// Returns `true` if it is there.
    fn is_present(&self) -> bool;
    /// The field as a slot.
    fn slot(&self) -> Slot<'_>;
    /// The field as a slot, to fill it.
    fn slot_mut(&mut self) -> SlotMut<'_>;
}
