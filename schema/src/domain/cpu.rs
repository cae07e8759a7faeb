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
    /// Source of the CPU definition.
    #[xml(
        attr,
        since = "0.9.10",
        default("custom", "model" = "!"),
        assigned("start", "@mode" = "host-model")
    )]
    pub mode: Option<Mode>,
    /// Strictness of the match between the CPU and its definition.
    #[xml(
        attr,
        later("0.7.6", "may be absent beside nothing but a topology"),
        later("0.8.5", "may be absent"),
        dropped("exact", "@mode" = "host-passthrough" | "host-model" | "maximum"),
        default("exact", "model" = "!"),
        assigned("start", "@match" = "minimum")
    )]
    pub match_: Option<Match>,
    /// Check of the guest's CPU against its definition; a running domain shows the one that was made.
    #[xml(
        attr,
        since = "3.2.0",
        default("none", "model" = "", "@mode" = "" | "custom", "hypervisor" = "kvm", "arch" = "x86_64" | "i686"),
        default("none", "model" = "", "@mode" = "" | "custom", "hypervisor" = "kvm", "machine" = "pseries" | "pseries-11.*"),
        default("none", "model" = "!", "@mode" = "" | "custom", "hypervisor" = "qemu"),
        default("partial", "model" = "!", "@mode" = "" | "custom", "hypervisor" = "kvm"),
        default("partial", "@mode" = "host-model", "hypervisor" = "qemu" | "kvm"),
        default("none", "@mode" = "host-passthrough" | "maximum", "hypervisor" = "qemu" | "kvm"),
        assigned("start", "@mode" = "" | "custom" | "host-model", "arch" = "x86_64")
    )]
    pub check: Option<Check>,
    /// Removes features that prevent migration, with the modes `host-passthrough` and `maximum`.
    #[xml(
        attr,
        since = "6.5.0",
        default("on", "@mode" = "host-passthrough", "hypervisor" = "qemu" | "kvm", "arch" = "x86_64"),
        default("off", "@mode" = "host-passthrough", "hypervisor" = "qemu" | "kvm", "arch" = "i686")
    )]
    pub migratable: Option<OnOff>,
    /// Switches features that the hypervisor marks as deprecated, in s390 guests.
    #[xml(attr, since = "11.0.0")]
    pub deprecated_features: Option<OnOff>,
    /// CPU model.
    #[xml(
        child,
        default("@mode" = "" | "custom", "hypervisor" = "qemu" | "kvm", "arch" = "x86_64" | "i686"),
        default(
            "@mode" = "" | "custom",
            "hypervisor" = "qemu" | "kvm",
            "arch" = "ppc64" | "ppc64le",
            "machine" = "pseries" | "pseries-11.*" | "powernv9" | "g3beige"
        ),
        default("@mode" = "" | "custom", "hypervisor" = "qemu", "arch" = "s390x" | "riscv64" | "loongarch64"),
        default("@mode" = "" | "custom", "hypervisor" = "qemu", "arch" = "aarch64" | "armv7l", "machine" = "vexpress-a9"),
        assigned("start", "@mode" = "host-model"),
        merge = "first"
    )]
    pub model: Option<Model>,
    /// Required vendor of the host's CPU, such as `Intel`; any if absent.
    #[xml(value, since = "0.8.3", assigned("start", "@mode" = "host-model"))]
    pub vendor: Option<String>,
    /// Numbers of sockets, dies, clusters, cores and threads.
    #[xml(child, later("0.7.6", "may stand alone in <cpu>"))]
    pub topology: Option<Box<Topology>>,
    /// CPU cache that the guest sees.
    #[xml(child, since = "3.3.0")]
    pub cache: Option<Box<Cache>>,
    /// Width of physical addresses.
    #[xml(child, since = "8.7.0")]
    pub maxphysaddr: Option<Box<MaxPhysAddr>>,
    /// Features in addition to those of the model.
    #[xml(children, assigned = "start")]
    pub features: Vec<Feature>,
    /// NUMA nodes of the guest.
    #[xml(child, since = "0.9.8", merge = "anywhere")]
    pub numa: Option<Box<Numa>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Cpu {
    /// Returns a feature by its name.
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

    /// Sets the policy of a feature; a new feature is appended.
    pub fn set_feature(&mut self, name: &str, policy: FeaturePolicy) {
        match self.features.iter_mut().find(|feature| feature.name.as_deref() == Some(name)) {
            Some(feature) => feature.policy = Some(policy),
            None => self.features.push(Feature::new(name, policy)),
        }
    }
}

/// Source of the guest's CPU definition.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The definition in the document.
    Custom,
    /// The host's CPU as libvirt describes it when the domain starts; safe for migration.
    #[xml(
        later("1.1.1", "may stand with features"),
        later("1.2.11", "may name a compatibility mode of PowerISA"),
        later("3.2.0", "is the host's model as QEMU tells it")
    )]
    HostModel,
    /// The host's CPU unchanged, even in what is unknown to libvirt; hosts of a migration must be identical.
    HostPassthrough,
    /// The host's CPU with hardware virtualization, else all features that the hypervisor can emulate.
    #[xml(since = "7.1.0")]
    Maximum,
    /// Any other keyword.
    Other(ThinStr),
}

/// Strictness of the match between a CPU and its definition.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Match {
    /// At least what is defined.
    Minimum,
    /// Exactly what is defined.
    Exact,
    /// Exactly what is defined, on a host whose CPU is the same.
    Strict,
    /// Any other keyword.
    Other(ThinStr),
}

/// Check of a CPU against its definition.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Check {
    /// No check by libvirt; the hypervisor may still refuse or warn.
    None,
    /// Check by libvirt before the start, and the rest by the hypervisor.
    Partial,
    /// Check by libvirt of the CPU that the hypervisor created.
    Full,
    /// Any other keyword.
    Other(ThinStr),
}
