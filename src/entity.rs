//! Reading and writing entities, contexts and facts: JSON and YAML.
//!
//! Both formats have the same keys. What is absent has its default; an unknown key is an error that names
//! the nearest known one.

mod erased;
mod error;
mod read;
pub(crate) mod text;
mod write;

pub(crate) use erased::from_value;
pub use error::Error;
pub use read::{Format, read};
pub use write::{canonical, write};
