//! Disks, CD and floppy drives, payloads: `disk`.
//!
//! A [`Plan`] settles what depends on all drives at once (names, places on controllers, I/O threads);
//! the rest of each element depends on its own drive only.

mod address;
mod attachment;
mod driver;
mod element;
mod hard_disk;
mod host_scsi;
mod names;
mod order;
mod payload;
mod plan;
mod removable;
mod source;

use domxml_schema::domain::Device;
use domxml_schema::types::Uuid;

pub(crate) use address::drive_place;
pub(super) use address::{DrivePlace, ScsiControllers};
pub(super) use attachment::Attachment;
pub(super) use driver::CACHE_PROPERTY;
pub(crate) use host_scsi::HostScsiForm;
pub(super) use host_scsi::disks as host_scsi_disks;
pub(super) use order::{natural, sorted};
pub(crate) use payload::{CONFIG_DRIVE, USER_DATA};
pub(super) use payload::{Payload, of as payload};
pub(super) use plan::{Drive, Medium, Plan};
pub(super) use removable::{cd_interface, iso_volume};
pub(super) use source::{RESERVATIONS, managed_path};
pub(crate) use source::{Volume, volume_in_path};

use super::boot_order::BootOrder;
use super::input::Input;
use super::libvirt_words::DeviceWords;

/// All drives, in the order that they are written.
pub(super) fn devices(input: &Input<'_>, words: &DeviceWords<'_>) -> Vec<Device> {
    let order = BootOrder::new(input);
    let plan = Plan::new(input);
    let elements = plan.drives.iter().map(|drive| {
        let boot = match &drive.medium {
            Medium::Disk(disk) => order.disk(disk.id),
            Medium::Cdrom { position, .. } => order.cdrom(*position),
            _ => None,
        };
        let mut device = Device::Disk(Box::new(element::element(input, drive, boot)));
        drive.medium.id().into_iter().for_each(|id| words.merge(id, &mut device));
        device
    });
    elements.collect()
}

/// One disk as it is plugged into the running VM: it comes after all others, and starts nothing. None if
/// the VM has no such disk of the engine's.
pub(super) fn plugged(input: &Input<'_>, id: Uuid) -> Option<Device> {
    let plan = Plan::with_last(input, id);
    let drive = plan.drives.iter().find(|drive| matches!(&drive.medium, Medium::Disk(disk) if disk.id == id))?;
    Some(Device::Disk(Box::new(element::element(input, drive, None))))
}
