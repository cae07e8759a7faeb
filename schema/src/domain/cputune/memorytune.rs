//! Parts of the host's memory bandwidth: `<memorytune>`.

use crate::Element;
use crate::types::CpuSet;
use crate::xml::Extra;

/// Parts of the host's memory bandwidth for some virtual CPUs, or watching them: `<memorytune>`.
///
/// Those of two such elements do not overlap; those of a `<cachetune>` or `<energytune>` are the same
/// or have none in common.
///
/// ```xml
/// <memorytune vcpus='0-1'>
///   <node id='0' bandwidth='40'/>
///   <monitor vcpus='0-1'/>
/// </memorytune>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Memorytune {
    /// The virtual CPUs; the whole emulator with all its threads if it is not said.
    #[xml(attr)]
    pub vcpus: Option<CpuSet>,
    /// The parts.
    #[xml(children)]
    pub nodes: Vec<Node>,
    /// Whose use of the bandwidth is watched.
    #[xml(children)]
    pub monitors: Vec<MemoryMonitor>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Part of the bandwidth of one node of the host: `<node>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// Number of the node on the host.
    #[xml(attr, required)]
    pub id: Option<u32>,
    /// The bandwidth in the host's measure: per cent (Intel), MB/s (resctrl with `mba_MBps`), or eighths of
    /// a GB/s (AMD).
    #[xml(attr, required)]
    pub bandwidth: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Whose use of the memory bandwidth is watched: `<monitor>` in `<memorytune>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "monitor")]
pub struct MemoryMonitor {
    /// The virtual CPUs, out of those of the `<memorytune>`; all of them if it is not said.
    #[xml(attr)]
    pub vcpus: Option<CpuSet>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
