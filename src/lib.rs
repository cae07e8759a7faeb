//! libvirt domain XML for engines, hosts and operators.
//!
//! The typed model of the schema is the crate [`domxml_schema`], here as [`schema`]. This crate is
//! for all that is policy on top of it, and for the command `domxml`.

pub use domxml_schema as schema;

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
