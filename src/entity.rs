//! Reading and writing entities, contexts and facts in JSON and YAML, and their trees: paths, differences, visits.
//!
//! Both formats have the same keys. What is absent has its default; an unknown key is an error that names
//! the nearest known one.

mod change;
mod deserialize;
mod error;
mod json;
mod node;
mod path;
mod quoted;
mod read;
mod secret;
pub(crate) mod text;
mod visit;
mod write;
mod yaml;

pub use change::{Change, apply, diff, merge, remove};
pub use error::Error;
pub use node::{Member, Node, NodeKind, Scalar};
pub use path::{ParsePathError, Path, Step};
pub use read::{Document, Format, from_value, read};
pub use secret::HIDDEN;
pub(crate) use secret::{is_file_member, is_secret_name};
pub use visit::{visit_scalars, visit_texts, visit_texts_mut};
pub(crate) use write::serialize_as_value;
pub use write::{canonical, to_value, write};
