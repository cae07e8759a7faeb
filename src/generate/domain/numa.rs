//! NUMA nodes of the guest and where the host keeps them: `cpu/numa`, `numatune`.

use std::collections::BTreeSet;

use domxml_schema::domain::cpu::Numa;
use domxml_schema::domain::cpu::numa::Cell;
use domxml_schema::domain::numatune::{Memnode, Mode, Numatune};
use domxml_schema::shared::MemoryAccess;
use domxml_schema::types::{CpuSet, CpuSetTerm};

use crate::generate::input::Input;
use crate::generate::vcpu;
use crate::vm::{Architecture, NumaNode, NumaTuneMode};

/// A NUMA node of the guest.
pub(in crate::generate) struct Node {
    /// Number of the node.
    pub(in crate::generate) index: u32,
    /// Processors of the node, also those that are plugged later.
    pub(in crate::generate) cpus: CpuSet,
    /// Memory in MiB.
    pub(in crate::generate) memory_mb: u64,
    /// Mode and nodes of the host that it is pinned to; none: not pinned.
    pub(in crate::generate) pinned: Option<(Mode, CpuSet)>,
}

/// The NUMA nodes of the guest, by number.
///
/// Those that are configured, unless the host has no nodes at all to set them against. A guest without has
/// one for everything if it can grow: there must be a node that what is plugged goes to.
pub(in crate::generate) fn nodes<'a>(input: &'a Input<'_>) -> &'a [Node] {
    input.numa_nodes.get_or_init(|| {
        let mut nodes = configured(input);
        if nodes.is_empty() && needs_node(input) {
            let cpus = CpuSet(vec![range(0, u64::from(vcpu::maximum(input)).saturating_sub(1))]);
            nodes.push(Node { index: 0, cpus, memory_mb: input.vm.memory.size_mb, pinned: None });
        }
        nodes
    })
}

/// The nodes as libvirt has them.
pub(super) fn numa(input: &Input<'_>) -> Option<Numa> {
    let access = input.is_memory_shared().then_some(MemoryAccess::Shared);
    let cell = |node: &Node| Cell {
        id: Some(node.index),
        cpus: Some(&node.cpus).filter(|cpus| !cpus.0.is_empty()).cloned(),
        memory: Some(node.memory_mb.saturating_mul(1024)),
        mem_access: access.clone(),
        ..Cell::default()
    };
    let cells: Vec<Cell> = nodes(input).iter().map(cell).collect();
    (!cells.is_empty()).then(|| Numa { cells, ..Numa::default() })
}

/// The nodes of the host that the guest's nodes are pinned to.
pub(super) fn numatune(input: &Input<'_>) -> Option<Numatune> {
    let memnode = |node: &Node| {
        let (mode, nodeset) = node.pinned.as_ref()?;
        Some(Memnode::new(node.index, mode.clone(), nodeset.clone()))
    };
    let memnodes: Vec<Memnode> = nodes(input).iter().filter_map(memnode).collect();
    (!memnodes.is_empty()).then(|| Numatune { memnodes, ..Numatune::default() })
}

/// The engine's own VM is started without the engine, on any host: nothing of it is kept on some node.
fn configured(input: &Input<'_>) -> Vec<Node> {
    let vm = &input.vm;
    let host = input.context.host.as_ref();
    let hosted_engine = vm.origin.is_hosted_engine();
    if host.is_some_and(|host| host.numa_nodes.is_empty()) && !hosted_engine {
        return Vec::new();
    }
    let pinnable = host.map_or(!hosted_engine, |host| !host.numa_nodes.is_empty());
    let scheduled = vm.numa_nodes.iter().any(|node| node.current_host_nodes.is_some());
    let mut nodes: Vec<&NumaNode> = vm.numa_nodes.iter().collect();
    nodes.sort_by_key(|node| node.index);
    nodes
        .iter()
        .zip(spread(&nodes, vcpu::maximum(input)))
        .map(|(node, cpus)| Node {
            index: node.index,
            cpus: cpus.into_iter().collect(),
            memory_mb: node.mem_total_mb,
            pinned: pinned(node, scheduled).filter(|_| pinnable),
        })
        .collect()
}

/// Processors of each node: its own, and its share of those that belong to none, by turns from the node
/// that has the fewest.
fn spread(nodes: &[&NumaNode], maximum: u32) -> Vec<BTreeSet<u64>> {
    let mut cpus: Vec<BTreeSet<u64>> =
        nodes.iter().map(|node| node.cpu_ids.iter().copied().map(u64::from).collect()).collect();
    let taken: BTreeSet<u64> = cpus.iter().flatten().copied().collect();
    let mut turns: Vec<usize> = (0..cpus.len()).collect();
    turns.sort_by_key(|at| cpus[*at].len());
    let left = (0..u64::from(maximum)).filter(|cpu| !taken.contains(cpu));
    for (cpu, at) in left.zip(turns.iter().cycle()) {
        cpus[*at].insert(cpu);
    }
    cpus
}

/// The nodes of the host and the mode: the scheduler's choice takes precedence over the user's.
fn pinned(node: &NumaNode, scheduled: bool) -> Option<(Mode, CpuSet)> {
    if scheduled {
        return node.current_host_nodes.clone().map(|nodes| (Mode::Interleave, nodes));
    }
    let mode = match node.numa_tune_mode {
        NumaTuneMode::Strict => Mode::Strict,
        NumaTuneMode::Interleave => Mode::Interleave,
        NumaTuneMode::Preferred => Mode::Preferred,
    };
    let nodes: CpuSet = node.pinned_host_nodes.iter().copied().map(u64::from).collect();
    (!nodes.0.is_empty()).then_some((mode, nodes))
}

/// Returns whether hot-plug needs a node: memory does, and so do processors, but for IBM Z's machines.
fn needs_node(input: &Input<'_>) -> bool {
    let processors = vcpu::maximum(input) > vcpu::current(input);
    input.has_max_memory() || (processors && input.vm.architecture != Architecture::S390x)
}

fn range(first: u64, last: u64) -> CpuSetTerm {
    if first == last { CpuSetTerm::One(first) } else { CpuSetTerm::Range(first, last) }
}
