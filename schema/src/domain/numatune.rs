//! NUMA placement of the memory on the host: `<numatune>`.

pub use crate::domain::vcpu::Placement;
use crate::types::CpuSet;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// NUMA placement of the domain's memory on the host: `<numatune>`.
///
/// ```xml
/// <numatune>
///   <memory mode='strict' nodeset='0-1'/>
///   <memnode cellid='0' mode='preferred' nodeset='1'/>
/// </numatune>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Numatune {
    /// Placement of the whole domain.
    #[xml(child, since = "0.9.3", default("../vcpu/@placement" = "auto"))]
    pub memory: Option<Memory>,
    /// Placement of single NUMA cells of the guest; not together with automatic placement.
    #[xml(children, since = "1.2.7")]
    pub memnodes: Vec<Memnode>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Placement of the whole domain: `<memory>` in `<numatune>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Memory {
    /// Allocation policy.
    #[xml(attr, default = "strict")]
    pub mode: Option<Mode>,
    /// NUMA nodes of the host.
    #[xml(attr, when("@placement" = "static" | ""))]
    pub nodeset: Option<CpuSet>,
    /// Selection of the nodes.
    #[xml(
        attr,
        since = "0.9.12",
        dropped("static", "@nodeset" = "!"),
        default("auto", "../../vcpu/@placement" = "auto")
    )]
    pub placement: Option<Placement>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Memory {
    /// Creates a placement on nodes of the host.
    pub fn new(mode: Mode, nodeset: CpuSet) -> Self {
        Self { mode: Some(mode), nodeset: Some(nodeset), ..Self::default() }
    }

    /// Creates a placement on the nodes that numad advises.
    pub fn auto(mode: Mode) -> Self {
        Self { mode: Some(mode), placement: Some(Placement::Auto), ..Self::default() }
    }
}

/// Placement of a NUMA cell of the guest: `<memnode>`.
///
/// Its effect depends on the hypervisor.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("index", "@cellid"))]
pub struct Memnode {
    /// Id of the cell.
    #[xml(attr, required)]
    pub cellid: Option<u32>,
    /// Allocation policy.
    #[xml(attr, required)]
    pub mode: Option<Mode>,
    /// NUMA nodes of the host.
    #[xml(attr, required)]
    pub nodeset: Option<CpuSet>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Memnode {
    /// Creates a placement of a cell on nodes of the host.
    pub fn new(cellid: u32, mode: Mode, nodeset: CpuSet) -> Self {
        Self { cellid: Some(cellid), mode: Some(mode), nodeset: Some(nodeset), ..Self::default() }
    }
}

/// NUMA allocation policy.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// From the given nodes only; the allocation fails otherwise.
    Strict,
    /// From the given nodes if possible, else from others.
    Preferred,
    /// Interleaved over the given nodes.
    Interleave,
    /// The kernel's default policy, restricted to the given nodes by the control group; they can be changed while the
    /// domain runs. It applies to the domain and all cells, or to none.
    #[xml(since = "7.3.0")]
    Restrictive,
    /// Any other keyword.
    Other(ThinStr),
}
