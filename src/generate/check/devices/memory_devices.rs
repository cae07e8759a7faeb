//! Memory devices (DIMMs).

use super::super::label;
use super::each;
use crate::generate::input::Input;
use crate::generate::problem::Problems as _;
use domxml_schema::report::Findings;

/// Memory devices fit into the VM's maximum memory, beside the memory that it starts with, and into the slots.
pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    let memory = &input.vm.memory;
    let (mut total, max) = (memory.size_mb, memory.max_mb.unwrap_or(memory.size_mb));
    let slots = input.context.config.max_memory_slots;
    for (count, (field, device)) in (1..).zip(each("memoryDevices", &input.vm.memory_devices)) {
        let (size, name) = (device.size_mb, label::device(device));
        total = total.saturating_add(size);
        if size == 0 {
            let message = format!("memory device {name} has no size");
            problems.add(format!("{field}.sizeMb"), size, message, "set `sizeMb` to at least 1");
        } else if total > max {
            let message = format!("memory device {name} raises the memory to {total} MiB; the maximum is {max} MiB");
            problems.add(format!("{field}.sizeMb"), size, message, "raise `memory.maxMb`, or remove or unplug it");
        }
        if count > slots {
            let message = format!("memory device {name} has no slot; the VM has {slots} slots");
            let help = "remove or unplug it, or raise `context.config.maxMemorySlots`";
            problems.add(&*field, device.id, message, help);
        }
        let (nodes, node) = (&input.vm.numa_nodes, device.node);
        if !nodes.is_empty() && nodes.iter().all(|other| other.index != node) {
            let message = format!("the VM has no NUMA node `{node}`");
            problems.add(format!("{field}.node"), node, message, "use the `index` of one of `numaNodes`");
        }
    }
}
