//! Reading and writing entities, contexts and facts in JSON and YAML, and their trees: paths, differences, visits.
//!
//! Both formats have the same keys. What is absent has its default; an unknown key is an error that names
//! the nearest known one.

mod compiled;
mod deserialize;
mod error;
mod json;
mod node;
mod path;
mod read;
pub(crate) mod text;
mod write;
mod yaml;

pub use compiled::Entity;
pub(crate) use compiled::compile_entity;
pub use error::Error;
pub use node::{Location, Member, Node, NodeKind, Scalar};
pub use path::{ParsePathError, Path, Step};
pub use read::{Document, Format, from_value, read};
pub use write::{canonical, to_value, write};
