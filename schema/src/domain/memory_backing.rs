//! What backs the guest's memory on the host: `<memoryBacking>`.

use crate::shared::MemoryAccess;
use crate::types::{CpuSet, Unit};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// What backs the guest's memory on the host: `<memoryBacking>`.
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
    /// Takes the memory from huge pages instead of normal ones.
    #[xml(child, since = "0.7.1")]
    pub hugepages: Option<Hugepages>,
    /// Keeps the host from merging equal pages (KSM).
    #[xml(flag, since = "1.0.6")]
    pub nosharepages: bool,
    /// Keeps the host from swapping the pages out.
    ///
    /// The hypervisor's own memory is locked too and its limit falls away, so a guest can use up the
    /// host's memory: better set [`Memtune::hard_limit`](super::memtune::Memtune::hard_limit) as well.
    #[xml(flag, since = "1.0.6")]
    pub locked: bool,
    /// Where the memory comes from.
    #[xml(child, since = "3.1.0")]
    pub source: Option<Source>,
    /// Whether other processes can share the memory.
    #[xml(child, since = "3.1.0")]
    pub access: Option<Access>,
    /// When and how the memory is allocated.
    #[xml(child, since = "3.1.0")]
    pub allocation: Option<Allocation>,
    /// Throws the content away just before the guest shuts down or a memory device is unplugged,
    /// where possible, so that it is not written back.
    #[xml(flag, since = "4.4.0")]
    pub discard: bool,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Huge pages: `<hugepages>`; without a page size the host's default one.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Hugepages {
    /// Sizes of pages, each for some or all NUMA nodes of the guest.
    #[xml(children, since = "1.2.5")]
    pub pages: Vec<Page>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// One size of huge pages: `<page>`.
///
/// ```xml
/// <page size='1' unit='GiB' nodeset='0-1'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The size.
    #[xml(attr, required)]
    pub size: Option<u64>,
    /// Unit of the size; KiB if it is not said.
    #[xml(attr)]
    pub unit: Option<Unit>,
    /// NUMA nodes of the guest whose memory has this size of pages; all others if it is not said.
    #[xml(attr)]
    pub nodeset: Option<CpuSet>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Page {
    /// Pages of so many units.
    pub fn new(size: u64, unit: Unit) -> Self {
        Self { size: Some(size), unit: Some(unit), ..Self::default() }
    }

    /// The size in bytes; `None` if there is no number, or one beyond 64 bits.
    pub fn bytes(&self) -> Option<u64> {
        self.size?.checked_mul(self.unit.unwrap_or(Unit::KiB).bytes())
    }
}

/// Where the memory comes from: `<source>` of the memory backing.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// The kind of memory.
    #[xml(attr, required)]
    pub kind: Option<SourceKind>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A kind of memory on the host.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A file that is mapped.
    File,
    /// Anonymous memory, the default.
    Anonymous,
    /// A file that exists in memory only.
    #[xml(since = "4.10.0")]
    Memfd,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Whether other processes can share the memory: `<access>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Access {
    /// How it is mapped; a NUMA cell of the guest can say otherwise with `memAccess`.
    #[xml(attr, required)]
    pub mode: Option<MemoryAccess>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// When and how the memory is allocated: `<allocation>`.
///
/// ```xml
/// <allocation mode='immediate' threads='4'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Allocation {
    /// When it is allocated.
    #[xml(attr)]
    pub mode: Option<AllocationMode>,
    /// How many threads of the hypervisor allocate it.
    #[xml(attr, since = "8.2.0")]
    pub threads: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// When memory is allocated.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum AllocationMode {
    /// All of it when the domain starts.
    Immediate,
    /// Each page when it is first used.
    Ondemand,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
