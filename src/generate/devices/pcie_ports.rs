//! Ports of PCI Express machines: `controller[@model='pcie-root-port']`.

use std::collections::BTreeSet;

use domxml_schema::device::controller::{Controller, Kind, Model};
use domxml_schema::device::{
    Hostdev, Interface, disk, hostdev, input as input_device, interface, memballoon, memory, serial, sound, video,
    watchdog,
};
use domxml_schema::domain::Device;
use domxml_schema::shared::VirtioModel;
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
    let is = |device: &Device, wanted: &Model| match device {
        Device::Controller(controller) => controller.model.as_ref() == Some(wanted),
        _ => false,
    };
    let taken: BTreeSet<u32> = all.iter().filter_map(|device| pci_index(device)).collect();
    let root = !all.iter().any(|device| is(device, &Model::PcieRoot));
    let present = all.iter().filter(|device| is(device, &Model::PcieRootPort)).count();
    let wanted = usize::try_from(input.context.config.num_of_pci_express_ports).unwrap_or(usize::MAX);
    let missing = wanted.saturating_add(in_use(input, &all)).saturating_sub(present);
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

/// The number of ports that these devices take.
///
/// A device that has an address takes the port that its bus is behind, together with all others on that
/// bus; bus 0 is the root itself. Of the devices that have none yet, each that libvirt connects by PCI Express
/// takes a port. All that it connects by conventional PCI share a bridge, which takes one.
fn in_use(input: &Input<'_>, all: &[&Device]) -> usize {
    let mut buses = BTreeSet::new();
    let (mut express, mut conventional) = (0, false);
    // The first card of Q35 is part of the machine.
    let mut integrated_video = input.is_q35();
    for device in all {
        let integrated = matches!(device, Device::Video(_)) && std::mem::take(&mut integrated_video);
        match address(device) {
            Some(Address::Pci(pci)) => {
                let bus = pci.coordinates.bus.unwrap_or_default();
                if bus != 0 {
                    buses.insert((pci.coordinates.domain.unwrap_or_default(), bus));
                }
            }
            Some(_) => {}
            None if integrated => {}
            None => match bus(input, device) {
                Bus::Express => express += 1,
                Bus::Conventional => conventional = true,
                Bus::NotPci => {}
            },
        }
    }
    let bridge = conventional && !all.iter().any(|device| is_bridge(device));
    buses.len() + express + usize::from(bridge)
}

/// Returns whether conventional devices can be plugged into it.
fn is_bridge(device: &Device) -> bool {
    let Device::Controller(controller) = device else { return false };
    matches!(controller.model, Some(Model::PcieToPciBridge | Model::DmiToPciBridge))
}

/// The address of a device, for kinds that have one.
fn address(device: &Device) -> Option<&Address> {
    macro_rules! addresses {
        ($($kind:ident)*; $($without:ident)*) => {
            match device {
                $(Device::$kind(device) => device.address.as_ref(),)*
                $(Device::$without(_) => None,)*
            }
        };
    }
    addresses!(
        Disk Controller Filesystem Interface Smartcard Serial Parallel Console Channel Input Tpm Sound Video Hostdev
        Redirdev Watchdog Hub Memballoon Rng Shmem Nvram Panic Crypto Memory Iommu Vsock Pstore;
        Lease Graphics Audio Redirfilter Other
    )
}

/// The bus of a device.
#[derive(Clone, Copy)]
enum Bus {
    Express,
    Conventional,
    /// Part of the chipset, on another bus (USB, SCSI, virtio-serial, ...), or no device of the guest.
    NotPci,
}

/// The bus that libvirt connects a device to that has no address yet.
fn bus(input: &Input<'_>, device: &Device) -> Bus {
    match device {
        Device::Disk(disk) => match disk.target.as_ref().and_then(|target| target.bus.as_ref()) {
            Some(disk::Bus::Virtio) if disk.model == Some(disk::Model::VirtioTransitional) => Bus::Conventional,
            Some(disk::Bus::Virtio) => Bus::Express,
            _ => Bus::NotPci,
        },
        Device::Controller(controller) => controller_bus(controller),
        Device::Filesystem(filesystem) => virtio(filesystem.model.as_ref()),
        Device::Interface(nic) => interface_bus(nic),
        Device::Serial(serial) => match serial.target.as_ref().and_then(|target| target.kind.as_ref()) {
            Some(serial::TargetKind::PciSerial) => Bus::Conventional,
            _ => Bus::NotPci,
        },
        Device::Input(input) if input.bus == Some(input_device::Bus::Virtio) => virtio(input.model.as_ref()),
        Device::Sound(sound) => match sound.model {
            // On Q35 it is part of the chipset.
            Some(sound::Model::Ich9) if input.is_q35() => Bus::NotPci,
            Some(sound::Model::Usb | sound::Model::Pcspk | sound::Model::Sb16) => Bus::NotPci,
            Some(sound::Model::Virtio) => Bus::Express,
            _ => Bus::Conventional,
        },
        Device::Video(video) => match video.kind() {
            Some(video::Kind::None | video::Kind::Ramfb) | None => Bus::NotPci,
            Some(video::Kind::Virtio) => Bus::Express,
            Some(_) => Bus::Conventional,
        },
        Device::Hostdev(hostdev) => hostdev_bus(hostdev),
        Device::Watchdog(watchdog) if watchdog.model == Some(watchdog::Model::I6300esb) => Bus::Conventional,
        Device::Memballoon(balloon) => match balloon.model {
            Some(memballoon::Model::None | memballoon::Model::Xen) => Bus::NotPci,
            Some(memballoon::Model::VirtioTransitional) => Bus::Conventional,
            _ => Bus::Express,
        },
        Device::Rng(rng) => virtio(rng.model.as_ref()),
        Device::Vsock(vsock) => virtio(vsock.model.as_ref()),
        Device::Memory(memory) => match memory.model {
            Some(memory::Model::VirtioPmem | memory::Model::VirtioMem) => Bus::Express,
            _ => Bus::NotPci,
        },
        Device::Crypto(_) => Bus::Express,
        Device::Shmem(_) | Device::Pstore(_) => Bus::Conventional,
        // What libvirt puts on the root itself, what sits on another bus, and what the guest has no device for.
        Device::Input(_)
        | Device::Watchdog(_)
        | Device::Iommu(_)
        | Device::Panic(_)
        | Device::Tpm(_)
        | Device::Nvram(_)
        | Device::Smartcard(_)
        | Device::Parallel(_)
        | Device::Console(_)
        | Device::Channel(_)
        | Device::Redirdev(_)
        | Device::Hub(_)
        | Device::Lease(_)
        | Device::Graphics(_)
        | Device::Audio(_)
        | Device::Redirfilter(_)
        | Device::Other(_) => Bus::NotPci,
    }
}

fn virtio(model: Option<&VirtioModel>) -> Bus {
    if model == Some(&VirtioModel::VirtioTransitional) { Bus::Conventional } else { Bus::Express }
}

fn controller_bus(controller: &Controller) -> Bus {
    match (&controller.kind, &controller.model) {
        (Some(Kind::Scsi | Kind::VirtioSerial), Some(Model::VirtioTransitional)) => Bus::Conventional,
        (Some(Kind::VirtioSerial), _) => Bus::Express,
        (Some(Kind::Scsi), Some(Model::VirtioScsi | Model::VirtioNonTransitional) | None) => Bus::Express,
        (Some(Kind::Scsi), Some(_)) => Bus::Conventional,
        (Some(Kind::Usb), Some(Model::QemuXhci | Model::NecXhci)) => Bus::Express,
        // Q35 has them on its root.
        (Some(Kind::Usb), Some(Model::Ich9Ehci1 | Model::Ich9Uhci1 | Model::Ich9Uhci2 | Model::Ich9Uhci3)) => {
            Bus::NotPci
        }
        (Some(Kind::Usb), Some(Model::None)) => Bus::NotPci,
        (Some(Kind::Usb), _) => Bus::Conventional,
        // The first SATA controller is part of the chipset.
        (Some(Kind::Sata), _) if controller.index != Some(0) => Bus::Conventional,
        (Some(Kind::Pci), Some(Model::PcieToPciBridge)) | (Some(Kind::Nvme), _) => Bus::Express,
        (Some(Kind::Sata | Kind::Pci | Kind::Ide | Kind::Fdc | Kind::Ccid | Kind::Xenbus | Kind::Isa), _) => {
            Bus::NotPci
        }
        (Some(Kind::Other(_)) | None, _) => Bus::NotPci,
    }
}

/// An interface without a model is one that the host gets a virtual function for.
fn interface_bus(nic: &Interface) -> Bus {
    match nic.model.as_ref().and_then(|model| model.kind.as_deref()) {
        _ if nic.kind == Some(interface::Kind::Hostdev) => Bus::Express,
        Some("virtio" | "virtio-non-transitional" | "e1000e" | "igb") | None => Bus::Express,
        Some("usb-net") => Bus::NotPci,
        Some(_) => Bus::Conventional,
    }
}

fn hostdev_bus(hostdev: &Hostdev) -> Bus {
    match (&hostdev.kind, &hostdev.model) {
        (Some(hostdev::Kind::Mdev), Some(hostdev::Model::VfioCcw | hostdev::Model::VfioAp)) => Bus::NotPci,
        (Some(hostdev::Kind::Pci | hostdev::Kind::Mdev), _) => Bus::Express,
        (Some(hostdev::Kind::ScsiHost), Some(hostdev::Model::VirtioTransitional)) => Bus::Conventional,
        (Some(hostdev::Kind::ScsiHost), _) => Bus::Express,
        _ => Bus::NotPci,
    }
}
