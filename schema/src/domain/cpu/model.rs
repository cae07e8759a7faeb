//! CPU model and topology.

use crate::types::POSITIVE_INTEGER;
use crate::xml::{Datatype, Extra, Term};
use crate::{Element, Keyword, ThinStr};

const CPU_VENDOR_ID: Datatype =
    Datatype { name: "cpuVendorId", doc: "12 characters, no comma.", terms: &[Term::Pattern("[^,]{12}")] };

/// Model of the guest's CPU: `<model>` of `<cpu>`.
///
/// ```xml
/// <model fallback='forbid'>Skylake-Server</model>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Fallback if the hypervisor does not support the model.
    #[xml(
        attr,
        since = "0.9.10",
        default("forbid", "../model" = "", "../@mode" = "" | "custom"),
        default("allow", "../model" = "!"),
        assigned = "start"
    )]
    pub fallback: Option<Fallback>,
    /// Vendor id that the guest sees, 12 characters such as `AuthenticAMD`; that of the host if absent.
    #[xml(attr = "vendor_id", since = "0.10.0", datatype = CPU_VENDOR_ID)]
    pub vendor_id: Option<String>,
    /// Name of the model.
    #[xml(
        text,
        default("486", "../@mode" = "" | "custom", "hypervisor" = "qemu" | "kvm", "arch" = "x86_64" | "i686", "machine" = "isapc"),
        default("qemu64", "../@mode" = "" | "custom", "hypervisor" = "qemu" | "kvm", "arch" = "x86_64"),
        default("qemu32", "../@mode" = "" | "custom", "hypervisor" = "qemu" | "kvm", "arch" = "i686"),
        default("POWER11", "../@mode" = "" | "custom", "hypervisor" = "qemu" | "kvm", "arch" = "ppc64" | "ppc64le", "machine" = "pseries" | "pseries-11.*"),
        default("POWER9", "../@mode" = "" | "custom", "hypervisor" = "qemu" | "kvm", "arch" = "ppc64" | "ppc64le", "machine" = "powernv9"),
        default("g3", "../@mode" = "" | "custom", "hypervisor" = "qemu" | "kvm", "arch" = "ppc64" | "ppc64le", "machine" = "g3beige"),
        default("cortex-a9", "../@mode" = "" | "custom", "hypervisor" = "qemu", "arch" = "aarch64" | "armv7l", "machine" = "vexpress-a9"),
        default("qemu", "../@mode" = "" | "custom", "hypervisor" = "qemu", "arch" = "s390x"),
        default("rv64", "../@mode" = "" | "custom", "hypervisor" = "qemu", "arch" = "riscv64"),
        default("la464", "../@mode" = "" | "custom", "hypervisor" = "qemu", "arch" = "loongarch64"),
        assigned("start", "../@mode" = "host-model")
    )]
    pub name: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Model {
    /// Creates a model with a name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..Self::default() }
    }
}

/// Fallback if the hypervisor does not support a model.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Fallback {
    /// Use of the closest supported model, with the features of the original.
    Allow,
    /// No fallback: the domain does not start.
    Forbid,
    /// Any other keyword.
    Other(ThinStr),
}

/// CPU topology: `<topology>`.
///
/// The product of its numbers is the maximum number of virtual CPUs.
///
/// ```xml
/// <topology sockets='2' dies='1' clusters='1' cores='4' threads='2'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Topology {
    /// Total number of sockets.
    #[xml(attr, required, datatype = POSITIVE_INTEGER)]
    pub sockets: Option<u64>,
    /// Number of dies per socket.
    #[xml(attr, since = "6.1.0", datatype = POSITIVE_INTEGER, default = "1")]
    pub dies: Option<u64>,
    /// Number of clusters per die.
    #[xml(attr, since = "10.1.0", datatype = POSITIVE_INTEGER, default = "1")]
    pub clusters: Option<u64>,
    /// Number of cores per cluster.
    #[xml(attr, required, datatype = POSITIVE_INTEGER)]
    pub cores: Option<u64>,
    /// Number of threads per core.
    #[xml(attr, required, datatype = POSITIVE_INTEGER)]
    pub threads: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Topology {
    /// Creates a topology from the numbers of sockets, cores per socket and threads per core.
    pub fn new(sockets: u64, cores: u64, threads: u64) -> Self {
        Self { sockets: Some(sockets), cores: Some(cores), threads: Some(threads), ..Self::default() }
    }

    /// Returns the number of CPUs; `None` if a number is missing or the product overflows.
    pub fn cpus(&self) -> Option<u64> {
        let groups = self.dies.unwrap_or(1).checked_mul(self.clusters.unwrap_or(1))?;
        self.sockets?.checked_mul(groups)?.checked_mul(self.cores?)?.checked_mul(self.threads?)
    }
}
