//! The content of a list, a mapping, or a variant of an enumeration.

use std::cell::Cell;
use std::slice;

use domxml_schema::report::Code;
use serde::Deserializer;
use serde::de::{DeserializeSeed, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::failure::{Failure, one_of};
use super::{Node, NodeKind, Reader, Result};
use crate::entity::Step;
use crate::entity::error::shown;
use crate::entity::node::Member;
use crate::entity::path::steps_to;

/// The items of a list.
pub(super) struct Items<'de, 'a> {
    pub(super) items: &'de [Node],
    /// The number of those that have been read.
    pub(super) read: &'a Cell<usize>,
}

impl<'de> SeqAccess<'de> for Items<'de, '_> {
    type Error = Failure;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        let at = self.read.get();
        let Some(item) = self.items.get(at) else { return Ok(None) };
        self.read.set(at + 1);
        match seed.deserialize(Reader(item)) {
            Ok(value) => Ok(Some(value)),
            Err(failure) => Err(failure.below(steps_to(self.items).swap_remove(at), &item.position)),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len() - self.read.get())
    }
}

/// The members of a mapping.
pub(super) struct Members<'de> {
    rest: slice::Iter<'de, Member>,
    /// The member whose key has been read.
    open: Option<&'de Member>,
}

impl<'de> Members<'de> {
    pub(super) fn new(members: &'de [Member]) -> Self {
        Self { rest: members.iter(), open: None }
    }
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Failure;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        self.open = self.rest.next();
        let Some(member) = self.open else { return Ok(None) };
        match seed.deserialize(Reader(&member.key)) {
            Ok(key) => Ok(Some(key)),
            Err(failure) => Err(below(failure, member, &member.key)),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value> {
        let Some(member) = self.open.take() else { return Err(Failure::custom("a value without a key")) };
        seed.deserialize(Reader(&member.value)).map_err(|failure| below(failure, member, &member.value))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// A failure of the key or the value of a member.
#[cold]
fn below(failure: Failure, member: &Member, part: &Node) -> Failure {
    failure.below(Step::Member(member.name().to_owned()), &part.position)
}

/// A variant of an enumeration: its name alone, or a mapping of its name to its content.
#[derive(Clone, Copy)]
pub(super) struct Variant<'de> {
    name: &'de Node,
    content: Option<&'de Node>,
}

impl<'de> Variant<'de> {
    pub(super) fn of(node: &'de Node, variants: &[&str]) -> Result<Self> {
        if let Some(tag) = node.tag.as_deref()
            && variants.contains(&tag.name()?)
        {
            return Ok(Self { name: tag, content: Some(node) });
        }
        match &node.kind {
            NodeKind::Mapping(members) => match members.as_slice() {
                [Member { key, value }] => Ok(Self { name: key, content: Some(value) }),
                _ => Err(node.unexpected(&format_args!("a single member, {}", expected(variants)))),
            },
            NodeKind::Scalar(_) if node.name().is_ok() => Ok(Self { name: node, content: None }),
            _ => Err(node.unexpected(&expected(variants))),
        }
    }

    fn content(self) -> Result<&'de Node> {
        self.content.ok_or_else(|| {
            let name = shown(self.name.text().unwrap_or_default());
            let message = format!("`{name}` needs a value");
            Failure::new(Code::WRONG_TYPE, message).with_help(Some(format!("write `{name}: ...`")))
        })
    }

    fn step(self) -> Step {
        Step::Member(self.name.text().unwrap_or_default().to_owned())
    }

    fn below(self, failure: Failure) -> Failure {
        failure.below(self.step(), &self.content.unwrap_or(self.name).position)
    }
}

fn expected(variants: &[&str]) -> String {
    one_of(variants).unwrap_or_else(|| "a text".to_owned())
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Failure;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self)> {
        match seed.deserialize(Reader(self.name)) {
            Ok(variant) => Ok((variant, self)),
            // The name is within the value only if it has content.
            Err(failure) if self.content.is_some() => Err(failure.below(self.step(), &self.name.position)),
            Err(failure) => Err(failure),
        }
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Failure;

    fn unit_variant(self) -> Result<()> {
        match self.content {
            Some(content) if !content.is_null() => Err(self.below(content.unexpected(&"nothing"))),
            _ => Ok(()),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value> {
        seed.deserialize(Reader(self.content()?)).map_err(|failure| self.below(failure))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        Reader(self.content()?).deserialize_seq(visitor).map_err(|failure| self.below(failure))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value> {
        Reader(self.content()?).deserialize_map(visitor).map_err(|failure| self.below(failure))
    }
}
