//! Serial ports, consoles and channels.

use super::platform::{Platform, is_hvm};
use crate::Domain;
use crate::device::serial::{Target, TargetKind};
use crate::device::{Console, Serial};
use crate::domain::Device;
use crate::shared::Address;

/// Makes the first console and the first serial port, which are one device, out of each other, and determines the kind
/// of each serial port.
pub(super) fn prepare(domain: &mut Domain, platform: &Platform) {
    if is_hvm(domain) {
        add_twins(domain, platform);
    }
    if platform.is_qemu() {
        domain.serials_mut().for_each(|serial| complete_target(serial, platform));
    }
}

fn add_twins(domain: &mut Domain, platform: &Platform) {
    let Some(devices) = &mut domain.devices else { return };
    let console = devices.consoles_mut().next().filter(|console| is_serial_console(console)).map(|console| {
        console.target.get_or_insert_default().kind = Some(TargetKind::Serial);
        console.clone()
    });
    if let Some(Console { chardev, alias, acpi, address, .. }) = console {
        if devices.serials().next().is_none() {
            let serial = Serial { chardev, alias, acpi, address, ..Serial::default() };
            devices.list.push(Device::Serial(Box::new(serial)));
        }
    } else if devices.serials().next().is_some_and(|serial| has_twin(serial, platform)) {
        let target = Target::new(TargetKind::Serial);
        let console = Console { target: Some(target), ..Console::default() };
        let is_console = |device: &Device| matches!(device, Device::Console(_));
        let at = devices.list.iter().position(is_console).unwrap_or(devices.list.len());
        devices.list.insert(at, Device::Console(Box::new(console)));
    }
}

fn is_serial_console(console: &Console) -> bool {
    let kind = console.target.as_ref().and_then(|target| target.kind.as_ref());
    matches!(kind, None | Some(TargetKind::Serial))
}

/// Whether a serial port is also the console of the machine.
fn has_twin(serial: &Serial, platform: &Platform) -> bool {
    match serial.target.as_ref().and_then(|target| target.kind.as_ref()) {
        Some(
            TargetKind::IsaSerial | TargetKind::SpaprVioSerial | TargetKind::SystemSerial | TargetKind::SclpSerial,
        ) => true,
        Some(TargetKind::UsbSerial | TargetKind::PciSerial | TargetKind::IsaDebug) => false,
        _ => !platform.is_qemu() || !matches!(serial.address, Some(Address::Usb(_) | Address::Pci(_))),
    }
}

fn complete_target(serial: &mut Serial, platform: &Platform) {
    let kind = default_target(serial, platform);
    let target = serial.target.get_or_insert_default();
    // Older documents have an ISA port on every machine.
    let left_open = matches!(target.kind, None | Some(TargetKind::Serial))
        || platform.is_pseries() && target.kind == Some(TargetKind::IsaSerial);
    if left_open {
        target.kind = kind;
    }
}

/// Numbers the ports, and shows the first serial port as the first console.
pub(super) fn complete(domain: &mut Domain) {
    let hvm = is_hvm(domain);
    let Some(devices) = &mut domain.devices else { return };
    number(devices.serials_mut().map(|serial| &mut serial.target.get_or_insert_default().port));
    number(devices.parallels_mut().map(|parallel| &mut parallel.target.get_or_insert_default().port));
    for (at, console) in devices.consoles_mut().enumerate() {
        let target = console.target.get_or_insert_default();
        target.kind.get_or_insert(TargetKind::Serial);
        target.port = Some(at.to_string());
    }
    let Some(serial) = devices.serials().next().filter(|_| hvm).cloned() else { return };
    if let Some(console) = devices.consoles_mut().next().filter(|console| is_serial_console(console)) {
        let target = Target { port: serial.target.and_then(|target| target.port), ..Target::new(TargetKind::Serial) };
        let Serial { chardev, alias, acpi, address, .. } = serial;
        *console = Console { chardev, target: Some(target), alias, acpi, address, ..Console::default() };
    }
}

/// The kind of serial port that a machine has.
fn default_target(serial: &Serial, platform: &Platform) -> Option<TargetKind> {
    match serial.address {
        Some(Address::Isa(_)) => return Some(TargetKind::IsaSerial),
        Some(Address::Usb(_)) => return Some(TargetKind::UsbSerial),
        Some(Address::Pci(_)) => return Some(TargetKind::PciSerial),
        Some(Address::SpaprVio(_)) => return Some(TargetKind::SpaprVioSerial),
        _ => {}
    }
    if platform.is_x86() {
        Some(TargetKind::IsaSerial)
    } else if platform.is_pseries() {
        Some(TargetKind::SpaprVioSerial)
    } else if platform.is_s390() {
        Some(TargetKind::SclpSerial)
    } else {
        platform.is_virt().then_some(TargetKind::SystemSerial)
    }
}

/// Numbers the ports that have no number, each behind the highest.
fn number<'p>(ports: impl Iterator<Item = &'p mut Option<String>>) {
    let ports: Vec<&mut Option<String>> = ports.collect();
    let highest = ports.iter().filter_map(|port| port.as_ref()?.parse::<u64>().ok()).max();
    let free = highest.map_or(0, |highest| highest.saturating_add(1))..u64::MAX;
    for (port, number) in ports.into_iter().filter(|port| port.is_none()).zip(free) {
        *port = Some(number.to_string());
    }
}
