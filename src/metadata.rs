//! The vocabularies that applications keep in `<metadata>`, and the engine's own.
//!
//! Any type for which yaserde's traits are derived is read and stored with the domain by its namespace:
//! see [`Vocabulary`], [`Metadata::get`] and [`Metadata::set`]. [`ovirt`] is the vocabulary of the engine.

pub(crate) mod desired;
pub mod ovirt;

pub use domxml_schema::domain::Metadata;
pub use domxml_schema::domain::metadata::{Error, ErrorKind, Owner, Vocabulary};
