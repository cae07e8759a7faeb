//! Virtual CPUs: `<vcpu>` and `<vcpus>`.

use crate::types::{COUNT_CPU, CpuSet, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// How many virtual CPUs the guest has: `<vcpu>`.
///
/// ```xml
/// <vcpu placement='static' cpuset='0-7,^4' current='2'>4</vcpu>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Vcpu {
    /// Who chooses the CPUs of the host; that of `<numatune>` if it is not said, or `static` if there
    /// is a `cpuset`.
    #[xml(attr, since = "0.9.11")]
    pub placement: Option<Placement>,
    /// CPUs of the host on which the domain runs, where `<cputune>` does not pin its parts otherwise;
    /// all if it is not said, ignored if the placement is `auto`.
    #[xml(attr, since = "0.4.4")]
    pub cpuset: Option<CpuSet>,
    /// How many are enabled at boot; all if it is not said.
    #[xml(attr, since = "0.8.5", datatype = COUNT_CPU)]
    pub current: Option<u32>,
    /// The most that there can be.
    #[xml(text, required, datatype = COUNT_CPU)]
    pub count: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Vcpu {
    /// So many virtual CPUs, all of them enabled.
    pub fn new(count: u32) -> Self {
        Self { count: Some(count), ..Self::default() }
    }

    /// How many are enabled at boot.
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

/// Who chooses the CPUs or NUMA nodes of the host.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Placement {
    /// The document, by `cpuset` or `nodeset`; all of the host without one.
    Static,
    /// numad, which is asked when the domain starts.
    Auto,
    /// A word that libvirt does not know.
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
    #[xml(children)]
    pub vcpus: Vec<State>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// State of one virtual CPU: `<vcpu>` in `<vcpus>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "vcpu")]
pub struct State {
    /// Number of the virtual CPU, from 0; the guest may number them otherwise.
    #[xml(attr, required)]
    pub id: Option<u32>,
    /// Whether it is enabled.
    #[xml(attr, required)]
    pub enabled: Option<YesNo>,
    /// Whether it can be plugged and unplugged while the guest runs; a disabled one must be.
    #[xml(attr)]
    pub hotpluggable: Option<YesNo>,
    /// Its place in the order in which enabled ones are added: all of them have one, or none.
    #[xml(attr)]
    pub order: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
