//! Model and topology.

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
    /// What happens if the hypervisor does not have it; `allow` if it is not said.
    #[xml(attr, since = "0.9.10")]
    pub fallback: Option<Fallback>,
    /// Vendor that the guest reads, 12 characters such as `AuthenticAMD`; that of the host by default.
    #[xml(attr = "vendor_id", since = "0.10.0", datatype = CPU_VENDOR_ID)]
    pub vendor_id: Option<String>,
    /// Name of the model in libvirt's list.
    #[xml(text)]
    pub name: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Model {
    /// A model by its name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..Self::default() }
    }
}

/// What happens if the hypervisor does not have a model.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Fallback {
    /// libvirt takes the closest one, with the features of the one asked for.
    Allow,
    /// The domain does not start.
    Forbid,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Numbers of sockets, cores, threads: `<topology>`.
///
/// Their product is the greatest number of virtual CPUs.
///
/// ```xml
/// <topology sockets='2' dies='1' clusters='1' cores='4' threads='2'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Topology {
    /// Sockets in all.
    #[xml(attr, required, datatype = POSITIVE_INTEGER)]
    pub sockets: Option<u64>,
    /// Dies in a socket; 1 if it is not said.
    #[xml(attr, since = "6.1.0", datatype = POSITIVE_INTEGER)]
    pub dies: Option<u64>,
    /// Clusters in a die; 1 if it is not said.
    #[xml(attr, since = "10.1.0", datatype = POSITIVE_INTEGER)]
    pub clusters: Option<u64>,
    /// Cores in a cluster.
    #[xml(attr, required, datatype = POSITIVE_INTEGER)]
    pub cores: Option<u64>,
    /// Threads in a core.
    #[xml(attr, required, datatype = POSITIVE_INTEGER)]
    pub threads: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Topology {
    /// So many sockets with so many cores of so many threads.
    pub fn new(sockets: u64, cores: u64, threads: u64) -> Self {
        Self { sockets: Some(sockets), cores: Some(cores), threads: Some(threads), ..Self::default() }
    }

    /// How many CPUs it makes; `None` if a number is missing or the product is too large.
    pub fn cpus(&self) -> Option<u64> {
        let groups = self.dies.unwrap_or(1).checked_mul(self.clusters.unwrap_or(1))?;
        self.sockets?.checked_mul(groups)?.checked_mul(self.cores?)?.checked_mul(self.threads?)
    }
}
