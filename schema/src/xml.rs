//! The machinery: how structs and XML become each other.
//!
//! It has three parts, each built on the one before: the text, the codec between text and values, and the
//! reflection, in which the model lists itself. None of them knows `Domain`.
//!
//! A struct that derives [`Element`] is the schema of an element. The words of `#[xml(...)]` on its
//! fields say what each one is:
//!
//! | word | the field is | Rust type |
//! |---|---|---|
//! | `attr` | an attribute | `Option<V>` |
//! | `text` | the element's own text | `Option<V>` |
//! | `value`, `values` | a child that holds nothing but a value, once or repeated | `Option<V>`, `Vec<V>` |
//! | `flag` | an empty child whose presence says it all | `bool` |
//! | `child`, `children` | a child with a struct of its own, once or repeated | `Option<E>`, `Option<Box<E>>`, `Option<Link<E>>`, `Vec<E>` |
//! | `choice` | children of several names in the order of the document | `Vec<enum>` |
//! | `any` | content that belongs to others | `Vec<Node>` |
//! | `group` | fields shared by several elements, inlined here | a struct with `#[xml(group)]` |
//! | `namespaces` | name space declarations of the element | [`Namespaces`] |
//! | `extra` | what the model does not know; always the last field | [`Extra`] |
//!
//! `V` implements [`Value`] (strings, integers, enums that derive `Keyword`, the types of
//! [`crate::types`]); `E` derives `Element`. The XML name is the field's name (`kind` is `type`, a
//! trailing `_` and the `s` of `children` and `values` fall away) unless the word says otherwise:
//! `attr = "startupPolicy"`. Further words:
//!
//! | word | meaning |
//! |---|---|
//! | `ns = QEMU` | name space, a constant of [`crate::types`] |
//! | `since = "0.9.7"` | libvirt release that introduced it |
//! | `later("9.1.0", "may be absent")` | release that brought more of it, and what; repeated |
//! | `later("9.1.0", "hypervisor" = "xen")` | release that brought it to a driver of libvirt |
//! | `later("9.1.0", "@type" = "usb")` | release that brought it in this case |
//! | `datatype = PCI_SLOT` | narrower value space than the Rust type's, a constant of [`crate::types`] |
//! | `hex = 4`, `octal` | how libvirt writes the number, with the least number of digits |
//! | `letter` | how libvirt writes the unit: `M` for `MiB` |
//! | `decimal_when("../../@type" = "usb")` | written in decimal in this case |
//! | `precedes("source", "@type" = "hostdev")` | written before that sibling in this case |
//! | `required`, `required_when(...)` | a valid document has it (in this case) |
//! | `when("../@type" = "file" \| "")` | a valid document has it only in this case; repeated for alternatives |
//!
//! What libvirt means by the field (see [`Meaning`]):
//!
//! | word | meaning |
//! |---|---|
//! | `default = "reset"` | value if absent, which libvirt writes out when it defines the domain |
//! | `implied = "no"` | value if absent, which stays absent |
//! | `dropped = "0"` | value if absent, which libvirt removes where it is present |
//! | `unit = "KiB"` | unit of a number that names none (a sibling `unit` attribute overrides it) |
//! | `secret`, `secret("options" \| "named", "guarded")` | the value is secret; libvirt writes it on request only |
//! | `assigned = "definition" \| "start"` | libvirt fills it in at that stage |
//! | `volatile = "guest" \| "host" \| "libvirt"` | changes by itself while the domain runs |
//! | `merge = "children" \| "last-children" \| "first" \| "all" \| "refused"` | how libvirt reads several of it |
//!
//! `default`, `implied`, `dropped`, `assigned` and `volatile` may be repeated and take conditions:
//! `default("virtio", "target/@dev" = "vd*", "arch" = "x86_64" | "i686")`; the first that holds counts. A default
//! that begins with `@`, `./` or `../` is the value at that place; on a child, `default` without a text is the
//! element with the defaults of its own fields. Their conditions name a place relative to the element
//! (`@type`, `../source/@file`, `model`), or `hypervisor`, `arch`, `machine`; a value that ends in `*` is a
//! prefix, one that begins with `!` is excluded, the empty string stands for absence.
//!
//! A condition of the words above names an attribute of the element (`@type`) or of one around it (`../@type`) and the
//! values that it may have; the empty string stands for absence. Words of the struct:
//!
//! | word | meaning |
//! |---|---|
//! | `name = "disk"`, `ns = QEMU` | name and name space of the element as a document |
//! | `group` | the fields are inlined where the struct is used |
//! | `expanded` | written with a start and an end tag even around nothing, always or in a case |
//! | `layout` | libvirt's releases differ in that: written as it was read |
//! | `one_of("a", "@b")` | at most one of these fields |
//! | `together("a", "b")` | all of these fields or none |
//! | `never("@a" = "x", "@b" = "y")` | not valid in this case |
//! | `identity("mac", "mac/@address")` | what tells such elements apart, with the word for it in reports; a place that ends in `?` may be absent; repeated, the surest first |
//! | `similar("serial", "serial")` | the same, where another such element may have the same values |
//! | `pairing = "order"`, `"identity"` | elements without identity are paired by their order, or not at all (else if there is one on each side) |
//!
//! An enum that derives `Element` is a union: `tag = "type"` tells its variants apart by an attribute,
//! `choice` by the element's name; `name`, `since`, `later` and `single` (at most one in a valid document) on a
//! variant, and `other` on the one for the rest.
//! An enum that derives `Keyword` is an open set of words: `name`, `since` and `later` on its variants, and one
//! `Other(ThinStr)`.

mod codec;
mod reflection;
mod text;

pub use codec::extra::{Extra, KeptAttribute, KeptElement, NamespaceDecl, Namespaces, Node};
pub(crate) use codec::field_text::set_text_of_row;
pub use codec::field_text::{kept_text, set_text};
pub use codec::link::{Chained, Link};
pub use codec::meaning::{
    Assigned, Changer, Circumstance, DefaultForm, DefaultSource, DefaultValue, Extent, Given, Identity, Known, Meaning,
    Measure, Merge, Pairing, Secret, Stage, Subject, Volatile,
};
pub use codec::read::{AnyElement, Parsed, parse, parse_embedded};
pub use codec::slot::{
    Element, ElementSlot, Fields, Held, Outcome, Slot, SlotMut, StartView, TypedElements, TypedFlag, TypedSlot,
    ValueSlot,
};
pub use codec::table::{
    Case, Condition, Datatype, ElementDef, FieldDef, FieldKind, Format, KeywordDef, Later, Namespace, Term, Variant,
};
pub use codec::thin_str::ThinStr;
pub use codec::tree::{Tree, TreeNode};
pub use codec::value::{Keyword, Value};
pub use codec::write::write;
#[cfg(feature = "yaserde")]
pub(crate) use codec::write::write_any;
pub use reflection::rng::relax_ng;
pub use reflection::shape::{AttributeShape, ChildShape, ElementShape, ValueShape, shape, shape_of};
pub use text::chars::{is_char, is_nc_name};
pub use text::decode::decode;
pub use text::error::Error;
pub use text::source_map::SourceMap;
pub use text::token::Limits;

/// What the other modules of this crate reach into.
pub(crate) mod inside {
    #[cfg(feature = "json")]
    pub(crate) use super::codec::extra::{FieldText, Kept, Place};
    pub(crate) use super::codec::read::parse_any;
    #[cfg(feature = "json")]
    pub(crate) use super::codec::read::{NamedElement, all_roots, root_names, roots};
    #[cfg(feature = "json")]
    pub(crate) use super::codec::value::write_digits;
    pub(crate) use super::text::chars::shorten;
    #[cfg(feature = "json")]
    pub(crate) use super::text::token::Attr;
}

/// What the code emitted by the derives refers to.
#[doc(hidden)]
pub mod derive {
    pub use super::codec::extra::{Extra, KeptElement, Namespaces};
    pub use super::codec::index::{Index, Row, keys, rows};
    pub use super::codec::meaning::*;
    pub use super::codec::slot::*;
    pub use super::codec::table::*;
    pub use super::codec::value::{Keyword, Value};
    pub use crate::__interop as interop;
}
