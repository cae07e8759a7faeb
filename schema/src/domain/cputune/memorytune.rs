//! Allocation and monitoring of the host's memory bandwidth: `<memorytune>`.

use crate::Element;
use crate::types::CpuSet;
use crate::xml::Extra;

/// Allocation and monitoring of the host's memory bandwidth for a set of virtual CPUs: `<memorytune>`.
///
/// The sets of two such elements do not overlap; the set of a `<cachetune>` or `<energytune>` is the same or has no
/// CPU in common.
///
/// ```xml
/// <memorytune vcpus='0-1'>
///   <node id='0' bandwidth='40'/>
///   <monitor vcpus='0-1'/>
/// </memorytune>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("index", "@vcpus"))]
pub struct Memorytune {
    /// The virtual CPUs; all threads of the emulator if absent.
    #[xml(attr)]
    pub vcpus: Option<CpuSet>,
    /// Portions of the bandwidth.
    #[xml(children)]
    pub nodes: Vec<Node>,
    /// Monitors of bandwidth use.
    #[xml(children)]
    pub monitors: Vec<MemoryMonitor>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Portion of the memory bandwidth of a node of the host: `<node>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("index", "@id"))]
pub struct Node {
    /// Id of the node on the host.
    #[xml(attr, required)]
    pub id: Option<u32>,
    /// The bandwidth, in the unit of the host: percent (Intel), MB/s (resctrl with `mba_MBps`) or eighths of a GB/s
    /// (AMD).
    #[xml(attr, required)]
    pub bandwidth: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Monitor of bandwidth use: `<monitor>` in `<memorytune>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "monitor", identity("index", "@vcpus"))]
pub struct MemoryMonitor {
    /// The monitored virtual CPUs, among those of the `<memorytune>`.
    #[xml(attr)]
    pub vcpus: Option<CpuSet>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
