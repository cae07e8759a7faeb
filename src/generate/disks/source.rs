//! Sources of disks: `disk/@type`, `source`.

use domxml_schema::device::disk::{Source, SourceKind};
use domxml_schema::shared::DeviceSeclabel;
use domxml_schema::shared::address::PciCoordinates;
use domxml_schema::shared::storage::{AddressKind, Host, PciAddress, Protocol, Reservations};
use domxml_schema::types::{Uuid, YesNo};

use crate::context::HostDeviceFacts;
use crate::generate::input::Input;
use crate::template::{Placeholder, PlaceholderKind};
use crate::vm::{CephDisk, Disk, DiskImage, ManagedBlockDisk, NvmeDisk, Storage, StorageType, Version};

/// A volume of a storage domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Volume {
    pub(crate) storage_pool: Uuid,
    pub(crate) storage_domain: Uuid,
    pub(crate) image: Uuid,
    pub(crate) volume: Uuid,
}

/// The path of a volume: a placeholder, or the path that hosts have always used.
pub(super) fn volume_path(input: &Input<'_>, volume: &Volume, block: bool) -> String {
    let Volume { storage_pool, storage_domain, image, volume } = volume;
    if input.full_placeholders() {
        let arguments = [storage_pool, storage_domain, image, volume].map(ToString::to_string);
        return Placeholder::new(PlaceholderKind::DiskPath, arguments).to_path();
    }
    if block {
        format!("/rhev/data-center/mnt/blockSD/{storage_domain}/images/{image}/{volume}")
    } else {
        format!("/rhev/data-center/{storage_pool}/{storage_domain}/images/{image}/{volume}")
    }
}

/// The volume at a path that hosts have always used; the pool is nil if it is not in the path.
pub(crate) fn volume_in_path(path: &str) -> Option<Volume> {
    let (domain, volume) = match path.strip_prefix("/rhev/data-center/") {
        Some(rest) => rest.split_once("/images/")?,
        None => {
            let rest = path.strip_prefix("/var").unwrap_or(path);
            rest.strip_prefix("/run/vdsm/storage/")?.split_once('/')?
        }
    };
    let (image, volume) = volume.split_once('/')?;
    let id = |text: &str| text.parse::<Uuid>().ok();
    let (pool, domain) = domain.rsplit_once('/').unwrap_or(("", domain));
    Some(Volume {
        storage_pool: id(pool).unwrap_or_default(),
        storage_domain: id(domain)?,
        image: id(image)?,
        volume: id(volume)?,
    })
}

/// The source of a disk.
///
/// The source of files and block devices is not labelled: hosts have set its owner before.
pub(super) fn source(input: &Input<'_>, disk: &Disk) -> (SourceKind, Source) {
    let (kind, mut source) = match &disk.storage {
        Storage::Image(image) => image_source(input, disk, image),
        Storage::Lun(lun) => {
            let lun = lun.lun_id.clone();
            let path = if input.full_placeholders() {
                Placeholder::new(PlaceholderKind::LunPath, [lun]).to_path()
            } else {
                format!("/dev/mapper/{lun}")
            };
            let reserved = disk.using_scsi_reservation && input.level >= RESERVATIONS;
            let reservations = reserved.then(|| Box::new(Reservations::managed()));
            (SourceKind::Block, Source { reservations, ..Source::block(path) })
        }
        Storage::Cinder(ceph) => (SourceKind::Network, ceph_source(ceph)),
        Storage::ManagedBlock(disk) => (SourceKind::Block, Source::block(managed_path(input, disk))),
        Storage::Nvme(nvme) => (SourceKind::Nvme, nvme_source(input, nvme)),
        Storage::Path(disk) if disk.block => (SourceKind::Block, Source::block(&disk.path)),
        Storage::Path(disk) => (SourceKind::File, Source::file(&disk.path)),
    };
    if matches!(kind, SourceKind::File | SourceKind::Block) {
        let model = Some("dac".to_owned());
        source.seclabels.push(DeviceSeclabel { model, relabel: Some(YesNo::No), ..DeviceSeclabel::default() });
    }
    (kind, source)
}

/// The level since which hosts support SCSI reservations: `source/reservations`.
pub(in crate::generate) const RESERVATIONS: Version = Version::new(4, 3);

/// The level since which managed block devices have a path that is the same on all hosts.
const MANAGED_PATHS: Version = Version::new(4, 7);

/// The path of a volume that a volume service attached.
pub(in crate::generate) fn managed_path<'a>(input: &Input<'_>, disk: &'a ManagedBlockDisk) -> &'a str {
    match &disk.managed_path {
        Some(path) if input.level >= MANAGED_PATHS => path,
        _ => &disk.path,
    }
}

/// The source of an image; writes to a snapshot go to a file of its own.
fn image_source(input: &Input<'_>, disk: &Disk, image: &DiskImage) -> (SourceKind, Source) {
    let hosted_engine = input.vm.origin.is_hosted_engine();
    let volume = Volume {
        // The engine's own VM starts where no pool is known.
        storage_pool: if hosted_engine { Uuid::nil() } else { image.storage_pool_id },
        storage_domain: image.storage_domain_id,
        image: image.image_id.unwrap_or(disk.id),
        volume: image.volume_id,
    };
    let path = volume_path(input, &volume, image.storage_type.is_block());
    if disk.snapshot_id.is_some() {
        return (SourceKind::File, Source::file(path));
    }
    if let Some((host, name)) = gluster_volume(input, image) {
        let Volume { storage_domain, image, volume, .. } = volume;
        let name = format!("{name}/{storage_domain}/images/{image}/{volume}");
        let hosts = vec![Host::tcp(host, Some(0))];
        let source = Source { protocol: Some(Protocol::Gluster), name: Some(name), hosts, ..Source::default() };
        return (SourceKind::Network, source);
    }
    if image.storage_type.is_block() {
        (SourceKind::Block, Source::block(path))
    } else {
        (SourceKind::File, Source::file(path))
    }
}

/// Server and volume of an image that is opened without mounting Gluster; none if they are unknown: it is a file
/// then.
fn gluster_volume<'a>(input: &Input<'_>, image: &'a DiskImage) -> Option<(&'a str, &'a str)> {
    let direct = image.storage_type == StorageType::Glusterfs && input.context.cluster.libgfapi_supported;
    let place = image.gluster_volume.as_deref().filter(|_| direct)?;
    let (host, volume) = place.rsplit_once(':')?;
    let volume = volume.trim_matches('/');
    (!host.is_empty() && !volume.is_empty() && !volume.contains('/')).then_some((host, volume))
}

fn ceph_source(ceph: &CephDisk) -> Source {
    let hosts = ceph.hosts.iter().map(|host| Host::tcp(&host.name, host.port.map(u32::from)));
    Source { protocol: Some(Protocol::Rbd), name: Some(ceph.name.clone()), hosts: hosts.collect(), ..Source::default() }
}

fn nvme_source(input: &Input<'_>, nvme: &NvmeDisk) -> Source {
    let facts = input.context.host.as_ref().and_then(|host| host.devices.get(&nvme.device));
    let coordinates = match facts {
        Some(&HostDeviceFacts::Pci { domain, bus, slot, function }) => Some(PciCoordinates {
            domain: Some(domain),
            bus: Some(bus),
            slot: Some(slot),
            function: Some(function),
            ..PciCoordinates::default()
        }),
        _ => None,
    };
    Source {
        kind: Some(AddressKind::Pci),
        managed: Some(YesNo::Yes),
        namespace: u32::try_from(nvme.namespace).ok(),
        address: coordinates.map(|coordinates| PciAddress { coordinates, ..PciAddress::default() }).map(Box::new),
        ..Source::default()
    }
}
