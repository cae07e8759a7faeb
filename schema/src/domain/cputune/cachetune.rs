//! Allocation and monitoring of the host's CPU caches: `<cachetune>`.

use crate::types::{CpuSet, Unit};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Allocation and monitoring of the host's CPU caches for a set of virtual CPUs: `<cachetune>`.
///
/// The sets of two such elements do not overlap; the set of a `<memorytune>` or `<energytune>` is the same or has
/// no CPU in common.
///
/// ```xml
/// <cachetune vcpus='0-1'>
///   <cache id='0' level='3' type='both' size='6' unit='MiB'/>
///   <monitor level='3' vcpus='0-1'/>
/// </cachetune>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("index", "@vcpus"))]
pub struct Cachetune {
    /// The virtual CPUs; all threads of the emulator if absent.
    #[xml(attr)]
    pub vcpus: Option<CpuSet>,
    /// Id of the resource group.
    #[xml(attr, assigned = "start")]
    pub id: Option<String>,
    /// Portions of the host's caches.
    #[xml(children)]
    pub caches: Vec<Cache>,
    /// Monitors of cache use.
    #[xml(children, since = "4.10.0")]
    pub monitors: Vec<CacheMonitor>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Portion of a cache of the host: `<cache>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("index", "@id", "@level", "@type"))]
pub struct Cache {
    /// Id of the cache on the host.
    #[xml(attr, required)]
    pub id: Option<u32>,
    /// Level of the cache.
    #[xml(attr, required)]
    pub level: Option<u32>,
    /// Content of the portion: code and data apart on a host that supports it, else both.
    #[xml(attr, required)]
    pub kind: Option<CacheKind>,
    /// Size of the portion.
    #[xml(attr, required, unit = "KiB")]
    pub size: Option<u64>,
    /// Unit of the size.
    #[xml(attr)]
    pub unit: Option<Unit>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Cache {
    /// Returns the size in bytes; `None` if there is no number, or it overflows.
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

/// Content of a portion of a cache.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CacheKind {
    /// Code and data.
    Both,
    /// Code.
    Code,
    /// Data.
    Data,
    /// Any other keyword.
    Other(ThinStr),
}

/// Monitor of cache use: `<monitor>` in `<cachetune>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "monitor", identity("index", "@level", "@vcpus?"))]
pub struct CacheMonitor {
    /// Level of the cache.
    #[xml(attr, required)]
    pub level: Option<u32>,
    /// The monitored virtual CPUs, among those of the `<cachetune>`.
    #[xml(attr)]
    pub vcpus: Option<CpuSet>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
