//! File systems that the guest shares with the host: `<filesystem>`.

mod binary;
mod driver;
mod source;

pub use binary::{Binary, Cache, CacheMode, Lock, OpenFiles, Sandbox, SandboxMode, ThreadPool};
pub use driver::{Driver, DriverKind, WritePolicy};
pub use source::Source;

use crate::domain::idmap::Idmap;
use crate::shared::{Acpi, Address, Alias, Boot, Size, VirtioModel};
use crate::types::CREATE_MODE;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A folder, image or volume of the host that the guest reaches as a file system: `<filesystem>`.
///
/// ```xml
/// <filesystem type='mount' accessmode='passthrough'>
///   <driver type='virtiofs'/>
///   <source dir='/srv/share'/>
///   <target dir='share'/>
/// </filesystem>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Filesystem {
    /// What the source is; libvirt takes `mount` if it is not said.
    #[xml(attr)]
    pub kind: Option<Kind>,
    /// With whose rights the source is accessed; libvirt takes `passthrough` if it is not said.
    #[xml(attr, since = "0.8.5")]
    pub accessmode: Option<AccessMode>,
    /// Variant of the virtio device.
    #[xml(attr, since = "5.2.0")]
    pub model: Option<VirtioModel>,
    /// How a folder is exported that holds several devices of the host; 9p only.
    #[xml(attr, since = "6.3.0")]
    pub multidevs: Option<Multidevs>,
    /// Permissions of new files under access mode `mapped`; QEMU takes 600 if it is not said.
    #[xml(attr, octal = 4, since = "6.10.0", datatype = CREATE_MODE)]
    pub fmode: Option<u16>,
    /// Permissions of new folders under access mode `mapped`; QEMU takes 700 if it is not said.
    #[xml(attr, octal = 4, since = "6.10.0", datatype = CREATE_MODE)]
    pub dmode: Option<u16>,
    /// How the hypervisor offers it.
    #[xml(child, since = "0.9.7")]
    pub driver: Option<Box<Driver>>,
    /// The daemon of virtiofs.
    #[xml(child, since = "6.2.0", when("@type" = "mount" | ""))]
    pub binary: Option<Box<Binary>>,
    /// Ids in the user name space of virtiofs.
    #[xml(child, since = "10.0.0", when("@type" = "mount" | ""))]
    pub idmap: Option<Box<Idmap>>,
    /// What of the host is shared.
    #[xml(child, required)]
    pub source: Option<Box<Source>>,
    /// Where the guest finds it.
    #[xml(child, required)]
    pub target: Option<Target>,
    /// The guest cannot write to it.
    #[xml(flag, later("11.0.0", "hypervisor" = "qemu"))]
    pub readonly: bool,
    /// Place in the boot order.
    #[xml(child, since = "7.1.0")]
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
    /// Space that the guest can use, in bytes if no unit is said.
    #[xml(child, since = "0.9.13")]
    pub space_hard_limit: Option<Box<Size>>,
    /// Space that the guest may exceed for a while only, in bytes if no unit is said.
    #[xml(child, since = "0.9.13")]
    pub space_soft_limit: Option<Box<Size>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Filesystem {
    /// A folder of the host that the guest mounts through virtiofs by its tag.
    ///
    /// The guest's memory must be shared for it.
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

    /// A folder of the host that the guest mounts: through 9p by its tag (QEMU), or at the path `target`
    /// (containers).
    pub fn mount(dir: impl Into<String>, target: impl Into<String>) -> Self {
        Self {
            kind: Some(Kind::Mount),
            source: Some(Box::new(Source::dir(dir))),
            target: Some(Target { dir: Some(target.into()), ..Target::default() }),
            ..Self::default()
        }
    }

    /// The target's `dir`: a mount tag (QEMU) or a path in the guest (containers).
    pub fn tag(&self) -> Option<&str> {
        self.target.as_ref()?.dir.as_deref()
    }
}

/// What the source of a file system is.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A folder of the host.
    #[xml(later("0.6.2", "hypervisor" = "openvz"), later("0.8.5", "hypervisor" = "qemu"))]
    Mount,
    /// A template of OpenVZ.
    Template,
    /// An image file (containers).
    File,
    /// A block device of the host (containers).
    #[xml(since = "0.9.5")]
    Block,
    /// Memory of the host (containers).
    #[xml(since = "0.9.13")]
    Ram,
    /// Another folder of the guest (containers).
    #[xml(since = "0.9.13")]
    Bind,
    /// A volume of a storage pool of libvirt (Virtuozzo).
    Volume,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// With whose rights the source of a file system is accessed.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum AccessMode {
    /// Those of the user in the guest; the only mode of virtiofs.
    Passthrough,
    /// Those of the hypervisor; the guest's owners and permissions are kept aside.
    Mapped,
    /// Like `passthrough`, but where the host refuses a change of owner that is passed over.
    Squash,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// How a folder is exported that holds several devices of the host, whose file ids may collide.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Multidevs {
    /// As QEMU does, which is `warn` today.
    Default,
    /// File ids are mapped so that none collide.
    Remap,
    /// Only one device is accessible.
    Forbid,
    /// The host logs a warning; ids may collide.
    Warn,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Where the guest finds a file system: `<target>` of a `<filesystem>`.
///
/// ```xml
/// <target dir='share'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Path in the guest; for QEMU a tag by which the guest mounts it.
    #[xml(attr, required)]
    pub dir: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
