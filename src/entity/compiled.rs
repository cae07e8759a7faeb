//! What is compiled once, in this library, for the large types.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Document, Error, Format};

/// A VM, a context, or facts of a host: a type whose code for reading is compiled in this library.
///
/// Derived code is generic: it is compiled again in each crate that reads a type, and in each for every format. These
/// types are large, so [`Entity::read`] is better for them than [`read`](super::read), which does the same.
///
/// ```
/// use domxml::entity::{Entity, Format};
/// use domxml::vm::Vm;
///
/// assert_eq!(Vm::read("name: web", Format::Yaml)?.value.name, "web");
/// # Ok::<(), domxml::entity::Error>(())
/// ```
pub trait Entity: DeserializeOwned + Serialize {
    /// Reads a document, and remembers the locations of its parts.
    ///
    /// # Errors
    ///
    /// As [`read`](super::read).
    fn read(text: &str, format: Format) -> Result<Document<Self>, Error>;
}

/// Implements [`Entity`] and serde's traits for a type that derives the latter with `remote = "Self"`, so that the
/// derived code is in functions of the type itself. Whatever the format, what is written is the value in JSON.
macro_rules! compile_entity {
    ($type:ident) => {
        impl $type {
            /// The form in JSON, with what is absent or empty.
            pub(crate) fn to_value(&self) -> serde_json::Value {
                // The derived function: a type's own goes before that of a trait.
                Self::serialize(self, serde_json::value::Serializer).unwrap_or_default()
            }
        }

        impl crate::entity::Entity for $type {
            fn read(
                text: &str,
                format: crate::entity::Format,
            ) -> Result<crate::entity::Document<Self>, crate::entity::Error> {
                crate::entity::Document::read(text, format)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.to_value().serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }
        }
    };
}

pub(crate) use compile_entity;
