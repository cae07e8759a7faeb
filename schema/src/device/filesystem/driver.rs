//! How the hypervisor offers a file system.

use crate::shared::VirtioOptions;
use crate::shared::storage::{STORAGE_FORMAT, StorageFormat};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// How the hypervisor offers a file system: `<driver>` of a `<filesystem>`.
///
/// ```xml
/// <driver type='virtiofs' queue='1024'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Driver {
    /// The driver.
    #[xml(attr)]
    pub kind: Option<DriverKind>,
    /// Format of the image.
    #[xml(
        attr,
        since = "1.0.6",
        datatype = STORAGE_FORMAT,
        when("@type" = "path" | "handle" | "loop" | "nbd" | "ploop" | "")
    )]
    pub format: Option<StorageFormat>,
    /// What happens to pages of the host that the guest writes.
    #[xml(attr, since = "0.9.10", when("@type" = "path" | "handle" | "loop" | "nbd" | "ploop" | ""))]
    pub wrpolicy: Option<WritePolicy>,
    /// How many requests a queue holds.
    #[xml(attr, since = "6.2.0", when("@type" = "virtiofs"))]
    pub queue: Option<u32>,
    /// Options that all virtio devices share.
    #[xml(group)]
    pub virtio: VirtioOptions,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Driver of a file system.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum DriverKind {
    /// 9p, by paths (QEMU).
    Path,
    /// 9p, by file handles (QEMU).
    #[xml(since = "0.9.7")]
    Handle,
    /// A loop device (containers).
    #[xml(since = "1.0.6")]
    Loop,
    /// A network block device (containers).
    #[xml(since = "1.0.6")]
    Nbd,
    /// A ploop image (Virtuozzo).
    Ploop,
    /// virtiofs (QEMU).
    #[xml(since = "6.2.0")]
    Virtiofs,
    /// A USB device that speaks the media transfer protocol (QEMU).
    #[xml(since = "10.2.0")]
    Mtp,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What happens to pages of the host that the guest writes.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum WritePolicy {
    /// They are written out at once.
    Immediate,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
