//! NUMA nodes of the guest.

use domxml_schema::report::Findings;
use std::collections::{BTreeMap, BTreeSet};

use super::cpu;
use super::text::shown;
use crate::generate::input::Input;
use crate::generate::problem::Problems as _;
use crate::generate::vcpu;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    if input.vm.numa_nodes.is_empty() {
        return;
    }
    indices(input, problems);
    cpus(input, problems);
    memory(input, problems);
    host_nodes(input, problems);
}

/// libvirt requires each index from 0 on exactly once.
fn indices(input: &Input<'_>, problems: &mut Findings) {
    let nodes = &input.vm.numa_nodes;
    let help = format!("number the {} nodes from 0, each once", nodes.len());
    let mut seen = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate() {
        let (field, index) = (format!("numaNodes[{at}].index"), node.index);
        if let Some(before) = seen.insert(index, at) {
            let message = format!("NUMA node index `{index}` is already used by `numaNodes[{before}]`");
            problems.add(field, index, message, &*help);
        } else if usize::try_from(index).is_ok_and(|index| index >= nodes.len()) {
            problems.add(field, index, format!("NUMA node index `{index}` is out of range"), &*help);
        }
    }
}

fn cpus(input: &Input<'_>, problems: &mut Findings) {
    let maximum = vcpu::maximum(input);
    let mut owner = BTreeMap::new();
    for (at, node) in input.vm.numa_nodes.iter().enumerate() {
        for (place, id) in node.cpu_ids.iter().enumerate() {
            let field = format!("numaNodes[{at}].cpuIds[{place}]");
            if *id >= maximum {
                let message = cpu::unknown_cpu(*id, maximum);
                problems.add(field, id, message, "remove it, or give the VM more CPUs");
            } else if let Some(before) = owner.insert(*id, at) {
                let message = format!("CPU `{id}` is already in `numaNodes[{before}]`");
                problems.add(field, id, message, "assign each CPU to one node, once");
            }
        }
    }
}

fn memory(input: &Input<'_>, problems: &mut Findings) {
    let size = input.vm.memory.size_mb;
    let sum = input.vm.numa_nodes.iter().map(|node| node.mem_total_mb).fold(0, u64::saturating_add);
    if sum != size {
        let message = format!("the NUMA nodes have {sum} MiB in total, the VM has {size} MiB");
        problems.add("numaNodes", sum, message, "make the sum of `memTotalMb` equal to `memory.sizeMb`");
    }
}

fn host_nodes(input: &Input<'_>, problems: &mut Findings) {
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
                let message = format!("the host has no NUMA node `{host_node}`");
                problems.add(field, host_node, message, "use another host or other nodes");
            }
        }
        if let Some(set) = &node.current_host_nodes
            && let Some(wrong) = cpu::wrong(set)
        {
            let help = "write numbers and ascending ranges, such as `0-1`";
            let message = format!("node set `{}` {wrong}", shown(&set.to_string()));
            problems.add(format!("numaNodes[{at}].currentHostNodes"), set, message, help);
        }
    }
}
