//! CPU cache and width of physical addresses.

use crate::xml::{Datatype, Extra, KeywordDef, Term};
use crate::{Element, Keyword, ThinStr};

const CACHE_LEVEL: Datatype = Datatype {
    name: "cacheLevel",
    doc: "1, 2 or 3.",
    terms: &[
        Term::Keyword(KeywordDef { name: "1", doc: "Next to the core.", since: None, later: &[] }),
        Term::Keyword(KeywordDef { name: "2", doc: "Behind level 1.", since: None, later: &[] }),
        Term::Keyword(KeywordDef { name: "3", doc: "Behind level 2.", since: None, later: &[] }),
    ],
};

/// CPU cache that the guest sees: `<cache>` of `<cpu>`.
///
/// ```xml
/// <cache level='3' mode='emulate'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cache {
    /// Level of the cache, from 1 to 3; all levels if absent.
    #[xml(attr, datatype = CACHE_LEVEL)]
    pub level: Option<u8>,
    /// Source of the cache's description.
    #[xml(attr, required)]
    pub mode: Option<CacheMode>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Source of a cache's description.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CacheMode {
    /// Emulation by the hypervisor.
    Emulate,
    /// The host's CPU.
    Passthrough,
    /// None: the guest sees no cache.
    Disable,
    /// Any other keyword.
    Other(ThinStr),
}

/// Width of physical addresses: `<maxphysaddr>`.
///
/// ```xml
/// <maxphysaddr mode='passthrough' limit='39'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "maxphysaddr")]
pub struct MaxPhysAddr {
    /// Source of the width.
    #[xml(attr, required)]
    pub mode: Option<MaxPhysAddrMode>,
    /// Number of bits, with the mode `emulate`.
    #[xml(attr, later("9.2.0", "may be absent"))]
    pub bits: Option<u32>,
    /// Maximum number of bits, with the mode `passthrough`.
    #[xml(attr, since = "9.3.0")]
    pub limit: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Source of the width of physical addresses.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum MaxPhysAddrMode {
    /// `bits`, or the hypervisor if absent.
    Emulate,
    /// The host's CPU.
    Passthrough,
    /// Any other keyword.
    Other(ThinStr),
}
