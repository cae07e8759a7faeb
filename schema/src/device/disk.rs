//! Disk, CD drive or floppy drive: `<disk>`.

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
/// `kind` says what `source` holds; [`Disk::source_form`] is both in one value.
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
    never("@device" = "lun", "@type" = "file" | "dir" | "nvme" | "vhostuser" | "vhostvdpa" | "ctl" | "")
)]
pub struct Disk {
    /// Kind of the place where the data lives; a file if it is not said.
    #[xml(attr, since = "0.0.3")]
    pub kind: Option<SourceKind>,
    /// What the guest sees; a disk if it is not said.
    #[xml(attr, since = "0.1.4")]
    pub device: Option<Device>,
    /// Model of a disk on a virtio or USB bus.
    #[xml(attr, since = "5.2.0")]
    pub model: Option<Model>,
    /// Whether the hypervisor needs the right to raw I/O; then it has it for all disks. No by default.
    #[xml(attr, since = "0.9.10", when("@device" = "lun"))]
    pub rawio: Option<YesNo>,
    /// Which SCSI commands of the guest may reach the device; no hypervisor supports it any more.
    #[xml(attr, since = "1.0.2", when("@device" = "lun"))]
    pub sgio: Option<Sgio>,
    /// What a snapshot of the domain does with the disk.
    #[xml(attr, since = "0.9.5")]
    pub snapshot: Option<SnapshotMode>,
    /// How the hypervisor works the disk.
    #[xml(child, since = "0.1.8")]
    pub driver: Option<Box<Driver>>,
    /// The user in whose name remote storage is opened; newer documents say it in the source.
    #[xml(child, since = "0.9.7")]
    pub auth: Option<Box<Auth>>,
    /// Where the data lives; absent for a drive without medium.
    #[xml(child, required_when("@type" = "network" | "vhostuser" | "vhostvdpa" | "ctl"))]
    pub source: Option<Box<Source>>,
    /// The image behind the image; an empty one says that nothing is.
    #[xml(child = "backingStore", since = "1.2.4", later("5.10.0", "is read, where it was only reported before"))]
    pub backing_store: Option<Link<BackingStore>>,
    /// The Xen domain that serves the disk.
    #[xml(child, since = "1.2.13")]
    pub backenddomain: Option<Box<BackendDomain>>,
    /// Geometry that the disk reports.
    #[xml(child, since = "0.10.0")]
    pub geometry: Option<Box<Geometry>>,
    /// Sizes that the disk reports.
    #[xml(child, since = "0.10.2")]
    pub blockio: Option<Box<BlockIo>>,
    /// A block job that copies the disk.
    #[xml(child, since = "0.9.12")]
    pub mirror: Option<Box<Mirror>>,
    /// The bus on which the guest sees the disk.
    #[xml(child, required, since = "0.0.3")]
    pub target: Option<Target>,
    /// Limits of input and output.
    #[xml(child, since = "0.9.8")]
    pub iotune: Option<Box<Iotune>>,
    /// The throttle groups of the domain that limit the disk.
    #[xml(child, since = "11.2.0")]
    pub throttlefilters: Option<Box<ThrottleFilters>>,
    /// Whether the guest cannot write; always so for a CD drive.
    #[xml(flag)]
    pub readonly: bool,
    /// Whether several domains use the disk at once, so that nothing may be cached.
    #[xml(flag)]
    pub shareable: bool,
    /// What the guest writes is lost when it stops.
    #[xml(child, since = "0.9.5", later("6.9.0", "hypervisor" = "qemu"))]
    pub transient: Option<Box<Transient>>,
    /// Serial number.
    #[xml(value, since = "0.7.1", datatype = DISK_SERIAL)]
    pub serial: Option<String>,
    /// World wide name.
    #[xml(value, since = "0.10.1", datatype = WWN)]
    pub wwn: Option<ThinStr>,
    /// Vendor that a SCSI disk reports.
    #[xml(value, since = "1.0.1", datatype = VENDOR)]
    pub vendor: Option<ThinStr>,
    /// Product that a SCSI (up to 16 characters), SATA or IDE disk (up to 40, since libvirt 11.1.0) reports.
    #[xml(value, since = "1.0.1", datatype = PRODUCT, later("11.1.0", "may have 40 characters on `sata` and `ide`"))]
    pub product: Option<ThinStr>,
    /// How the data is encrypted; newer documents say it in the source.
    #[xml(child)]
    pub encryption: Option<Box<Encryption>>,
    /// Place in the boot order.
    #[xml(child, since = "0.8.8")]
    pub boot: Option<Boot>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// What ACPI tells the guest about the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Where the device sits.
    #[xml(child)]
    pub address: Option<Address>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What the guest sees.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Device {
    /// A floppy drive.
    Floppy,
    /// A disk.
    Disk,
    /// A CD or DVD drive.
    Cdrom,
    /// A disk that passes SCSI commands on to the host's device.
    #[xml(since = "0.9.10")]
    Lun,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Model of a disk.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// virtio, in what forms the machine has.
    Virtio,
    /// virtio in its old and new form.
    VirtioTransitional,
    /// virtio in its new form only.
    VirtioNonTransitional,
    /// USB storage by the older model, which shows a CD drive as a disk.
    #[xml(since = "11.5.0")]
    UsbStorage,
    /// USB storage, with CD drives as such.
    #[xml(since = "11.5.0")]
    UsbBot,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What a snapshot of the domain does with a disk.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SnapshotMode {
    /// Nothing; the default of read-only disks.
    No,
    /// It is kept inside the image, whose format must allow it.
    Internal,
    /// The data from then on goes to a new image.
    External,
    /// It is made by other means.
    #[xml(since = "8.2.0")]
    Manual,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What the guest writes is lost when it stops: `<transient>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Transient {
    /// Whether several domains run from the same image; the disk is then plugged in after the start.
    #[xml(attr = "shareBacking", since = "7.4.0")]
    pub share_backing: Option<YesNo>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Disk {
    /// Where the data lives, as one value; `None` if it is not said, as for a drive without medium.
    pub fn source_form(&self) -> Option<SourceForm<'_>> {
        self.source.as_ref()?.form(self.kind.as_ref())
    }

    /// Says where the data lives.
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

    /// The images behind the image.
    pub fn backing_chain(&self) -> BackingChain<'_> {
        BackingChain::behind(self.backing_store.as_deref())
    }

    /// Name of the disk, such as `vda`.
    pub fn target_dev(&self) -> Option<&str> {
        self.target.as_ref()?.dev.as_deref()
    }

    /// What the guest sees, a disk if nothing is said.
    pub fn device_or_default(&self) -> &Device {
        self.device.as_ref().unwrap_or(&Device::Disk)
    }

    /// The user in whose name remote storage is opened, from the source or the disk.
    pub fn any_auth(&self) -> Option<&Auth> {
        self.source.as_ref().and_then(|source| source.auth.as_deref()).or(self.auth.as_deref())
    }

    /// How the data is encrypted, from the source or the disk.
    pub fn any_encryption(&self) -> Option<&Encryption> {
        self.source.as_ref().and_then(|source| source.encryption.as_deref()).or(self.encryption.as_deref())
    }
}
