//! USB hubs, for more devices than a controller has ports.

use super::platform::Platform;
use crate::Domain;
use crate::device::controller::{Controller, Kind, Model};
use crate::device::disk::Bus as DiskBus;
use crate::device::hostdev::Kind as HostdevKind;
use crate::device::hub::{Hub, Kind as HubKind};
use crate::device::input::Bus as InputBus;
use crate::device::serial::TargetKind;
use crate::device::sound::Model as SoundModel;
use crate::domain::Device;

/// The ports of a hub, one of which its own connection takes.
const PORTS: u32 = 8;

/// Adds the hubs that the USB devices need.
pub(super) fn add(domain: &mut Domain, platform: &Platform) {
    if !platform.is_qemu() {
        return;
    }
    let Some(devices) = &mut domain.devices else { return };
    let available: u32 = devices.list.iter().map(ports).fold(0, u32::saturating_add);
    let needed = devices.list.iter().filter(|device| takes_port(device)).count() as u32;
    if available == 0 || needed <= available {
        return;
    }
    for _ in 0..(needed - available + 1).div_ceil(PORTS - 1) {
        let hub = Hub { kind: Some(HubKind::Usb), ..Hub::default() };
        devices.list.push(Device::Hub(Box::new(hub)));
    }
}

/// The ports that a device offers.
fn ports(device: &Device) -> u32 {
    match device {
        Device::Controller(controller) if controller.kind == Some(Kind::Usb) => controller_ports(controller),
        Device::Hub(hub) if hub.kind == Some(HubKind::Usb) => PORTS,
        _ => 0,
    }
}

fn controller_ports(controller: &Controller) -> u32 {
    match controller.model {
        None | Some(Model::None) => 0,
        Some(Model::NecXhci | Model::QemuXhci) => controller.ports.unwrap_or(4),
        Some(Model::Ehci | Model::Ich9Ehci1) => 6,
        // Companions share the ports of their master.
        Some(Model::Ich9Uhci1 | Model::Ich9Uhci2 | Model::Ich9Uhci3) => 0,
        Some(Model::PciOhci) => 3,
        Some(Model::Qusb1 | Model::Qusb2) => controller.ports.unwrap_or(8),
        Some(_) => 2,
    }
}

/// Whether a device is on a USB port.
fn takes_port(device: &Device) -> bool {
    match device {
        Device::Disk(disk) => disk.target.as_ref().is_some_and(|target| target.bus == Some(DiskBus::Usb)),
        Device::Input(input) => input.bus == Some(InputBus::Usb),
        Device::Hub(hub) => hub.kind == Some(HubKind::Usb),
        Device::Hostdev(hostdev) => hostdev.kind == Some(HostdevKind::Usb),
        Device::Redirdev(_) => true,
        Device::Sound(sound) => sound.model == Some(SoundModel::Usb),
        Device::Serial(serial) => {
            serial.target.as_ref().is_some_and(|target| target.kind == Some(TargetKind::UsbSerial))
        }
        _ => false,
    }
}
