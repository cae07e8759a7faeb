//! Environment of a container's init program.

use crate::Element;
use crate::xml::{Datatype, Extra, Term};

const VARIABLE_NAME: Datatype = Datatype {
    name: "variableName",
    doc: "Letters, digits and `_`, not beginning with a digit.",
    terms: &[Term::Pattern("[a-zA-Z_]+[a-zA-Z0-9_]*")],
};

/// Environment variable of a container's init program: `<initenv>`.
///
/// ```xml
/// <initenv name='LANG'>C.UTF-8</initenv>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("name", "@name"))]
pub struct Initenv {
    /// Name of the variable.
    #[xml(attr, required, datatype = VARIABLE_NAME)]
    pub name: Option<String>,
    /// Value of the variable.
    #[xml(text, secret("named"))]
    pub value: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Initenv {
    /// Creates a variable with a value.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: Some(name.into()), value: Some(value.into()), ..Self::default() }
    }
}
