//! Types of fields, and their form in a map.

use std::collections::BTreeMap;

use domxml_schema::types::{MacAddress, Uuid};
use serde_json::Value;

use super::value_type::scalar;
use crate::vm::Words;

/// A type of field that a key of a map can hold.
pub(super) trait FieldValue: Sized {
    /// Reads a value that has been checked and normalized by the value type of its key.
    fn from_map(value: &Value) -> Self;

    /// The form in a map; none if the field is empty.
    fn to_map(&self) -> Option<Value>;
}

macro_rules! numbers {
    ($($number:ty)+) => {$(
        impl FieldValue for $number {
            fn from_map(value: &Value) -> Self {
                let number = value.as_str().and_then(|text| text.parse::<u64>().ok());
                number.and_then(|number| number.try_into().ok()).unwrap_or_default()
            }

            fn to_map(&self) -> Option<Value> {
                Some(Value::String(self.to_string()))
            }
        }
    )+};
}

numbers!(u16 u32 u64);

impl FieldValue for bool {
    fn from_map(value: &Value) -> Self {
        value.as_str() == Some("true")
    }

    fn to_map(&self) -> Option<Value> {
        Some(Value::String(self.to_string()))
    }
}

impl FieldValue for String {
    fn from_map(value: &Value) -> Self {
        value.as_str().unwrap_or_default().to_owned()
    }

    fn to_map(&self) -> Option<Value> {
        text(Some(self))
    }
}

impl FieldValue for Uuid {
    fn from_map(value: &Value) -> Self {
        value.as_str().and_then(|text| text.parse().ok()).unwrap_or_default()
    }

    fn to_map(&self) -> Option<Value> {
        (!self.is_nil()).then(|| Value::String(self.to_string()))
    }
}

impl FieldValue for Option<MacAddress> {
    fn from_map(value: &Value) -> Self {
        value.as_str().and_then(|text| text.parse().ok())
    }

    fn to_map(&self) -> Option<Value> {
        self.map(|address| Value::String(address.to_string()))
    }
}

macro_rules! optional {
    ($($ty:ty)+) => {$(
        impl FieldValue for Option<$ty> {
            fn from_map(value: &Value) -> Self {
                Some(FieldValue::from_map(value))
            }

            fn to_map(&self) -> Option<Value> {
                self.as_ref().and_then(FieldValue::to_map)
            }
        }
    )+};
}

optional!(u16 u32 u64 String Uuid);

impl FieldValue for BTreeMap<String, String> {
    fn from_map(value: &Value) -> Self {
        let members = value.as_object().into_iter().flatten();
        members.map(|(name, value)| (name.clone(), String::from_map(value))).collect()
    }

    fn to_map(&self) -> Option<Value> {
        (!self.is_empty()).then(|| self.iter().map(|(name, text)| (name.clone(), Value::from(text.as_str()))).collect())
    }
}

impl<W: Words + Default> FieldValue for W {
    fn from_map(value: &Value) -> Self {
        scalar(value).and_then(|word| Self::from_word(&word)).unwrap_or_default()
    }

    fn to_map(&self) -> Option<Value> {
        Some(self.as_str().into())
    }
}

/// The form of a text in a map; none if it is absent or empty.
pub(super) fn text(value: Option<&str>) -> Option<Value> {
    value.filter(|text| !text.is_empty()).map(Value::from)
}

/// The form of a list in a map; none if it is empty.
pub(super) fn list(items: impl Iterator<Item = Value>) -> Option<Value> {
    let items: Vec<Value> = items.collect();
    (!items.is_empty()).then_some(Value::Array(items))
}
