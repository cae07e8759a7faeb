//! libvirt domain XML for engines, hosts and operators.
//!
//! The typed model of the schema is the crate [`domxml_schema`], here as [`schema`]. This crate is
//! for all that is policy on top of it, and for the command `domxml`, which the feature `cli` (on by default) adds;
//! a library user turns it off with `default-features = false`.
//!
//! The verbs: [`generate()`] makes the template of a VM, [`resolve()`] fills it in on a host, [`recover()`] restores the
//! VM from its running domain.
//!
//! - [`vm`]: the business entity, [`context`]: its surroundings, [`entity`]: reading and writing both.
//! - [`mod@generate`]: the rules for the entity's domain, [`fingerprint`]: digests of what it was made from,
//!   [`current`]: whether it is still current.
//! - [`metadata`]: vocabularies in `<metadata>`, the engine's own among them.
//! - [`template`]: domains with placeholders, [`host`]: facts of a host, and filling them in.
//! - [`mod@recover`]: the entity of a running domain, [`mod@account`]: how far it represents the domain.
//! - [`properties`]: the map of properties that engines sent to hosts before they sent XML.
//! - [`drift`]: the desired domain against the actual one, [`secret`]: passwords and keys in domains.
//! - [`requires`]: the libvirt that a document needs.

pub mod account;
#[cfg(feature = "cli")]
pub mod cli;
pub mod context;
pub mod current;
pub mod drift;
mod engine;
pub mod entity;
pub mod fingerprint;
pub mod generate;
pub mod host;
pub mod metadata;
pub mod properties;
pub mod recover;
pub mod requires;
pub mod secret;
pub mod template;
pub mod vm;

pub use account::account;
pub use domxml_schema as schema;
pub use engine::generate;
pub use host::resolve;
pub use recover::recover;

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
