//! Where the data of a disk is: metadata, `disk/@type`, `source`.

use domxml_schema::device::Disk as Element;
use domxml_schema::device::disk::{Source, SourceKind, StorageFormat};
use domxml_schema::shared::storage::{Auth, Host, Protocol, SecretKind, Transport};
use domxml_schema::types::Uuid;
use domxml_schema::xml::Keyword;

use super::super::identity::pci_name;
use crate::generate::disks::{Volume, volume_in_path};
use crate::host::metadata;
use crate::metadata::ovirt;
use crate::template::{Placeholder, PlaceholderKind};
use crate::vm::{
    BlockDriver, CephAuth, CephDisk, CephHost, DiskImage, LunDisk, ManagedBlockDisk, NvmeDisk, PathDisk, Storage,
    StorageType, VolumeFormat,
};

/// Where Linux has the units of storage arrays, by the name that multipathing gives them.
const UNITS: &str = "/dev/mapper/";

/// Tells a drive apart from the VM's others.
pub(super) fn natural(element: &Element) -> String {
    format!("disk/{}", element.target_dev().unwrap_or_default())
}

/// The volume that the metadata name.
pub(super) fn kept_volume(kept: &ovirt::Device) -> Option<Volume> {
    let ids = metadata::volume(kept)?;
    let id = |text: &str| text.parse::<Uuid>().ok();
    Some(Volume {
        storage_pool: id(ids.pool)?,
        storage_domain: id(ids.domain)?,
        image: id(ids.image)?,
        volume: id(ids.volume)?,
    })
}

/// The volume that a path names, or the place-holder for one.
pub(super) fn volume_of_path(path: &str) -> Option<Volume> {
    let id = |text: &str| text.parse::<Uuid>().ok();
    let placeholder = path.parse::<Placeholder>().ok();
    match placeholder.as_ref().map(|placeholder| (placeholder.kind(), placeholder.arguments())) {
        Some((PlaceholderKind::DiskPath, [storage_pool, storage_domain, image, volume])) => Some(Volume {
            storage_pool: id(storage_pool)?,
            storage_domain: id(storage_domain)?,
            image: id(image)?,
            volume: id(volume)?,
        }),
        _ => volume_in_path(path),
    }
}

/// Whether the data are all that is behind the path, as they are: not encrypted, nor a part, nor elsewhere.
pub(super) fn is_plain(element: &Element) -> bool {
    let source = element.source.as_deref();
    let whole = |source: &Source| source.slices.is_none() && source.data_store.is_none() && source.fdgroup.is_none();
    element.any_encryption().is_none() && source.is_none_or(whole)
}

/// Where the data of a disk is; none if entities have no word for it. What the engine knows stands in the
/// metadata; a host may have moved it to another path.
pub(super) fn storage(generated: bool, element: &Element, kept: Option<&ovirt::Device>) -> Option<Storage> {
    let source = element.source.as_deref();
    if !is_plain(element) {
        return None;
    }
    if let Some(kept) = kept {
        if let Some(volume) = kept_volume(kept) {
            match in_use(element, volume) {
                InUse::Volume(volume) => {
                    if let Some(image) = image(generated, element, volume) {
                        return Some(Storage::Image(image));
                    }
                }
                InUse::File(path) => return self::path(false, element, &path, false),
            }
        }
        if kept.managed == Some(true) {
            return managed(source, kept).map(Storage::ManagedBlock);
        }
        if let Some(lun) = metadata::lun(kept).filter(|lun| !lun.is_empty()) {
            return Some(Storage::Lun(LunDisk { lun_id: lun.to_owned() }));
        }
    }
    let source = source?;
    match element.kind.as_ref().unwrap_or(&SourceKind::File) {
        SourceKind::File => path(generated, element, source.file.as_deref()?, false),
        SourceKind::Block => path(generated, element, source.dev.as_deref()?, true),
        SourceKind::Network => match source.protocol.as_ref()? {
            Protocol::Rbd => ceph(element, source).map(Storage::Cinder),
            Protocol::Gluster if !generated => gluster(element, source).map(Storage::Image),
            _ => None,
        },
        SourceKind::Nvme => nvme(source).map(Storage::Nvme),
        _ => None,
    }
}

/// The data that a disk is on, of which the metadata name a volume.
enum InUse {
    Volume(Volume),
    /// A file that is no volume.
    File(String),
}

/// What a disk is on: the volume that the metadata name, unless it was moved. A layer above the volume is no move.
fn in_use(element: &Element, volume: Volume) -> InUse {
    let Some(path) = element.source.as_deref().and_then(place) else { return InUse::Volume(volume) };
    let id = volume.volume.to_string();
    if path.contains(&id) || path.parse::<Placeholder>().is_ok() || layers(element).any(|layer| layer.contains(&id)) {
        return InUse::Volume(volume);
    }
    let mut names = path.rsplit('/');
    let last = names.next().and_then(|name| name.parse().ok());
    match (volume_of_path(path), last, names.next()) {
        (Some(moved), _, _) => InUse::Volume(Volume { storage_pool: volume.storage_pool, ..moved }),
        (None, Some(last), Some(image)) if image == volume.image.to_string() => {
            InUse::Volume(Volume { volume: last, ..volume })
        }
        _ if element.kind == Some(SourceKind::File) => InUse::File(path.to_owned()),
        _ => InUse::Volume(volume),
    }
}

/// The places of the images below that of a disk.
pub(in crate::recover) fn layers(element: &Element) -> impl Iterator<Item = &str> {
    let mut next = element.backing_store.as_deref();
    std::iter::from_fn(move || {
        let layer = next?;
        next = layer.backing_store.as_deref();
        Some(layer.source.as_deref().and_then(place).unwrap_or_default())
    })
}

/// The place of an image, by which its host knows it.
pub(in crate::recover) fn place(source: &Source) -> Option<&str> {
    [&source.file, &source.dev].into_iter().find_map(|place| place.as_deref()).or(source.name.as_deref())
}

/// A volume of a storage domain; what its domain is kept on and its format, hosts may know better. Nothing
/// if its format is none that the engine has.
fn image(generated: bool, element: &Element, volume: Volume) -> Option<DiskImage> {
    let format = element.driver.as_ref().and_then(|driver| driver.kind.as_ref());
    let image = DiskImage {
        storage_pool_id: volume.storage_pool,
        storage_domain_id: volume.storage_domain,
        image_id: Some(volume.image),
        volume_id: volume.volume,
        ..DiskImage::default()
    };
    if generated {
        return Some(image);
    }
    let volume_format = match format {
        Some(StorageFormat::Qcow2) => VolumeFormat::Cow,
        Some(StorageFormat::Raw) | None => VolumeFormat::Raw,
        Some(_) => return None,
    };
    let (storage_type, gluster_volume) = storage_type(element);
    Some(DiskImage { storage_type, volume_format, gluster_volume, ..image })
}

/// What a storage domain is kept on, as far as the disk shows; with the place of a Gluster volume.
fn storage_type(element: &Element) -> (StorageType, Option<String>) {
    let source = element.source.as_deref();
    let file = source.and_then(|source| source.file.as_deref()).unwrap_or_default();
    match &element.kind {
        Some(SourceKind::Block) => (StorageType::Iscsi, None),
        Some(SourceKind::Network) => (StorageType::Glusterfs, source.and_then(gluster_volume)),
        _ if file.contains("/glusterSD/") => (StorageType::Glusterfs, None),
        _ => (StorageType::Nfs, None),
    }
}

/// The place of the Gluster volume that a disk is opened from.
fn gluster_volume(source: &Source) -> Option<String> {
    let [host] = &source.hosts[..] else { return None };
    let (volume, _) = source.name.as_deref()?.split_once('/')?;
    Some(format!("{}:/{volume}", host.name.as_deref().filter(|_| is_tcp(host))?))
}

/// A volume that is opened from a Gluster volume without mounting it.
fn gluster(element: &Element, source: &Source) -> Option<DiskImage> {
    gluster_volume(source)?;
    let (_, path) = source.name.as_deref()?.split_once('/')?;
    // Below the volume it is as below any mount.
    let volume = volume_in_path(&format!("/rhev/data-center/{path}"))?;
    image(false, element, volume)
}

fn is_tcp(host: &Host) -> bool {
    matches!(host.transport, None | Some(Transport::Tcp)) && host.socket.is_none()
}

/// A volume that a volume service attached, where it did so.
fn managed(source: Option<&Source>, kept: &ovirt::Device) -> Option<ManagedBlockDisk> {
    let dev = source.and_then(|source| source.dev.as_ref());
    let path = dev.or(kept.rbd.as_ref()).or(kept.guid.as_ref())?.clone();
    let scsi_wwn = kept.guid.clone().filter(|guid| *guid != path);
    let driver = if kept.rbd.is_some() { BlockDriver::Rbd } else { BlockDriver::Block };
    Some(ManagedBlockDisk { path, driver, scsi_wwn, ..ManagedBlockDisk::default() })
}

/// A path on a host, by what is there.
fn path(generated: bool, element: &Element, path: &str, block: bool) -> Option<Storage> {
    if !generated {
        if let Some(image) = volume_of_path(path).and_then(|volume| image(generated, element, volume)) {
            return Some(Storage::Image(image));
        }
        if let Some(lun_id) = unit(element, path) {
            return Some(Storage::Lun(LunDisk { lun_id }));
        }
    }
    let format = element.driver.as_ref().and_then(|driver| driver.kind.as_ref()).map(Keyword::as_str);
    let format = format.unwrap_or_default().to_owned();
    (!path.is_empty()).then(|| Storage::Path(PathDisk { path: path.to_owned(), block, format }))
}

/// The unit of a storage array that is used whole. Paths of volumes of one host look the same, but their
/// SCSI commands are not passed on.
fn unit(element: &Element, path: &str) -> Option<String> {
    if let Ok(placeholder) = path.parse::<Placeholder>()
        && placeholder.kind() == PlaceholderKind::LunPath
    {
        return Some(placeholder.arguments().concat());
    }
    let lun = element.device == Some(domxml_schema::device::disk::Device::Lun);
    let name = path.strip_prefix(UNITS).filter(|_| lun)?;
    (!name.is_empty() && !name.contains('/')).then(|| name.to_owned())
}

/// An image in a Ceph pool, if the engine can say all of how it is reached.
fn ceph(element: &Element, source: &Source) -> Option<CephDisk> {
    if source.snapshot.is_some() || source.config.is_some() || !source.hosts.iter().all(is_tcp) {
        return None;
    }
    let host = |host: &Host| {
        let port = host.port.map(u16::try_from).transpose().ok()?;
        Some(CephHost { name: host.name.clone()?, port })
    };
    let auth = match element.any_auth() {
        Some(auth) => Some(ceph_auth(auth)?),
        None => None,
    };
    Some(CephDisk { name: source.name.clone()?, hosts: source.hosts.iter().map(host).collect::<Option<_>>()?, auth })
}

fn ceph_auth(auth: &Auth) -> Option<CephAuth> {
    let secret = auth.secret.as_ref().filter(|secret| secret.kind == Some(SecretKind::Ceph))?;
    Some(CephAuth { username: auth.username.clone()?, secret_uuid: secret.uuid? })
}

fn nvme(source: &Source) -> Option<NvmeDisk> {
    let it = &source.address.as_ref()?.coordinates;
    let [bus, slot, function] = [it.bus, it.slot, it.function].map(Option::unwrap_or_default);
    let device = pci_name(it.domain.unwrap_or_default(), bus, slot, function);
    Some(NvmeDisk { device, namespace: source.namespace?.into() })
}
