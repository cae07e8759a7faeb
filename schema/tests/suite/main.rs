//! Tests of the model from outside, in one program: linking is what costs.

mod complete;
#[cfg(feature = "yaserde")]
mod metadata;
mod sections;
mod tree;
