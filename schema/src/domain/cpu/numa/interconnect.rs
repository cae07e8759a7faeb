//! How fast nodes reach each other's memory.

use crate::types::Unit;
use crate::xml::{Extra, KeptElement};
use crate::{Element, Keyword, ThinStr};

/// How fast nodes reach each other's memory: `<interconnects>`.
///
/// libvirt keeps latencies and bandwidths in the order in which they stand, one among the other.
///
/// ```xml
/// <interconnects>
///   <latency initiator='0' target='0' type='access' value='5'/>
///   <bandwidth initiator='0' target='0' type='access' value='204800' unit='KiB'/>
/// </interconnects>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Interconnects {
    /// The latencies and bandwidths.
    #[xml(choice)]
    pub list: Vec<Interconnect>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Interconnects {
    /// The latencies.
    pub fn latencies(&self) -> impl Iterator<Item = &Latency> {
        self.list.iter().filter_map(|interconnect| match interconnect {
            Interconnect::Latency(latency) => Some(latency),
            _ => None,
        })
    }

    /// The bandwidths.
    pub fn bandwidths(&self) -> impl Iterator<Item = &Bandwidth> {
        self.list.iter().filter_map(|interconnect| match interconnect {
            Interconnect::Bandwidth(bandwidth) => Some(bandwidth),
            _ => None,
        })
    }
}

/// Speed between two nodes, told apart by its name.
#[derive(Element, Clone, Debug, PartialEq)]
#[xml(choice)]
pub enum Interconnect {
    /// How long an access takes.
    Latency(Latency),
    /// How much passes.
    Bandwidth(Bandwidth),
    /// An element that the model does not know.
    #[xml(other)]
    Other(KeptElement),
}

/// How long an access takes: `<latency>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Latency {
    /// Node of the CPU.
    #[xml(attr, required)]
    pub initiator: Option<u32>,
    /// Node of the memory.
    #[xml(attr, required)]
    pub target: Option<u32>,
    /// Level of the target's cache that is meant instead of its memory.
    #[xml(attr)]
    pub cache: Option<u32>,
    /// Which accesses are meant.
    #[xml(attr, required)]
    pub kind: Option<AccessKind>,
    /// The time in nanoseconds.
    #[xml(attr, required)]
    pub value: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// How much passes between two nodes: `<bandwidth>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Bandwidth {
    /// Node of the CPU.
    #[xml(attr, required)]
    pub initiator: Option<u32>,
    /// Node of the memory.
    #[xml(attr, required)]
    pub target: Option<u32>,
    /// Level of the target's cache that is meant instead of its memory.
    #[xml(attr)]
    pub cache: Option<u32>,
    /// Which accesses are meant.
    #[xml(attr, required)]
    pub kind: Option<AccessKind>,
    /// The amount in a second.
    #[xml(attr, required)]
    pub value: Option<u32>,
    /// Unit of the amount.
    #[xml(attr, required)]
    pub unit: Option<Unit>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Kind of accesses to memory.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum AccessKind {
    /// Both.
    Access,
    /// Reading.
    Read,
    /// Writing.
    Write,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
