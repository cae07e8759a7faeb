//! Reflection: the model lists and exports itself.

pub(crate) mod meaning;
pub(crate) mod rng;
pub(crate) mod shape;
