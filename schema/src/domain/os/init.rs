//! Environment of a container's program.

use crate::Element;
use crate::xml::{Datatype, Extra, Term};

const VARIABLE_NAME: Datatype = Datatype {
    name: "variableName",
    doc: "Letters, digits and `_`, not beginning with a digit.",
    terms: &[Term::Pattern("[a-zA-Z_]+[a-zA-Z0-9_]*")],
};

/// A variable of the environment of a container's program: `<initenv>`.
///
/// ```xml
/// <initenv name='LANG'>C.UTF-8</initenv>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Initenv {
    /// Name of the variable.
    #[xml(attr, required, datatype = VARIABLE_NAME)]
    pub name: Option<String>,
    /// Its value.
    #[xml(text)]
    pub value: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Initenv {
    /// A variable with its value.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: Some(name.into()), value: Some(value.into()), ..Self::default() }
    }
}
