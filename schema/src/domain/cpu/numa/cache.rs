//! Caches on the side of a node's memory.

use crate::types::Unit;
use crate::xml::{Datatype, Extra, Format, Value};
use crate::{Element, Keyword, ThinStr};

/// A cache on the side of a node's memory: `<cache>` of `<cell>`.
///
/// ```xml
/// <cache level='1' associativity='direct' policy='writeback'>
///   <size value='10' unit='KiB'/>
///   <line value='8' unit='B'/>
/// </cache>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cache {
    /// Its level.
    #[xml(attr, required)]
    pub level: Option<u32>,
    /// Where in it a piece of memory can be.
    #[xml(attr, required)]
    pub associativity: Option<Associativity>,
    /// When it passes on what is written.
    #[xml(attr, required)]
    pub policy: Option<WritePolicy>,
    /// Its size.
    #[xml(child, required)]
    pub size: Option<CacheSize>,
    /// Size of one of its lines.
    #[xml(child, required)]
    pub line: Option<CacheLine>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Where in a cache a piece of memory can be.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Associativity {
    /// It is not said.
    None,
    /// At one place.
    Direct,
    /// Anywhere.
    Full,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// When a cache passes on what is written.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum WritePolicy {
    /// It is not said.
    None,
    /// When it needs the place.
    Writeback,
    /// At once.
    Writethrough,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Size of a cache: `<size>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "size")]
pub struct CacheSize {
    /// The number.
    #[xml(attr, required)]
    pub value: Option<u32>,
    /// Its unit.
    #[xml(attr, required)]
    pub unit: Option<Unit>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Size of a line of a cache: `<line>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "line")]
pub struct CacheLine {
    /// The number.
    #[xml(attr, required)]
    pub value: Option<u32>,
    /// Its unit.
    #[xml(attr, required)]
    pub unit: Option<LineUnit>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Unit of a line of a cache; bytes are written `B`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LineUnit(pub Unit);

impl Value for LineUnit {
    const DATATYPE: &'static Datatype = Unit::DATATYPE;

    fn read(text: &str) -> Option<Self> {
        Unit::read(text).map(Self)
    }

    fn write(&self, out: &mut String, _: Format) {
        out.push_str(if self.0 == Unit::Bytes { "B" } else { self.0.as_str() });
    }
}
