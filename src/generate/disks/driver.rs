//! Driver and limits of a disk: `driver`, `iotune`.

use domxml_schema::device::disk::{Cache, Discard, Driver, ErrorPolicy, Io, Iotune, StorageFormat};
use domxml_schema::shared::storage::IoLimits;
use domxml_schema::types::OnOff;
use domxml_schema::xml::Value;

use crate::generate::input::Input;
use crate::vm::{Disk, DiskImage, DiskInterface, PathDisk, Storage, StorageQos, StorageType, Version, VolumeFormat};

/// The custom property with the cache mode of disks without native I/O.
pub(in crate::generate) const CACHE_PROPERTY: &str = "viodiskcache";

/// The level that hosts keep discarded clusters of an image in place from.
const NO_UNREF: Version = Version::new(4, 8);

/// The driver of a disk.
pub(super) fn driver(input: &Input<'_>, disk: &Disk, iothread: Option<u32>) -> Driver {
    // The engine's own VM must stop, not be told, when its storage fails.
    let told = disk.propagate_errors && !input.vm.origin.is_hosted_engine();
    let (io, kind, when_told) = match &disk.storage {
        Storage::Image(image) => {
            let native = uses_native_io(input, disk, image);
            let kind = match image.volume_format {
                VolumeFormat::Cow => StorageFormat::Qcow2,
                VolumeFormat::Raw => StorageFormat::Raw,
            };
            (Some(if native { Io::Native } else { Io::Threads }), kind, ErrorPolicy::Enospace)
        }
        Storage::Path(path) => {
            let io = if path.block { Io::Native } else { Io::Threads };
            (Some(io), path_format(path), ErrorPolicy::Enospace)
        }
        Storage::Lun(_) | Storage::ManagedBlock(_) => (Some(Io::Native), StorageFormat::Raw, ErrorPolicy::Report),
        Storage::Cinder(_) => (Some(Io::Threads), StorageFormat::Raw, ErrorPolicy::Report),
        // The hypervisor drives the device itself.
        Storage::Nvme(_) => (None, StorageFormat::Raw, ErrorPolicy::Report),
    };
    let discard = disk.pass_discard.then_some(Discard::Unmap);
    // Clusters are what qcow2 images have; libvirt refuses it for others.
    let no_unref = discard.is_some() && input.level >= NO_UNREF && kind == StorageFormat::Qcow2 && !disk.read_only;
    Driver {
        name: Some("qemu".to_owned()),
        cache: Some(cache(input, disk, io.as_ref())),
        error_policy: Some(if told { when_told } else { ErrorPolicy::Stop }),
        io,
        kind: Some(kind),
        discard,
        discard_no_unref: no_unref.then_some(OnOff::On),
        iothread,
        ..Driver::default()
    }
}

/// The format of a file or block device of a host.
fn path_format(disk: &PathDisk) -> StorageFormat {
    if disk.format.is_empty() { StorageFormat::Raw } else { StorageFormat::from(&*disk.format) }
}

/// Returns whether an image uses native I/O: block devices do, images on Gluster as configured.
fn uses_native_io(input: &Input<'_>, disk: &Disk, image: &DiskImage) -> bool {
    match image.storage_type {
        _ if disk.snapshot_id.is_some() => false,
        StorageType::Glusterfs => input.context.config.use_native_io_for_gluster,
        other => other.is_block(),
    }
}

/// The cache mode: native I/O bypasses the host's cache; a snapshot's scratch file may be written through.
fn cache(input: &Input<'_>, disk: &Disk, io: Option<&Io>) -> Cache {
    if disk.snapshot_id.is_some() {
        return Cache::Writethrough;
    }
    let paravirtual = matches!(disk.interface, DiskInterface::Virtio | DiskInterface::VirtioScsi);
    let wanted = input.vm.custom_properties.get(CACHE_PROPERTY);
    let wanted = wanted.filter(|_| paravirtual && io == Some(&Io::Threads));
    wanted.and_then(|mode| Cache::read(mode)).unwrap_or(Cache::None)
}

/// Limits of a disk's speed; limits of 0 are left out.
pub(super) fn iotune(qos: &StorageQos) -> Option<Iotune> {
    let bytes = |mib: Option<u64>| mib.filter(|mib| *mib > 0).and_then(|mib| mib.checked_mul(1 << 20));
    let operations = |count: Option<u64>| count.filter(|count| *count > 0);
    let limits = IoLimits {
        total_bytes_sec: bytes(qos.max_throughput),
        read_bytes_sec: bytes(qos.max_read_throughput),
        write_bytes_sec: bytes(qos.max_write_throughput),
        total_iops_sec: operations(qos.max_iops),
        read_iops_sec: operations(qos.max_read_iops),
        write_iops_sec: operations(qos.max_write_iops),
        ..IoLimits::default()
    };
    (limits != IoLimits::default()).then(|| Iotune { limits, ..Iotune::default() })
}
