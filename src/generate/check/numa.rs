//! NUMA nodes of the guest.

use std::collections::{BTreeMap, BTreeSet};

use super::cpu;
use crate::generate::input::Input;
use crate::generate::problem::Problems;
use crate::generate::vcpu;

pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    if input.vm.numa_nodes.is_empty() {
        return;
    }
    indices(input, problems);
    processors(input, problems);
    memory(input, problems);
    host_nodes(input, problems);
}

/// libvirt wants each number from 0 on once.
fn indices(input: &Input<'_>, problems: &mut Problems) {
    let nodes = &input.vm.numa_nodes;
    let mut seen = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate() {
        let field = format!("numaNodes[{at}].index");
        if let Some(before) = seen.insert(node.index, at) {
            let message = format!("is also the number of numaNodes[{before}]");
            problems.add(field, node.index, message, "number the nodes from 0, each once");
        } else if usize::try_from(node.index).is_ok_and(|index| index >= nodes.len()) {
            let message = format!("is beyond the {} nodes that there are", nodes.len());
            problems.add(field, node.index, message, "number the nodes from 0, each once");
        }
    }
}

fn processors(input: &Input<'_>, problems: &mut Problems) {
    let maximum = vcpu::maximum(input);
    let mut owner = BTreeMap::new();
    for (at, node) in input.vm.numa_nodes.iter().enumerate() {
        for (place, id) in node.cpu_ids.iter().enumerate() {
            let field = format!("numaNodes[{at}].cpuIds[{place}]");
            if *id >= maximum {
                let message = format!("is no processor of the VM, which has 0 to {}", maximum.saturating_sub(1));
                problems.add(field, id, message, "take it out, or give the VM more processors");
            } else if let Some(before) = owner.insert(*id, at) {
                let message = format!("is in numaNodes[{before}] already");
                problems.add(field, id, message, "put each processor in one node, once");
            }
        }
    }
}

fn memory(input: &Input<'_>, problems: &mut Problems) {
    let size = input.vm.memory.size_mb;
    let sum = input.vm.numa_nodes.iter().map(|node| node.mem_total_mb).fold(0, u64::saturating_add);
    if sum != size {
        let message = format!("is what the nodes have together, in MiB; the VM has {size}");
        problems.add("numaNodes", sum, message, "make the sum of `memTotalMb` that of `memory.sizeMb`");
    }
}

fn host_nodes(input: &Input<'_>, problems: &mut Problems) {
    let known: Option<BTreeSet<u32>> = input
        .context
        .host
        .as_ref()
        .filter(|host| !host.numa_nodes.is_empty())
        .map(|host| host.numa_nodes.iter().map(|node| node.index).collect());
    for (at, node) in input.vm.numa_nodes.iter().enumerate() {
        for (place, host_node) in node.pinned_host_nodes.iter().enumerate() {
            if known.as_ref().is_some_and(|known| !known.contains(host_node)) {
                let field = format!("numaNodes[{at}].pinnedHostNodes[{place}]");
                problems.add(field, host_node, "is no node of the host", "take another host or other nodes");
            }
        }
        if let Some((set, message)) = node.current_host_nodes.as_ref().and_then(|set| Some((set, cpu::wrong(set)?))) {
            let remedy = "write numbers and ranges from low to high, such as `0-1`";
            problems.add(format!("numaNodes[{at}].currentHostNodes"), set, message, remedy);
        }
    }
}
