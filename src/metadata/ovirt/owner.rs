//! Records that are elements of their own.

use domxml_schema::xml::KeptElement;
use yaserde::{Error, Result};

use super::keys::{self, Record, Space};

/// A record that is an owner's element: its yaserde traits, and its vocabulary.
macro_rules! owner {
    ($record:ty, $name:literal, $space:expr) => {
        impl ::yaserde::YaDeserialize for $record {
            fn deserialize<R: ::std::io::Read>(reader: &mut ::yaserde::de::Deserializer<R>) -> ::yaserde::Result<Self> {
                let element = ::domxml_schema::xml::KeptElement::deserialize(reader)?;
                $crate::metadata::ovirt::owner::read(&element, $space, $name)
            }
        }

        impl ::yaserde::YaSerialize for $record {
            fn serialize<W: ::std::io::Write>(
                &self,
                writer: &mut ::yaserde::ser::Serializer<W>,
            ) -> ::yaserde::Result<()> {
                $crate::metadata::ovirt::owner::write(self, $space, $name)?.serialize(writer)
            }

            fn serialize_attributes(
                &self,
                attributes: Vec<::xml::attribute::OwnedAttribute>,
                namespace: ::xml::namespace::Namespace,
            ) -> ::yaserde::Result<(Vec<::xml::attribute::OwnedAttribute>, ::xml::namespace::Namespace)> {
                $crate::metadata::ovirt::owner::write(self, $space, $name)?.serialize_attributes(attributes, namespace)
            }
        }

        impl ::domxml_schema::domain::metadata::Vocabulary for $record {
            const NAMESPACE: &'static str = $space.uri;
            const ELEMENT: &'static str = $name;
            const COMPLETE: bool = true;
        }
    };
}

pub(super) use owner;

/// Reads an owner's element.
pub(super) fn read<R: Record>(element: &KeptElement, space: Space, name: &str) -> Result<R> {
    let tree = element.tree().map_err(Error::custom)?;
    if !tree.is(Some(space.uri), name) {
        let message = format!("the element is <{}>, and not <{name}> of `{}`", tree.qualified_name(), space.uri);
        return Err(Error::custom(message));
    }
    keys::read(&tree, space)
}

/// Writes an owner's element.
pub(super) fn write<R: Record>(record: &R, space: Space, name: &str) -> Result<KeptElement> {
    keys::write(record, space, name)?.to_kept(0).map_err(Error::custom)
}
