//! What goes wrong behind the boundary.

use std::fmt::{self, Display};

use serde::de::{self, Expected, Unexpected};

/// What went wrong: serde's own kinds, for formats have words and places of their own for them.
#[derive(Debug)]
pub(in crate::entity) enum Error {
    /// The format failed; its error waits in the [`Coat`](super::Coat) that it went through.
    Format,
    Custom(String),
    /// The unexpected value is absent if there was nothing: formats have different names for that.
    InvalidType(Option<String>, String),
    InvalidValue(String, String),
    InvalidLength(usize, String),
    UnknownVariant(String, &'static [&'static str]),
    UnknownField(String, &'static [&'static str]),
    MissingField(&'static str),
}

impl Error {
    /// The same, as an error of a format.
    pub(super) fn to<E: de::Error>(&self) -> E {
        match self {
            Self::Format => E::custom("the value cannot be read"),
            Self::Custom(message) => E::custom(message),
            Self::InvalidType(None, expected) => E::invalid_type(Unexpected::Unit, &&**expected),
            Self::InvalidType(Some(value), expected) => E::invalid_type(Unexpected::Other(value), &&**expected),
            Self::InvalidValue(value, expected) => E::invalid_value(Unexpected::Other(value), &&**expected),
            Self::InvalidLength(length, expected) => E::invalid_length(*length, &&**expected),
            Self::UnknownVariant(variant, expected) => E::unknown_variant(variant, expected),
            Self::UnknownField(field, expected) => E::unknown_field(field, expected),
            Self::MissingField(field) => E::missing_field(field),
        }
    }
}

impl de::Error for Error {
    fn custom<T: Display>(message: T) -> Self {
        Self::Custom(message.to_string())
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let value = (unexpected != Unexpected::Unit).then(|| unexpected.to_string());
        Self::InvalidType(value, expected.to_string())
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::InvalidValue(unexpected.to_string(), expected.to_string())
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::InvalidLength(length, expected.to_string())
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::UnknownVariant(variant.to_owned(), expected)
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::UnknownField(field.to_owned(), expected)
    }

    fn missing_field(field: &'static str) -> Self {
        Self::MissingField(field)
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.to::<de::value::Error>(), f)
    }
}

impl std::error::Error for Error {}
