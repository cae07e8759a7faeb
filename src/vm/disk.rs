//! Hard disks of a VM.

use domxml_schema::types::Uuid;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::device::vm_device;

vm_device! {
    /// A hard disk: `disk`.
    Disk {
        /// Name that users see; disks without address are ordered by it.
        name: String,
        /// Where the data is: `source`.
        storage: Storage,
        /// How the guest sees it: `target/@bus`.
        interface: DiskInterface,
        /// The guest may start from it: `boot/@order`.
        boot: bool,
        /// The guest must not write: `readonly`.
        read_only: bool,
        /// Several VMs may use it at once: `shareable`.
        shareable: bool,
        /// What the guest frees is freed on storage: `driver/@discard`.
        pass_discard: bool,
        /// The guest sees errors of storage instead of being paused: `driver/@error_policy`.
        propagate_errors: bool,
        /// The guest's SCSI commands reach the unit itself; on virtio-scsi and for LUNs: `@sgio`.
        scsi_passthrough: Option<Sgio>,
        /// The guest may reserve the unit: `source/reservations`. Since level 4.3.
        using_scsi_reservation: bool,
        /// The number that the guest sees: `serial`. Absent: the disk's id.
        serial: Option<String>,
        /// Limits of speed: `iotune`.
        qos: Option<StorageQos>,
        /// The snapshot that is looked at; what is written is thrown away when the VM stops.
        snapshot_id: Option<Uuid>,
        /// The guest's own name of the disk, such as `/dev/vda`; read back only.
        logical_name: Option<String>,
    }
}

impl Disk {
    /// Whether the VM starts with it. A volume of the engine's that somebody else plugged in is not asked for; what
    /// is not in a storage domain belongs to whoever made the VM.
    pub(crate) fn is_asked(&self) -> bool {
        self.plugged && (self.managed || !matches!(self.storage, Storage::Image(_)))
    }
}

/// Where the data of a disk is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Storage {
    /// An image in a storage domain of the engine.
    Image(DiskImage),
    /// A unit of a storage array that is used whole.
    Lun(LunDisk),
    /// An image in a Ceph pool, by a volume service.
    Cinder(CephDisk),
    /// A block device that a volume service attached.
    ManagedBlock(ManagedBlockDisk),
    /// A name space of an NVMe device of the host, driven without the host's kernel.
    Nvme(NvmeDisk),
    /// A file or block device of a host that no storage domain of the engine holds; found on VMs of others.
    Path(PathDisk),
}

impl Default for Storage {
    fn default() -> Self {
        Self::Image(DiskImage::default())
    }
}

/// How a guest sees a disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DiskInterface {
    /// IDE, on i440fx only.
    Ide,
    /// A unit of a virtio-scsi controller.
    #[default]
    VirtioScsi,
    /// A virtio block device.
    Virtio,
    /// A unit of the virtual SCSI controller of pSeries.
    SpaprVscsi,
    /// SATA, on Q35 only.
    Sata,
}

/// Which of the guest's SCSI commands reach a unit: `disk/@sgio`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sgio {
    /// Harmless ones.
    Filtered,
    /// All.
    Unfiltered,
}

/// An image in a storage domain: metadata and `source`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct DiskImage {
    /// Pool (data centre) of the domain.
    pub storage_pool_id: Uuid,
    /// The storage domain.
    pub storage_domain_id: Uuid,
    /// The image: all volumes of one disk. Absent: the disk's id.
    pub image_id: Option<Uuid>,
    /// The volume that is written to.
    pub volume_id: Uuid,
    /// What the domain is kept on.
    pub storage_type: StorageType,
    /// Format of the volume: `driver/@type`.
    pub volume_format: VolumeFormat,
    /// Place of a Gluster volume, `server:/volume`; with [`StorageType::Glusterfs`] accessed without mount.
    pub gluster_volume: Option<String>,
}

/// What a storage domain is kept on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StorageType {
    /// An NFS export.
    #[default]
    Nfs,
    /// Fibre Channel units.
    Fcp,
    /// iSCSI units.
    Iscsi,
    /// A folder of one host.
    Localfs,
    /// Any file system that a host can mount.
    Posixfs,
    /// A Gluster volume.
    Glusterfs,
}

impl StorageType {
    /// Whether volumes are block devices, not files.
    pub fn is_block(self) -> bool {
        matches!(self, Self::Fcp | Self::Iscsi)
    }
}

/// Format of a volume: `driver/@type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VolumeFormat {
    /// Layers that share what has not changed: `qcow2`.
    Cow,
    /// As it is: `raw`.
    #[default]
    Raw,
}

/// A unit of a storage array that is used whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct LunDisk {
    /// Identity of the unit, as multipathing names it: `source/@dev` behind `/dev/mapper/`.
    pub lun_id: String,
}

/// An image in a Ceph pool: `source[@protocol='rbd']`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct CephDisk {
    /// Pool and image: `source/@name`.
    pub name: String,
    /// Monitors: `source/host`.
    pub hosts: Vec<CephHost>,
    /// How to log in: `auth`.
    pub auth: Option<CephAuth>,
}

/// A monitor of a Ceph cluster: `source/host`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct CephHost {
    /// Name or address: `@name`.
    pub name: String,
    /// TCP port: `@port`.
    pub port: Option<u16>,
}

/// How to log in to a Ceph cluster; the secret itself stays with the host: `auth`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct CephAuth {
    /// User: `@username`.
    pub username: String,
    /// libvirt's name of the secret: `secret/@uuid`.
    pub secret_uuid: Uuid,
}

/// A block device that a volume service attached: `source/@dev`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct ManagedBlockDisk {
    /// Identity of the volume.
    pub volume_id: Option<Uuid>,
    /// Path of the device as attached.
    pub path: String,
    /// Path that stays the same on all hosts; used since level 4.7.
    pub managed_path: Option<String>,
    /// How the volume is reached.
    pub driver: BlockDriver,
    /// World-wide name of the unit, if it has one; metadata `GUID`.
    pub scsi_wwn: Option<String>,
}

/// How a volume of a volume service is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockDriver {
    /// As a block device; metadata `GUID`.
    #[default]
    Block,
    /// As a mapped RADOS device; metadata `RBD`.
    Rbd,
}

/// A name space of an NVMe device of the host: `source[@type='pci']`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct NvmeDisk {
    /// The host's name of the controller, such as `pci_0000_01_00_0`.
    pub device: String,
    /// Number of the name space, from 1: `source/@namespace`.
    pub namespace: u64,
}

/// A file or block device of a host that no storage domain of the engine holds: `source/@file`, `@dev`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct PathDisk {
    /// Path on the host.
    pub path: String,
    /// Whether it is a block device, not a file: `disk/@type`.
    pub block: bool,
    /// Format of what is in it, as libvirt names it; empty: `raw`: `driver/@type`.
    pub format: String,
}

/// Limits of a disk's speed; absent: none: `iotune`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct StorageQos {
    /// MiB a second, both ways together: `total_bytes_sec`.
    pub max_throughput: Option<u64>,
    /// MiB a second, reading: `read_bytes_sec`.
    pub max_read_throughput: Option<u64>,
    /// MiB a second, writing: `write_bytes_sec`.
    pub max_write_throughput: Option<u64>,
    /// Operations a second, both ways together: `total_iops_sec`.
    pub max_iops: Option<u64>,
    /// Operations a second, reading: `read_iops_sec`.
    pub max_read_iops: Option<u64>,
    /// Operations a second, writing: `write_iops_sec`.
    pub max_write_iops: Option<u64>,
}
