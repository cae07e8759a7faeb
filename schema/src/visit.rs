//! The one walk over values: [`visit`] hands over every element, attribute and text with its place and its field
//! definition, [`visit_mut`] changes those that are selected.
//!
//! An audit of a domain:
//!
//! ```
//! use domxml_schema::visit::{Flow, visit};
//! use domxml_schema::xml::FieldKind;
//! use domxml_schema::{Domain, Element};
//!
//! let domain = Domain::parse(
//!     "<domain><devices>
//!        <disk><driver cache='unsafe'/><target dev='vda'/></disk>
//!        <graphics type='vnc' passwd='letmein'/>
//!      </devices></domain>",
//! )?;
//! let mut secrets = Vec::new();
//! visit(&domain, "domain", |node| {
//!     if node.field().is_some_and(|field| field.meaning.secret.is_some()) {
//!         secrets.push(node.path().to_string());
//!     }
//!     Flow::Enter
//! });
//! assert_eq!(secrets, ["/domain/devices/graphics[@type='vnc']/@passwd"]);
//! # Ok::<(), domxml_schema::xml::Error>(())
//! ```
//!
//! Places that are known beforehand are found by a [`Pattern`](crate::path::Pattern) or a
//! [`Path`](crate::path::Path). No walk recurses: chains of images may be long.

mod change;
mod find;
mod identity;
mod look_up;
mod node;
mod siblings;
mod surroundings;
#[cfg(test)]
mod tests;
mod walk;

pub use change::{NodeMut, revise, visit_mut};
pub use find::Found;
pub use identity::{describe, identity, identity_key, steps};
pub(crate) use look_up::text_row;
pub use look_up::{element_at, own_text, text_at};
pub use node::{Kind, Node};
pub use surroundings::{FieldDefault, Surroundings, own_condition};
pub use walk::{Flow, visit};
