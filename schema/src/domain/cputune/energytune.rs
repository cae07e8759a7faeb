//! Monitoring of energy use: `<energytune>`.

use crate::Element;
use crate::types::CpuSet;
use crate::xml::Extra;

/// Monitoring of the energy use of a set of virtual CPUs: `<energytune>`.
///
/// The sets of two such elements do not overlap; the set of a `<cachetune>` or `<memorytune>` is the same or has no
/// CPU in common.
///
/// ```xml
/// <energytune vcpus='0-1'>
///   <monitor vcpus='0-1'/>
/// </energytune>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("index", "@vcpus"))]
pub struct Energytune {
    /// The virtual CPUs; all threads of the emulator if absent.
    #[xml(attr)]
    pub vcpus: Option<CpuSet>,
    /// Id of the resource group.
    #[xml(attr, assigned = "start")]
    pub id: Option<String>,
    /// Monitors of energy use.
    #[xml(children, required)]
    pub monitors: Vec<EnergyMonitor>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Monitor of energy use: `<monitor>` in `<energytune>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "monitor", identity("index", "@vcpus"))]
pub struct EnergyMonitor {
    /// The monitored virtual CPUs, among those of the `<energytune>`.
    #[xml(attr)]
    pub vcpus: Option<CpuSet>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
