//! Model, topology and features of the guest's CPU: `<cpu>`.

mod cache;
mod feature;
mod model;
pub mod numa;

pub use cache::{Cache, CacheMode, MaxPhysAddr, MaxPhysAddrMode};
pub use feature::{Feature, FeaturePolicy};
pub use model::{Fallback, Model, Topology};
pub use numa::Numa;

use crate::types::OnOff;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Model, topology and features of the guest's CPU: `<cpu>` of `<domain>`.
///
/// ```xml
/// <cpu mode='custom' match='exact' check='partial'>
///   <model fallback='forbid'>Skylake-Server</model>
///   <topology sockets='2' cores='4' threads='2'/>
///   <feature policy='require' name='vmx'/>
/// </cpu>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cpu {
    /// Where the CPU comes from; `custom` if it is not said.
    #[xml(attr, since = "0.9.10")]
    pub mode: Option<Mode>,
    /// How close the CPU must be to the description; `exact` if it is not said.
    #[xml(attr, later("0.7.6", "may be absent beside nothing but a topology"), later("0.8.5", "may be absent"))]
    pub match_: Option<Match>,
    /// Who checks that it is; libvirt chooses, and says so in the XML of a running domain.
    #[xml(attr, since = "3.2.0")]
    pub check: Option<Check>,
    /// Whether features that rule out migration are taken away; in the modes `host-passthrough` and
    /// `maximum`.
    #[xml(attr, since = "6.5.0")]
    pub migratable: Option<OnOff>,
    /// Whether an s390 guest has features that the hypervisor calls deprecated.
    #[xml(attr, since = "11.0.0")]
    pub deprecated_features: Option<OnOff>,
    /// The model.
    #[xml(child)]
    pub model: Option<Model>,
    /// The vendor, such as `Intel`; any if it is not said.
    #[xml(value, since = "0.8.3")]
    pub vendor: Option<String>,
    /// Numbers of sockets, cores, threads.
    #[xml(child, later("0.7.6", "may stand alone in <cpu>"))]
    pub topology: Option<Box<Topology>>,
    /// The cache that the guest sees.
    #[xml(child, since = "3.3.0")]
    pub cache: Option<Box<Cache>>,
    /// Width of physical addresses.
    #[xml(child, since = "8.7.0")]
    pub maxphysaddr: Option<Box<MaxPhysAddr>>,
    /// Features beside those of the model.
    #[xml(children)]
    pub features: Vec<Feature>,
    /// NUMA nodes of the guest.
    #[xml(child, since = "0.9.8")]
    pub numa: Option<Box<Numa>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Cpu {
    /// A feature by its name.
    ///
    /// ```
    /// use domxml_schema::Element;
    /// use domxml_schema::domain::cpu::{Cpu, FeaturePolicy};
    ///
    /// let mut cpu = Cpu::parse("<cpu mode='host-model'><feature policy='require' name='vmx'/></cpu>")?;
    /// cpu.set_feature("vmx", FeaturePolicy::Disable);
    /// cpu.set_feature("aes", FeaturePolicy::Require);
    /// assert_eq!(cpu.feature("vmx").and_then(|feature| feature.policy.clone()), Some(FeaturePolicy::Disable));
    /// assert_eq!(cpu.features.len(), 2);
    /// # Ok::<(), domxml_schema::xml::Error>(())
    /// ```
    pub fn feature(&self, name: &str) -> Option<&Feature> {
        self.features.iter().find(|feature| feature.name.as_deref() == Some(name))
    }

    /// Gives a feature a policy; one that is not there yet comes last.
    pub fn set_feature(&mut self, name: &str, policy: FeaturePolicy) {
        match self.features.iter_mut().find(|feature| feature.name.as_deref() == Some(name)) {
            Some(feature) => feature.policy = Some(policy),
            None => self.features.push(Feature::new(name, policy)),
        }
    }
}

/// Where the guest's CPU comes from.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// From the document.
    Custom,
    /// At start from what libvirt knows of the host's CPU; safe to migrate.
    #[xml(
        later("1.1.1", "may stand with features"),
        later("1.2.11", "may name a compatibility mode of PowerISA"),
        later("3.2.0", "is the host's model as QEMU tells it")
    )]
    HostModel,
    /// It is the host's CPU, with all that libvirt does not know; hosts of a migration must be alike.
    HostPassthrough,
    /// With hardware virtualization as `host-passthrough`, else all that the hypervisor can emulate.
    #[xml(since = "7.1.0")]
    Maximum,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// How close a CPU must be to its description.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Match {
    /// It has all that is described, more if possible.
    Minimum,
    /// It has what is described and no more.
    Exact,
    /// The host's CPU is as described.
    Strict,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Who checks that a CPU is as described.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Check {
    /// The hypervisor; QEMU only warns.
    None,
    /// libvirt before the start, and the hypervisor for the rest.
    Partial,
    /// libvirt, on what the hypervisor made of it.
    Full,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
