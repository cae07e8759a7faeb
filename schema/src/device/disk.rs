//! Disks, CD drives and floppy drives: `<disk>`.

mod backing_store;
mod driver;
mod iotune;
mod mirror;
mod target;

pub use crate::shared::storage::{Auth, Encryption, Source, SourceForm, SourceKind, StorageFormat};
pub use backing_store::{BackingChain, BackingStore};
pub use driver::{
    Bin, Cache, DetectZeroes, Discard, Driver, ErrorPolicy, Io, LatencyHistogram, Operation, ReadErrorPolicy,
    Statistic, Statistics,
};
pub use iotune::{Iotune, ThrottleFilter, ThrottleFilters};
pub use mirror::{Job, Mirror, MirrorTarget, Ready};
pub use target::{BlockIo, Bus, Geometry, Target, Translation, Tray};

use crate::shared::{Acpi, Address, Alias, BackendDomain, Boot, Sgio};
use crate::types::{DISK_SERIAL, WWN, YesNo};
use crate::xml::{Datatype, Extra, Link, Term};
use crate::{Element, Keyword, ThinStr};

const VENDOR: Datatype =
    Datatype { name: "diskVendor", doc: "Up to 8 printable ASCII characters.", terms: &[Term::Pattern("[ -~]{0,8}")] };

const PRODUCT: Datatype = Datatype {
    name: "diskProduct",
    doc: "Up to 40 printable ASCII characters.",
    terms: &[Term::Pattern("[ -~]{0,40}")],
};

/// A disk, CD drive or floppy drive of the guest: `<disk>`.
///
/// `kind` determines the fields of `source`; [`Disk::source_form`] returns both in one value.
///
/// ```
/// use domxml_schema::Element;
/// use domxml_schema::device::disk::{Disk, SourceForm};
///
/// let disk = Disk::parse("<disk type='block'><source dev='/dev/vg0/web'/><target dev='vda'/></disk>")?;
/// assert_eq!(disk.source_form(), Some(SourceForm::Block("/dev/vg0/web")));
/// # Ok::<(), domxml_schema::xml::Error>(())
/// ```
///
/// ```xml
/// <disk type='file' device='disk'>
///   <driver name='qemu' type='qcow2'/>
///   <source file='/images/web.qcow2'/>
///   <target dev='vda' bus='virtio'/>
/// </disk>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(
    one_of("iotune", "throttlefilters"),
    never("@device" = "lun", "@type" = "file" | "dir" | "nvme" | "vhostuser" | "vhostvdpa" | "ctl" | ""),
    identity("target", "@device?", "target/@dev", "target/@bus"),
    similar("source", "source/@file?", "source/@dev?", "source/@name?", "source/@protocol?", "source/@volume?"),
    identity("target", "target/@dev"),
    similar("serial", "serial")
)]
pub struct Disk {
    /// Kind of the storage.
    #[xml(attr, since = "0.0.3", default = "file")]
    pub kind: Option<SourceKind>,
    /// Device that the guest sees.
    #[xml(attr, since = "0.1.4", default = "disk")]
    pub device: Option<Device>,
    /// Model of a disk on a virtio or USB bus.
    #[xml(
        attr,
        since = "5.2.0",
        default("usb-storage", "@device" = "disk" | "", "target/@bus" = "usb", "hypervisor" = "qemu" | "kvm" | "hvf"),
        default("usb-bot", "@device" = "cdrom", "target/@bus" = "usb", "hypervisor" = "qemu" | "kvm" | "hvf")
    )]
    pub model: Option<Model>,
    /// Grants the hypervisor the capability for raw I/O, on all disks of the domain.
    #[xml(attr, since = "0.9.10", when("@device" = "lun"), implied("no", "@device" = "lun"))]
    pub rawio: Option<YesNo>,
    /// Filtering of SCSI commands of the guest; no longer supported by any hypervisor.
    #[xml(attr, since = "1.0.2", when("@device" = "lun"), implied("filtered", "@device" = "lun"))]
    pub sgio: Option<Sgio>,
    /// Handling of the disk in snapshots of the domain.
    #[xml(attr, since = "0.9.5", default("no", "@type" = "vhostuser"), dropped("no", "readonly" = "!"), dropped("no", "@device" = "cdrom"))]
    pub snapshot: Option<SnapshotMode>,
    /// Driver settings of the hypervisor.
    #[xml(child, since = "0.1.8", default("hypervisor" = "qemu" | "kvm" | "hvf"), dropped, merge = "first")]
    pub driver: Option<Box<Driver>>,
    /// Authentication for remote storage; newer documents have it in the source.
    #[xml(child, since = "0.9.7")]
    pub auth: Option<Box<Auth>>,
    /// Source of the data; absent from a drive without medium.
    #[xml(
        child,
        required_when("@type" = "network" | "vhostuser" | "vhostvdpa" | "ctl"),
        implied("@device" = "cdrom" | "floppy"),
        merge = "first"
    )]
    pub source: Option<Box<Source>>,
    /// Backing image; an empty element ends the chain.
    #[xml(
        child = "backingStore",
        since = "1.2.4",
        later("5.10.0", "is read, where it was only reported before"),
        assigned = "start",
        volatile = "libvirt"
    )]
    pub backing_store: Option<Link<BackingStore>>,
    /// Xen domain that serves the disk.
    #[xml(child, since = "1.2.13")]
    pub backenddomain: Option<Box<BackendDomain>>,
    /// Reported geometry of the disk.
    #[xml(child, since = "0.10.0")]
    pub geometry: Option<Box<Geometry>>,
    /// Reported block sizes of the disk.
    #[xml(child, since = "0.10.2")]
    pub blockio: Option<Box<BlockIo>>,
    /// Block job that copies the disk; only in output.
    #[xml(child, since = "0.9.12")]
    pub mirror: Option<Box<Mirror>>,
    /// Name and bus of the disk in the guest.
    #[xml(child, required, since = "0.0.3", merge = "first")]
    pub target: Option<Target>,
    /// I/O limits.
    #[xml(child, since = "0.9.8", merge = "children", dropped)]
    pub iotune: Option<Box<Iotune>>,
    /// Throttle groups of the domain that limit the disk.
    #[xml(child, since = "11.2.0")]
    pub throttlefilters: Option<Box<ThrottleFilters>>,
    /// Makes the disk read-only for the guest.
    #[xml(flag, default("@device" = "cdrom"))]
    pub readonly: bool,
    /// Allows several domains to use the disk at the same time, without caching.
    #[xml(flag)]
    pub shareable: bool,
    /// Discards the changes of the guest when the domain stops.
    #[xml(child, since = "0.9.5", later("6.9.0", "hypervisor" = "qemu"))]
    pub transient: Option<Box<Transient>>,
    /// Serial number.
    #[xml(value, since = "0.7.1", datatype = DISK_SERIAL, merge = "first")]
    pub serial: Option<String>,
    /// World Wide Name.
    #[xml(value, since = "0.10.1", datatype = WWN)]
    pub wwn: Option<ThinStr>,
    /// Reported vendor of a SCSI disk.
    #[xml(value, since = "1.0.1", datatype = VENDOR)]
    pub vendor: Option<ThinStr>,
    /// Reported product of a SCSI disk (up to 16 characters), or a SATA or IDE disk (up to 40).
    #[xml(value, since = "1.0.1", datatype = PRODUCT, later("11.1.0", "may have 40 characters on `sata` and `ide`"))]
    pub product: Option<ThinStr>,
    /// Encryption of the data; newer documents have it in the source.
    #[xml(child)]
    pub encryption: Option<Box<Encryption>>,
    /// Position in the boot order.
    #[xml(child, since = "0.8.8", merge = "first")]
    pub boot: Option<Boot>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, assigned = "definition", merge = "first")]
    pub address: Option<Address>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Device that the guest sees.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Device {
    /// Floppy drive.
    Floppy,
    /// Disk.
    Disk,
    /// CD or DVD drive.
    Cdrom,
    /// Disk that passes SCSI commands through to the host device.
    #[xml(since = "0.9.10")]
    Lun,
    /// Any other keyword.
    Other(ThinStr),
}

/// Model of a disk.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// virtio, with the variant that suits the machine.
    Virtio,
    /// Transitional virtio device.
    VirtioTransitional,
    /// Non-transitional virtio device.
    VirtioNonTransitional,
    /// USB mass storage by the older QEMU device, which presents a CD drive as a disk.
    #[xml(since = "11.5.0")]
    UsbStorage,
    /// USB mass storage that supports CD drives.
    #[xml(since = "11.5.0")]
    UsbBot,
    /// Any other keyword.
    Other(ThinStr),
}

/// Handling of a disk in snapshots of the domain.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SnapshotMode {
    /// No snapshot.
    No,
    /// Snapshot inside the image, whose format must support it.
    Internal,
    /// Snapshot in a new overlay image.
    External,
    /// Snapshot by other means than libvirt.
    #[xml(since = "8.2.0")]
    Manual,
    /// Any other keyword.
    Other(ThinStr),
}

/// Discarding of changes when the domain stops: `<transient>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Transient {
    /// Allows several domains to use the same image; the disk is then hotplugged after the start.
    #[xml(attr = "shareBacking", since = "7.4.0", implied = "no")]
    pub share_backing: Option<YesNo>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Disk {
    /// Returns the source of the data as one value; `None` if it is absent, as for a drive without medium.
    pub fn source_form(&self) -> Option<SourceForm<'_>> {
        self.source.as_ref()?.form(self.kind.as_ref())
    }

    /// Sets the source of the data.
    ///
    /// ```
    /// use domxml_schema::device::disk::{Disk, Source, SourceForm, SourceKind};
    ///
    /// let mut disk = Disk::default();
    /// disk.set_source(SourceKind::File, Source::file("/images/web.qcow2"));
    /// assert_eq!(disk.source_form(), Some(SourceForm::File("/images/web.qcow2")));
    /// ```
    pub fn set_source(&mut self, kind: SourceKind, source: Source) {
        self.kind = Some(kind);
        self.source = Some(Box::new(source));
    }

    /// Returns the backing images of the image.
    pub fn backing_chain(&self) -> BackingChain<'_> {
        BackingChain::behind(self.backing_store.as_deref())
    }

    /// Returns the target name of the disk, such as `vda`.
    pub fn target_dev(&self) -> Option<&str> {
        self.target.as_ref()?.dev.as_deref()
    }

    /// Returns the device that the guest sees, a disk if `device` is absent.
    pub fn device_or_default(&self) -> &Device {
        self.device.as_ref().unwrap_or(&Device::Disk)
    }

    /// Returns the authentication for remote storage, from the source or the disk.
    pub fn any_auth(&self) -> Option<&Auth> {
        self.source.as_ref().and_then(|source| source.auth.as_deref()).or(self.auth.as_deref())
    }

    /// Returns the encryption of the data, from the source or the disk.
    pub fn any_encryption(&self) -> Option<&Encryption> {
        self.source.as_ref().and_then(|source| source.encryption.as_deref()).or(self.encryption.as_deref())
    }
}
