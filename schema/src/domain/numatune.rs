//! From which NUMA nodes of the host the memory comes: `<numatune>`.

pub use crate::domain::vcpu::Placement;
use crate::types::CpuSet;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// From which NUMA nodes of the host the domain's memory comes: `<numatune>`.
///
/// ```xml
/// <numatune>
///   <memory mode='strict' nodeset='0-1'/>
///   <memnode cellid='0' mode='preferred' nodeset='1'/>
/// </numatune>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Numatune {
    /// The rule for the whole domain.
    #[xml(child, since = "0.9.3")]
    pub memory: Option<Memory>,
    /// Rules for single NUMA cells of the guest; not together with automatic placement.
    #[xml(children, since = "1.2.7")]
    pub memnodes: Vec<Memnode>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// The rule for the whole domain: `<memory>` in `<numatune>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Memory {
    /// How strictly the nodes are kept to; `strict` if it is not said.
    #[xml(attr)]
    pub mode: Option<Mode>,
    /// Nodes of the host.
    #[xml(attr, when("@placement" = "static" | ""))]
    pub nodeset: Option<CpuSet>,
    /// Who chooses the nodes; that of `<vcpu>` if it is not said, or `static` if there is a `nodeset`.
    #[xml(attr, since = "0.9.12")]
    pub placement: Option<Placement>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Memory {
    /// Memory from these nodes of the host.
    pub fn new(mode: Mode, nodeset: CpuSet) -> Self {
        Self { mode: Some(mode), nodeset: Some(nodeset), ..Self::default() }
    }

    /// Memory from the nodes that numad advises.
    pub fn auto(mode: Mode) -> Self {
        Self { mode: Some(mode), placement: Some(Placement::Auto), ..Self::default() }
    }
}

/// The rule for one NUMA cell of the guest: `<memnode>`.
///
/// It steers accesses of the virtual CPUs; how far it binds depends on the hypervisor.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Memnode {
    /// Number of the cell.
    #[xml(attr, required)]
    pub cellid: Option<u32>,
    /// How strictly the nodes are kept to.
    #[xml(attr, required)]
    pub mode: Option<Mode>,
    /// Nodes of the host.
    #[xml(attr, required)]
    pub nodeset: Option<CpuSet>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Memnode {
    /// Memory of a cell from these nodes of the host.
    pub fn new(cellid: u32, mode: Mode, nodeset: CpuSet) -> Self {
        Self { cellid: Some(cellid), mode: Some(mode), nodeset: Some(nodeset), ..Self::default() }
    }
}

/// How strictly nodes of the host are kept to.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// From these nodes, or the allocation fails.
    Strict,
    /// From these nodes first, else from others.
    Preferred,
    /// From all these nodes in turn.
    Interleave,
    /// As the kernel likes, within the nodes of the control group, which can be changed while the
    /// domain runs. It holds for the domain and all cells, or for none.
    #[xml(since = "7.3.0")]
    Restrictive,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
