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
    /// The topology that was derived from the host's; with [`CpuPinningPolicy::ResizeAndPinNuma`] only.
    pub current_topology: Option<Topology>,
    /// CPU model and flags of this VM, `model,+flag,-flag`. Defaults to the cluster's.
    pub custom_cpu_name: Option<String>,
    /// Gives the guest the host's CPU: `cpu/@mode` `host-passthrough`.
    pub use_host_cpu_flags: bool,
    /// Gives the guest's time-stamp counter the host's frequency: `clock/timer[@name='tsc']`.
    pub use_tsc_frequency: bool,
    /// Weight relative to other VMs; 0: libvirt's default: `cputune/shares`.
    pub shares: u32,
    /// Policy of CPU pinning.
    pub pinning_policy: CpuPinningPolicy,
    /// Pinning by the user; with [`CpuPinningPolicy::Manual`]: `cputune/vcpupin`.
    #[serde(with = "text::option")]
    #[schemars(with = "Option<String>")]
    pub pinning: Option<CpuPinning>,
    /// Pinning by the scheduler for this run; with every other policy.
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
    /// Cores per socket.
    pub cores: u32,
    /// Threads per core.
    pub threads: u32,
}

impl Topology {
    /// The number of processors; none if it is beyond 32 bits.
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

/// The policy of CPU pinning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CpuPinningPolicy {
    /// No pinning.
    #[default]
    None,
    /// Pinning by the user.
    Manual,
    /// Topology and NUMA nodes are derived from the host's.
    #[serde(alias = "resize_and_pin_numa")]
    ResizeAndPinNuma,
    /// Each virtual processor has a processor of the host to itself.
    Dedicated,
    /// Each virtual processor has a core of the host to itself.
    #[serde(alias = "isolate_threads")]
    IsolateThreads,
}

impl CpuPinningPolicy {
    /// Returns whether processors of the host are reserved for this VM.
    pub fn is_exclusive(self) -> bool {
        matches!(self, Self::Dedicated | Self::IsolateThreads)
    }
}

/// The processors of the host that each virtual processor may run on: `0#0-3_1#4,5`.
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

    /// Reads `vcpu#cpuset`, joined by underscores; empty for no pinning.
    ///
    /// # Errors
    ///
    /// Another form, or a virtual processor that is listed twice.
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

/// An invalid CPU pinning.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{part}` is no processor binding of its own; bindings are like 0#0-3_1#4,5, each virtual processor once")]
pub struct ParseCpuPinningError {
    part: String,
}
