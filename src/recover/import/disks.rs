//! Disks, CD and floppy drives, payloads: `disk`.

mod hard_disk;
mod payload;
mod removable;
mod source;

use domxml_schema::device::disk;
use domxml_schema::domain::Device;
use domxml_schema::domain::os::BootDevice;

pub(in crate::recover) use self::source::{layers, place};
use super::host_devices;
use super::state::Import;

/// All drives.
pub(super) fn read(import: &mut Import<'_>) {
    for (index, device) in import.devices().enumerate() {
        let Device::Disk(element) = device else { continue };
        if !payload::read(import, index, device) {
            let known = match element.device_or_default() {
                disk::Device::Cdrom => removable::cdrom(import, device, element),
                disk::Device::Floppy => removable::floppy(import, element),
                disk::Device::Disk | disk::Device::Lun => {
                    host_devices::scsi_disk(import, device, element) || hard_disk::read(import, index, device, element)
                }
                disk::Device::Other(_) => false,
            };
            if !known {
                import.unread.insert(index);
            }
            import.mark(index);
        }
    }
    boot_from_the_first(import);
}

/// Where the domain says what kinds of device it starts from, not the devices, hard disks mean the first.
fn boot_from_the_first(import: &mut Import<'_>) {
    let boots = import.domain.os.iter().flat_map(|os| &os.boots);
    let hard_disk = boots.into_iter().any(|boot| boot.dev == Some(BootDevice::Hd));
    if let Some(disk) = import.vm.disks.first_mut().filter(|_| hard_disk && !import.has_record) {
        disk.boot = true;
    }
}
