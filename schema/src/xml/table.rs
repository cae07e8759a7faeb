//! The tables that the derives emit and the traits through which reader and writer reach a value.
//!
//! Everything that walks the model (reading, writing, listing, export, validation) works on these
//! few types, so that a field is declared once and nowhere else.

use std::borrow::Cow;

use super::error::Error;
use super::extra::{Extra, KeptElement, Namespaces, Node};
use super::read::Parsed;
use super::token::{Attr, Limits};

/// A name space that the model knows, with the prefix under which libvirt writes it.
#[derive(Debug, PartialEq, Eq)]
pub struct Namespace {
    /// The usual prefix, such as `qemu`.
    pub prefix: &'static str,
    /// The URI that identifies the name space.
    pub uri: &'static str,
}

/// The schema of one element: what stands between `<name` and `</name>`.
#[derive(Debug)]
pub struct ElementDef {
    /// Name of the Rust type.
    pub type_name: &'static str,
    /// Path of the module that it is in.
    pub module: &'static str,
    /// Name of the element where it stands by itself as a document; empty if it never does.
    pub name: &'static str,
    /// Name space of the element where it stands by itself.
    pub namespace: Option<&'static Namespace>,
    /// Documentation of the Rust type.
    pub doc: &'static str,
    /// Attributes, children and text in libvirt's order of writing; groups are flattened.
    pub fields: &'static [FieldDef],
    /// What is looked up most of each row, close together.
    #[doc(hidden)]
    pub index: &'static [RowIndex],
    /// The attribute that tells the variants of a union apart.
    pub tag: Option<&'static str>,
    /// The variants of a union, told apart by `tag` or else by the element's name.
    pub variants: &'static [Variant],
    /// What a union falls back to.
    pub other: Option<fn() -> &'static ElementDef>,
    /// Sets of fields (by XML name, attributes with `@`) of which at most one may be present.
    pub exclusive: &'static [&'static [&'static str]],
    /// Sets of fields (named alike) that are present together or not at all.
    pub together: &'static [&'static [&'static str]],
    /// Cases of its own attributes in which the element is not valid.
    pub never: &'static [Case],
    /// Whether a field changes its place with a condition.
    pub reordered: bool,
    /// Cases in which libvirt writes a start and an end tag even around nothing.
    pub expanded: &'static [Case],
    /// Whether libvirt's releases differ in that, so that it is written as it was read.
    pub layout: bool,
    /// An empty value for a start tag.
    pub create: fn(&StartView<'_>) -> Box<dyn Fields>,
}

impl ElementDef {
    /// Whether two tables are those of one type.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.type_name == other.type_name && self.module == other.module
    }
}

/// One variant of a union.
#[derive(Debug)]
pub struct Variant {
    /// Value of the tag, or name of the element.
    pub name: &'static str,
    /// Documentation of the variant.
    pub doc: &'static str,
    /// libvirt release that introduced it.
    pub since: Option<&'static str>,
    /// Whether a valid document has at most one of it.
    pub single: bool,
    /// Schema of the struct that the variant holds.
    pub def: fn() -> &'static ElementDef,
}

/// One attribute, child or text of an element.
#[derive(Clone, Copy, Debug)]
pub struct FieldDef {
    /// Name of the Rust field.
    pub rust_name: &'static str,
    /// Name in XML (unused for text and open content).
    pub name: &'static str,
    /// Name space, if it is not libvirt's empty one.
    pub namespace: Option<&'static Namespace>,
    /// What the field is.
    pub kind: FieldKind,
    /// Documentation of the field.
    pub doc: &'static str,
    /// libvirt release that introduced it.
    pub since: Option<&'static str>,
    /// Whether a valid document must have it wherever it may stand.
    pub required: bool,
    /// Cases in which a valid document must have it.
    pub required_when: &'static [Case],
    /// Cases in which it may stand; none means always.
    pub when: &'static [Case],
    /// How libvirt writes its number.
    pub format: Format,
    /// Cases in which the number is written in decimal instead.
    pub decimal_when: &'static [Case],
    /// The sibling that it is written before in a certain case.
    pub precedes: Option<(&'static str, Case)>,
}

/// What names are found by: a row costs a fraction of a cache line.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct RowIndex {
    pub(crate) name: &'static str,
    pub(crate) class: Class,
    pub(crate) namespaced: bool,
}

/// What a field is, as far as finding and ordering go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Attribute,
    Text,
    Child,
    Open,
}

/// The index of a table.
#[doc(hidden)]
pub const fn index<const N: usize>(fields: &[FieldDef; N]) -> [RowIndex; N] {
    let mut rows = [RowIndex { name: "", class: Class::Open, namespaced: false }; N];
    let mut i = 0;
    while i < N {
        rows[i] = RowIndex {
            name: fields[i].name,
            class: match fields[i].kind {
                FieldKind::Attribute(_) => Class::Attribute,
                FieldKind::Text(_) => Class::Text,
                FieldKind::Value { .. } | FieldKind::Flag | FieldKind::Element { .. } => Class::Child,
                FieldKind::Choice { .. } | FieldKind::Any => Class::Open,
            },
            namespaced: fields[i].namespace.is_some(),
        };
        i += 1;
    }
    rows
}

/// What a field is.
#[derive(Clone, Copy, Debug)]
pub enum FieldKind {
    /// An attribute.
    Attribute(&'static Datatype),
    /// The element's own text.
    Text(&'static Datatype),
    /// A child that holds nothing but a value.
    Value {
        /// Type of the value.
        datatype: &'static Datatype,
        /// Whether it may occur several times.
        repeated: bool,
    },
    /// An empty child whose presence says it all.
    Flag,
    /// A child with a schema of its own.
    Element {
        /// Whether it is a union, told apart by an attribute.
        union: bool,
        /// That schema.
        def: fn() -> &'static ElementDef,
        /// Whether it may occur several times.
        repeated: bool,
    },
    /// Children of several names in the order of the document.
    Choice {
        /// Schema of the union, told apart by name.
        def: fn() -> &'static ElementDef,
    },
    /// Content that belongs to others: anything.
    Any,
}

/// `attribute` of the element itself (`up` 0) or of an ancestor has one of the values; the empty
/// string among them stands for absence.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// How many levels up the attribute is.
    pub up: u8,
    /// Name of the attribute.
    pub attribute: &'static str,
    /// Values of which it must have one.
    pub values: &'static [&'static str],
}

/// Conditions that hold together.
#[derive(Clone, Copy, Debug)]
pub struct Case(pub &'static [Condition]);

impl Case {
    /// Whether the case applies, given a look-up of attributes by level and name.
    pub fn holds<'a>(&self, mut attribute: impl FnMut(u8, &str) -> Option<Cow<'a, str>>) -> bool {
        self.0.iter().all(|condition| {
            let value = attribute(condition.up, condition.attribute);
            condition.values.contains(&value.as_deref().unwrap_or_default())
        })
    }
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// As the type's own form; decimal for numbers.
    Plain,
    /// `0x` and at least so many hexadecimal digits.
    Hex(u8),
    /// At least so many octal digits.
    Octal(u8),
    /// A unit of size as a single letter.
    Letter,
}

/// The type of a value: its name in the schema and the set of texts that are valid.
#[derive(Debug)]
pub struct Datatype {
    /// Name, such as `unsignedInt` or `DiskBus`.
    pub name: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// The value space: a text is valid if one of the terms admits it.
    pub terms: &'static [Term],
}

impl Datatype {
    /// The keywords among the terms.
    pub fn keywords(&self) -> impl Iterator<Item = &'static KeywordDef> + use<> {
        self.terms.iter().filter_map(|term| match term {
            Term::Keyword(keyword) => Some(keyword),
            _ => None,
        })
    }
}

/// One part of a value space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Any text.
    Text,
    /// No text.
    Empty,
    /// One word.
    Keyword(KeywordDef),
    /// A decimal number within bounds.
    Integer {
        /// Least value, if there is one.
        min: Option<i128>,
        /// Greatest value, if there is one.
        max: Option<i128>,
    },
    /// A text that a regular expression of XML Schema matches as a whole.
    Pattern(&'static str),
    /// A text of at most so many characters.
    MaxLength(u32),
    /// A date and time of XML Schema.
    DateTime,
    /// A name without colon.
    NcName,
}

/// A word of a set of keywords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeywordDef {
    /// The word.
    pub name: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// libvirt release that introduced it.
    pub since: Option<&'static str>,
}

/// What a union needs to know of a start tag to choose the variant.
#[derive(Clone, Copy)]
pub struct StartView<'a> {
    /// Local name of the element.
    pub name: &'a str,
    pub(crate) attrs: &'a [Attr<'a>],
}

impl<'a> StartView<'a> {
    /// Value of an attribute without name space.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.attrs.iter().find(|attr| attr.name == name).map(|attr| attr.value())
    }
}

/// An element of the model: what `#[derive(Element)]` implements.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an element of the model",
    note = "a child is `Option<E>`, `Option<Box<E>>` or `Vec<E>` where `E` derives `Element`"
)]
pub trait Element: Fields + Sized + 'static {
    /// The schema of the element.
    const DEF: &'static ElementDef;

    /// Whether it is a union, told apart by an attribute.
    const UNION: bool = false;

    /// The empty value to read a start tag into.
    fn begin(start: &StartView<'_>) -> Self;

    /// Reads a document whose root is this element.
    ///
    /// What the model does not know is kept in the value; [`Element::read`] also reports it.
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
        super::read::parse(source, Limits::default())
    }

    /// Writes the element as a document in libvirt's formatting.
    ///
    /// # Errors
    /// If a value holds a character that XML cannot carry; the error names its path.
    fn to_xml(&self) -> Result<String, Error> {
        super::write::write(self)
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
    /// Adds the rows of the fields that hold something, counted from `base`.
    fn present(&self, base: usize, rows: &mut Vec<u16>);
    /// The field of a row.
    fn slot(&self, index: usize) -> Slot<'_>;
    /// The field of a row, to fill it.
    fn slot_mut(&mut self, index: usize) -> SlotMut<'_>;
    /// What was kept; groups have none of their own.
    fn extra(&self) -> Option<&Extra> {
        None
    }
    /// What was kept, to add to it.
    fn extra_mut(&mut self) -> Option<&mut Extra> {
        None
    }
    /// Name space declarations, where they are a field.
    fn namespaces(&self) -> Option<&Namespaces> {
        None
    }
    /// Name space declarations, where they are a field.
    fn namespaces_mut(&mut self) -> Option<&mut Namespaces> {
        None
    }
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

/// A field that holds a value: `Option<V>`, or `Vec<V>` for a repeated value child.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a value of XML",
    note = "an attribute, text or value child is `Option<V>` (a repeated value child `Vec<V>`), where `V` is a \
            string, a number, an enum that derives `Keyword`, or another type that implements `Value`"
)]
pub trait TypedSlot: ValueSlot {
    /// The value's type when the field does not name one.
    const DATATYPE: &'static Datatype;
}

/// Reading and writing of a [`TypedSlot`].
pub trait ValueSlot {
    /// How many values there are.
    fn count(&self) -> usize;
    /// Reads a text; what is not of the type changes nothing.
    ///
    /// `scratch` is room to work in.
    fn read(&mut self, text: &str, format: Format, datatype: &Datatype, scratch: &mut String) -> Outcome;
    /// Appends the text of a value.
    fn write(&self, index: usize, out: &mut String, format: Format);
    /// Whether the text reads as the value that is there.
    fn reads_as(&self, index: usize, text: &str, datatype: &Datatype) -> bool;
    /// Whether the value is a word outside the known keywords.
    fn is_other(&self, index: usize) -> bool;
}

/// What became of a text.
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

/// A field that holds elements: `Option<E>`, `Option<Box<E>>` or `Vec<E>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold an element of XML",
    note = "a child is `Option<E>`, `Option<Box<E>>` or `Vec<E>` where `E` derives `Element`"
)]
pub trait ElementSlot {
    /// The schema of the elements.
    fn definition() -> &'static ElementDef
    where
        Self: Sized;
    /// How many elements there are.
    fn count(&self) -> usize;
    /// The element at an index below `count`.
    fn get(&self, index: usize) -> Option<&dyn Fields>;
    /// Makes room for one more, and says how many there were; nothing if there is room for one only
    /// and it is taken.
    fn begin(&mut self, start: &StartView<'_>) -> Option<(usize, &mut dyn Fields)>;
}

/// What the tables say of an [`ElementSlot`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold an element of XML",
    note = "a child is `Option<E>`, `Option<Box<E>>` or `Vec<E>` where `E` derives `Element`"
)]
pub trait TypedElements: ElementSlot {
    /// Whether the elements are a union, told apart by an attribute.
    const UNION: bool;
}

impl<E: Element> TypedElements for Option<E> {
    const UNION: bool = E::UNION;
}

impl<E: Element> TypedElements for Vec<E> {
    const UNION: bool = E::UNION;
}

impl<E: Element> ElementSlot for Option<E> {
    fn definition() -> &'static ElementDef {
        E::DEF
    }

    fn count(&self) -> usize {
        usize::from(self.is_some())
    }

    fn get(&self, _: usize) -> Option<&dyn Fields> {
        self.as_ref().map(|element| element as &dyn Fields)
    }

    fn begin(&mut self, start: &StartView<'_>) -> Option<(usize, &mut dyn Fields)> {
        match self {
            Some(_) => None,
            None => Some((0, self.insert(E::begin(start)))),
        }
    }
}

impl<E: Element> ElementSlot for Vec<E> {
    fn definition() -> &'static ElementDef {
        E::DEF
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Option<&dyn Fields> {
        <[E]>::get(self, index).map(|element| element as &dyn Fields)
    }

    fn begin(&mut self, start: &StartView<'_>) -> Option<(usize, &mut dyn Fields)> {
        let count = self.len();
        self.push(E::begin(start));
        self.last_mut().map(|element| (count, element as &mut dyn Fields))
    }
}

impl<E: Element> Element for Box<E> {
    const DEF: &'static ElementDef = E::DEF;
    const UNION: bool = E::UNION;

    fn begin(start: &StartView<'_>) -> Self {
        Self::new(E::begin(start))
    }
}

impl<F: Fields> Fields for Box<F> {
    fn def(&self) -> &'static ElementDef {
        (**self).def()
    }
    fn element_name(&self) -> Option<&'static str> {
        (**self).element_name()
    }
    fn tag(&self) -> Option<(&'static str, &'static str)> {
        (**self).tag()
    }
    fn present(&self, base: usize, rows: &mut Vec<u16>) {
        (**self).present(base, rows);
    }
    fn slot(&self, index: usize) -> Slot<'_> {
        (**self).slot(index)
    }
    fn slot_mut(&mut self, index: usize) -> SlotMut<'_> {
        (**self).slot_mut(index)
    }
    fn extra(&self) -> Option<&Extra> {
        (**self).extra()
    }
    fn extra_mut(&mut self) -> Option<&mut Extra> {
        (**self).extra_mut()
    }
    fn namespaces(&self) -> Option<&Namespaces> {
        (**self).namespaces()
    }
    fn namespaces_mut(&mut self) -> Option<&mut Namespaces> {
        (**self).namespaces_mut()
    }
    fn kept(&self) -> Option<&KeptElement> {
        (**self).kept()
    }
    fn kept_mut(&mut self) -> Option<&mut KeptElement> {
        (**self).kept_mut()
    }
}

/// Joins the tables of the fields of a struct and of its groups.
///
/// # Panics
/// At compile time, if `N` is not the sum of the lengths.
pub const fn concat<const N: usize>(parts: &[&[FieldDef]]) -> [FieldDef; N] {
    const NONE: FieldDef = FieldDef {
        rust_name: "",
        name: "",
        namespace: None,
        kind: FieldKind::Any,
        doc: "",
        since: None,
        required: false,
        required_when: &[],
        when: &[],
        format: Format::Plain,
        decimal_when: &[],
        precedes: None,
    };
    let mut table = [NONE; N];
    let (mut part, mut at) = (0, 0);
    while part < parts.len() {
        let mut i = 0;
        while i < parts[part].len() {
            table[at] = parts[part][i];
            at += 1;
            i += 1;
        }
        part += 1;
    }
    assert!(at == N);
    table
}
