//! The keys of the storage of disks.

use serde_json::{Map, Value};

use crate::properties::field_value::{FieldValue, list, text};
use crate::properties::info::Target;
use crate::properties::key::Key;
use crate::properties::value_type::{Member, ValueType};
use crate::vm::{
    CephAuth, CephDisk, CephHost, Disk, DiskImage, LunDisk, ManagedBlockDisk, Storage, StorageType, VolumeFormat,
};

const HOST: &[Member] = &[
    Member { name: "name", value_type: ValueType::Text, meaning: "host name or address" },
    Member { name: "port", value_type: ValueType::Number { unit: "", max: 65_535 }, meaning: "TCP port" },
    Member { name: "transport", value_type: ValueType::words(&["tcp"]), meaning: "transport" },
];

/// The protocol of Ceph.
const RBD: &str = "rbd";

pub(super) fn keys() -> Vec<Key<Disk>> {
    let mut keys = image();
    keys.extend(protocol());
    keys.extend(ceph());
    keys
}

/// Returns true if nothing is known about the storage.
pub(super) fn is_unknown(disk: &Disk) -> bool {
    image_of(disk).is_some_and(|image| image.volume_id.is_nil() && image.image_id.is_none())
}

/// A key for a field of the image in a storage domain, if the disk has one.
macro_rules! image_field {
    ($name:literal, $value_type:expr, $meaning:literal, $field:ident) => {
        Key::new(
            $name,
            $value_type,
            $meaning,
            Target::device(concat!("storage.image.", stringify!($field))),
            |disk: &mut Disk, _, value| with_image(disk, |image| image.$field = FieldValue::from_map(value)),
            |disk, _| image_of(disk)?.$field.to_map(),
        )
    };
}

/// The keys of images in storage domains.
fn image() -> Vec<Key<Disk>> {
    vec![
        image_field!("poolID", ValueType::Uuid, "storage pool of the image", storage_pool_id),
        image_field!("domainID", ValueType::Uuid, "storage domain of the image", storage_domain_id),
        Key::new(
            "imageID",
            ValueType::Uuid,
            "image",
            Target::device("storage.image.image_id"),
            |disk: &mut Disk, _, value| with_image(disk, |image| image.image_id = FieldValue::from_map(value)),
            |disk, _| image_of(disk)?.image_id.unwrap_or(disk.id).to_map(),
        ),
        image_field!("volumeID", ValueType::Uuid, "active volume of the image", volume_id),
        Key::new(
            "format",
            ValueType::words_of::<VolumeFormat>().or(&[("qcow2", "cow")]),
            "format of the volume",
            Target::device("storage.image.volume_format"),
            |disk: &mut Disk, _, value| with_image(disk, |image| image.volume_format = FieldValue::from_map(value)),
            |disk, _| image_of(disk).map(|image| image.volume_format).unwrap_or_default().to_map(),
        ),
    ]
}

/// The keys that select the kind of storage.
fn protocol() -> Vec<Key<Disk>> {
    vec![
        Key::new(
            "GUID",
            ValueType::Text,
            "WWID of the LUN",
            Target::device("storage.lun.lun_id"),
            |disk: &mut Disk, _, value| disk.storage = Storage::Lun(LunDisk { lun_id: String::from_map(value) }),
            |disk, _| match &disk.storage {
                Storage::Lun(lun) => lun.lun_id.to_map(),
                Storage::ManagedBlock(block) => block.scsi_wwn.to_map(),
                _ => None,
            },
        ),
        Key::new(
            "protocol",
            ValueType::words(&[RBD, "gluster"]),
            "network protocol of the image",
            Target::device("storage.cinder"),
            |disk: &mut Disk, _, value| match value.as_str() {
                Some(RBD) => disk.storage = Storage::Cinder(CephDisk::default()),
                _ => with_image(disk, |image| image.storage_type = StorageType::Glusterfs),
            },
            |disk, _| ceph_of(disk).map(|_| RBD.into()),
        )
        .after(&["GUID"])
        .unchecked(),
        Key::new(
            "diskType",
            ValueType::words(&["file", "block", "network"]),
            "type of the disk on the host; implies the type of storage domain",
            Target::device("storage.image.storage_type"),
            |disk: &mut Disk, _, value| {
                if value == "block" {
                    with_image(disk, |image| image.storage_type = StorageType::Iscsi);
                }
            },
            |disk, _| {
                let word = match &disk.storage {
                    Storage::Image(image) if !image.storage_type.is_block() => "file",
                    Storage::Cinder(_) => "network",
                    _ => "block",
                };
                Some(word.into())
            },
        )
        .after(&["protocol"])
        .unchecked(),
        Key::new(
            "path",
            ValueType::Text,
            "path on the host: pool and image of Ceph, or the device of a managed block disk; hosts find other paths",
            Target::device("storage"),
            set_path,
            |disk, _| match &disk.storage {
                Storage::Cinder(ceph) => ceph.name.to_map(),
                Storage::ManagedBlock(block) => text(block.managed_path.as_deref().or(Some(&block.path))),
                _ => None,
            },
        )
        .after(&["volumeID", "GUID", "protocol"])
        .unchecked(),
    ]
}

/// The keys of images in Ceph pools.
fn ceph() -> Vec<Key<Disk>> {
    vec![
        Key::new(
            "hosts",
            ValueType::List(HOST),
            "monitors of the Ceph cluster",
            Target::device("storage.cinder.hosts"),
            |disk: &mut Disk, _, value| {
                with_ceph(disk, |ceph| ceph.hosts = value.as_array().into_iter().flatten().map(host).collect());
            },
            |disk, _| list(ceph_of(disk)?.hosts.iter().map(host_value)),
        )
        .after(&["protocol"]),
        Key::new(
            "auth.username",
            ValueType::Text,
            "user of the Ceph cluster",
            Target::device("storage.cinder.auth.username"),
            |disk: &mut Disk, _, value| with_auth(disk, |auth| auth.username = FieldValue::from_map(value)),
            |disk, _| auth_of(disk)?.username.to_map(),
        )
        .after(&["protocol"]),
        Key::constant("auth.type", ValueType::Text, "usage of the secret", "ceph")
            .written_if(|disk, _| auth_of(disk).is_some()),
        Key::new(
            "auth.uuid",
            ValueType::Uuid,
            "UUID of the libvirt secret",
            Target::device("storage.cinder.auth.secret_uuid"),
            |disk: &mut Disk, _, value| with_auth(disk, |auth| auth.secret_uuid = FieldValue::from_map(value)),
            |disk, _| auth_of(disk).map(|auth| auth.secret_uuid.to_string().into()),
        )
        .after(&["protocol"]),
    ]
}

fn set_path(disk: &mut Disk, _: &mut crate::properties::state::State, value: &Value) {
    let path = String::from_map(value);
    match &mut disk.storage {
        Storage::Cinder(ceph) => ceph.name = path,
        Storage::Image(image) if image.volume_id.is_nil() && path.starts_with("/dev/") => {
            disk.storage = Storage::ManagedBlock(ManagedBlockDisk { path, ..ManagedBlockDisk::default() });
        }
        _ => {}
    }
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

fn ceph_of(disk: &Disk) -> Option<&CephDisk> {
    match &disk.storage {
        Storage::Cinder(ceph) => Some(ceph),
        _ => None,
    }
}

fn with_ceph(disk: &mut Disk, change: impl FnOnce(&mut CephDisk)) {
    if let Storage::Cinder(ceph) = &mut disk.storage {
        change(ceph);
    }
}

fn auth_of(disk: &Disk) -> Option<&CephAuth> {
    ceph_of(disk)?.auth.as_ref()
}

fn with_auth(disk: &mut Disk, change: impl FnOnce(&mut CephAuth)) {
    with_ceph(disk, |ceph| change(ceph.auth.get_or_insert_default()));
}

fn host(item: &Value) -> CephHost {
    CephHost {
        name: item.get("name").map(String::from_map).unwrap_or_default(),
        port: item.get("port").map(u16::from_map),
    }
}

fn host_value(host: &CephHost) -> Value {
    let mut members = Map::from_iter([("name".to_owned(), Value::from(host.name.as_str()))]);
    members.extend(host.port.to_map().map(|port| ("port".to_owned(), port)));
    members.insert("transport".to_owned(), "tcp".into());
    Value::Object(members)
}
