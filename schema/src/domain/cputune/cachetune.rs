//! Parts of the host's CPU caches: `<cachetune>`.

use crate::types::{CpuSet, Unit};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Parts of the host's CPU caches for some virtual CPUs, or watching them: `<cachetune>`.
///
/// Those of two such elements do not overlap; those of a `<memorytune>` or `<energytune>` are the same
/// or have none in common.
///
/// ```xml
/// <cachetune vcpus='0-1'>
///   <cache id='0' level='3' type='both' size='6' unit='MiB'/>
///   <monitor level='3' vcpus='0-1'/>
/// </cachetune>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cachetune {
    /// The virtual CPUs; the whole emulator with all its threads if it is not said.
    #[xml(attr)]
    pub vcpus: Option<CpuSet>,
    /// Name of the group, shown by libvirt while the domain runs.
    #[xml(attr)]
    pub id: Option<String>,
    /// The parts.
    #[xml(children)]
    pub caches: Vec<Cache>,
    /// Whose use of the cache is watched.
    #[xml(children, since = "4.10.0")]
    pub monitors: Vec<CacheMonitor>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Part of one cache of the host: `<cache>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cache {
    /// Number of the cache on the host.
    #[xml(attr, required)]
    pub id: Option<u32>,
    /// Level of the cache.
    #[xml(attr, required)]
    pub level: Option<u32>,
    /// What it is for; as fine as the host tells code from data, no finer and no coarser.
    #[xml(attr, required)]
    pub kind: Option<CacheKind>,
    /// Size of the part.
    #[xml(attr, required)]
    pub size: Option<u64>,
    /// Unit of the size. Without it libvirt 12.8 reads KiB, although its documentation says bytes.
    #[xml(attr)]
    pub unit: Option<Unit>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Cache {
    /// The size in bytes; `None` if there is no number, or one beyond 64 bits.
    ///
    /// ```
    /// use domxml_schema::domain::cputune::Cache;
    ///
    /// assert_eq!(Cache { size: Some(3), ..Cache::default() }.bytes(), Some(3072));
    /// ```
    pub fn bytes(&self) -> Option<u64> {
        self.size?.checked_mul(self.unit.unwrap_or(Unit::KiB).bytes())
    }
}

/// What a part of a cache is for.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CacheKind {
    /// Code and data.
    Both,
    /// Code.
    Code,
    /// Data.
    Data,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Whose use of a cache is watched: `<monitor>` in `<cachetune>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "monitor")]
pub struct CacheMonitor {
    /// Level of the cache.
    #[xml(attr, required)]
    pub level: Option<u32>,
    /// The virtual CPUs, out of those of the `<cachetune>`; all of them if it is not said.
    #[xml(attr)]
    pub vcpus: Option<CpuSet>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
