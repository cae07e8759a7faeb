//! Memory and NUMA nodes of a VM.

use domxml_schema::types::CpuSet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::device::vm_device;
use crate::entity::text;

/// How much memory a VM has. Sizes are in MiB.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Memory {
    /// At start, in MiB: `memory`, `currentMemory`.
    pub size_mb: u64,
    /// What it may grow to, in MiB: `maxMemory`. Absent: `size_mb`.
    pub max_mb: Option<u64>,
    /// What the VM keeps when the host is short of memory, in MiB; metadata. Absent: `size_mb`.
    pub guaranteed_mb: Option<u64>,
    /// Whether the balloon may take memory from the guest; metadata.
    pub ballooning_enabled: bool,
}

/// How memory of a NUMA node is taken from the host: `numatune/memnode/@mode`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NumaTuneMode {
    /// From the nodes given, or not at all.
    Strict,
    /// From all of the nodes given by turns.
    #[default]
    Interleave,
    /// From the node given, if it has any.
    Preferred,
}

/// A NUMA node of the guest: `cpu/numa/cell`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct NumaNode {
    /// Number of the node: `@id`.
    pub index: u32,
    /// Its processors: `@cpus`.
    pub cpu_ids: Vec<u32>,
    /// Its memory in MiB: `@memory`.
    pub mem_total_mb: u64,
    /// How its memory is taken from the host: `numatune/memnode/@mode`.
    pub numa_tune_mode: NumaTuneMode,
    /// Nodes of the host that it is pinned to: `numatune/memnode/@nodeset`.
    pub pinned_host_nodes: Vec<u32>,
    /// Nodes of the host that the scheduler chose for this run; goes before `pinned_host_nodes`.
    #[serde(with = "text::option")]
    #[schemars(with = "Option<String>")]
    pub current_host_nodes: Option<CpuSet>,
}

vm_device! {
    /// A memory module that was plugged while the VM ran: `memory[@model='dimm']`.
    MemoryDevice {
        /// Size in MiB: `target/size`.
        size_mb: u64,
        /// NUMA node of the guest: `target/node`.
        node: u32,
    }
}
