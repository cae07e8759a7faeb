//! Writing.

use serde::Serialize;
use serde_json::Value;

use super::Format;
use super::quoted::Quoted;

/// Writes an entity, a context or facts; what is absent or empty is left out. Ends with a line feed.
pub fn write<T: Serialize>(value: &T, format: Format) -> String {
    let value = canonical(value);
    let text = match format {
        Format::Json => serde_json::to_string_pretty(&value).unwrap_or_default(),
        Format::Yaml => serde_saphyr::to_string(&Quoted(&value)).unwrap_or_default(),
    };
    format!("{}\n", text.trim_end())
}

/// The form in JSON of an entity, a context or facts, with what is absent or empty; members are in the order of their
/// names.
pub fn to_value<T: Serialize>(value: &T) -> Value {
    // All keys are texts, which is all that can go wrong.
    serde_json::to_value(value).unwrap_or_default()
}

/// The canonical form in JSON: [`to_value`], and what is absent or empty is left out.
pub fn canonical<T: Serialize>(value: &T) -> Value {
    let mut value = to_value(value);
    prune(&mut value);
    value
}

fn prune(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.values_mut().for_each(prune);
            members.retain(|_, member| !is_nothing(member));
        }
        Value::Array(items) => items.iter_mut().for_each(prune),
        _ => {}
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// Implements serde's traits for a type that derives them with `remote = "Self"`: whatever the format, the form in JSON
/// is written.
///
/// So the derived code for writing, which is compiled again for each format, is compiled once for these large types.
macro_rules! serialize_as_value {
    ($type:ident) => {
        impl $type {
            /// The form in JSON, with what is absent or empty.
            pub(crate) fn to_value(&self) -> serde_json::Value {
                // The derived function: a type's own goes before that of a trait.
                Self::serialize(self, serde_json::value::Serializer).unwrap_or_default()
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

pub(crate) use serialize_as_value;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::read;
    use crate::vm::Vm;

    #[test]
    fn what_is_written_is_read_as_it_was() {
        let text = "{\"name\": \"no\", \"cpu\": {\"pinning\": \"0#1-3,^2_1#4\"}, \"boot\": {\"sequence\": \"NC\"},
            \"disks\": [{\"storage\": {\"lun\": {\"lunId\": \"36001\"}}, \"plugged\": false,
            \"address\": \"{type=pci, slot=0x05, bus=0x00, domain=0x0000, function=0x0}\"}],
            \"nics\": [{\"macAddress\": \"00:1A:4A:16:01:51\", \"linked\": false}]}";
        let vm: Vm = read(text, Format::Json).expect("it is right");
        for format in [Format::Json, Format::Yaml] {
            let written = write(&vm, format);
            assert_eq!(read::<Vm>(&written, format).as_ref(), Ok(&vm), "{written}");
        }
    }
}
