//! Any deserializer as a [`Source`].

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::Error;
use super::source::{Ask, Enum, Found, Map, Seed, Seq, Source, Visit};

/// A part of a deserializer, and the error with which it failed: only what is around it knows the error's type.
pub(in crate::entity) struct Coat<'de, T, E> {
    part: Option<T>,
    failed: Option<E>,
    source: PhantomData<&'de ()>,
}

impl<T, E: de::Error> Coat<'_, T, E> {
    /// A part, and no error yet.
    pub(in crate::entity) fn new(part: T) -> Self {
        Self { part: Some(part), failed: None, source: PhantomData }
    }

    /// What an error from behind the boundary is to the format.
    pub(in crate::entity) fn error(&mut self, error: Error) -> E {
        match error {
            Error::Format => self.failed.take().unwrap_or_else(|| error.to()),
            error => error.to(),
        }
    }

    /// Takes the part, which works once.
    fn take(&mut self) -> Result<T, Error> {
        self.part.take().ok_or_else(|| de::Error::custom("a value can be read once only"))
    }

    fn keep<V>(&mut self, result: Result<V, E>) -> Result<V, Error> {
        result.map_err(|error| {
            self.failed = Some(error);
            Error::Format
        })
    }
}

impl<'de, D: Deserializer<'de>> Source for Coat<'de, D, D::Error> {
    fn read(&mut self, ask: Ask, visit: &mut dyn Visit) -> Result<(), Error> {
        let (part, visit) = (self.take()?, CoatedVisit(visit));
        let read = match ask {
            Ask::Any => part.deserialize_any(visit),
            Ask::Bool => part.deserialize_bool(visit),
            Ask::I8 => part.deserialize_i8(visit),
            Ask::I16 => part.deserialize_i16(visit),
            Ask::I32 => part.deserialize_i32(visit),
            Ask::I64 => part.deserialize_i64(visit),
            Ask::U8 => part.deserialize_u8(visit),
            Ask::U16 => part.deserialize_u16(visit),
            Ask::U32 => part.deserialize_u32(visit),
            Ask::U64 => part.deserialize_u64(visit),
            Ask::F32 => part.deserialize_f32(visit),
            Ask::F64 => part.deserialize_f64(visit),
            Ask::Char => part.deserialize_char(visit),
            Ask::Str => part.deserialize_str(visit),
            Ask::String => part.deserialize_string(visit),
            Ask::Option => part.deserialize_option(visit),
            Ask::Unit => part.deserialize_unit(visit),
            Ask::UnitStruct(name) => part.deserialize_unit_struct(name, visit),
            Ask::NewtypeStruct(name) => part.deserialize_newtype_struct(name, visit),
            Ask::Seq => part.deserialize_seq(visit),
            Ask::Tuple(length) => part.deserialize_tuple(length, visit),
            Ask::TupleStruct(name, length) => part.deserialize_tuple_struct(name, length, visit),
            Ask::Map => part.deserialize_map(visit),
            Ask::Struct(name, fields) => part.deserialize_struct(name, fields, visit),
            Ask::Enum(name, variants) => part.deserialize_enum(name, variants, visit),
            Ask::Identifier => part.deserialize_identifier(visit),
            Ask::Ignored => part.deserialize_ignored_any(visit),
        };
        self.keep(read)
    }
}

/// A visit as a visitor of serde.
struct CoatedVisit<'a>(&'a mut dyn Visit);

impl CoatedVisit<'_> {
    fn plain<E: de::Error>(self, found: Found<'_>) -> Result<(), E> {
        self.0.visit(found).map_err(|error| error.to())
    }
}

impl<'de> Visitor<'de> for CoatedVisit<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        self.plain(Found::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        self.plain(Found::Signed(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        self.plain(Found::Unsigned(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        self.plain(Found::Float(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<(), E> {
        self.plain(Found::Str(value))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<(), E> {
        self.plain(Found::String(value))
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.plain(Found::Unit)
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.plain(Found::None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let mut coat = Coat::new(deserializer);
        self.0.visit(Found::Some(&mut coat)).map_err(|error| coat.error(error))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let mut coat = Coat::new(deserializer);
        self.0.visit(Found::Newtype(&mut coat)).map_err(|error| coat.error(error))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        let mut coat = Coat::new(items);
        self.0.visit(Found::Seq(&mut coat)).map_err(|error| coat.error(error))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        let mut coat = Coat::new(members);
        self.0.visit(Found::Map(&mut coat)).map_err(|error| coat.error(error))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<(), A::Error> {
        let mut coat = Coat::new(Variant::Unnamed(variant));
        self.0.visit(Found::Enum(&mut coat)).map_err(|error| coat.error(error))
    }
}

/// A seed as one of serde.
pub(in crate::entity) struct CoatedSeed<'a>(pub(in crate::entity) &'a mut dyn Seed);

impl<'de> DeserializeSeed<'de> for CoatedSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let mut coat = Coat::new(deserializer);
        self.0.read(&mut coat).map_err(|error| coat.error(error))
    }
}

impl<'de, A: SeqAccess<'de>> Seq for Coat<'de, A, A::Error> {
    fn item(&mut self, item: &mut dyn Seed) -> Result<(), Error> {
        let Some(items) = &mut self.part else { return Ok(()) };
        let read = items.next_element_seed(CoatedSeed(item)).map(drop);
        self.keep(read)
    }

    fn size_hint(&self) -> Option<usize> {
        self.part.as_ref().and_then(SeqAccess::size_hint)
    }
}

impl<'de, A: MapAccess<'de>> Map for Coat<'de, A, A::Error> {
    fn key(&mut self, key: &mut dyn Seed) -> Result<(), Error> {
        let Some(members) = &mut self.part else { return Ok(()) };
        let read = members.next_key_seed(CoatedSeed(key)).map(drop);
        self.keep(read)
    }

    fn value(&mut self, value: &mut dyn Seed) -> Result<(), Error> {
        let Some(members) = &mut self.part else { return Ok(()) };
        let read = members.next_value_seed(CoatedSeed(value));
        self.keep(read)
    }

    fn size_hint(&self) -> Option<usize> {
        self.part.as_ref().and_then(MapAccess::size_hint)
    }
}

/// A variant before and after its name was read.
enum Variant<A, V> {
    Unnamed(A),
    Named(V),
}

impl<'de, A: EnumAccess<'de>> Coat<'de, Variant<A, A::Variant>, A::Error> {
    fn content(&mut self) -> Result<A::Variant, Error> {
        match self.take()? {
            Variant::Named(variant) => Ok(variant),
            Variant::Unnamed(_) => Err(de::Error::custom("a variant without a name")),
        }
    }
}

impl<'de, A: EnumAccess<'de>> Enum for Coat<'de, Variant<A, A::Variant>, A::Error> {
    fn name(&mut self, name: &mut dyn Seed) -> Result<(), Error> {
        let Variant::Unnamed(variant) = self.take()? else { return Ok(()) };
        let read = variant.variant_seed(CoatedSeed(name));
        let ((), content) = self.keep(read)?;
        self.part = Some(Variant::Named(content));
        Ok(())
    }

    fn unit(&mut self) -> Result<(), Error> {
        let read = self.content()?.unit_variant();
        self.keep(read)
    }

    fn newtype(&mut self, value: &mut dyn Seed) -> Result<(), Error> {
        let read = self.content()?.newtype_variant_seed(CoatedSeed(value));
        self.keep(read)
    }

    fn tuple(&mut self, length: usize, visit: &mut dyn Visit) -> Result<(), Error> {
        let read = self.content()?.tuple_variant(length, CoatedVisit(visit));
        self.keep(read)
    }

    fn fields(&mut self, names: &'static [&'static str], visit: &mut dyn Visit) -> Result<(), Error> {
        let read = self.content()?.struct_variant(names, CoatedVisit(visit));
        self.keep(read)
    }
}
