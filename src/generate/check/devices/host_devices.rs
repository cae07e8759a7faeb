//! Devices of the host, and memory modules.

use domxml_schema::report::nearest;

use super::super::unique::Unique;
use super::each;
use crate::context::HostDeviceFacts;
use crate::generate::devices::nvdimm::{self, UnusableSize};
use crate::generate::input::Input;
use crate::generate::problem::Problems;
use crate::vm::{Architecture, HostDevice};

pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    let mut seen = Unique::default();
    for (field, device) in each("hostDevices", &input.vm.host_devices) {
        if !seen.see(problems, &device.name, &device.name, (&field, ".name"), "remove or unplug one of them") {
            continue;
        }
        if device.iommu_placeholder {
            continue;
        }
        match input.host_device(device) {
            None => unknown(input, &field, device, problems),
            Some(facts) => known(input, &field, device, facts, problems),
        }
    }
    memory_devices(input, problems);
}

fn unknown(input: &Input<'_>, field: &str, device: &HostDevice, problems: &mut Problems) {
    let field = format!("{field}.name");
    if input.context.host.is_none() {
        let remedy = "put the host and its devices into the context's `host`";
        problems.add(field, &device.name, "is a device of a host, and none is chosen", remedy);
        return;
    }
    let remedy = match nearest(&device.name, input.given.host_devices()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "remove or unplug it, choose a host that has it, or add it to the context's `host.devices`".to_owned(),
    };
    problems.add(field, &device.name, "is no device of the chosen host", remedy);
}

fn known(input: &Input<'_>, field: &str, device: &HostDevice, facts: &HostDeviceFacts, problems: &mut Problems) {
    let fact = |key: &str| format!("context.host.devices.{}.{key}", device.name);
    match facts {
        HostDeviceFacts::Pci { slot, function, .. } => {
            if *slot > 31 {
                problems.add(fact("slot"), slot, "is no slot of a PCI bus", "take 0 to 31");
            }
            if *function > 7 {
                problems.add(fact("function"), function, "is no function of a PCI slot", "take 0 to 7");
            }
        }
        HostDeviceFacts::Usb { bus, .. } | HostDeviceFacts::Scsi { bus, .. } => {
            if u16::try_from(*bus).is_err() {
                problems.add(fact("bus"), bus, "is no bus", "take 0 to 65535");
            }
        }
        HostDeviceFacts::Nvdimm { device_size, align_size, .. } => {
            if input.vm.architecture == Architecture::S390x {
                problems.add(
                    format!("{field}.name"),
                    &device.name,
                    "is memory, and s390x takes none",
                    "remove or unplug it",
                );
                return;
            }
            match nvdimm::size(input.vm.architecture, *device_size, *align_size) {
                Ok(_) => {}
                Err(UnusableSize::TooSmall { block }) => {
                    let message = format!("leaves nothing of `{field}` besides its label in steps of {block} bytes");
                    problems.add(fact("deviceSize"), device_size, message, "take a larger device");
                }
                Err(UnusableSize::Alignment { block }) => {
                    let message =
                        format!("neither divides {block} bytes, in which the guest adds memory, nor is a multiple");
                    let remedy = format!("align the name space of `{field}` to a power of two");
                    problems.add(fact("alignSize"), align_size.unwrap_or_default(), message, remedy);
                }
            }
        }
    }
}

/// Modules fit into what the VM may grow to, with the memory that it starts with, and into the slots.
fn memory_devices(input: &Input<'_>, problems: &mut Problems) {
    let memory = &input.vm.memory;
    let (mut total, max) = (memory.size_mb, memory.max_mb.unwrap_or(memory.size_mb));
    let slots = input.context.config.max_memory_slots;
    for (count, (field, device)) in (1..).zip(each("memoryDevices", &input.vm.memory_devices)) {
        let size = device.size_mb;
        total = total.saturating_add(size);
        if size == 0 {
            problems.add(format!("{field}.sizeMb"), size, "is no size of a memory module", "take at least 1");
        } else if total > max {
            let message = format!("makes {total} MiB in all, and the VM may grow to {max} MiB");
            problems.add(format!("{field}.sizeMb"), size, message, "raise `memory.maxMb`, or remove or unplug it");
        }
        if count > slots {
            let message = format!("is a memory module beyond the {slots} slots");
            problems.add(
                &*field,
                device.id,
                message,
                "remove or unplug it, or raise the context's `config.maxMemorySlots`",
            );
        }
        let nodes = &input.vm.numa_nodes;
        if !nodes.is_empty() && nodes.iter().all(|node| node.index != device.node) {
            let remedy = "name the `index` of one of `numaNodes`";
            problems.add(format!("{field}.node"), device.node, "is no NUMA node of the guest", remedy);
        }
    }
}
