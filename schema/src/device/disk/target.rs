//! How the guest sees a disk.

use crate::types::{DISK_TARGET_DEV, OnOff, POSITIVE_INTEGER};
use crate::xml::{Datatype, Extra, Term};
use crate::{Element, Keyword, ThinStr};

const INTEGER: Datatype =
    Datatype { name: "integer", doc: "A whole number.", terms: &[Term::Integer { min: None, max: None }] };

/// The bus on which the guest sees the disk: `<target>`.
///
/// ```xml
/// <target dev='vda' bus='virtio'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Name of the disk, unique in the domain; it orders the disks of a bus, the guest may use other names.
    #[xml(attr, required, datatype = DISK_TARGET_DEV)]
    pub dev: Option<String>,
    /// The bus; by default the one that the name suggests.
    #[xml(attr, since = "0.4.3")]
    pub bus: Option<Bus>,
    /// Tray of a CD or floppy drive; closed by default.
    #[xml(attr, since = "0.9.11")]
    pub tray: Option<Tray>,
    /// Whether a USB or SCSI disk is shown as removable; off by default.
    #[xml(attr, since = "1.1.3")]
    pub removable: Option<OnOff>,
    /// Rotations in a minute, from 1025 to 65534, that a SCSI, IDE or SATA disk reports; 1 for a solid state disk.
    #[xml(attr, since = "7.3.0", datatype = POSITIVE_INTEGER)]
    pub rotation_rate: Option<u64>,
    /// Whether a SCSI disk supports DPO and FUA, by which requests bypass its cache.
    #[xml(attr, since = "11.10.0")]
    pub dpofua: Option<OnOff>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Bus of a disk.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Bus {
    /// IDE.
    Ide,
    /// A floppy controller.
    Fdc,
    /// SCSI.
    Scsi,
    /// virtio.
    Virtio,
    /// Xen.
    Xen,
    /// USB.
    #[xml(since = "0.4.4")]
    Usb,
    /// User Mode Linux.
    Uml,
    /// SATA.
    #[xml(since = "0.9.7")]
    Sata,
    /// SD card.
    #[xml(since = "1.1.2")]
    Sd,
    /// NVMe.
    #[xml(since = "11.5.0")]
    Nvme,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Tray of a drive.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Tray {
    /// Out.
    Open,
    /// In.
    Closed,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

impl Target {
    /// The disk `dev` on `bus`.
    pub fn new(dev: impl Into<String>, bus: Bus) -> Self {
        Self { dev: Some(dev.into()), bus: Some(bus), ..Self::default() }
    }
}

/// Geometry that the disk reports: `<geometry>`.
///
/// ```xml
/// <geometry cyls='16383' heads='16' secs='63' trans='lba'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Geometry {
    /// Cylinders.
    #[xml(attr, required, datatype = INTEGER)]
    pub cyls: Option<i64>,
    /// Heads.
    #[xml(attr, required, datatype = INTEGER)]
    pub heads: Option<i64>,
    /// Sectors of a track.
    #[xml(attr, required, datatype = INTEGER)]
    pub secs: Option<i64>,
    /// How the BIOS translates it.
    #[xml(attr)]
    pub trans: Option<Translation>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// How the BIOS translates a geometry.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Translation {
    /// As it sees fit.
    Auto,
    /// Not at all.
    None,
    /// To logical blocks.
    Lba,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Sizes that the disk reports: `<blockio>`.
///
/// ```xml
/// <blockio logical_block_size='512' physical_block_size='4096'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "blockio")]
pub struct BlockIo {
    /// Bytes of the smallest unit of a request.
    #[xml(attr, datatype = INTEGER)]
    pub logical_block_size: Option<i64>,
    /// Bytes of a sector of the hardware.
    #[xml(attr, datatype = INTEGER)]
    pub physical_block_size: Option<i64>,
    /// Bytes of the smallest unit of a discard, a multiple of the logical block size.
    #[xml(attr, datatype = INTEGER)]
    pub discard_granularity: Option<i64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
