//! CD and floppy drives.

use domxml_schema::device::Disk as Element;
use domxml_schema::device::disk::{Device, Driver, ErrorPolicy, Source, SourceKind, StorageFormat};
use domxml_schema::shared::storage::StartupPolicy;
use domxml_schema::types::Uuid;

use super::payload::Payload;
use super::source::{Volume, volume_in_path, volume_path};
use crate::generate::common;
use crate::generate::input::Input;
use crate::template::{Placeholder, PlaceholderKind};
use crate::vm::{Architecture, Cdrom, DiskInterface, Floppy, IsoVolume, PayloadDevice, Storage};

/// A CD drive: `disk[@device='cdrom']`.
///
/// Without medium, hosts that only take what they always took want an empty path; libvirt's schema wants
/// none.
pub(super) fn cdrom(input: &Input<'_>, drive: &Cdrom) -> Element {
    let path = drive.path.as_deref().unwrap_or_default();
    let (kind, mut source) = match &drive.volume {
        Some(volume) if volume.block => (SourceKind::Block, Source::block(iso_path(input, volume))),
        Some(volume) => (SourceKind::File, Source::file(iso_path(input, volume))),
        None if block_volume(path).is_some() => (SourceKind::Block, Source::block(path)),
        None if path.is_empty() && input.full_placeholders() => (SourceKind::File, Source::default()),
        None => (SourceKind::File, Source::file(path)),
    };
    if kind == SourceKind::File {
        source.startup_policy = Some(StartupPolicy::Optional);
    }
    Element { alias: common::alias(drive), ..cdrom_with(kind, source) }
}

/// The interface of CD drives.
pub(in crate::generate) fn cd_interface(input: &Input<'_>) -> DiskInterface {
    match input.vm.architecture {
        Architecture::X86_64 if input.is_q35() => DiskInterface::Sata,
        Architecture::X86_64 => DiskInterface::Ide,
        _ => DiskInterface::VirtioScsi,
    }
}

/// The volume that is in a CD drive: as the entity says, or as a path in a block storage domain does. The
/// pool is not in the path; all of a VM's storage is in one.
pub(in crate::generate) fn iso_volume(input: &Input<'_>, drive: &Cdrom) -> Option<IsoVolume> {
    if drive.volume.is_some() {
        return drive.volume.clone();
    }
    let volume = block_volume(drive.path.as_deref()?)?;
    let images = input.vm.disks.iter().filter_map(|disk| match &disk.storage {
        Storage::Image(image) => Some(image.storage_pool_id),
        _ => None,
    });
    Some(IsoVolume { storage_pool_id: images.max().unwrap_or_default(), ..volume })
}

/// The volume that a path in a block storage domain names.
fn block_volume(path: &str) -> Option<IsoVolume> {
    let volume = volume_in_path(path).filter(|_| path.starts_with("/rhev/data-center/mnt/blockSD/"))?;
    Some(IsoVolume {
        storage_pool_id: Uuid::nil(),
        storage_domain_id: volume.storage_domain,
        image_id: volume.image,
        volume_id: volume.volume,
        block: true,
    })
}

fn iso_path(input: &Input<'_>, volume: &IsoVolume) -> String {
    let ids = Volume {
        storage_pool: volume.storage_pool_id,
        storage_domain: volume.storage_domain_id,
        image: volume.image_id,
        volume: volume.volume_id,
    };
    volume_path(input, &ids, volume.block)
}

/// A floppy drive: `disk[@device='floppy']`.
pub(super) fn floppy_drive(input: &Input<'_>, drive: &Floppy) -> Element {
    let path = drive.path.as_deref().unwrap_or_default();
    let source = (!path.is_empty() || !input.full_placeholders()).then(|| Source::file(path));
    Element { alias: common::alias(drive), ..floppy_with(source) }
}

/// The medium that the host makes of a payload. Nobody refers to it, so it has no alias.
pub(super) fn payload_drive(input: &Input<'_>, payload: &Payload<'_>) -> Element {
    let full = input.full_placeholders();
    let placeholder = Placeholder::new(PlaceholderKind::Payload, []);
    let source = Source::file(if full { placeholder.to_path() } else { placeholder.to_string() });
    match payload.device {
        PayloadDevice::Cdrom => {
            let startup_policy = Some(StartupPolicy::Optional);
            cdrom_with(SourceKind::File, Source { startup_policy, ..source })
        }
        PayloadDevice::Floppy => floppy_with(Some(source)),
    }
}

fn cdrom_with(kind: SourceKind, source: Source) -> Element {
    Element {
        kind: Some(kind),
        device: Some(Device::Cdrom),
        driver: Some(Box::new(Driver {
            name: Some("qemu".to_owned()),
            kind: Some(StorageFormat::Raw),
            error_policy: Some(ErrorPolicy::Report),
            ..Driver::default()
        })),
        source: Some(Box::new(source)),
        readonly: true,
        ..Element::default()
    }
}

fn floppy_with(source: Option<Source>) -> Element {
    Element {
        kind: Some(SourceKind::File),
        device: Some(Device::Floppy),
        source: source.map(Box::new),
        readonly: true,
        ..Element::default()
    }
}
