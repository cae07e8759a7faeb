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
        /// Source of the data: `source`.
        storage: Storage,
        /// Interface that the guest sees: `target/@bus`.
        interface: DiskInterface,
        /// Makes the disk bootable: `boot/@order`.
        boot: bool,
        /// Makes the disk read-only: `readonly`.
        read_only: bool,
        /// Lets several VMs use the disk at once: `shareable`.
        shareable: bool,
        /// Passes discards of the guest to storage: `driver/@discard`.
        pass_discard: bool,
        /// Reports storage errors to the guest instead of pausing it: `driver/@error_policy`.
        propagate_errors: bool,
        /// SCSI passthrough to the LUN; on virtio-scsi only: `@sgio`.
        scsi_passthrough: Option<Sgio>,
        /// Lets the guest use SCSI reservations, since level 4.3: `source/reservations`.
        using_scsi_reservation: bool,
        /// Serial number that the guest sees: `serial`. Defaults to the disk's id.
        serial: Option<String>,
        /// I/O limits: `iotune`.
        qos: Option<StorageQos>,
        /// Snapshot that is attached; writes are discarded when the VM stops.
        snapshot_id: Option<Uuid>,
        /// The guest's name of the disk, such as `/dev/vda`; reported by the guest.
        logical_name: Option<String>,
    }
}

impl Disk {
    /// Returns whether the VM starts with it. An unmanaged disk on a volume of the engine is not desired; an unmanaged
    /// disk outside of storage domains belongs to the VM.
    pub(crate) fn is_asked(&self) -> bool {
        self.plugged && (self.managed || !matches!(self.storage, Storage::Image(_)))
    }
}

/// The source of a disk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Storage {
    /// An image in a storage domain of the engine.
    Image(DiskImage),
    /// A LUN of a storage array, used directly.
    Lun(LunDisk),
    /// An image in a Ceph pool, by a volume service.
    Cinder(CephDisk),
    /// A block device that a volume service attached.
    ManagedBlock(ManagedBlockDisk),
    /// A namespace of an NVMe device of the host, driven without the host's kernel.
    Nvme(NvmeDisk),
    /// A file or block device of a host outside of the engine's storage domains; found on unmanaged VMs.
    Path(PathDisk),
}

impl Default for Storage {
    fn default() -> Self {
        Self::Image(DiskImage::default())
    }
}

/// The interface of a disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DiskInterface {
    /// IDE, on i440fx only.
    Ide,
    /// SCSI, on a virtio-scsi controller.
    #[default]
    #[serde(alias = "virtio_scsi")]
    VirtioScsi,
    /// A virtio block device.
    Virtio,
    /// SCSI, on the virtual SCSI controller of pSeries.
    #[serde(alias = "spapr_vscsi")]
    SpaprVscsi,
    /// SATA, on Q35 only.
    Sata,
}

/// The SCSI commands that are passed through to a LUN: `disk/@sgio`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sgio {
    /// Unprivileged ones.
    Filtered,
    /// All.
    Unfiltered,
}

/// An image in a storage domain: metadata and `source`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct DiskImage {
    /// Storage pool (data center) of the storage domain.
    pub storage_pool_id: Uuid,
    /// The storage domain.
    pub storage_domain_id: Uuid,
    /// The image: all volumes of one disk. Defaults to the disk's id.
    pub image_id: Option<Uuid>,
    /// The active volume.
    pub volume_id: Uuid,
    /// Type of the storage domain.
    pub storage_type: StorageType,
    /// Format of the volume: `driver/@type`.
    pub volume_format: VolumeFormat,
    /// Gluster volume, `server:/volume`; with [`StorageType::Glusterfs`] accessed without mount.
    pub gluster_volume: Option<String>,
}

/// The type of a storage domain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StorageType {
    /// An NFS export.
    #[default]
    Nfs,
    /// LUNs on Fibre Channel.
    Fcp,
    /// LUNs on iSCSI.
    Iscsi,
    /// A directory of one host.
    Localfs,
    /// Any file system that a host can mount.
    Posixfs,
    /// A Gluster volume.
    Glusterfs,
}

impl StorageType {
    /// Returns whether volumes are block devices, not files.
    pub fn is_block(self) -> bool {
        matches!(self, Self::Fcp | Self::Iscsi)
    }
}

/// The format of a volume: `driver/@type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VolumeFormat {
    /// Copy on write: `qcow2`.
    Cow,
    /// Raw: `raw`.
    #[default]
    Raw,
}

/// A LUN of a storage array, used directly.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct LunDisk {
    /// Identity of the LUN, its multipath name: `source/@dev` below `/dev/mapper/`.
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
    /// Credentials: `auth`.
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

/// Credentials for a Ceph cluster; the secret itself is stored on the host: `auth`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct CephAuth {
    /// User: `@username`.
    pub username: String,
    /// UUID of libvirt's secret: `secret/@uuid`.
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
    /// Driver of the volume.
    pub driver: BlockDriver,
    /// World-wide name of the LUN, if it has one; metadata `GUID`.
    pub scsi_wwn: Option<String>,
}

/// The driver of a volume of a volume service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BlockDriver {
    /// A block device; metadata `GUID`.
    #[default]
    Block,
    /// A mapped RADOS device; metadata `RBD`.
    Rbd,
}

/// A namespace of an NVMe device of the host: `source[@type='pci']`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct NvmeDisk {
    /// The host's name of the controller, such as `pci_0000_01_00_0`.
    pub device: String,
    /// Number of the namespace, from 1: `source/@namespace`.
    pub namespace: u64,
}

/// A file or block device of a host outside of the engine's storage domains: `source/@file`, `@dev`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct PathDisk {
    /// Path on the host.
    pub path: String,
    /// Returns whether the storage is a block device, not a file: `disk/@type`.
    pub block: bool,
    /// Format, by its name in libvirt: `driver/@type`. Defaults to `raw`.
    pub format: String,
}

/// I/O limits of a disk: `iotune`. Absent limits are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct StorageQos {
    /// Reads and writes together, in MiB/s: `total_bytes_sec`.
    pub max_throughput: Option<u64>,
    /// Reads, in MiB/s: `read_bytes_sec`.
    pub max_read_throughput: Option<u64>,
    /// Writes, in MiB/s: `write_bytes_sec`.
    pub max_write_throughput: Option<u64>,
    /// Reads and writes together, in operations per second: `total_iops_sec`.
    pub max_iops: Option<u64>,
    /// Reads, in operations per second: `read_iops_sec`.
    pub max_read_iops: Option<u64>,
    /// Writes, in operations per second: `write_iops_sec`.
    pub max_write_iops: Option<u64>,
}
