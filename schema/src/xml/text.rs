//! Text: characters, encodings, tokens, and the places of things in a source.

pub(crate) mod bindings;
pub(crate) mod chars;
pub(crate) mod decode;
pub(crate) mod error;
pub(crate) mod source_map;
pub(crate) mod token;
