//! Disks as the guest sees them.

use crate::types::{DISK_TARGET_DEV, OnOff, POSITIVE_INTEGER};
use crate::xml::{Datatype, Extra, Term};
use crate::{Element, Keyword, ThinStr};

const INTEGER: Datatype =
    Datatype { name: "integer", doc: "A whole number.", terms: &[Term::Integer { min: None, max: None }] };

/// Name and bus of a disk in the guest: `<target>`.
///
/// ```xml
/// <target dev='vda' bus='virtio'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Name of the disk, unique in the domain. It determines the order of the disks of a bus; the guest may use
    /// other names.
    #[xml(attr, required, datatype = DISK_TARGET_DEV)]
    pub dev: Option<String>,
    /// Bus of the disk.
    #[xml(
        attr,
        since = "0.4.3",
        default("fdc", "../@device" = "floppy"),
        default("scsi", "@dev" = "sd*"),
        default("virtio", "@dev" = "vd*"),
        default("xen", "@dev" = "xvd*"),
        default("uml", "@dev" = "ubd*"),
        default("nvme", "@dev" = "nvme*"),
        default = "ide"
    )]
    pub bus: Option<Bus>,
    /// Tray state of a CD or floppy drive.
    #[xml(
        attr,
        since = "0.9.11",
        dropped("closed", "../@device" = "cdrom" | "floppy"),
        volatile("guest", "../@device" = "cdrom" | "floppy")
    )]
    pub tray: Option<Tray>,
    /// Presents a USB or SCSI disk as removable.
    #[xml(attr, since = "1.1.3", implied("off", "@bus" = "usb"))]
    pub removable: Option<OnOff>,
    /// Reported rotation rate of a SCSI, IDE or SATA disk, from 1025 to 65534; 1 for a solid-state disk.
    #[xml(attr, since = "7.3.0", datatype = POSITIVE_INTEGER, unit = "revolutions/min")]
    pub rotation_rate: Option<u64>,
    /// Reports support for DPO and FUA, by which requests bypass the cache of a SCSI disk.
    #[xml(attr, since = "11.10.0")]
    pub dpofua: Option<OnOff>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Bus of a disk.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Bus {
    /// IDE.
    Ide,
    /// Floppy controller.
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
    /// Any other keyword.
    Other(ThinStr),
}

/// Tray state of a drive.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Tray {
    /// Open.
    Open,
    /// Closed.
    Closed,
    /// Any other keyword.
    Other(ThinStr),
}

impl Target {
    /// Creates the target `dev` on `bus`.
    pub fn new(dev: impl Into<String>, bus: Bus) -> Self {
        Self { dev: Some(dev.into()), bus: Some(bus), ..Self::default() }
    }
}

/// Reported geometry of a disk: `<geometry>`.
///
/// ```xml
/// <geometry cyls='16383' heads='16' secs='63' trans='lba'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Geometry {
    /// Number of cylinders.
    #[xml(attr, required, datatype = INTEGER)]
    pub cyls: Option<i64>,
    /// Number of heads.
    #[xml(attr, required, datatype = INTEGER)]
    pub heads: Option<i64>,
    /// Number of sectors per track.
    #[xml(attr, required, datatype = INTEGER)]
    pub secs: Option<i64>,
    /// BIOS translation mode.
    #[xml(attr)]
    pub trans: Option<Translation>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// BIOS translation mode of a geometry.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Translation {
    /// Mode selected by the hypervisor.
    Auto,
    /// No translation.
    None,
    /// Logical block addressing.
    Lba,
    /// Any other keyword.
    Other(ThinStr),
}

/// Reported block sizes of a disk: `<blockio>`.
///
/// ```xml
/// <blockio logical_block_size='512' physical_block_size='4096'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "blockio")]
pub struct BlockIo {
    /// Logical block size, in bytes.
    #[xml(attr, datatype = INTEGER, unit = "bytes")]
    pub logical_block_size: Option<i64>,
    /// Physical block size, in bytes.
    #[xml(attr, datatype = INTEGER, unit = "bytes")]
    pub physical_block_size: Option<i64>,
    /// Granularity of discards, in bytes; a multiple of the logical block size.
    #[xml(attr, datatype = INTEGER, unit = "bytes")]
    pub discard_granularity: Option<i64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
