//! CPU pinning and shares: `cputune`.

use domxml_schema::domain::cputune::{Cputune, EmulatorPin, IothreadPin, VcpuPin};
use domxml_schema::types::CpuSet;

use super::numa;
use crate::context::HostNumaNode;
use crate::generate::input::Input;
use crate::vm::VmType;

/// Processors of a host's node that serve a VM's I/O.
const CPUS_FOR_IO: usize = 2;

/// Bindings and weights.
pub(super) fn cputune(input: &Input<'_>) -> Cputune {
    let pins = input.pinning().map(|pinning| &pinning.0).into_iter().flatten();
    let io = io_cpus(input);
    let pin = |thread| io.clone().map(|cpus| IothreadPin::new(thread, cpus));
    Cputune {
        shares: Some(input.vm.cpu.shares).filter(|shares| *shares > 0),
        vcpupins: pins.map(|(vcpu, cpus)| VcpuPin::new(*vcpu, cpus.clone())).collect(),
        emulatorpin: io.clone().map(EmulatorPin::new),
        iothreadpins: (1..=input.vm.io_threads).filter_map(pin).collect(),
        ..Cputune::default()
    }
}

/// Processors of the host for everything but the guest's own processors: of a high-performance VM that is
/// bound to the host, they are on the node where most of its processors are.
fn io_cpus(input: &Input<'_>) -> Option<CpuSet> {
    let vm = &input.vm;
    let pinned = input.pinning().is_some_and(|pinning| !pinning.0.is_empty());
    let nodes_pinned = numa::nodes(input).iter().any(|node| node.pinned.is_some());
    if vm.vm_type != VmType::HighPerformance || !pinned || !nodes_pinned || vm.io_threads == 0 {
        return None;
    }
    let nodes = input.context.host.as_ref().map_or(&[][..], |host| &host.numa_nodes);
    let mut cpus = match busiest(input, nodes) {
        Some(node) => node.cpu_ids.clone(),
        None if nodes.iter().map(|node| node.cpu_ids.len()).sum::<usize>() == 1 => vec![0],
        None => vec![0, 1],
    };
    cpus.sort_unstable();
    cpus.dedup();
    Some(cpus.into_iter().take(CPUS_FOR_IO).map(u64::from).collect())
}

/// The node of the host with most of the processors that the VM is bound to; of several, the first.
fn busiest<'a>(input: &Input<'_>, nodes: &'a [HostNumaNode]) -> Option<&'a HostNumaNode> {
    let bound = |cpu: u32| input.pinning().is_some_and(|pins| pins.0.values().any(|set| set.contains(cpu.into())));
    let count = |node: &HostNumaNode| node.cpu_ids.iter().filter(|cpu| bound(**cpu)).count();
    let nodes = nodes.iter().map(|node| (count(node), node)).filter(|(count, _)| *count > 0);
    nodes.min_by_key(|(count, node)| (usize::MAX - count, node.index)).map(|(_, node)| node)
}
