//! The element of any drive.

use domxml_schema::device::Disk as Element;
use domxml_schema::device::disk::{SnapshotMode, Target};
use domxml_schema::shared::Boot;

use super::plan::{Drive, Medium};
use super::{hard_disk, host_scsi, removable};
use crate::generate::input::Input;

/// The element of a drive, at its place; snapshots are the engine's business, not libvirt's.
pub(super) fn element(input: &Input<'_>, drive: &Drive<'_>, boot: Option<Boot>) -> Element {
    let element = match &drive.medium {
        Medium::Payload(payload) => removable::payload_drive(input, payload),
        Medium::Cdrom { drive, .. } => removable::cdrom(input, drive),
        Medium::Floppy(floppy) => removable::floppy_drive(input, floppy),
        Medium::Disk(disk) => hard_disk::element(input, disk, drive.iothread),
        Medium::HostScsi(disk) => host_scsi::element(input, disk),
    };
    Element {
        snapshot: Some(SnapshotMode::No),
        target: Some(Target::new(&drive.dev, drive.attachment.bus())),
        boot,
        address: drive.address.clone(),
        ..element
    }
}
