//! Where the data of disks is.

use domxml_schema::types::Uuid;
use serde_json::{Map, Value};

use crate::properties::key::Home::Vm;
use crate::properties::key::Row;
use crate::properties::kind::{Item, Kind};
use crate::properties::state::{Read as _, display, number, text};
use crate::vm::{
    CephAuth, CephDisk, CephHost, Disk, DiskImage, LunDisk, ManagedBlockDisk, Storage, StorageType, VolumeFormat,
};

const HOST: &[Item] = &[
    Item { name: "name", kind: Kind::Text, meaning: "name or address" },
    Item { name: "port", kind: Kind::Number { unit: "", most: 65_535 }, meaning: "TCP port" },
    Item { name: "transport", kind: Kind::Word(&[&["tcp"]]), meaning: "how it is reached" },
];

/// The protocol of Ceph.
const RBD: &str = "rbd";
/// The keys that say where the data is.
pub(super) fn rows() -> Vec<Row<Disk>> {
    let mut rows = image();
    rows.extend(elsewhere());
    rows
}

/// Whether nothing is known of where the data is.
pub(super) fn is_nowhere(disk: &Disk) -> bool {
    image_of(disk).is_some_and(|image| image.volume_id.is_nil() && image.image_id.is_none())
}

/// Images in storage domains.
fn image() -> Vec<Row<Disk>> {
    vec![
        Row::new(
            "poolID",
            Kind::Id,
            "pool of the storage domain",
            Vm("storage.image.storagePoolId"),
            |d: &mut Disk, _, v| with_image(d, |image| image.storage_pool_id = v.parsed().unwrap_or_default()),
            |d, _| image_of(d).and_then(|image| id(image.storage_pool_id)),
        ),
        Row::new(
            "domainID",
            Kind::Id,
            "the storage domain",
            Vm("storage.image.storageDomainId"),
            |d: &mut Disk, _, v| with_image(d, |image| image.storage_domain_id = v.parsed().unwrap_or_default()),
            |d, _| image_of(d).and_then(|image| id(image.storage_domain_id)),
        ),
        Row::new(
            "imageID",
            Kind::Id,
            "all volumes of the disk",
            Vm("storage.image.imageId"),
            |d: &mut Disk, _, v| with_image(d, |image| image.image_id = v.parsed()),
            |d, _| image_of(d).and_then(|image| id(image.image_id.unwrap_or(d.id))),
        ),
        Row::new(
            "volumeID",
            Kind::Id,
            "the volume that is written to",
            Vm("storage.image.volumeId"),
            |d: &mut Disk, _, v| with_image(d, |image| image.volume_id = v.parsed().unwrap_or_default()),
            |d, _| image_of(d).and_then(|image| id(image.volume_id)),
        ),
        Row::new(
            "format",
            Kind::Word(&[&["raw"], &["cow", "qcow2"]]),
            "format of the volume",
            Vm("storage.image.volumeFormat"),
            |d: &mut Disk, _, v| {
                let format = if v.text() == "cow" { VolumeFormat::Cow } else { VolumeFormat::Raw };
                with_image(d, |image| image.volume_format = format);
            },
            |d, _| {
                let cow = image_of(d).is_some_and(|image| image.volume_format == VolumeFormat::Cow);
                Some(if cow { "cow" } else { "raw" }.into())
            },
        ),
    ]
}

/// What is no image.
fn elsewhere() -> Vec<Row<Disk>> {
    vec![
        Row::new(
            "GUID",
            Kind::Text,
            "a unit of a storage array, as multipathing names it",
            Vm("storage.lun.lunId"),
            |d: &mut Disk, _, v| d.storage = Storage::Lun(LunDisk { lun_id: v.text() }),
            |d, _| match &d.storage {
                Storage::Lun(lun) => text(Some(&lun.lun_id)),
                Storage::ManagedBlock(block) => text(block.scsi_wwn.as_deref()),
                _ => None,
            },
        ),
        Row::new(
            "protocol",
            Kind::Word(&[&[RBD], &["gluster"]]),
            "how an image is reached over the network",
            Vm("storage.cinder"),
            |d: &mut Disk, _, v| match v.as_str() {
                Some(RBD) => d.storage = Storage::Cinder(CephDisk::default()),
                _ => with_image(d, |image| image.storage_type = StorageType::Glusterfs),
            },
            |d, _| match &d.storage {
                Storage::Cinder(_) => Some(RBD.into()),
                _ => None,
            },
        )
        .loose(),
        Row::new(
            "diskType",
            Kind::Word(&[&["file"], &["block"], &["network"]]),
            "what a host finds the disk as; tells what an image's storage domain is kept on",
            Vm("storage.image.storageType"),
            |d: &mut Disk, _, v| {
                if v.text() == "block" {
                    with_image(d, |image| image.storage_type = StorageType::Iscsi);
                }
            },
            |d, _| {
                Some(match &d.storage {
                    Storage::Image(image) if !image.storage_type.is_block() => "file".into(),
                    Storage::Cinder(_) => "network".into(),
                    _ => "block".into(),
                })
            },
        )
        .loose(),
        Row::new(
            "hosts",
            Kind::List(HOST),
            "monitors of the Ceph cluster",
            Vm("storage.cinder.hosts"),
            |d: &mut Disk, _, v| {
                if let Storage::Cinder(ceph) = &mut d.storage {
                    ceph.hosts = v.as_array().into_iter().flatten().map(host).collect();
                }
            },
            |d, _| match &d.storage {
                Storage::Cinder(ceph) if !ceph.hosts.is_empty() => Some(ceph.hosts.iter().map(host_value).collect()),
                _ => None,
            },
        ),
        Row::new(
            "auth.username",
            Kind::Text,
            "user of the Ceph cluster",
            Vm("storage.cinder.auth.username"),
            |d: &mut Disk, _, v| with_auth(d, |auth| auth.username = v.text()),
            |d, _| text(auth(d).map(|auth| auth.username.as_str())),
        ),
        Row::made("auth.type", Kind::Text, "what the secret is for", "`ceph`", |d, _| auth(d).map(|_| "ceph".into())),
        Row::new(
            "auth.uuid",
            Kind::Id,
            "libvirt's name of the secret",
            Vm("storage.cinder.auth.secretUuid"),
            |d: &mut Disk, _, v| with_auth(d, |auth| auth.secret_uuid = v.parsed().unwrap_or_default()),
            |d, _| auth(d).map(|auth| display(auth.secret_uuid)),
        ),
        Row::new(
            "path",
            Kind::Text,
            "where a host finds the disk: pool and image of Ceph, a device that a volume service attached; of others \
             the host knows it",
            Vm("storage"),
            |d: &mut Disk, _, v| match &mut d.storage {
                Storage::Cinder(ceph) => ceph.name = v.text(),
                Storage::Image(image) if image.volume_id.is_nil() && v.text().starts_with("/dev/") => {
                    d.storage =
                        Storage::ManagedBlock(ManagedBlockDisk { path: v.text(), ..ManagedBlockDisk::default() });
                }
                _ => {}
            },
            |d, _| match &d.storage {
                Storage::Cinder(ceph) => text(Some(&ceph.name)),
                Storage::ManagedBlock(block) => text(block.managed_path.as_deref().or(Some(&block.path))),
                _ => None,
            },
        )
        .loose(),
    ]
}

fn id(id: Uuid) -> Option<Value> {
    (!id.is_nil()).then(|| display(id))
}

fn image_of(disk: &Disk) -> Option<&DiskImage> {
    match &disk.storage {
        Storage::Image(image) => Some(image),
        _ => None,
    }
}

fn with_image(disk: &mut Disk, change: impl FnOnce(&mut DiskImage)) {
    if let Storage::Image(image) = &mut disk.storage {
        change(image);
    }
}

fn auth(disk: &Disk) -> Option<&CephAuth> {
    match &disk.storage {
        Storage::Cinder(ceph) => ceph.auth.as_ref(),
        _ => None,
    }
}

fn with_auth(disk: &mut Disk, change: impl FnOnce(&mut CephAuth)) {
    if let Storage::Cinder(ceph) = &mut disk.storage {
        change(ceph.auth.get_or_insert_default());
    }
}

fn host(item: &Value) -> CephHost {
    CephHost {
        name: item.get("name").map(Value::text).unwrap_or_default(),
        port: item.get("port").map(|port| port.number()),
    }
}

fn host_value(host: &CephHost) -> Value {
    let mut members = Map::from_iter([("name".to_owned(), Value::from(host.name.as_str()))]);
    members.extend(host.port.map(|port| ("port".to_owned(), number(port))));
    members.insert("transport".to_owned(), "tcp".into());
    Value::Object(members)
}
