//! Tests of the model inside of structs that other crates derive, in one program: linking is what costs.

mod bad_input;
mod nested;
