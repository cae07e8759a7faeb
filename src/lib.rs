//! libvirt domain XML for engines, hosts and operators.
//!
//! The typed model of the schema is the crate [`domxml_schema`], here as [`schema`]. This crate is
//! for all that is policy on top of it, and for the command `domxml`, which the feature `cli` (on by default) adds;
//! a library user turns it off with `default-features = false`.
//!
//! - [`vm`]: the business entity, [`context`]: what surrounds it, [`entity`]: reading and writing both.
//! - [`generate`]: the entity's domain, [`fingerprint`]: whether one is still current.
//! - [`metadata`]: vocabularies in `<metadata>`, the engine's own among them.
//! - [`template`]: domains with place-holders, [`host`]: facts of a host, and filling them in.
//! - [`properties`]: the map of properties that engines sent to hosts before they sent XML.
//! - [`drift`]: what was asked against what runs, [`secret`]: passwords and keys in domains.
//! - [`requires`]: which libvirt a document asks for.

#[cfg(feature = "cli")]
pub mod cli;
pub mod context;
pub mod drift;
pub mod entity;
pub mod fingerprint;
pub mod generate;
pub mod host;
pub mod metadata;
mod pattern;
pub mod properties;
pub mod recover;
pub mod requires;
pub mod secret;
pub mod template;
pub mod vm;

pub use domxml_schema as schema;

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
