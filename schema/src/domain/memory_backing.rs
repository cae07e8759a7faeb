//! Memory of the host that backs the guest's memory: `<memoryBacking>`.

use crate::shared::MemoryAccess;
use crate::types::{CpuSet, Unit};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Memory of the host that backs the guest's memory: `<memoryBacking>`.
///
/// ```xml
/// <memoryBacking>
///   <hugepages>
///     <page size='2' unit='MiB'/>
///   </hugepages>
///   <source type='memfd'/>
///   <access mode='shared'/>
/// </memoryBacking>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct MemoryBacking {
    /// Backs the memory with huge pages.
    #[xml(child, since = "0.7.1")]
    pub hugepages: Option<Hugepages>,
    /// Prevents the host from merging equal pages (KSM).
    #[xml(flag, since = "1.0.6")]
    pub nosharepages: bool,
    /// Prevents the host from swapping the pages out.
    ///
    /// The hypervisor's own memory is locked as well and its limit is removed, so that a guest can exhaust the host's
    /// memory: set [`Memtune::hard_limit`](super::memtune::Memtune::hard_limit) too.
    #[xml(flag, since = "1.0.6")]
    pub locked: bool,
    /// Source of the memory.
    #[xml(child, since = "3.1.0", implied)]
    pub source: Option<Source>,
    /// Sharing of the memory with other processes.
    #[xml(child, since = "3.1.0", implied)]
    pub access: Option<Access>,
    /// Allocation of the memory.
    #[xml(child, since = "3.1.0", implied)]
    pub allocation: Option<Allocation>,
    /// Discards the content when the guest shuts down or a memory device is unplugged, where supported, so that it is
    /// not written back.
    #[xml(flag, since = "4.4.0")]
    pub discard: bool,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Huge pages: `<hugepages>`; of the host's default size if no size is given.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Hugepages {
    /// Page sizes, each for some or all NUMA nodes of the guest.
    #[xml(children, since = "1.2.5")]
    pub pages: Vec<Page>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Size of huge pages: `<page>`.
///
/// ```xml
/// <page size='1' unit='GiB' nodeset='0-1'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("index", "@nodeset"), similar("form", "@size", "@unit?"))]
pub struct Page {
    /// The size.
    #[xml(attr, required, unit = "KiB")]
    pub size: Option<u64>,
    /// Unit of the size.
    #[xml(attr)]
    pub unit: Option<Unit>,
    /// NUMA nodes of the guest that use this page size; all others if absent.
    #[xml(attr, dropped("0", "../../../cpu/numa/cell/@memory" = ""))]
    pub nodeset: Option<CpuSet>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Page {
    /// Creates a page size from a number and its unit.
    pub fn new(size: u64, unit: Unit) -> Self {
        Self { size: Some(size), unit: Some(unit), ..Self::default() }
    }

    /// Returns the size in bytes; `None` if there is no number, or it overflows.
    pub fn bytes(&self) -> Option<u64> {
        self.size?.checked_mul(self.unit.unwrap_or(Unit::KiB).bytes())
    }
}

/// Source of the memory: `<source>` of `<memoryBacking>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Kind of memory.
    #[xml(attr, required, implied = "anonymous")]
    pub kind: Option<SourceKind>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Kind of memory on the host.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// Mapped file.
    File,
    /// Anonymous memory.
    Anonymous,
    /// Memory-only file (memfd).
    #[xml(since = "4.10.0")]
    Memfd,
    /// Any other keyword.
    Other(ThinStr),
}

/// Sharing of the memory with other processes: `<access>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Access {
    /// Mapping of the memory; `memAccess` of a NUMA cell of the guest overrides it.
    #[xml(attr, required, implied = "private")]
    pub mode: Option<MemoryAccess>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Allocation of the memory: `<allocation>`.
///
/// ```xml
/// <allocation mode='immediate' threads='4'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Allocation {
    /// Time of the allocation.
    #[xml(attr, implied = "ondemand")]
    pub mode: Option<AllocationMode>,
    /// Number of threads of the hypervisor that allocate the memory.
    #[xml(attr, since = "8.2.0")]
    pub threads: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Time at which memory is allocated.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum AllocationMode {
    /// At start, all of it.
    Immediate,
    /// At the first use of each page.
    Ondemand,
    /// Any other keyword.
    Other(ThinStr),
}
