//! Sources of filesystems on the host.

use crate::Element;
use crate::types::{ABS_DIR_PATH, ABS_FILE_PATH, GENERIC_NAME, OBJECT_NAME, Unit, VOL_NAME};
use crate::xml::Extra;

/// Source of a filesystem on the host: `<source>` of a `<filesystem>`.
///
/// The type of the filesystem determines the attribute.
///
/// ```xml
/// <source dir='/srv/share'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(one_of("@dir", "@socket"))]
pub struct Source {
    /// Path of a directory; of the guest itself for type `bind`.
    #[xml(
        attr,
        datatype = ABS_DIR_PATH,
        when("../@type" = "mount" | "bind" | ""),
        required_when("../@type" = "bind")
    )]
    pub dir: Option<String>,
    /// Path of a block device.
    #[xml(attr, datatype = ABS_FILE_PATH, when("../@type" = "block"), required_when("../@type" = "block"))]
    pub dev: Option<String>,
    /// Path of an image file.
    #[xml(attr, datatype = ABS_FILE_PATH, when("../@type" = "file"), required_when("../@type" = "file"))]
    pub file: Option<String>,
    /// Name of a template.
    #[xml(attr, datatype = GENERIC_NAME, when("../@type" = "template"), required_when("../@type" = "template"))]
    pub name: Option<String>,
    /// Maximum size of an in-memory filesystem.
    #[xml(attr, since = "0.9.13", when("../@type" = "ram"), required_when("../@type" = "ram"), unit = "KiB")]
    pub usage: Option<u64>,
    /// Unit of the size.
    #[xml(attr, since = "0.9.13", when("../@type" = "ram"))]
    pub units: Option<Unit>,
    /// Name of a storage pool.
    #[xml(attr, datatype = OBJECT_NAME, when("../@type" = "volume"), required_when("../@type" = "volume"))]
    pub pool: Option<String>,
    /// Name of a volume in the pool.
    #[xml(attr, datatype = VOL_NAME, when("../@type" = "volume"), required_when("../@type" = "volume"))]
    pub volume: Option<String>,
    /// Socket of a virtiofs daemon that libvirt does not manage.
    #[xml(attr, since = "7.3.0", datatype = ABS_FILE_PATH, when("../@type" = "mount" | ""))]
    pub socket: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Source {
    /// Creates the source of a directory.
    pub fn dir(path: impl Into<String>) -> Self {
        Self { dir: Some(path.into()), ..Self::default() }
    }

    /// Creates the source of a virtiofs daemon that libvirt does not manage.
    pub fn socket(path: impl Into<String>) -> Self {
        Self { socket: Some(path.into()), ..Self::default() }
    }

    /// Creates the source of an in-memory filesystem of a size.
    pub fn ram(usage: u64, units: Unit) -> Self {
        Self { usage: Some(usage), units: Some(units), ..Self::default() }
    }
}
