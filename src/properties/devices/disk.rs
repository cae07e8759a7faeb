//! Hard disks.

use domxml_schema::types::Uuid;
use serde_json::{Map, Value};

use super::{Device, common, word};
use crate::properties::key::Home::Vm;
use crate::properties::key::Row;
use crate::properties::kind::{Item, Kind};
use crate::properties::state::{Read as _, State, display, flag, number, text};
use crate::vm::{
    CephAuth, CephDisk, CephHost, ControllerType, Disk, DiskImage, DiskInterface, LunDisk, ManagedBlockDisk, Sgio,
    Storage, StorageType, VolumeFormat,
};

const MIB: u64 = 1024 * 1024;

const BYTES: Kind = Kind::Number { unit: "bytes a second", most: u64::MAX };
const OPERATIONS: Kind = Kind::Number { unit: "operations a second", most: u64::MAX };
const NUMBER: Kind = Kind::Number { unit: "", most: u32::MAX as u64 };

const HOST: &[Item] = &[
    Item { name: "name", kind: Kind::Text, meaning: "name or address" },
    Item { name: "port", kind: Kind::Number { unit: "", most: 65_535 }, meaning: "TCP port" },
    Item { name: "transport", kind: Kind::Word(&[&["tcp"]]), meaning: "how it is reached" },
];

/// Where guests' SCSI commands go that reach a unit itself.
const LUN: &str = "lun";
const RBD: &str = "rbd";

impl Device for Disk {
    const TYPE: &'static str = "disk";

    fn fits(map: &Map<String, Value>) -> bool {
        ["disk", LUN, ""].contains(&word(map).as_str())
    }

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(Row::new(
            "device",
            Kind::Word(&[&["disk"], &[LUN]]),
            "`lun` where the guest's SCSI commands reach the unit",
            Vm("scsiPassthrough"),
            |d: &mut Self, _, v| d.scsi_passthrough = (v.text() == LUN).then_some(Sgio::Filtered),
            |d, _| Some(if passes_commands(d) { LUN } else { "disk" }.into()),
        ));
        rows.push(common::boot_order());
        rows.extend(guest());
        rows.extend(image());
        rows.extend(elsewhere());
        rows.extend(limits());
        rows.extend([
            Row::kept("boot", Kind::Flag, "the VM starts from it; of before `bootOrder`"),
            Row::kept("optional", Kind::Flag, "the VM starts without it, too"),
            Row::kept("serial", Kind::Text, "serial number that the guest sees; follows from the identity"),
            Row::kept("specParams.pinToIoThread", NUMBER, "I/O thread that serves it; they take turns"),
            Row::runtime("volumeChain", "volumes and their leases"),
            Row::runtime("volumeInfo", "place of the volume"),
            Row::runtime("truesize", "bytes on storage"),
            Row::runtime("apparentsize", "bytes that the guest sees"),
            Row::runtime("reqsize", "bytes asked for"),
            common::custom_kept(),
        ]);
        rows
    }

    fn all(state: &State) -> Vec<Self> {
        // A name space of NVMe came after the maps.
        state.vm.disks.iter().filter(|disk| !matches!(disk.storage, Storage::Nvme(_))).cloned().collect()
    }

    fn add(mut self, state: &mut State) -> Result<Uuid, &'static str> {
        if matches!(&self.storage, Storage::Image(image) if *image == DiskImage { storage_type: image.storage_type, volume_format: image.volume_format, ..DiskImage::default() })
        {
            return Err("a disk of which only the path is known, and a VM has no place for such");
        }
        let number = state.vm.disks.len() + 1;
        self.name = format!("disk{number}");
        self.boot = state.boot_order.contains_key(&self.id);
        let id = self.id;
        state.vm.disks.push(self);
        Ok(id)
    }
}

/// How the guest sees it.
fn guest() -> Vec<Row<Disk>> {
    vec![
        Row::new(
            "iface",
            Kind::Word(&[&["virtio"], &["scsi"], &["ide"], &["sata"]]),
            "what it is attached to; on POWER there is no IDE, but SCSI",
            Vm("interface"),
            |d: &mut Disk, s, v| {
                d.interface = match v.as_str() {
                    Some("virtio") => DiskInterface::Virtio,
                    Some("ide") if !s.vm.architecture.is_ppc() => DiskInterface::Ide,
                    Some("sata") => DiskInterface::Sata,
                    _ => scsi(s),
                };
            },
            |d, _| Some(interface(d.interface).into()),
        )
        .old(&["if"])
        .default("ide"),
        Row::kept("index", NUMBER, "number of the disk among those of its `iface`; disks are numbered in order"),
        Row::new(
            "readonly",
            Kind::Flag,
            "the guest must not write",
            Vm("readOnly"),
            |d: &mut Disk, _, v| d.read_only = v.flag(),
            |d, _| Some(flag(d.read_only)),
        )
        .default("false"),
        Row::new(
            "shared",
            Kind::Word(&[&["false", "none"], &["shared", "true"], &["transient"], &["exclusive"]]),
            "whether others use it: `transient`: what is written is thrown away; `exclusive`: it has a lease",
            Vm("shareable"),
            |d: &mut Disk, _, v| {
                d.shareable = v.text() == "shared";
                d.snapshot_id = (v.text() == "transient").then_some(d.id);
            },
            |d, s| {
                Some(match d {
                    _ if d.snapshot_id.is_some() => "transient".into(),
                    _ if d.shareable => "shared".into(),
                    _ if s.vm.origin.is_hosted_engine() => "exclusive".into(),
                    _ => flag(false),
                })
            },
        )
        .default("false"),
        Row::new(
            "discard",
            Kind::Flag,
            "what the guest frees is freed on storage",
            Vm("passDiscard"),
            |d: &mut Disk, _, v| d.pass_discard = v.flag(),
            |d, _| d.pass_discard.then(|| flag(true)),
        )
        .default("false"),
        Row::new(
            "propagateErrors",
            Kind::Word(&[&["off", "false"], &["on", "true"]]),
            "the guest sees errors of storage",
            Vm("propagateErrors"),
            |d: &mut Disk, _, v| d.propagate_errors = v.text() == "on",
            |d, _| Some(if d.propagate_errors { "on" } else { "off" }.into()),
        )
        .default("off"),
        Row::new(
            "sgio",
            Kind::Word(&[&["filtered"], &["unfiltered"]]),
            "which SCSI commands of the guest reach the unit",
            Vm("scsiPassthrough"),
            |d: &mut Disk, _, v| {
                d.scsi_passthrough = Some(if v.text() == "unfiltered" { Sgio::Unfiltered } else { Sgio::Filtered });
            },
            |d, _| {
                d.scsi_passthrough.map(|sgio| match sgio {
                    Sgio::Filtered => "filtered".into(),
                    Sgio::Unfiltered => "unfiltered".into(),
                })
            },
        ),
    ]
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

macro_rules! limit {
    ($name:literal, $old:literal, $kind:expr, $meaning:literal, $field:ident, $home:literal, $unit:expr) => {
        Row::new(
            $name,
            $kind,
            $meaning,
            Vm($home),
            |d: &mut Disk, _, v| d.qos.get_or_insert_default().$field = Some(v.number::<u64>().div_ceil($unit)),
            |d, _| d.qos.as_ref().and_then(|qos| qos.$field).map(|limit| number(limit.saturating_mul($unit))),
        )
        .old(&[$old])
        .default("0")
    };
}

/// Limits of speed; 0 is none.
fn limits() -> Vec<Row<Disk>> {
    vec![
        limit!(
            "specParams.ioTune.total_bytes_sec",
            "ioTune.total_bytes_sec",
            BYTES,
            "most, both ways; whole MiB",
            max_throughput,
            "qos.maxThroughput",
            MIB
        ),
        limit!(
            "specParams.ioTune.read_bytes_sec",
            "ioTune.read_bytes_sec",
            BYTES,
            "most, reading; whole MiB",
            max_read_throughput,
            "qos.maxReadThroughput",
            MIB
        ),
        limit!(
            "specParams.ioTune.write_bytes_sec",
            "ioTune.write_bytes_sec",
            BYTES,
            "most, writing; whole MiB",
            max_write_throughput,
            "qos.maxWriteThroughput",
            MIB
        ),
        limit!(
            "specParams.ioTune.total_iops_sec",
            "ioTune.total_iops_sec",
            OPERATIONS,
            "most, both ways",
            max_iops,
            "qos.maxIops",
            1
        ),
        limit!(
            "specParams.ioTune.read_iops_sec",
            "ioTune.read_iops_sec",
            OPERATIONS,
            "most, reading",
            max_read_iops,
            "qos.maxReadIops",
            1
        ),
        limit!(
            "specParams.ioTune.write_iops_sec",
            "ioTune.write_iops_sec",
            OPERATIONS,
            "most, writing",
            max_write_iops,
            "qos.maxWriteIops",
            1
        ),
    ]
}

/// SCSI of a VM is virtio, but on POWER without such a controller.
fn scsi(state: &State) -> DiskInterface {
    let virtio = state.vm.controllers.iter().any(|controller| controller.controller_type == ControllerType::VirtioScsi);
    if state.vm.architecture.is_ppc() && !virtio { DiskInterface::SpaprVscsi } else { DiskInterface::VirtioScsi }
}

/// The word of what a drive is attached to.
pub(super) fn interface(interface: DiskInterface) -> &'static str {
    match interface {
        DiskInterface::Ide => "ide",
        DiskInterface::VirtioScsi | DiskInterface::SpaprVscsi => "scsi",
        DiskInterface::Virtio => "virtio",
        DiskInterface::Sata => "sata",
    }
}

fn passes_commands(disk: &Disk) -> bool {
    disk.scsi_passthrough.is_some() && matches!(disk.storage, Storage::Lun(_))
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
