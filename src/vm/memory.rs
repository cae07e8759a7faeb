//! Memory and NUMA nodes of a VM.

use domxml_schema::types::CpuSet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::device::vm_device;
use crate::entity::text;

/// The memory of a VM. Sizes are in MiB.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Memory {
    /// Memory at start, in MiB: `memory`, `currentMemory`.
    pub size_mb: u64,
    /// Maximum, in MiB: `maxMemory`. Defaults to `sizeMb`.
    pub max_mb: Option<u64>,
    /// Guaranteed memory when the host is short of it, in MiB; metadata. Defaults to `sizeMb`.
    pub guaranteed_mb: Option<u64>,
    /// Lets the balloon take memory from the guest; metadata.
    pub ballooning_enabled: bool,
}

/// The mode of allocating a NUMA node's memory on the host: `numatune/memnode/@mode`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NumaTuneMode {
    /// Only from the given nodes.
    Strict,
    /// From all given nodes in turn.
    #[default]
    Interleave,
    /// From the given node, if it has memory.
    Preferred,
}

/// A NUMA node of the guest: `cpu/numa/cell`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct NumaNode {
    /// Number of the node: `@id`.
    pub index: u32,
    /// Processors: `@cpus`.
    pub cpu_ids: Vec<u32>,
    /// Memory in MiB: `@memory`.
    pub mem_total_mb: u64,
    /// Mode of allocating its memory on the host: `numatune/memnode/@mode`.
    pub numa_tune_mode: NumaTuneMode,
    /// Nodes of the host that it is pinned to: `numatune/memnode/@nodeset`.
    pub pinned_host_nodes: Vec<u32>,
    /// Nodes of the host that the scheduler chose for this run; takes precedence over `pinnedHostNodes`.
    #[serde(with = "text::option")]
    #[schemars(with = "Option<String>")]
    pub current_host_nodes: Option<CpuSet>,
}

vm_device! {
    /// A hot-plugged memory module: `memory[@model='dimm']`.
    MemoryDevice {
        /// Size in MiB: `target/size`.
        size_mb: u64,
        /// NUMA node of the guest: `target/node`.
        node: u32,
    }
}
