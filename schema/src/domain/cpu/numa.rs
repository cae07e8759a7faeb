//! NUMA nodes of the guest: `<numa>`.

mod cache;
mod interconnect;

pub use cache::{Associativity, Cache, CacheLine, CacheSize, LineUnit, WritePolicy};
pub use interconnect::{AccessKind, Bandwidth, Interconnect, Interconnects, Latency};

use crate::Element;
use crate::shared::MemoryAccess;
use crate::types::{CpuSet, NUMA_DISTANCE_VALUE, Unit, YesNo};
use crate::xml::Extra;

/// NUMA nodes of the guest: `<numa>` of `<cpu>`.
///
/// ```xml
/// <numa>
///   <cell id='0' cpus='0-3' memory='2' unit='GiB'/>
///   <cell id='1' cpus='4-7' memory='2' unit='GiB'/>
/// </numa>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Numa {
    /// The NUMA nodes.
    #[xml(children, required)]
    pub cells: Vec<Cell>,
    /// Latencies and bandwidths between the nodes.
    #[xml(child, since = "6.6.0")]
    pub interconnects: Option<Interconnects>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// NUMA node of the guest: `<cell>`.
///
/// ```xml
/// <cell id='0' cpus='0-3' memory='512000' unit='KiB' memAccess='shared'>
///   <distances>
///     <sibling id='0' value='10'/>
///     <sibling id='1' value='21'/>
///   </distances>
/// </cell>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("index", "@id"), pairing = "order")]
pub struct Cell {
    /// Id of the node; if absent, its position, from 0.
    #[xml(attr, since = "1.2.7", assigned = "definition")]
    pub id: Option<u32>,
    /// Virtual CPUs of the node; none if absent.
    #[xml(
        attr,
        later("6.5.0", "may leave CPUs out: QEMU puts them into the first cell"),
        later("6.6.0", "may be absent: the cell has no CPUs")
    )]
    pub cpus: Option<CpuSet>,
    /// Memory of the node.
    #[xml(attr, required, unit = "KiB")]
    pub memory: Option<u64>,
    /// Unit of the memory.
    #[xml(attr, since = "1.2.11")]
    pub unit: Option<Unit>,
    /// Sharing of the memory with other processes of the host.
    #[xml(attr = "memAccess", since = "1.2.9", implied = "../../../memoryBacking/access/@mode")]
    pub mem_access: Option<MemoryAccess>,
    /// Discards the content of the memory when the domain terminates.
    #[xml(attr, since = "4.4.0")]
    pub discard: Option<YesNo>,
    /// Distances to the nodes; if absent everywhere, 10 to itself and 20 to the others.
    #[xml(child, since = "3.10.0", assigned = "definition")]
    pub distances: Option<Distances>,
    /// Memory-side caches.
    #[xml(children, since = "6.6.0")]
    pub caches: Vec<Cache>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Cell {
    /// Returns the memory in bytes; `None` if there is no number, or it overflows.
    pub fn memory_bytes(&self) -> Option<u64> {
        self.memory?.checked_mul(self.unit.unwrap_or(Unit::KiB).bytes())
    }

    /// Returns the distance to a node, if present.
    pub fn distance(&self, id: u32) -> Option<u8> {
        self.distances.as_ref()?.siblings.iter().find(|sibling| sibling.id == Some(id))?.value
    }
}

/// Distances from a node: `<distances>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Distances {
    /// Distances to single nodes.
    #[xml(children, required, assigned = "definition")]
    pub siblings: Vec<Sibling>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Distance to a node: `<sibling>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("index", "@id"))]
pub struct Sibling {
    /// Id of the node.
    #[xml(attr, required)]
    pub id: Option<u32>,
    /// The distance, from 10 (the node itself) to 255 (unreachable).
    #[xml(attr, required, datatype = NUMA_DISTANCE_VALUE)]
    pub value: Option<u8>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
