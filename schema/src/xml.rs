//! Conversion between structs and XML.
//!
//! Users of the model need the traits [`Element`] and [`Keyword`], [`parse`] with [`Limits`], [`Extra`] and [`Tree`] for
//! unrecognized content, and [`shape`] and [`relax_ng`] for listings of the model. The rest is for those who declare
//! elements of their own or work on the tables: [`ElementDef`] and [`FieldDef`] with [`Meaning`], and [`Fields`] with
//! [`Slot`] for access to a value by its table.
//!
//! # Declaration of elements
//!
//! A struct that derives [`Element`] is the schema of an element. The words of `#[xml(...)]` on its
//! fields give the kind of each:
//!
//! | word | kind of field | Rust type |
//! |---|---|---|
//! | `attr` | attribute | `Option<V>` |
//! | `text` | text of the element | `Option<V>` |
//! | `value`, `values` | child that holds nothing but a value, once or repeated | `Option<V>`, `Vec<V>` |
//! | `flag` | empty child whose presence is the value | `bool` |
//! | `child`, `children` | child with a struct of its own, once or repeated | `Option<E>`, `Option<Box<E>>`, `Option<Link<E>>`, `Vec<E>` |
//! | `choice` | children of several names in the order of the document | `Vec<enum>` |
//! | `any` | open content | `Vec<Node>` |
//! | `group` | fields shared by several elements, inlined here | a struct with `#[xml(group)]` |
//! | `namespaces` | namespace declarations of the element | [`Namespaces`] |
//! | `extra` | unrecognized content; always the last field | [`Extra`] |
//!
//! `V` implements [`Value`] (strings, integers, enums that derive `Keyword`, the types of
//! [`crate::types`]); `E` derives `Element`. The XML name is the field's name (`kind` is `type`, a
//! trailing `_` and the `s` of `children` and `values` are removed) unless the word gives another:
//! `attr = "startupPolicy"`. Further words:
//!
//! | word | meaning |
//! |---|---|
//! | `ns = QEMU` | namespace, a constant of [`crate::types`] |
//! | `since = "0.9.7"` | libvirt release that introduced it |
//! | `later("9.1.0", "may be absent")` | release that extended it, and how; repeated |
//! | `later("9.1.0", "hypervisor" = "xen")` | release that brought it to a driver of libvirt |
//! | `later("9.1.0", "@type" = "usb")` | release that brought it in this case |
//! | `datatype = PCI_SLOT` | narrower value space than the Rust type's, a constant of [`crate::types`] |
//! | `hex = 4`, `octal` | form in which libvirt writes the number, with the least number of digits |
//! | `letter` | form in which libvirt writes the unit: `M` for `MiB` |
//! | `decimal_when("../../@type" = "usb")` | written in decimal in this case |
//! | `precedes("source", "@type" = "hostdev")` | written before that sibling in this case |
//! | `required`, `required_when(...)` | required in a valid document (in this case) |
//! | `when("../@type" = "file" \| "")` | allowed in a valid document only in this case; repeated for alternatives |
//!
//! A condition of these words names an attribute of the element (`@type`) or of one around it (`../@type`) and its
//! admitted values; the empty string means absence.
//!
//! # Meaning to libvirt
//!
//! See [`Meaning`]:
//!
//! | word | meaning |
//! |---|---|
//! | `default = "reset"` | value if absent, which libvirt writes out when it defines the domain |
//! | `implied = "no"` | value if absent, which stays absent |
//! | `dropped = "0"` | value if absent, which libvirt removes where it is present |
//! | `unit = "KiB"` | unit of a number that names none (a sibling `unit` attribute overrides it) |
//! | `secret`, `secret("options" \| "named", "guarded")` | secret value; `guarded`: libvirt writes it on request only |
//! | `assigned = "definition" \| "start"` | assigned by libvirt at that stage |
//! | `volatile = "guest" \| "host" \| "libvirt"` | changed by the guest, the host or libvirt while the domain runs |
//! | `merge = "children" \| "last-children" \| "first" \| "first-children" \| "anywhere" \| "all" \| "refused"` | treatment of repeated elements; see below |
//!
//! `default`, `implied`, `dropped`, `assigned` and `volatile` may be repeated and take conditions:
//! `default("virtio", "target/@dev" = "vd*", "arch" = "x86_64" | "i686")`; the first that holds counts. A default
//! that begins with `@`, `./` or `../` is the value at that place. On a child or flag, `default` without a text is the
//! element with the defaults of its own fields; on `children`, one such element.
//!
//! Their conditions name a place relative to the element (`@type`, `../source/@file`, `model`), or `hypervisor`,
//! `arch`, `machine`. A value that ends in `*` is a prefix, one that begins with `!` is excluded, and the empty
//! string means absence. So `"readonly" = "!"` holds if that child is present, and `"readonly" = ""` if it is
//! absent; a child that can hold text must hold some to be present.
//!
//! Reader and writer obey `merge = "children"` and `"last-children"` on a `child`: repeated elements are read into one
//! value, and each is written where it was, with its own children. Of a child that can be meant once the first counts, or
//! the last; attributes are those of the first element that has any, or of the last. With `"first-children"` only those
//! children of the others count that are declared `"anywhere"`. What does not count is unrecognized content. With the other
//! words the first element is the value, and the others are unrecognized content.
//!
//! ```
//! use domxml_schema::{Domain, Element};
//!
//! let source = "<domain type='kvm'>
//!   <devices>
//!     <hub type='usb'/>
//!   </devices>
//!   <devices>
//!     <input type='mouse' bus='usb'/>
//!   </devices>
//! </domain>
//! ";
//! let domain = Domain::parse(source)?;
//! assert_eq!(domain.devices.as_ref().unwrap().list.len(), 2);
//! assert_eq!(domain.to_xml()?, source);
//! # Ok::<(), domxml_schema::xml::Error>(())
//! ```
//!
//! # Words of structs and enums
//!
//! | word | meaning |
//! |---|---|
//! | `name = "disk"`, `ns = QEMU` | name and namespace of the element as a document |
//! | `group` | the fields are inlined where the struct is used |
//! | `expanded` | written with a start and an end tag even if empty, always or in a case |
//! | `layout` | releases of libvirt differ in that: written as it was read |
//! | `verbatim` | libvirt has libxml2 write it as it was read: declarations before attributes, in double quotes |
//! | `one_of("a", "@b")` | at most one of these fields |
//! | `together("a", "b")` | all of these fields or none |
//! | `never("@a" = "x", "@b" = "y")` | not valid in this case |
//! | `identity("mac", "mac/@address")` | identity of such elements, with its name in reports; a place that ends in `?` may be absent; repeated, the surest first |
//! | `similar("serial", "serial")` | the same, where another such element may have the same values |
//! | `pairing = "order"`, `"identity"` | elements without identity are paired by their order, or not at all (else if there is one on each side) |
//!
//! An enum that derives `Element` is a union: `tag = "type"` distinguishes its variants by an attribute,
//! `choice` by the element's name. Its variants take `name`, `since`, `later` and `single` (at most one in a valid
//! document), and the variant for the rest `other`.
//! An enum that derives `Keyword` is an open set of keywords: its variants take `name`, `since` and `later`, and one
//! is `Other(ThinStr)`.

mod codec;
mod reflection;
mod text;

// Reading, writing and unrecognized content.
pub use codec::extra::{Extra, KeptAttribute, KeptElement, NamespaceDecl, Namespaces, Node};
pub use codec::field_text::{kept_text, set_text};
pub use codec::link::{Chained, Link};
pub use codec::read::{AnyElement, Parsed, parse, parse_embedded};
pub use codec::slot::Element;
pub use codec::thin_str::ThinStr;
pub use codec::tree::{Tree, TreeNode};
pub use codec::unit::{ParseUnitError, Unit};
pub use codec::value::{Keyword, Value};
pub use codec::write::write;
pub use text::chars::{is_char, is_nc_name};
pub use text::decode::decode;
pub use text::error::Error;
pub use text::source_map::SourceMap;
pub use text::token::Limits;

// Listings of the model.
pub use reflection::meaning::MeaningShape;
pub use reflection::rng::relax_ng;
pub use reflection::shape::{AttributeShape, ChildShape, ElementShape, ValueShape, shape, shape_of};

// The tables, and access to values by them.
pub(crate) use codec::field_text::{set_item_of_row, set_text_of_row};
pub use codec::meaning::{
    Assigned, Changer, Circumstance, DefaultForm, DefaultSource, DefaultValue, Extent, Given, Identity, Known, Meaning,
    Measure, Merge, Pairing, Secret, Stage, Subject, Volatile,
};
pub use codec::slot::{ElementSlot, Fields, Held, Outcome, Slot, SlotMut, StartView, ValueSlot};
pub use codec::table::{
    Case, Condition, Datatype, ElementDef, FieldDef, FieldKind, Format, KeywordDef, Later, Namespace, Term, Variant,
};
#[cfg(feature = "yaserde")]
pub(crate) use codec::write::write_any;

/// Items for the other modules of this crate.
pub(crate) mod inside {
    #[cfg(feature = "json")]
    pub(crate) use super::codec::extra::{FieldText, Kept, KeptNode, Place, Section};
    pub(crate) use super::codec::read::parse_any;
    #[cfg(feature = "json")]
    pub(crate) use super::codec::read::{NamedElement, all_roots, root_names, roots};
    pub(crate) use super::codec::sections;
    #[cfg(feature = "json")]
    pub(crate) use super::codec::value::write_digits;
    pub(crate) use super::text::chars::shorten;
    #[cfg(feature = "json")]
    pub(crate) use super::text::token::Attr;
}

/// Items that the code emitted by the derives refers to.
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
