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
    /// The nodes.
    #[xml(children, required)]
    pub cells: Vec<Cell>,
    /// How fast the nodes reach each other's memory.
    #[xml(child, since = "6.6.0")]
    pub interconnects: Option<Interconnects>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A NUMA node of the guest: `<cell>`.
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
pub struct Cell {
    /// Number of the node; without it the nodes count from 0.
    #[xml(attr, since = "1.2.7")]
    pub id: Option<u32>,
    /// Its virtual CPUs; none if it is not said.
    #[xml(
        attr,
        later("6.5.0", "may leave CPUs out: QEMU puts them into the first cell"),
        later("6.6.0", "may be absent: the cell has no CPUs")
    )]
    pub cpus: Option<CpuSet>,
    /// Its memory, in KiB without a unit.
    #[xml(attr, required)]
    pub memory: Option<u64>,
    /// Unit of the memory.
    #[xml(attr, since = "1.2.11")]
    pub unit: Option<Unit>,
    /// Whether other processes of the host can share the memory.
    #[xml(attr = "memAccess", since = "1.2.9")]
    pub mem_access: Option<MemoryAccess>,
    /// Whether the host may forget the content of the memory when the domain ends.
    #[xml(attr, since = "4.4.0")]
    pub discard: Option<YesNo>,
    /// Distances to the other nodes; 10 to itself and 20 to the others if it is not said.
    #[xml(child, since = "3.10.0")]
    pub distances: Option<Distances>,
    /// Caches on the side of the memory.
    #[xml(children, since = "6.6.0")]
    pub caches: Vec<Cache>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Cell {
    /// The memory in bytes.
    pub fn memory_bytes(&self) -> Option<u64> {
        self.memory?.checked_mul(self.unit.unwrap_or(Unit::KiB).bytes())
    }

    /// The distance to a node, if the document says it.
    pub fn distance(&self, id: u32) -> Option<u8> {
        self.distances.as_ref()?.siblings.iter().find(|sibling| sibling.id == Some(id))?.value
    }
}

/// Distances of a node: `<distances>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Distances {
    /// The nodes and how far they are.
    #[xml(children, required)]
    pub siblings: Vec<Sibling>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Distance to a node: `<sibling>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Sibling {
    /// Number of the node.
    #[xml(attr, required)]
    pub id: Option<u32>,
    /// How far it is, from 10 (the node itself) to 255 (out of reach).
    #[xml(attr, required, datatype = NUMA_DISTANCE_VALUE)]
    pub value: Option<u8>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
