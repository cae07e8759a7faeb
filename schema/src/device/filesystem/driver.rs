//! Driver settings of a filesystem.

use crate::shared::VirtioOptions;
use crate::shared::storage::{STORAGE_FORMAT, StorageFormat};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Driver settings of a filesystem: `<driver>` of a `<filesystem>`.
///
/// ```xml
/// <driver type='virtiofs' queue='1024'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Driver {
    /// Kind of driver.
    #[xml(attr, implied("path", "../@type" = "mount" | "", "hypervisor" = "qemu" | "kvm" | "hvf"))]
    pub kind: Option<DriverKind>,
    /// Format of the image.
    #[xml(
        attr,
        since = "1.0.6",
        datatype = STORAGE_FORMAT,
        when("@type" = "path" | "handle" | "loop" | "nbd" | "ploop" | "")
    )]
    pub format: Option<StorageFormat>,
    /// Write policy for the page cache of the host.
    #[xml(attr, since = "0.9.10", when("@type" = "path" | "handle" | "loop" | "nbd" | "ploop" | ""))]
    pub wrpolicy: Option<WritePolicy>,
    /// Number of requests that a queue can hold.
    #[xml(attr, since = "6.2.0", when("@type" = "virtiofs"))]
    pub queue: Option<u32>,
    /// Options shared by all virtio devices.
    #[xml(group)]
    pub virtio: VirtioOptions,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Driver of a filesystem.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum DriverKind {
    /// 9p by path (QEMU).
    Path,
    /// 9p by file handle (QEMU).
    #[xml(since = "0.9.7")]
    Handle,
    /// Loop device (containers).
    #[xml(since = "1.0.6")]
    Loop,
    /// Network block device (containers).
    #[xml(since = "1.0.6")]
    Nbd,
    /// Ploop image (Virtuozzo).
    Ploop,
    /// virtiofs (QEMU).
    #[xml(since = "6.2.0")]
    Virtiofs,
    /// USB device with the Media Transfer Protocol (QEMU).
    #[xml(since = "10.2.0")]
    Mtp,
    /// Any other keyword.
    Other(ThinStr),
}

/// Write policy for the page cache of the host.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum WritePolicy {
    /// Immediate writeback.
    Immediate,
    /// Any other keyword.
    Other(ThinStr),
}
