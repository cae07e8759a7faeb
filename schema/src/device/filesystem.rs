//! Filesystems shared with the guest: `<filesystem>`.

mod binary;
mod driver;
mod source;

pub use binary::{Binary, Cache, CacheMode, Lock, OpenFiles, Sandbox, SandboxMode, ThreadPool};
pub use driver::{Driver, DriverKind, WritePolicy};
pub use source::Source;

use crate::shared::idmap::Idmap;
use crate::shared::{Acpi, Address, Alias, Boot, Size, VirtioModel};
use crate::types::CREATE_MODE;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A directory, image or volume of the host that the guest accesses as a filesystem: `<filesystem>`.
///
/// ```xml
/// <filesystem type='mount' accessmode='passthrough'>
///   <driver type='virtiofs'/>
///   <source dir='/srv/share'/>
///   <target dir='share'/>
/// </filesystem>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("target", "target/@dir"), pairing = "identity")]
pub struct Filesystem {
    /// Kind of the source.
    #[xml(attr, default = "mount")]
    pub kind: Option<Kind>,
    /// Security mode of accesses to the source.
    #[xml(attr, since = "0.8.5", default("passthrough", "source/@socket" = ""))]
    pub accessmode: Option<AccessMode>,
    /// Model of the virtio device.
    #[xml(attr, since = "5.2.0")]
    pub model: Option<VirtioModel>,
    /// Export of a directory that spans several devices of the host; 9p only.
    #[xml(attr, since = "6.3.0", dropped = "default")]
    pub multidevs: Option<Multidevs>,
    /// Permissions of new files in access mode `mapped`.
    #[xml(
        attr,
        octal = 4,
        since = "6.10.0",
        datatype = CREATE_MODE,
        implied("0600", "@accessmode" = "mapped", "hypervisor" = "qemu" | "kvm" | "hvf")
    )]
    pub fmode: Option<u16>,
    /// Permissions of new directories in access mode `mapped`.
    #[xml(
        attr,
        octal = 4,
        since = "6.10.0",
        datatype = CREATE_MODE,
        implied("0700", "@accessmode" = "mapped", "hypervisor" = "qemu" | "kvm" | "hvf")
    )]
    pub dmode: Option<u16>,
    /// Driver settings of the hypervisor.
    #[xml(child, since = "0.9.7", implied("@type" = "mount" | "", "hypervisor" = "qemu" | "kvm" | "hvf"))]
    pub driver: Option<Box<Driver>>,
    /// Options of the virtiofs daemon.
    #[xml(child, since = "6.2.0", when("@type" = "mount" | ""))]
    pub binary: Option<Box<Binary>>,
    /// Id mapping of the user namespace of virtiofs.
    #[xml(child, since = "10.0.0", when("@type" = "mount" | ""))]
    pub idmap: Option<Box<Idmap>>,
    /// Source on the host.
    #[xml(child, required)]
    pub source: Option<Box<Source>>,
    /// Target in the guest.
    #[xml(child, required)]
    pub target: Option<Target>,
    /// Makes the filesystem read-only for the guest.
    #[xml(flag, later("11.0.0", "hypervisor" = "qemu"))]
    pub readonly: bool,
    /// Position in the boot order.
    #[xml(child, since = "7.1.0")]
    pub boot: Option<Boot>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Maximum space that the guest can use.
    #[xml(child, since = "0.9.13", unit = "bytes")]
    pub space_hard_limit: Option<Box<Size>>,
    /// Space that the guest can exceed temporarily.
    #[xml(child, since = "0.9.13", unit = "bytes")]
    pub space_soft_limit: Option<Box<Size>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Filesystem {
    /// Creates a virtiofs share of a directory of the host, which the guest mounts by its tag.
    ///
    /// It requires shared memory of the guest.
    ///
    /// ```
    /// use domxml_schema::device::filesystem::Filesystem;
    ///
    /// let share = Filesystem::virtiofs("/srv/share", "share");
    /// assert_eq!(share.tag(), Some("share"));
    /// ```
    pub fn virtiofs(dir: impl Into<String>, tag: impl Into<String>) -> Self {
        Self {
            accessmode: Some(AccessMode::Passthrough),
            driver: Some(Box::new(Driver { kind: Some(DriverKind::Virtiofs), ..Driver::default() })),
            ..Self::mount(dir, tag)
        }
    }

    /// Creates a share of a directory of the host, which the guest mounts through 9p by its tag (QEMU) or at
    /// the path `target` (containers).
    pub fn mount(dir: impl Into<String>, target: impl Into<String>) -> Self {
        Self {
            kind: Some(Kind::Mount),
            source: Some(Box::new(Source::dir(dir))),
            target: Some(Target { dir: Some(target.into()), ..Target::default() }),
            ..Self::default()
        }
    }

    /// Returns the `dir` of the target: a mount tag (QEMU) or a path in the guest (containers).
    pub fn tag(&self) -> Option<&str> {
        self.target.as_ref()?.dir.as_deref()
    }
}

/// Kind of the source of a filesystem.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Directory of the host.
    #[xml(later("0.6.2", "hypervisor" = "openvz"), later("0.8.5", "hypervisor" = "qemu"))]
    Mount,
    /// OpenVZ template.
    Template,
    /// Image file (containers).
    File,
    /// Block device of the host (containers).
    #[xml(since = "0.9.5")]
    Block,
    /// In-memory filesystem (containers).
    #[xml(since = "0.9.13")]
    Ram,
    /// Another directory of the guest (containers).
    #[xml(since = "0.9.13")]
    Bind,
    /// Volume of a libvirt storage pool (Virtuozzo).
    Volume,
    /// Any other keyword.
    Other(ThinStr),
}

/// Security mode of accesses to the source of a filesystem.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum AccessMode {
    /// Permissions of the user in the guest; the only mode of virtiofs.
    Passthrough,
    /// Permissions of the hypervisor; owners and permissions of the guest are stored separately.
    Mapped,
    /// Like `passthrough`, but failures to change the owner are ignored.
    Squash,
    /// Any other keyword.
    Other(ThinStr),
}

/// Export of a directory that spans several devices of the host, whose file ids may collide.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Multidevs {
    /// Default of QEMU.
    Default,
    /// Remaps file ids to avoid collisions.
    Remap,
    /// Allows access to one device only.
    Forbid,
    /// Logs a warning on the host; ids may collide.
    Warn,
    /// Any other keyword.
    Other(ThinStr),
}

/// Target of a filesystem in the guest: `<target>` of a `<filesystem>`.
///
/// ```xml
/// <target dir='share'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Path in the guest; for QEMU the tag by which the guest mounts it.
    #[xml(attr, required)]
    pub dir: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
