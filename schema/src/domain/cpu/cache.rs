//! Cache, and width of physical addresses.

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

/// The cache that the guest sees: `<cache>` of `<cpu>`.
///
/// ```xml
/// <cache level='3' mode='emulate'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cache {
    /// The level, from 1 to 3; without it all levels are meant.
    #[xml(attr, datatype = CACHE_LEVEL)]
    pub level: Option<u8>,
    /// Where the data about it comes from.
    #[xml(attr, required)]
    pub mode: Option<CacheMode>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Where the data about a cache comes from.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CacheMode {
    /// The hypervisor invents it.
    Emulate,
    /// From the host's CPU.
    Passthrough,
    /// Nowhere: there is no cache.
    Disable,
    /// A word that libvirt does not know.
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
    /// Where the number comes from.
    #[xml(attr, required)]
    pub mode: Option<MaxPhysAddrMode>,
    /// The number of bits, in the mode `emulate`.
    #[xml(attr, later("9.2.0", "may be absent"))]
    pub bits: Option<u32>,
    /// Greatest number of bits that the mode `passthrough` takes from the host.
    #[xml(attr, since = "9.3.0")]
    pub limit: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Where the width of physical addresses comes from.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum MaxPhysAddrMode {
    /// From the document, or the hypervisor if that does not say it.
    Emulate,
    /// From the host's CPU.
    Passthrough,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
