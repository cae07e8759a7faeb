//! Processors of a VM.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use domxml_schema::types::CpuSet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::entity::text;

/// Processors of a VM: `vcpu`, `cpu`, `cputune`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Cpu {
    /// Sockets, cores and threads at start.
    pub topology: Topology,
    /// The topology that the host's own was turned into; with [`CpuPinningPolicy::ResizeAndPinNuma`] only.
    pub current_topology: Option<Topology>,
    /// Model and flags of this VM, `model,+flag,-flag`; absent: the cluster's.
    pub custom_cpu_name: Option<String>,
    /// The host's processor as it is: `cpu/@mode` `host-passthrough`.
    pub use_host_cpu_flags: bool,
    /// The guest's time-stamp counter has the host's frequency: `clock/timer[@name='tsc']`.
    pub use_tsc_frequency: bool,
    /// Weight against other VMs, 0 for libvirt's default: `cputune/shares`.
    pub shares: u32,
    /// How virtual processors are bound to those of the host.
    pub pinning_policy: CpuPinningPolicy,
    /// The bindings that the user asked for; with [`CpuPinningPolicy::Manual`]: `cputune/vcpupin`.
    #[serde(with = "text::option")]
    #[schemars(with = "Option<String>")]
    pub pinning: Option<CpuPinning>,
    /// The bindings that the scheduler chose for this run; with every other policy.
    #[serde(with = "text::option")]
    #[schemars(with = "Option<String>")]
    pub current_pinning: Option<CpuPinning>,
}

/// Sockets, cores and threads: `cpu/topology`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Topology {
    /// Sockets.
    pub sockets: u32,
    /// Cores of a socket.
    pub cores: u32,
    /// Threads of a core.
    pub threads: u32,
}

impl Topology {
    /// All threads of all cores of all sockets; none if that is beyond 32 bits.
    pub fn cpus(self) -> Option<u32> {
        self.sockets.checked_mul(self.cores)?.checked_mul(self.threads)
    }
}

impl Default for Topology {
    /// One processor.
    fn default() -> Self {
        Self { sockets: 1, cores: 1, threads: 1 }
    }
}

/// How virtual processors are bound to those of the host.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CpuPinningPolicy {
    /// They are not.
    #[default]
    None,
    /// As the user says.
    Manual,
    /// The guest's topology and NUMA nodes are made from the host's.
    ResizeAndPinNuma,
    /// Each has one of the host for itself.
    Dedicated,
    /// Each has a core of the host for itself.
    IsolateThreads,
}

impl CpuPinningPolicy {
    /// Whether processors of the host are taken for this VM alone.
    pub fn is_exclusive(self) -> bool {
        matches!(self, Self::Dedicated | Self::IsolateThreads)
    }
}

/// Which processors of the host each virtual one may run on: `0#0-3_1#4,5`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CpuPinning(pub BTreeMap<u32, CpuSet>);

impl fmt::Display for CpuPinning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (vcpu, set)) in self.0.iter().enumerate() {
            write!(f, "{}{vcpu}#{set}", if at == 0 { "" } else { "_" })?;
        }
        Ok(())
    }
}

impl FromStr for CpuPinning {
    type Err = ParseCpuPinningError;

    /// `vcpu#cpuset`, joined by underscores; empty for no bindings.
    ///
    /// # Errors
    ///
    /// A part that is not of that form, and a virtual processor that is named twice.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut pins = BTreeMap::new();
        for part in text.split('_').filter(|_| !text.is_empty()) {
            let error = || ParseCpuPinningError { part: part.to_owned() };
            let (vcpu, set) = part.split_once('#').ok_or_else(error)?;
            let vcpu = vcpu.parse().map_err(|_| error())?;
            if pins.insert(vcpu, set.parse().map_err(|_| error())?).is_some() {
                return Err(error());
            }
        }
        Ok(Self(pins))
    }
}

/// A text that is no list of processor bindings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{part}` is no processor binding of its own; bindings are like 0#0-3_1#4,5, each virtual processor once")]
pub struct ParseCpuPinningError {
    part: String,
}
