//! The boundary that entities are read and written through: serde's code for them is compiled here, once.
//!
//! serde's derives are generic, so each format in each crate that reads an entity would have all of its code
//! again: minutes of compiling. Behind this boundary there is one deserializer, [`Source`], and one serializer,
//! that of JSON values; any other is a thin coat around them. Errors of a format pass as they are, with their
//! places.
//!
//! A type gets it by `#[serde(remote = "Self")]`, which makes the derived code functions of the type's own, and
//! by a line below.

mod coat;
mod error;
mod source;

use std::sync::LazyLock;

use serde::de::DeserializeOwned;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

pub(super) use coat::{Coat, CoatedSeed};
pub(super) use error::Error;
pub(super) use source::{Seed, Source, Target};

use crate::context::Context;
use crate::host::Facts;
use crate::vm::Vm;

/// Reads a part of an entity from its form in JSON.
///
/// # Errors
///
/// A form that is not the part's.
pub(crate) fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, serde_json::Error> {
    let mut target = Target::default();
    read_value(value, &mut target)?;
    target.done()
}

fn read_value(value: Value, seed: &mut dyn Seed) -> Result<(), serde_json::Error> {
    let mut source = Coat::new(value);
    seed.read(&mut source).map_err(|error| source.error(error))
}

macro_rules! boundary {
    ($($entity:ident)*) => { $(
        impl $entity {
            fn read_from(source: &mut dyn Source) -> Result<Self, Error> {
                // The derived function: a type's own goes before that of a trait.
                Self::deserialize(source)
            }

            /// Its form in JSON.
            ///
            /// # Errors
            ///
            /// None in practice: all keys are texts.
            pub(crate) fn to_value(&self) -> Result<Value, serde_json::Error> {
                Self::serialize(self, serde_json::value::Serializer)
            }
        }

        /// Reads the form for people, which [`entity::read`](crate::entity::read) describes, whatever the format.
        impl<'de> Deserialize<'de> for $entity {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut source = Coat::new(deserializer);
                Self::read_from(&mut source).map_err(|error| source.error(error))
            }
        }

        /// Writes the form in JSON, whatever the format.
        impl Serialize for $entity {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.to_value().map_err(S::Error::custom)?.serialize(serializer)
            }
        }
    )* };
}

boundary!(Context Facts Vm);

impl Vm {
    /// Reads its form in JSON, without another coat around that of the form.
    ///
    /// # Errors
    ///
    /// A form that is not an entity's.
    pub(crate) fn from_value(mut value: Value) -> Result<Self, serde_json::Error> {
        static DEFAULT: LazyLock<Value> = LazyLock::new(|| Vm::default().to_value().unwrap_or_default());
        // Most members are as they are by default, and need not be read.
        if let Value::Object(members) = &mut value {
            members.retain(|name, member| DEFAULT.get(name) != Some(&*member));
        }
        let mut source = Coat::new(value);
        Self::read_from(&mut source).map_err(|error| source.error(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Pair {
        vm: Vm,
        context: Option<Context>,
    }

    #[test]
    fn other_readers_of_json_name_the_place_once() {
        let error = |text: &str| serde_json::from_str::<Pair>(text).expect_err("it is wrong").to_string();
        assert_eq!(
            error("{\n \"vm\": {\"memory\": {\"sizeMb\": null}}}"),
            "invalid type: null, expected u64 at line 2 column 33"
        );
        assert_eq!(error("{\"vm\": {\"disks\": [{\"id\": }]}}"), "expected value at line 1 column 26");
        assert!(error("{\"vm\": {\"nam\": 1}}").ends_with(" at line 1 column 13"));
    }

    #[test]
    fn other_readers_of_yaml_know_the_place() {
        let error = serde_saphyr::from_str::<Pair>("vm:\n  memory:\n    sizeMB: 4\n").expect_err("it is wrong");
        let place = error.location().expect("it has a place");
        assert_eq!((place.line(), place.column()), (3, 5), "{error}");
    }

    #[test]
    fn what_others_write_they_read() {
        let text = "{\"vm\": {\"name\": \"a\", \"serialNumber\": {\"custom\": \"1\"}, \"nics\": [{\"linked\": false}]},
            \"context\": {\"networks\": {\"red\": {\"mtu\": 9000}}}}";
        let pair: Pair = serde_json::from_str(text).expect("it is right");
        assert_eq!((pair.vm.name.as_str(), pair.vm.nics[0].linked), ("a", false));
        let written = serde_json::to_string(&pair.vm).expect("it can be written");
        assert_eq!(serde_json::from_str::<Vm>(&written).expect("it was written"), pair.vm);
        assert_eq!(Vm::from_value(pair.vm.to_value().expect("it can be written")).expect("it was made"), pair.vm);
        assert_eq!(pair.context.expect("it is there").networks["red"].mtu, Some(9000));
    }
}
