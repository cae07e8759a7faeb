//! Ports of PCI Express machines: `controller[@model='pcie-root-port']`.

use std::collections::BTreeSet;

use domxml_schema::device::controller::{Controller, Kind, Model};
use domxml_schema::device::{disk, hostdev, input as input_device, memballoon, sound, video, watchdog};
use domxml_schema::domain::Device;
use domxml_schema::shared::address::Address;

use crate::generate::input::Input;
use crate::vm::Architecture;

/// The root and the ports that are not configured already. Each device needs a port of its own, and
/// devices that are plugged later need free ones: there are as many as are in use, and the configured
/// count besides. Q35 has PCI Express, and Arm's `virt` machine.
pub(super) fn devices<'a>(input: &Input<'_>, all: impl Iterator<Item = &'a Device>) -> Vec<Device> {
    if !input.is_q35() && input.vm.architecture != Architecture::Aarch64 {
        return Vec::new();
    }
    let all: Vec<&Device> = all.collect();
    let is = |device: &Device, wanted: &Model| matches!(device, Device::Controller(controller) if controller.model.as_ref() == Some(wanted));
    let taken: BTreeSet<u32> = all.iter().filter_map(|device| pci_index(device)).collect();
    let root = !all.iter().any(|device| is(device, &Model::PcieRoot));
    let present = all.iter().filter(|device| is(device, &Model::PcieRootPort)).count();
    let wanted = usize::try_from(input.context.config.num_of_pci_express_ports).unwrap_or(usize::MAX);
    let missing = wanted.saturating_add(in_use(&all)).saturating_sub(present);
    let root = root.then(|| Controller::with_model(Kind::Pci, 0, Model::PcieRoot));
    let free = (1..).filter(|index| !taken.contains(index)).take(missing);
    let ports = free.map(|index| Controller::with_model(Kind::Pci, index, Model::PcieRootPort));
    root.into_iter().chain(ports).map(Device::from).collect()
}

/// Number of a PCI controller.
fn pci_index(device: &Device) -> Option<u32> {
    match device {
        Device::Controller(controller) if controller.kind == Some(Kind::Pci) => controller.index,
        _ => None,
    }
}

/// How many ports these devices take.
///
/// A device that has an address takes the port that its bus is behind, together with all others on that
/// bus; bus 0 is the root itself. Of the devices that have none yet, each that speaks PCI Express takes a
/// port. All that are of the older kind share a bridge, which takes one. What is part of the chipset, and
/// what sits on another bus (USB, SCSI, virtio-serial, ...), takes none.
fn in_use(all: &[&Device]) -> usize {
    let mut buses = BTreeSet::new();
    let (mut express, mut bridge) = (0, false);
    let mut primary_video = true;
    for device in all {
        // The first card is part of the machine.
        let integrated = matches!(device, Device::Video(_)) && std::mem::take(&mut primary_video);
        match address(device) {
            Some(Address::Pci(pci)) => {
                let bus = pci.coordinates.bus.unwrap_or_default();
                if bus != 0 {
                    buses.insert((pci.coordinates.domain.unwrap_or_default(), bus));
                }
            }
            Some(_) => {}
            None if integrated => {}
            None => match slot(device) {
                Slot::Express => express += 1,
                Slot::Conventional => bridge = true,
                Slot::Elsewhere => {}
            },
        }
    }
    buses.len() + express + usize::from(bridge)
}

/// Where a device sits, of all that may sit on a PCI bus.
fn address(device: &Device) -> Option<&Address> {
    match device {
        Device::Disk(disk) => disk.address.as_ref(),
        Device::Controller(controller) => controller.address.as_ref(),
        Device::Interface(nic) => nic.address.as_ref(),
        Device::Input(input) => input.address.as_ref(),
        Device::Sound(sound) => sound.address.as_ref(),
        Device::Video(video) => video.address.as_ref(),
        Device::Hostdev(hostdev) => hostdev.address.as_ref(),
        Device::Watchdog(watchdog) => watchdog.address.as_ref(),
        Device::Memballoon(balloon) => balloon.address.as_ref(),
        Device::Rng(rng) => rng.address.as_ref(),
        _ => None,
    }
}

/// What a device is plugged into.
#[derive(Clone, Copy)]
enum Slot {
    Express,
    Conventional,
    Elsewhere,
}

/// What libvirt plugs a device into that has no address yet.
fn slot(device: &Device) -> Slot {
    match device {
        Device::Interface(nic) => match nic.model.as_ref().and_then(|model| model.kind.as_deref()) {
            Some("rtl8139" | "e1000") => Slot::Conventional,
            _ => Slot::Express,
        },
        Device::Disk(disk) => {
            express_if(disk.target.as_ref().is_some_and(|target| target.bus == Some(disk::Bus::Virtio)))
        }
        Device::Controller(controller) => controller_slot(controller),
        Device::Video(video) => match video.kind() {
            Some(video::Kind::None) | None => Slot::Elsewhere,
            Some(video::Kind::Virtio) => Slot::Express,
            Some(_) => Slot::Conventional,
        },
        // ICH9's own sound is part of the chipset.
        Device::Sound(sound) => match sound.model {
            Some(sound::Model::Ich9 | sound::Model::Usb | sound::Model::Pcspk) => Slot::Elsewhere,
            Some(sound::Model::Virtio) => Slot::Express,
            _ => Slot::Conventional,
        },
        Device::Watchdog(watchdog) => match watchdog.model {
            Some(watchdog::Model::I6300esb) => Slot::Conventional,
            _ => Slot::Elsewhere,
        },
        Device::Memballoon(balloon) => express_if(balloon.model != Some(memballoon::Model::None)),
        Device::Rng(_) => Slot::Express,
        Device::Input(input) => express_if(input.bus == Some(input_device::Bus::Virtio)),
        Device::Hostdev(hostdev) => express_if(matches!(hostdev.kind, Some(hostdev::Kind::Pci | hostdev::Kind::Mdev))),
        _ => Slot::Elsewhere,
    }
}

fn controller_slot(controller: &Controller) -> Slot {
    match (&controller.kind, &controller.model) {
        (Some(Kind::Scsi | Kind::VirtioSerial), _) => Slot::Express,
        (Some(Kind::Usb), Some(Model::QemuXhci | Model::NecXhci)) => Slot::Express,
        (Some(Kind::Usb), Some(Model::Ich9Ehci1 | Model::Ich9Uhci1 | Model::Ich9Uhci2 | Model::Ich9Uhci3)) => {
            Slot::Elsewhere
        }
        (Some(Kind::Usb), Some(Model::None)) => Slot::Elsewhere,
        (Some(Kind::Usb), _) => Slot::Conventional,
        // The first SATA controller is part of the chipset.
        (Some(Kind::Sata), _) if controller.index != Some(0) => Slot::Conventional,
        (Some(Kind::Pci), Some(Model::PcieToPciBridge)) => Slot::Express,
        _ => Slot::Elsewhere,
    }
}

fn express_if(condition: bool) -> Slot {
    if condition { Slot::Express } else { Slot::Elsewhere }
}
