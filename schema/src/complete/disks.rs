//! Disks: their order, and the places that their names give them.

use crate::Domain;
use crate::device::Disk;
use crate::device::disk::Bus;
use crate::domain::Device;
use crate::shared::Address;

/// Puts disks into libvirt's order: by the letters of their targets, those of a bus together.
pub(super) fn sort(domain: &mut Domain) {
    let Some(devices) = &mut domain.devices else { return };
    let (disks, others): (Vec<Device>, Vec<Device>) =
        devices.list.drain(..).partition(|device| matches!(device, Device::Disk(_)));
    let mut sorted: Vec<(Option<u32>, Box<Disk>)> = Vec::new();
    for device in disks {
        let Device::Disk(disk) = device else { continue };
        let number = number(&disk);
        let same_bus = |other: &Disk| bus(other) == bus(&disk);
        let behind = sorted.iter().position(|(other, it)| *other > number && same_bus(it));
        let last = sorted.iter().rposition(|(_, it)| same_bus(it)).map(|last| last + 1);
        let at = behind.or(last).unwrap_or(sorted.len());
        sorted.insert(at, (number, disk));
    }
    devices.list.extend(sorted.into_iter().map(|(_, disk)| Device::Disk(disk)));
    devices.list.extend(others);
}

fn bus(disk: &Disk) -> Option<&Bus> {
    disk.target.as_ref()?.bus.as_ref()
}

/// The number that the letters of a target stand for: 0 for `sda`, 26 for `sdaa`; digits behind them do not count.
fn number(disk: &Disk) -> Option<u32> {
    const PREFIXES: &[&str] = &["fd", "hd", "vd", "sd", "xvd", "ubd"];
    let dev = disk.target_dev()?;
    let letters = PREFIXES.iter().find_map(|prefix| dev.strip_prefix(prefix))?;
    let letters = letters.trim_end_matches(|c: char| c.is_ascii_digit());
    let value = |c: char| c.is_ascii_lowercase().then(|| c as u32 - 'a' as u32);
    let first = letters.chars().next().and_then(value)?;
    letters.chars().skip(1).try_fold(first, |number, c| number.checked_add(1)?.checked_mul(26)?.checked_add(value(c)?))
}

/// The number of the controller that a disk is on: that of its address, else that of its letters.
pub(super) fn controller(disk: &Disk) -> Option<u32> {
    if let Some(Address::Drive(drive)) = &disk.address {
        return Some(drive.controller.unwrap_or(0));
    }
    let disks = match bus(disk)? {
        Bus::Scsi => 7,
        Bus::Sata => 6,
        Bus::Ide => 4,
        Bus::Fdc => 2,
        _ => return None,
    };
    number(disk).map(|number| number / disks)
}
