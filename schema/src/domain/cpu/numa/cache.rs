//! Memory-side caches of a node.

use crate::types::Unit;
use crate::xml::{Datatype, Extra, Format, Value};
use crate::{Element, Keyword, ThinStr};

/// Memory-side cache of a node: `<cache>` of `<cell>`.
///
/// ```xml
/// <cache level='1' associativity='direct' policy='writeback'>
///   <size value='10' unit='KiB'/>
///   <line value='8' unit='B'/>
/// </cache>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("index", "@level"))]
pub struct Cache {
    /// Level of the cache.
    #[xml(attr, required)]
    pub level: Option<u32>,
    /// Associativity of the cache.
    #[xml(attr, required)]
    pub associativity: Option<Associativity>,
    /// Write policy of the cache.
    #[xml(attr, required)]
    pub policy: Option<WritePolicy>,
    /// Size of the cache.
    #[xml(child, required)]
    pub size: Option<CacheSize>,
    /// Size of a cache line.
    #[xml(child, required)]
    pub line: Option<CacheLine>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Associativity of a cache.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Associativity {
    /// Not specified.
    None,
    /// Direct mapped.
    Direct,
    /// Fully associative.
    Full,
    /// Any other keyword.
    Other(ThinStr),
}

/// Write policy of a cache.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum WritePolicy {
    /// Not specified.
    None,
    /// Write-back.
    Writeback,
    /// Write-through.
    Writethrough,
    /// Any other keyword.
    Other(ThinStr),
}

/// Size of a cache: `<size>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "size")]
pub struct CacheSize {
    /// The number.
    #[xml(attr, required, unit = "KiB")]
    pub value: Option<u32>,
    /// Unit of the number.
    #[xml(attr, required)]
    pub unit: Option<Unit>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Size of a cache line: `<line>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "line")]
pub struct CacheLine {
    /// The number.
    #[xml(attr, required, unit = "bytes")]
    pub value: Option<u32>,
    /// Unit of the number.
    #[xml(attr, required)]
    pub unit: Option<LineUnit>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Unit of the size of a cache line; bytes are written `B`.
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
