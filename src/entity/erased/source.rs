//! The one deserializer: trait objects instead of serde's type parameters.
//!
//! serde's traits for deserializers are implemented for these objects, and their implementations are all that
//! is compiled for each type that is read: a visitor becomes a [`Visit`], a seed a [`Seed`].

use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

use super::Error;

/// A value that is yet to be read, once.
pub(in crate::entity) trait Source {
    /// Reads it with what is asked for as a hint.
    fn read(&mut self, ask: Ask, visit: &mut dyn Visit) -> Result<(), Error>;
}

/// What a type asks for.
#[derive(Clone, Copy)]
pub(in crate::entity) enum Ask {
    Any,
    Bool,
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
    F32,
    F64,
    Char,
    Str,
    String,
    Option,
    Unit,
    UnitStruct(&'static str),
    NewtypeStruct(&'static str),
    Seq,
    Tuple(usize),
    TupleStruct(&'static str, usize),
    Map,
    Struct(&'static str, &'static [&'static str]),
    Enum(&'static str, &'static [&'static str]),
    Identifier,
    Ignored,
}

/// Takes a value.
pub(in crate::entity) trait Visit {
    /// Says what it expects.
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// Takes what was found.
    fn visit(&mut self, found: Found<'_>) -> Result<(), Error>;
}

/// What was found in a place.
pub(in crate::entity) enum Found<'a> {
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    Str(&'a str),
    String(String),
    Unit,
    None,
    Some(&'a mut dyn Source),
    Newtype(&'a mut dyn Source),
    Seq(&'a mut dyn Seq),
    Map(&'a mut dyn Map),
    Enum(&'a mut dyn Enum),
}

/// Takes a value that is found, if one is.
pub(in crate::entity) trait Seed {
    /// Reads the value.
    fn read(&mut self, source: &mut dyn Source) -> Result<(), Error>;
}

/// Items that are yet to be read.
pub(in crate::entity) trait Seq {
    fn item(&mut self, item: &mut dyn Seed) -> Result<(), Error>;
    fn size_hint(&self) -> Option<usize>;
}

/// Members that are yet to be read.
pub(in crate::entity) trait Map {
    fn key(&mut self, key: &mut dyn Seed) -> Result<(), Error>;
    fn value(&mut self, value: &mut dyn Seed) -> Result<(), Error>;
    fn size_hint(&self) -> Option<usize>;
}

/// A variant that is yet to be read: its name, then what it holds.
pub(in crate::entity) trait Enum {
    fn name(&mut self, name: &mut dyn Seed) -> Result<(), Error>;
    fn unit(&mut self) -> Result<(), Error>;
    fn newtype(&mut self, value: &mut dyn Seed) -> Result<(), Error>;
    fn tuple(&mut self, length: usize, visit: &mut dyn Visit) -> Result<(), Error>;
    fn fields(&mut self, names: &'static [&'static str], visit: &mut dyn Visit) -> Result<(), Error>;
}

/// A seed of serde, and what became of it.
pub(in crate::entity) struct Target<'de, S: DeserializeSeed<'de>> {
    seed: Option<S>,
    value: Option<S::Value>,
}

impl<T: DeserializeOwned> Default for Target<'_, PhantomData<T>> {
    fn default() -> Self {
        Self::new(PhantomData)
    }
}

impl<'de, S: DeserializeSeed<'de>> Target<'de, S> {
    fn new(seed: S) -> Self {
        Self { seed: Some(seed), value: None }
    }

    /// The value that was read.
    pub(in crate::entity) fn done<E: serde::de::Error>(self) -> Result<S::Value, E> {
        self.value.ok_or_else(|| E::custom("there is no value"))
    }
}

impl<'de, S: DeserializeSeed<'de>> Seed for Target<'de, S> {
    fn read(&mut self, source: &mut dyn Source) -> Result<(), Error> {
        self.value = self.seed.take().map(|seed| seed.deserialize(source)).transpose()?;
        Ok(())
    }
}

/// A visitor of serde, and what became of it.
struct Visiting<'de, V: Visitor<'de>> {
    visitor: Option<V>,
    value: Option<V::Value>,
}

impl<'de, V: Visitor<'de>> Visiting<'de, V> {
    fn value(visitor: V, read: impl FnOnce(&mut dyn Visit) -> Result<(), Error>) -> Result<V::Value, Error> {
        let mut visiting = Self { visitor: Some(visitor), value: None };
        read(&mut visiting)?;
        visiting.value.ok_or_else(|| Error::custom("there is no value"))
    }
}

impl<'de, V: Visitor<'de>> Visit for Visiting<'de, V> {
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.as_ref().map_or(Ok(()), |visitor| visitor.expecting(f))
    }

    fn visit(&mut self, found: Found<'_>) -> Result<(), Error> {
        let Some(visitor) = self.visitor.take() else { return Ok(()) };
        self.value = Some(match found {
            Found::Bool(value) => visitor.visit_bool(value),
            Found::Signed(value) => visitor.visit_i64(value),
            Found::Unsigned(value) => visitor.visit_u64(value),
            Found::Float(value) => visitor.visit_f64(value),
            Found::Str(value) => visitor.visit_str(value),
            Found::String(value) => visitor.visit_string(value),
            Found::Unit => visitor.visit_unit(),
            Found::None => visitor.visit_none(),
            Found::Some(source) => visitor.visit_some(source),
            Found::Newtype(source) => visitor.visit_newtype_struct(source),
            Found::Seq(items) => visitor.visit_seq(items),
            Found::Map(members) => visitor.visit_map(members),
            Found::Enum(variant) => visitor.visit_enum(variant),
        }?);
        Ok(())
    }
}

macro_rules! deserializer {
    ($($method:ident($($arg:ident: $ty:ty),*) $ask:expr;)*) => {
        impl<'de> Deserializer<'de> for &mut (dyn Source + '_) {
            type Error = Error;

            $(fn $method<V: Visitor<'de>>(self, $($arg: $ty,)* visitor: V) -> Result<V::Value, Error> {
                Visiting::value(visitor, |visit| self.read($ask, visit))
            })*
        }
    };
}

deserializer! {
    deserialize_any() Ask::Any;
    deserialize_bool() Ask::Bool;
    deserialize_i8() Ask::I8;
    deserialize_i16() Ask::I16;
    deserialize_i32() Ask::I32;
    deserialize_i64() Ask::I64;
    deserialize_u8() Ask::U8;
    deserialize_u16() Ask::U16;
    deserialize_u32() Ask::U32;
    deserialize_u64() Ask::U64;
    deserialize_f32() Ask::F32;
    deserialize_f64() Ask::F64;
    deserialize_char() Ask::Char;
    deserialize_str() Ask::Str;
    deserialize_string() Ask::String;
    deserialize_bytes() Ask::Any;
    deserialize_byte_buf() Ask::Any;
    deserialize_option() Ask::Option;
    deserialize_unit() Ask::Unit;
    deserialize_unit_struct(name: &'static str) Ask::UnitStruct(name);
    deserialize_newtype_struct(name: &'static str) Ask::NewtypeStruct(name);
    deserialize_seq() Ask::Seq;
    deserialize_tuple(length: usize) Ask::Tuple(length);
    deserialize_tuple_struct(name: &'static str, length: usize) Ask::TupleStruct(name, length);
    deserialize_map() Ask::Map;
    deserialize_struct(name: &'static str, fields: &'static [&'static str]) Ask::Struct(name, fields);
    deserialize_enum(name: &'static str, variants: &'static [&'static str]) Ask::Enum(name, variants);
    deserialize_identifier() Ask::Identifier;
    deserialize_ignored_any() Ask::Ignored;
}

impl<'de> SeqAccess<'de> for &mut (dyn Seq + '_) {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let mut target = Target::new(seed);
        self.item(&mut target)?;
        Ok(target.value)
    }

    fn size_hint(&self) -> Option<usize> {
        (**self).size_hint()
    }
}

impl<'de> MapAccess<'de> for &mut (dyn Map + '_) {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let mut target = Target::new(seed);
        (**self).key(&mut target)?;
        Ok(target.value)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let mut target = Target::new(seed);
        (**self).value(&mut target)?;
        target.done()
    }

    fn size_hint(&self) -> Option<usize> {
        (**self).size_hint()
    }
}

impl<'de> EnumAccess<'de> for &mut (dyn Enum + '_) {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        let mut target = Target::new(seed);
        self.name(&mut target)?;
        Ok((target.done()?, self))
    }
}

impl<'de> VariantAccess<'de> for &mut (dyn Enum + '_) {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        self.unit()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        let mut target = Target::new(seed);
        self.newtype(&mut target)?;
        target.done()
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        Visiting::value(visitor, |visit| self.tuple(length, visit))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        Visiting::value(visitor, |visit| self.fields(fields, visit))
    }
}
