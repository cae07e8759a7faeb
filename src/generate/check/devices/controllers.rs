//! Controllers: models, numbers, and what the machine has.

use super::super::disks::machine;
use super::super::unique::Unique;
use super::{each, one_of};
use crate::generate::devices::controllers::{is_companion, numbered};
use crate::generate::input::Input;
use crate::generate::problem::Problems;
use crate::vm::{Controller, ControllerType};

pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    for (field, controller) in each("controllers", &input.vm.controllers) {
        model(&field, controller, problems);
        bus(input, &field, controller, problems);
        io_thread(input, &field, controller, problems);
    }
    numbers(input, problems);
    let queues = input.vm.virtio_scsi_multi_queues;
    if queues < -1 {
        problems.add(
            "virtioScsiMultiQueues",
            queues,
            "is no count of queues",
            "take -1 for chosen by size, 0 for none",
        );
    }
}

/// The words that libvirt has for models of a controller; none if it has no choice.
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

fn model(field: &str, controller: &Controller, problems: &mut Problems) {
    let kind = controller.controller_type;
    let field = format!("{field}.model");
    match controller.model.as_deref() {
        None if kind == ControllerType::Pci => {
            problems.add(field, "", "is missing", format!("take one of {}", models(kind).join(", ")));
        }
        Some(model) if models(kind).is_empty() => {
            problems.add(field, model, "is no model: such controllers have none", "leave it out");
        }
        Some(model) => one_of(problems, field, model, models(kind), "is no model of such a controller"),
        None => {}
    }
}

/// IDE is of i440fx only, SATA of Q35.
fn bus(input: &Input<'_>, field: &str, controller: &Controller, problems: &mut Problems) {
    let (word, fits) = match controller.controller_type {
        ControllerType::Ide => ("ide", input.is_x86() && !input.is_q35()),
        ControllerType::Sata => ("sata", input.is_q35()),
        _ => return,
    };
    if !fits {
        let message = format!("is not there on {}", machine(input));
        let remedy = "remove or unplug it, or take another machine in `firmware.biosType`";
        problems.add(format!("{field}.controllerType"), word, message, remedy);
    }
}

fn io_thread(input: &Input<'_>, field: &str, controller: &Controller, problems: &mut Problems) {
    let Some(thread) = controller.io_thread_id else { return };
    let field = format!("{field}.ioThreadId");
    if controller.controller_type != ControllerType::VirtioScsi {
        problems.add(field, thread, "serves no such controller, only virtio-scsi ones", "leave it out");
    } else if thread == 0 || thread > input.vm.io_threads {
        let message = format!("is none of the {} I/O threads, which count from 1", input.vm.io_threads);
        problems.add(field, thread, message, "name one of them, or raise `ioThreads`");
    }
}

/// Controllers of one type have numbers of their own, but for the companions of an EHCI controller, one of
/// each model.
fn numbers(input: &Input<'_>, problems: &mut Problems) {
    let mut taken = Unique::default();
    let numbered = numbered(input);
    for (field, controller) in each("controllers", &input.vm.controllers) {
        let Some((_, index)) = numbered.iter().find(|(other, _)| std::ptr::eq(*other, controller)) else { continue };
        let kind = match controller.controller_type {
            ControllerType::VirtioScsi => ControllerType::Scsi,
            kind => kind,
        };
        let companion = controller.model.as_deref().filter(|_| is_companion(controller)).unwrap_or_default();
        let remedy = "give it another, or none; virtio-scsi controllers are numbered by themselves";
        taken.see(problems, &(kind, *index, companion), index, (&field, ".index"), remedy);
    }
}
