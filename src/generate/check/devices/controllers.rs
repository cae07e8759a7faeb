//! Controllers: models, indices, buses of the machine, I/O threads.

use super::super::disks::machine;
use super::super::unique::Unique;
use super::{each, one_of};
use crate::generate::devices::controllers::{is_companion, numbered};
use crate::generate::input::Input;
use crate::generate::problem::{Problems as _, alternatives};
use crate::vm::{Controller, ControllerType};
use domxml_schema::report::Findings;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    for (field, controller) in each("controllers", &input.vm.controllers) {
        model(&field, controller, problems);
        bus(input, &field, controller, problems);
        io_thread(input, &field, controller, problems);
    }
    numbers(input, problems);
    let queues = input.vm.virtio_scsi_multi_queues;
    if queues < -1 {
        let help = "use -1 for a number that depends on the VM's size, 0 for none, or a number of queues";
        problems.add("virtioScsiMultiQueues", queues, format!("number of queues `{queues}` is out of range"), help);
    }
}

/// The models of libvirt for a type of controller; none if the type has no models.
fn models(kind: ControllerType) -> &'static [&'static str] {
    match kind {
        ControllerType::VirtioScsi => &["virtio-scsi"],
        ControllerType::VirtioSerial => &["virtio", "virtio-transitional", "virtio-non-transitional"],
        ControllerType::Usb => &[
            "piix3-uhci",
            "piix4-uhci",
            "ehci",
            "ich9-ehci1",
            "ich9-uhci1",
            "ich9-uhci2",
            "ich9-uhci3",
            "vt82c686b-uhci",
            "pci-ohci",
            "nec-xhci",
            "qemu-xhci",
            "none",
        ],
        ControllerType::Ide => &["piix3", "piix4", "ich6"],
        ControllerType::Sata => &[],
        ControllerType::Scsi => &[
            "auto",
            "buslogic",
            "lsilogic",
            "lsisas1068",
            "lsisas1078",
            "vmpvscsi",
            "ibmvscsi",
            "ncr53c90",
            "dc390",
            "am53c974",
        ],
        ControllerType::Pci => &[
            "pci-root",
            "pcie-root",
            "pci-bridge",
            "dmi-to-pci-bridge",
            "pcie-to-pci-bridge",
            "pcie-root-port",
            "pcie-switch-upstream-port",
            "pcie-switch-downstream-port",
            "pci-expander-bus",
            "pcie-expander-bus",
        ],
    }
}

fn model(field: &str, controller: &Controller, problems: &mut Findings) {
    let kind = controller.controller_type;
    let field = format!("{field}.model");
    match controller.model.as_deref() {
        None if kind == ControllerType::Pci => {
            let help = format!("use {}", alternatives(models(kind).iter().copied()));
            problems.add(field, "", "the PCI controller has no `model`", help);
        }
        Some(model) if models(kind).is_empty() => {
            problems.add(field, model, "controllers of this type have no `model`", "remove it");
        }
        Some(model) => one_of(problems, field, "controller model", model, models(kind)),
        None => {}
    }
}

/// IDE is available on i440fx only, SATA on Q35 only.
fn bus(input: &Input<'_>, field: &str, controller: &Controller, problems: &mut Findings) {
    let (word, fits) = match controller.controller_type {
        ControllerType::Ide => ("ide", input.is_x86() && !input.is_q35()),
        ControllerType::Sata => ("sata", input.is_q35()),
        _ => return,
    };
    if !fits {
        let message = format!("controller type `{word}` is not available on {}", machine(input));
        let help = if input.is_x86() {
            "remove or unplug it, or use another `firmware.biosType`"
        } else {
            "remove or unplug it"
        };
        problems.add(format!("{field}.controllerType"), word, message, help);
    }
}

fn io_thread(input: &Input<'_>, field: &str, controller: &Controller, problems: &mut Findings) {
    let Some(thread) = controller.io_thread_id else { return };
    let field = format!("{field}.ioThreadId");
    if controller.controller_type != ControllerType::VirtioScsi {
        problems.add(field, thread, "`ioThreadId` applies to virtio-scsi controllers only", "remove it");
    } else if thread == 0 || thread > input.vm.io_threads {
        let message = match input.vm.io_threads {
            0 => "the VM has no I/O threads".to_owned(),
            count => format!("the VM has no I/O thread `{thread}`, only 1 to {count}"),
        };
        problems.add(field, thread, message, "use one of them, or raise `ioThreads`");
    }
}

/// Controllers of one type have different indices, except the companions of an EHCI controller, one of each model.
fn numbers(input: &Input<'_>, problems: &mut Findings) {
    let help = "use another index, or none; virtio-scsi controllers are numbered automatically";
    let mut taken = Unique::new("controller index", help);
    let numbered = numbered(input);
    for (field, controller) in each("controllers", &input.vm.controllers) {
        let Some((_, index)) = numbered.iter().find(|(other, _)| std::ptr::eq(*other, controller)) else { continue };
        let kind = match controller.controller_type {
            ControllerType::VirtioScsi => ControllerType::Scsi,
            kind => kind,
        };
        let companion = controller.model.as_deref().filter(|_| is_companion(controller)).unwrap_or_default();
        taken.see(input, problems, &(kind, *index, companion), index, (&field, ".index"));
    }
}
