//! Latencies and bandwidths between nodes.

use crate::types::Unit;
use crate::xml::{Extra, KeptElement};
use crate::{Element, Keyword, ThinStr};

/// Latencies and bandwidths between nodes: `<interconnects>`.
///
/// libvirt keeps latencies and bandwidths interleaved, in the order of the document.
///
/// ```xml
/// <interconnects>
///   <latency initiator='0' target='0' type='access' value='5'/>
///   <bandwidth initiator='0' target='0' type='access' value='204800' unit='KiB'/>
/// </interconnects>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Interconnects {
    /// The latencies and bandwidths, in order.
    #[xml(choice)]
    pub list: Vec<Interconnect>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Interconnects {
    /// Returns the latencies.
    pub fn latencies(&self) -> impl Iterator<Item = &Latency> {
        self.list.iter().filter_map(|interconnect| match interconnect {
            Interconnect::Latency(latency) => Some(latency),
            _ => None,
        })
    }

    /// Returns the bandwidths.
    pub fn bandwidths(&self) -> impl Iterator<Item = &Bandwidth> {
        self.list.iter().filter_map(|interconnect| match interconnect {
            Interconnect::Bandwidth(bandwidth) => Some(bandwidth),
            _ => None,
        })
    }
}

/// Latency or bandwidth between two nodes, by the element's name.
#[derive(Element, Clone, Debug, PartialEq)]
#[xml(choice)]
pub enum Interconnect {
    /// Access latency.
    Latency(Latency),
    /// Access bandwidth.
    Bandwidth(Bandwidth),
    /// Any other element.
    #[xml(other)]
    Other(KeptElement),
}

/// Access latency between two nodes: `<latency>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("index", "@initiator", "@target", "@cache?", "@type"))]
pub struct Latency {
    /// Id of the node of the CPU.
    #[xml(attr, required)]
    pub initiator: Option<u32>,
    /// Id of the node of the memory.
    #[xml(attr, required)]
    pub target: Option<u32>,
    /// Level of the target's memory-side cache; the memory itself if absent.
    #[xml(attr)]
    pub cache: Option<u32>,
    /// Kind of the accesses.
    #[xml(attr, required)]
    pub kind: Option<AccessKind>,
    /// The latency.
    #[xml(attr, required, unit = "nanoseconds")]
    pub value: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Access bandwidth between two nodes: `<bandwidth>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("index", "@initiator", "@target", "@cache?", "@type"))]
pub struct Bandwidth {
    /// Id of the node of the CPU.
    #[xml(attr, required)]
    pub initiator: Option<u32>,
    /// Id of the node of the memory.
    #[xml(attr, required)]
    pub target: Option<u32>,
    /// Level of the target's memory-side cache; the memory itself if absent.
    #[xml(attr)]
    pub cache: Option<u32>,
    /// Kind of the accesses.
    #[xml(attr, required)]
    pub kind: Option<AccessKind>,
    /// Amount per second.
    #[xml(attr, required, unit = "KiB/s")]
    pub value: Option<u32>,
    /// Unit of the amount.
    #[xml(attr, required)]
    pub unit: Option<Unit>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Kind of accesses to memory.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum AccessKind {
    /// Reading and writing.
    Access,
    /// Reading.
    Read,
    /// Writing.
    Write,
    /// Any other keyword.
    Other(ThinStr),
}
