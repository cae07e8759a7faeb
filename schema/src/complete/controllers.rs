//! Controllers.

use std::collections::HashSet;

use super::disks;
use super::platform::Platform;
use crate::Domain;
use crate::device::Controller;
use crate::device::channel::Target as ChannelTarget;
use crate::device::controller::{Kind, Model};
use crate::device::disk::Bus;
use crate::device::hostdev::Kind as HostdevKind;
use crate::device::serial::TargetKind;
use crate::domain::Device;
use crate::shared::Address;

/// Numbers the controllers, and adds those of the machine.
pub(super) fn prepare(domain: &mut Domain, platform: &Platform) {
    let mut controllers = take(domain);
    for controller in &mut controllers {
        controller.kind.get_or_insert(Kind::Ide);
        if platform.is_qemu() && controller.model == Some(Model::Auto) {
            controller.model = None;
        }
    }
    // Its index is taken, although it comes behind what else the machine has.
    let root = pci_root(&controllers, platform);
    let added = root.is_some();
    controllers.extend(root);
    assign_indexes(&mut controllers);
    let root = if added { controllers.pop() } else { None };
    let is_usb = |controller: &Controller| controller.kind == Some(Kind::Usb) && controller.index == Some(0);
    if has_usb(platform) && !controllers.iter().any(is_usb) {
        // That of q35 is another than an asked one without model.
        let model = platform.is_q35().then_some(Model::QemuXhci);
        insert(&mut controllers, Controller { model, ..Controller::new(Kind::Usb, 0) });
    }
    if platform.is_q35() && platform.is_qemu() {
        add_missing(&mut controllers, Kind::Sata, 0);
    }
    if let Some(root) = root {
        insert(&mut controllers, root);
    }
    if platform.is_pseries() && platform.is_qemu() {
        let is_root = |it: &&mut Controller| it.kind == Some(Kind::Pci) && it.index == Some(0);
        if let Some(root) = controllers.iter_mut().find(is_root) {
            root.target.get_or_insert_default();
        }
    }
    put_back(domain, controllers);
}

/// Adds the controllers that devices are on.
pub(super) fn add(domain: &mut Domain, platform: &Platform) {
    let mut controllers = take(domain);
    for (bus, kind) in [(Bus::Scsi, Kind::Scsi), (Bus::Fdc, Kind::Fdc), (Bus::Ide, Kind::Ide), (Bus::Sata, Kind::Sata)]
    {
        let on_bus =
            domain.disks().filter(|disk| disk.target.as_ref().is_some_and(|target| target.bus.as_ref() == Some(&bus)));
        if let Some(last) = on_bus.filter_map(disks::controller).max() {
            add_up_to(&mut controllers, &kind, last);
        }
    }
    add_virtio_serial(&mut controllers, domain, platform);
    if domain.smartcards().next().is_some() {
        let index = |address: Option<&Address>| match address {
            Some(Address::Ccid(ccid)) => ccid.controller.unwrap_or(0),
            _ => 0,
        };
        let last = domain.smartcards().map(|smartcard| index(smartcard.address.as_ref())).max();
        add_up_to(&mut controllers, &Kind::Ccid, last.unwrap_or(0));
    }
    add_for_hostdevs(&mut controllers, domain);
    put_back(domain, controllers);
}

/// The root of the PCI bus, which is part of the machine, unless it is there.
fn pci_root(controllers: &[Controller], platform: &Platform) -> Option<Controller> {
    let model = match () {
        () if !platform.is_qemu() || platform.is_isapc() || platform.is_microvm() => return None,
        () if platform.is_q35() || platform.is_virt() => Model::PcieRoot,
        () if platform.is_x86() || platform.is_ppc64() || platform.is_s390() || platform.arch == "ppc" => {
            Model::PciRoot
        }
        () => return None,
    };
    let is_root = |controller: &Controller| {
        let root = controller.index.is_none() && controller.model.as_ref() == Some(&model);
        controller.kind == Some(Kind::Pci) && (root || controller.index == Some(0))
    };
    (!controllers.iter().any(is_root)).then(|| Controller::with_model(Kind::Pci, 0, model.clone()))
}

/// Whether a machine has a USB controller of its own.
fn has_usb(platform: &Platform) -> bool {
    let small = platform.is_isapc() || platform.is_microvm();
    platform.is_qemu() && !small && (platform.is_x86() || platform.is_ppc64() || platform.arch == "ppc")
}

fn take(domain: &mut Domain) -> Vec<Controller> {
    let list = domain.devices.get_or_insert_default();
    let mut controllers = Vec::new();
    let devices = std::mem::take(&mut list.list);
    for device in devices {
        match device {
            Device::Controller(controller) => insert(&mut controllers, *controller),
            device => list.list.push(device),
        }
    }
    controllers
}

fn put_back(domain: &mut Domain, controllers: Vec<Controller>) {
    let list = &mut domain.devices.get_or_insert_default().list;
    list.extend(controllers.into_iter().map(|controller| Device::Controller(Box::new(controller))));
}

/// Inserts a controller where libvirt does: types in the order of their first, indexes ascending, the companions of a
/// USB 2 controller behind it.
fn insert(controllers: &mut Vec<Controller>, new: Controller) {
    let same = |controller: &Controller| controller.kind == new.kind;
    let last = controllers.iter().rposition(same).map(|last| last + 1);
    let before = match new.index {
        None => None,
        Some(index) => controllers.iter().position(|controller| {
            let companion = new.master.is_none() && controller.master.is_some() && controller.index == Some(index);
            same(controller) && (companion || controller.index.is_some_and(|other| other > index))
        }),
    };
    let at = before.or(last).unwrap_or(controllers.len());
    controllers.insert(at, new);
}

/// Gives each controller without index the lowest that is free; the parts of a USB 2 controller have one.
fn assign_indexes(controllers: &mut [Controller]) {
    for at in 0..controllers.len() {
        if controllers[at].index.is_some() {
            continue;
        }
        let (before, rest) = controllers.split_at(at);
        let new = &rest[0];
        let free = |index: &u32| !controllers.iter().any(|other| other.kind == new.kind && other.index == Some(*index));
        let shared = before.last().filter(|last| is_usb2(last) && is_usb2(new)).and_then(|last| last.index);
        let shared = shared.filter(|index| {
            !controllers
                .iter()
                .any(|other| other.kind == new.kind && other.model == new.model && other.index == Some(*index))
        });
        let index = shared.or_else(|| (0..).find(free));
        controllers[at].index = index;
    }
}

fn is_usb2(controller: &Controller) -> bool {
    let models = [Model::Ich9Ehci1, Model::Ich9Uhci1, Model::Ich9Uhci2, Model::Ich9Uhci3];
    controller.kind == Some(Kind::Usb) && controller.model.as_ref().is_some_and(|model| models.contains(model))
}

/// Adds the controllers of a type that are missing up to an index.
fn add_up_to(controllers: &mut Vec<Controller>, kind: &Kind, last: u32) {
    // No machine has room for more; a document may name any.
    for index in 0..=last.min(255) {
        add_missing(controllers, kind.clone(), index);
    }
}

fn add_missing(controllers: &mut Vec<Controller>, kind: Kind, index: u32) {
    let kind = Some(kind);
    if controllers.iter().any(|controller| controller.kind == kind && controller.index == Some(index)) {
        return;
    }
    let scsi = kind == Some(Kind::Scsi);
    let model = controllers.iter().find(|other| scsi && other.kind == kind).and_then(|other| other.model.clone());
    insert(controllers, Controller { kind, index: Some(index), model, ..Controller::default() });
}

/// Channels and virtio consoles have a port each: those with an address that one, the others the next free one.
fn add_virtio_serial(controllers: &mut Vec<Controller>, domain: &Domain, platform: &Platform) {
    let consoles = domain
        .consoles()
        .filter(|console| console.target.as_ref().is_some_and(|target| target.kind == Some(TargetKind::Virtio)));
    let channels = domain.channels().filter(|channel| matches!(channel.target, Some(ChannelTarget::Virtio(_))));
    let addresses: Vec<Option<&Address>> = consoles
        .map(|console| console.address.as_ref())
        .chain(channels.map(|channel| channel.address.as_ref()))
        .collect();
    if addresses.is_empty() {
        return;
    }
    let mut taken: HashSet<(u32, u32)> = HashSet::new();
    let mut open = 0;
    for address in addresses {
        match address {
            Some(Address::VirtioSerial(address)) => {
                let index = address.controller.unwrap_or(0);
                add_missing(controllers, Kind::VirtioSerial, index);
                match address.port {
                    Some(port) if port > 0 => {
                        taken.insert((index, port));
                    }
                    _ => open += 1,
                }
            }
            Some(_) => {}
            None => {
                add_missing(controllers, Kind::VirtioSerial, 0);
                open += 1;
            }
        }
    }
    // Only the QEMU driver gives them addresses.
    for _ in 0..if platform.is_qemu() { open } else { 0 } {
        let serial = controllers.iter().filter(|controller| controller.kind == Some(Kind::VirtioSerial));
        let free = serial.filter_map(|controller| {
            let index = controller.index?;
            let ports = controller.ports.unwrap_or(31);
            (1..ports).find(|port| !taken.contains(&(index, *port))).map(|port| (index, port))
        });
        let place = free.min();
        match place {
            Some(place) => {
                taken.insert(place);
            }
            None => {
                let is_serial = |controller: &&Controller| controller.kind == Some(Kind::VirtioSerial);
                let index = controllers.iter().filter(is_serial).filter_map(|controller| controller.index).max();
                let index = index.map_or(0, |index| index.saturating_add(1));
                add_missing(controllers, Kind::VirtioSerial, index);
                taken.insert((index, 1));
            }
        }
    }
}

/// SCSI devices of the host are on a controller as disks are.
fn add_for_hostdevs(controllers: &mut Vec<Controller>, domain: &Domain) {
    let scsi = domain.hostdevs().filter(|hostdev| hostdev.kind == Some(HostdevKind::Scsi));
    let last = scsi.map(|hostdev| match &hostdev.address {
        Some(Address::Drive(drive)) => drive.controller.unwrap_or(0),
        _ => 0,
    });
    if let Some(last) = last.max() {
        add_up_to(controllers, &Kind::Scsi, last);
    }
}
