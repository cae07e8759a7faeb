//! Controllers: `controller`.

use std::collections::BTreeSet;

use domxml_schema::device::controller::{self, Driver, Kind, Model};
use domxml_schema::device::disk;
use domxml_schema::domain::Device;
use domxml_schema::shared::address::{Address, SpaprVio};
use domxml_schema::types::Uuid;

use crate::generate::common::{address, alias, plugged};
use crate::generate::input::Input;
use crate::generate::vcpu;
use crate::vm::{Architecture, Controller, ControllerType, Vm};

/// Ports of an xHCI controller, more than QEMU's default.
const XHCI_PORTS: u32 = 8;

/// Ports of a virtio-serial controller.
const SERIAL_PORTS: u32 = 16;

/// Maximum of queues that are chosen by size.
const MOST_QUEUES: u32 = 4;

/// The controllers that are configured, each with its id.
pub(super) fn devices(input: &Input<'_>, disks: &[Device]) -> impl Iterator<Item = (Uuid, Device)> {
    numbered(input).into_iter().map(move |(controller, index)| {
        let base = controller::Controller {
            alias: alias(controller),
            address: address(controller),
            model: model(input, controller),
            ..controller::Controller::new(kind(controller.controller_type), index)
        };
        let device = match controller.controller_type {
            ControllerType::VirtioScsi => {
                let driver = driver(input, controller, index, disks);
                controller::Controller { driver: driver.map(Box::new), ..base }
            }
            ControllerType::VirtioSerial => controller::Controller { ports: Some(SERIAL_PORTS), ..base },
            ControllerType::Usb if base.model == Some(Model::QemuXhci) => {
                controller::Controller { ports: Some(XHCI_PORTS), ..base }
            }
            _ => base,
        };
        (controller.id, device.into())
    })
}

/// The controller that POWER machines have their CD drives and spapr-vscsi disks on: number 0, unless the
/// entity has one itself. It has no id, and so no alias.
pub(super) fn implied(input: &Input<'_>) -> Option<controller::Controller> {
    let scsi = |controller: &&Controller| {
        matches!(controller.controller_type, ControllerType::Scsi | ControllerType::VirtioScsi)
    };
    let mut configured = plugged(&input.vm.controllers).filter(scsi);
    let present = configured.any(|controller| matches!(address(controller), Some(Address::SpaprVio(_))));
    (input.vm.architecture.is_ppc() && !present).then(|| controller::Controller {
        address: Some(Address::SpaprVio(SpaprVio::default())),
        ..controller::Controller::new(Kind::Scsi, 0)
    })
}

/// The plugged controllers by id, with their numbers.
///
/// virtio-scsi controllers are numbered from the first one on that is free for them: on POWER number 0 is
/// another's. Other controllers have the number that they say; those that do not, the lowest that is free
/// among their type, but companions of an EHCI controller have its number.
pub(in crate::generate) fn numbered<'a>(input: &'a Input<'_>) -> Vec<(&'a Controller, u32)> {
    let mut all: Vec<&Controller> = plugged(&input.vm.controllers).collect();
    all.sort_by_key(|controller| controller.id);
    let is_virtio_scsi = |controller: &Controller| controller.controller_type == ControllerType::VirtioScsi;
    let base = first_virtio_scsi(input);
    let virtio_scsi = (base..).zip(all.iter().filter(|controller| is_virtio_scsi(controller)));
    let mut taken: BTreeSet<(ControllerType, u32)> =
        virtio_scsi.map(|(index, _)| (ControllerType::Scsi, index)).collect();
    for controller in all.iter().filter(|controller| !is_virtio_scsi(controller)) {
        taken.extend(controller.index.map(|index| (controller.controller_type, index)));
    }
    let mut next_virtio_scsi = base..;
    let mut list = Vec::new();
    for controller in all {
        let kind = controller.controller_type;
        let free = || (0..).find(|index| !taken.contains(&(kind, *index)));
        let index = match controller.index {
            _ if is_virtio_scsi(controller) => next_virtio_scsi.next(),
            Some(index) => Some(index),
            None if is_companion(controller) => Some(0),
            None => free(),
        };
        let index = index.unwrap_or(u32::MAX);
        taken.insert((kind, index));
        list.push((controller, index));
    }
    list
}

/// Number of the first virtio-scsi controller.
pub(in crate::generate) fn first_virtio_scsi(input: &Input<'_>) -> u32 {
    u32::from(input.vm.architecture.is_ppc())
}

/// Returns whether it is one of the controllers that share a number and its ports: an EHCI controller of
/// the ICH9 chip, for fast devices, and its companions for slow ones.
pub(in crate::generate) fn is_companion(controller: &Controller) -> bool {
    controller.model.as_deref().is_some_and(|model| model.starts_with("ich9-"))
}

fn kind(kind: ControllerType) -> Kind {
    match kind {
        ControllerType::VirtioScsi | ControllerType::Scsi => Kind::Scsi,
        ControllerType::VirtioSerial => Kind::VirtioSerial,
        ControllerType::Usb => Kind::Usb,
        ControllerType::Ide => Kind::Ide,
        ControllerType::Sata => Kind::Sata,
        ControllerType::Pci => Kind::Pci,
    }
}

/// The model: virtio controllers follow the guest's age; USB without a model has that of the architecture, and is
/// off where there is none.
fn model(input: &Input<'_>, controller: &Controller) -> Option<Model> {
    let said = controller.model.as_deref().map(Model::from);
    match controller.controller_type {
        ControllerType::VirtioScsi | ControllerType::VirtioSerial if input.is_legacy_virtio() => {
            Some(Model::VirtioTransitional)
        }
        ControllerType::VirtioScsi => Some(Model::VirtioScsi),
        ControllerType::Usb if said.is_none() => Some(default_usb_model(input.vm).map_or(Model::None, Model::from)),
        _ => said,
    }
}

/// The model of USB controllers without a model of their own; none: the guest has no USB.
pub(in crate::generate) fn default_usb_model(vm: &Vm) -> Option<&'static str> {
    match vm.architecture {
        Architecture::X86_64 if !vm.firmware.bios_type.is_q35() => Some("piix3-uhci"),
        Architecture::X86_64 | Architecture::Aarch64 => Some("qemu-xhci"),
        Architecture::Ppc64 | Architecture::Ppc64le => Some("nec-xhci"),
        _ => None,
    }
}

/// The driver of a virtio-scsi controller: its I/O thread and its number of queues. Transitional controllers have
/// one queue.
fn driver(input: &Input<'_>, controller: &Controller, index: u32, disks: &[Device]) -> Option<Driver> {
    let queues = match input.vm.virtio_scsi_multi_queues {
        _ if input.is_legacy_virtio() => 0,
        0 => 0,
        -1 => disks_on(disks, index).min(MOST_QUEUES).min(vcpu::current(input)),
        count => u32::try_from(count).unwrap_or(0),
    };
    let driver =
        Driver { queues: (queues > 0).then_some(queues), iothread: controller.io_thread_id, ..Driver::default() };
    (driver != Driver::default()).then_some(driver)
}

/// Number of disks on a SCSI controller, without CD drives.
fn disks_on(disks: &[Device], index: u32) -> u32 {
    let on_it = disks.iter().filter(|device| {
        let Device::Disk(disk) = device else { return false };
        let scsi = disk.target.as_ref().is_some_and(|target| target.bus == Some(disk::Bus::Scsi));
        let cd = disk.device == Some(disk::Device::Cdrom);
        scsi && !cd && matches!(&disk.address, Some(Address::Drive(drive)) if drive.controller == Some(index))
    });
    u32::try_from(on_it.count()).unwrap_or(u32::MAX)
}
