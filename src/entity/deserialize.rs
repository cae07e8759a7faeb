//! The deserializer of located trees: serde's code for an entity is compiled against this one only, whatever the
//! format.
//!
//! The type that is asked for decides what a scalar in YAML is: for a text, `0x04` and `yes` are these texts.

mod access;
mod failure;
mod scalar;

use std::cell::Cell;

use serde::Deserializer;
use serde::de::Visitor;

use super::node::{Node, NodeKind, Scalar};
use access::{Items, Members, Variant};
pub(super) use failure::Failure;

type Result<T> = std::result::Result<T, Failure>;

/// Methods for integers: the range is checked here, so that messages can name it.
macro_rules! integers {
    ($($method:ident $type:ident $visit:ident;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            let number = self.0.integer($type::MIN.into(), $type::MAX.into())?;
            visitor.$visit($type::try_from(number).unwrap_or_default())
        })*
    };
}

/// A node as serde reads it.
#[derive(Clone, Copy)]
pub(super) struct Reader<'de>(pub(super) &'de Node);

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = Failure;

    integers! {
        deserialize_i8 i8 visit_i8;
        deserialize_i16 i16 visit_i16;
        deserialize_i32 i32 visit_i32;
        deserialize_i64 i64 visit_i64;
        deserialize_u8 u8 visit_u8;
        deserialize_u16 u16 visit_u16;
        deserialize_u32 u32 visit_u32;
        deserialize_u64 u64 visit_u64;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match &self.0.kind {
            NodeKind::Sequence(_) => self.deserialize_seq(visitor),
            NodeKind::Mapping(_) => self.deserialize_map(visitor),
            NodeKind::Scalar(Scalar::Text(text) | Scalar::Quoted(text)) => visitor.visit_borrowed_str(text),
            NodeKind::Scalar(scalar) => match (scalar.guess(), scalar) {
                (Some(Scalar::Null), _) => visitor.visit_unit(),
                (Some(Scalar::Bool(value)), _) => visitor.visit_bool(value),
                (Some(Scalar::Number(number)), _) => match (number.as_u64(), number.as_i64()) {
                    (Some(number), _) => visitor.visit_u64(number),
                    (None, Some(number)) => visitor.visit_i64(number),
                    (None, None) => visitor.visit_f64(number.as_f64().unwrap_or_default()),
                },
                (_, Scalar::Plain(text)) => visitor.visit_borrowed_str(text),
                _ => visitor.visit_unit(),
            },
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_bool(self.0.boolean()?)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_f64(self.0.float()?)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_borrowed_str(self.0.string()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.0.is_null() { visitor.visit_unit() } else { Err(self.0.unexpected(&"null")) }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let (items, read) = (self.0.items()?, Cell::new(0));
        let value = visitor.visit_seq(Items { items, read: &read })?;
        if read.get() < items.len() {
            return Err(self.0.unexpected(&format_args!("a list of {}", read.get())));
        }
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_map(Members::new(self.0.members()?))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_enum(Variant::of(self.0, variants)?)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_borrowed_str(self.0.name()?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Debug;

    use serde::Deserialize;
    use serde::de::DeserializeOwned;
    use serde_json::Value;

    use crate::entity::{Format, read};

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "camelCase")]
    enum Choice {
        Unit,
        Newtype(u8),
        Tuple(u8, String),
        Struct { a: bool },
    }

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Parts {
        a: u8,
        b: Option<Vec<bool>>,
    }

    /// Scalars of YAML with bars between them.
    const SCALARS: &str = "|~|null|NULL|nil|''|\"\"|'null'|'~'|0|+0|1|-1|+1|255|256|007|0x04|0X1f|-0x80|0o17|0b101|0x|\
        0x-1|1_000|1__0|_1|1_|1.0|1e3|.5|1.|-1.5e-3|inf|NaN|18446744073709551615|18446744073709551616|\
        -9223372036854775808|-9223372036854775809|true|True|TRUE|yes|on|y|false|No|off|n|maybe|'5'|\"0x04\"|'true'|\
        'yes'|a b|2001-01-01|4.7|'#'|!!str 5|unit|!own text";

    /// Lists and mappings of YAML with bars between them.
    const OTHERS: &str = "[]|[1, 2]|[true, ~]|{}|{ a: 1 }|{ a: 1, b: [yes] }|{ a: 1, c: 2 }|{ 1: x, yes: y }|\
        { unit: ~ }|{ unit: 1 }|{ newtype: 7 }|{ newtype: 7, unit: ~ }|{ tuple: [1, x] }|{ tuple: [1, x, 2] }|\
        { struct: { a: yes } }|!newtype 7|!struct { a: no }|!tuple [1, x]|!own { a: 1 }";

    /// Values of JSON and what is none, with bars between them.
    const JSON: &str = "null|true|0|-1|1.0|1e2|256|18446744073709551616|\"\"|\"a\"|\"5\"|\"true\"|\"unit\"|[]|[1]|[1, \"x\"]|\
        [true, null]|{}|{\"a\": 1}|{\"a\": 1, \"b\": [true]}|{\"a\": null}|{\"c\": 1}|{\"1\": \"x\"}|{\"unit\": null}|\
        {\"newtype\": 7}|{\"newtype\": \"7\"}|{\"tuple\": [1, \"x\"]}|{\"tuple\": [1]}|{\"struct\": {\"a\": true}}|\
        {\"struct\": {}}||{|[1,]|{\"a\" 1}|'a'|nul|01|\"\\ud800\"|\"\\u00e4\"|\"\t\"|{} {}";

    fn agree<T: Debug + DeserializeOwned + PartialEq>(text: &str) {
        let document = format!("value: {text}\n");
        let ours = read::<BTreeMap<String, T>>(&document, Format::Yaml);
        let theirs = serde_saphyr::from_str::<BTreeMap<String, T>>(&document);
        assert_eq!(ours.as_ref().ok(), theirs.as_ref().ok(), "{document}{ours:?}\n{theirs:?}");
    }

    #[test]
    fn yaml_is_read_as_another_reader_reads_it() {
        for text in SCALARS.split('|').chain(OTHERS.split('|')) {
            agree::<String>(text);
            agree::<Option<String>>(text);
            agree::<bool>(text);
            agree::<i8>(text);
            agree::<Option<u8>>(text);
            agree::<i64>(text);
            agree::<u64>(text);
            agree::<Vec<u64>>(text);
            agree::<(u8, String)>(text);
            agree::<BTreeMap<String, String>>(text);
            agree::<Choice>(text);
            agree::<Parts>(text);
            agree::<()>(text);
            agree::<Value>(text);
        }
    }

    #[test]
    fn json_is_read_as_another_reader_reads_it() {
        fn agree<T: Debug + DeserializeOwned + PartialEq>(text: &str) {
            let (ours, theirs) = (read::<T>(text, Format::Json), serde_json::from_str::<T>(text));
            assert_eq!(ours.as_ref().ok(), theirs.as_ref().ok(), "{text}: {ours:?}\n{theirs:?}");
        }
        for text in JSON.split('|') {
            agree::<String>(text);
            agree::<Option<String>>(text);
            agree::<bool>(text);
            agree::<u8>(text);
            agree::<i64>(text);
            agree::<f64>(text);
            agree::<Vec<u8>>(text);
            agree::<(u8, String)>(text);
            agree::<BTreeMap<String, String>>(text);
            agree::<BTreeMap<u8, String>>(text);
            agree::<Choice>(text);
            agree::<()>(text);
            agree::<Value>(text);
        }
    }
}
