//! The form of the model in JSON: loss-free both ways, by one walk over the same tables as XML.
//!
//! ```
//! use domxml_schema::{Domain, Element, json};
//!
//! let xml = "<domain type='kvm'>\n  <name>web</name>\n  <vcpu>2</vcpu>\n  <!-- more to come -->\n</domain>\n";
//! let domain = Domain::parse(xml)?;
//! let value = json::to_value(&domain)?;
//! assert_eq!(value["domain"]["vcpu"]["count"], 2);
//! assert_eq!(json::from_value::<Domain>(&value)?.to_xml()?, xml);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The form
//!
//! A document is an object of one key, the name of its root element: `{"domain": {...}}`; a name of a
//! foreign namespace has its usual prefix, `qemu:commandline`.
//!
//! | of the model | in JSON |
//! |---|---|
//! | element | an object; its keys are the names of the struct's fields, those of groups among them |
//! | field that is `None`, empty list, flag that is not set | no key; `null` is not legal |
//! | whole number | a number; beyond 2⁵³ - 1 a text of decimal digits, for many readers hold numbers as floating ones (as numbers they are read, too) |
//! | `YesNo`, `OnOff` | `true`, `false`; any other word as a text |
//! | other keywords and values, texts | a text in libvirt's spelling |
//! | flag | `true` |
//! | repeated child or value, list of devices | an array, in order |
//! | union | an object of one key, which names the variant as libvirt does: `{"pci": {...}}`, `{"disk": {...}}`; for unknown ones `{"other": {...}}` |
//! | element that is not known | `{"element": "<flux/>"}`, literally, with `bindings` for prefixes from outside |
//! | open content (`<metadata>`) | an array of nodes: `{"element": ...}`, `{"text": ...}`, `{"comment": ...}`, `{"instruction": ...}` |
//!
//! Unrecognized content of a struct is under `extra`, which is no field of any struct:
//!
//! | key of `extra` | holds |
//! |---|---|
//! | `namespaces` | namespace declarations, `{prefix, uri}`, in order |
//! | `attributes` | unknown attributes, `{name, value}`, with `namespace` and `prefix` where they have one |
//! | `nodes` | unknown and surplus elements, stray text, comments, instructions; with `before` the child that they precede, or `behind` those that they are surplus to |
//! | `prolog`, `epilog` | comments and instructions around the root element |
//! | `values` | texts that are not of the type of their field, such as a placeholder for a number |
//! | `spellings` | texts of fields that libvirt would write in another way |
//! | `children` | unrecognized content of children that are values or flags |
//! | `order` | order of the children, where there is text between them |
//! | `expanded` | `true` if an empty element had a start and an end tag, where that is remembered |
//!
//! A child is named by its field and its index: `{"field": "list", "index": 2}`.
//!
//! # Reading
//!
//! Keys may be in any order. Reading is strict: a value of another type, an unknown or duplicate key, and content
//! that cannot be written as XML are errors, and all errors are listed with path, line and help.
//!
//! # In structs of your own
//!
//! ```
//! use domxml_schema::Domain;
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Guest {
//!     owner: String,
//!     #[serde(with = "domxml_schema::json")]
//!     domain: Domain,
//! }
//!
//! let guest: Guest = serde_json::from_str(r#"{"owner": "ops", "domain": {"name": "web"}}"#)?;
//! assert_eq!(guest.domain.name.as_deref(), Some("web"));
//! assert_eq!(serde_json::to_string(&guest)?, r#"{"owner":"ops","domain":{"name":"web"}}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```

mod error;
mod extra;
mod kept;
mod read;
mod schema;
mod sections;
mod tree;
mod value;
mod write;

pub use error::Error;
pub use read::{deserialize, from_str, from_value, parse, parse_any};
pub use schema::schema;
pub use tree::{Kind as TreeKind, Member as TreeMember, Tree, positions};
pub use write::{serialize, to_string, to_value};

/// The key of what an element keeps beyond its fields.
const EXTRA: &str = "extra";

/// The key of the variant of a union for what libvirt does not know.
const OTHER: &str = "other";
