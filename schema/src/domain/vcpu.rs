//! Virtual CPUs: `<vcpu>` and `<vcpus>`.

use crate::types::{COUNT_CPU, CpuSet, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Number of virtual CPUs: `<vcpu>`.
///
/// ```xml
/// <vcpu placement='static' cpuset='0-7,^4' current='2'>4</vcpu>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Vcpu {
    /// Placement on the CPUs of the host.
    #[xml(
        attr,
        since = "0.9.11",
        default("auto", "../numatune/memory/@placement" = "auto", "@cpuset" = ""),
        default = "static"
    )]
    pub placement: Option<Placement>,
    /// CPUs of the host that the domain runs on, except for threads that `<cputune>` pins; all CPUs if absent, ignored
    /// with automatic placement.
    #[xml(attr, since = "0.4.4")]
    pub cpuset: Option<CpuSet>,
    /// Number of virtual CPUs enabled at boot.
    #[xml(attr, since = "0.8.5", datatype = COUNT_CPU, dropped = "../vcpu")]
    pub current: Option<u32>,
    /// Maximum number of virtual CPUs.
    #[xml(text, required, datatype = COUNT_CPU, default = "1")]
    pub count: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Vcpu {
    /// Creates a number of virtual CPUs, all of them enabled.
    pub fn new(count: u32) -> Self {
        Self { count: Some(count), ..Self::default() }
    }

    /// Returns the number of virtual CPUs enabled at boot.
    ///
    /// ```
    /// use domxml_schema::domain::vcpu::Vcpu;
    ///
    /// assert_eq!(Vcpu::new(4).enabled(), Some(4));
    /// assert_eq!(Vcpu { current: Some(2), ..Vcpu::new(4) }.enabled(), Some(2));
    /// ```
    pub fn enabled(&self) -> Option<u32> {
        self.current.or(self.count)
    }
}

/// Placement of virtual CPUs or memory on the host.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Placement {
    /// By `cpuset` or `nodeset`; on all of the host without one.
    Static,
    /// By the advice of numad when the domain starts.
    Auto,
    /// Any other keyword.
    Other(ThinStr),
}

/// State of each virtual CPU: `<vcpus>`.
///
/// ```xml
/// <vcpus>
///   <vcpu id='0' enabled='yes' hotpluggable='no' order='1'/>
///   <vcpu id='1' enabled='no' hotpluggable='yes'/>
/// </vcpus>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Vcpus {
    /// The virtual CPUs.
    #[xml(children, assigned = "definition")]
    pub vcpus: Vec<State>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// State of one virtual CPU: `<vcpu>` in `<vcpus>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "vcpu", identity("index", "@id"))]
pub struct State {
    /// Id of the virtual CPU, from 0; the guest may number them differently.
    #[xml(attr, required)]
    pub id: Option<u32>,
    /// Enables the virtual CPU.
    #[xml(attr, required)]
    pub enabled: Option<YesNo>,
    /// Allows hot-plug and hot-unplug of the virtual CPU; a disabled one must allow it.
    #[xml(attr, default("no", "@enabled" = "yes"), default("yes", "@enabled" = "no"))]
    pub hotpluggable: Option<YesNo>,
    /// Position in the order in which enabled virtual CPUs are added; set for all of them or none.
    #[xml(attr, assigned = "start")]
    pub order: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
