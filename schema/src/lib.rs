//! The whole schema of libvirt's domain XML as plain Rust structs that read and write without loss.

extern crate self as domxml_schema;

pub mod device;
pub mod domain;
pub mod shared;
pub mod types;
pub mod xml;

pub use domain::Domain;
pub use domxml_derive::{Element, Keyword};
pub use xml::{Element, Keyword};
