//! Groups whose use of energy is watched: `<energytune>`.

use crate::Element;
use crate::types::CpuSet;
use crate::xml::Extra;

/// A group of virtual CPUs whose use of energy is watched: `<energytune>`.
///
/// Those of two such elements do not overlap; those of a `<cachetune>` or `<memorytune>` are the same
/// or have none in common.
///
/// ```xml
/// <energytune vcpus='0-1'>
///   <monitor vcpus='0-1'/>
/// </energytune>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Energytune {
    /// The virtual CPUs; the whole emulator with all its threads if it is not said.
    #[xml(attr)]
    pub vcpus: Option<CpuSet>,
    /// Name of the group, shown by libvirt while the domain runs.
    #[xml(attr)]
    pub id: Option<String>,
    /// Whose use of energy is watched.
    #[xml(children, required)]
    pub monitors: Vec<EnergyMonitor>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Whose use of energy is watched: `<monitor>` in `<energytune>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "monitor")]
pub struct EnergyMonitor {
    /// The virtual CPUs, out of those of the `<energytune>`; all of them if it is not said.
    #[xml(attr)]
    pub vcpus: Option<CpuSet>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
