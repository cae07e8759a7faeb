//! What of the host a file system shares.

use crate::Element;
use crate::types::{ABS_DIR_PATH, ABS_FILE_PATH, GENERIC_NAME, OBJECT_NAME, Unit, VOL_NAME};
use crate::xml::Extra;

/// What of the host a file system shares: `<source>` of a `<filesystem>`.
///
/// Which attribute says so depends on the file system's type.
///
/// ```xml
/// <source dir='/srv/share'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(one_of("@dir", "@socket"))]
pub struct Source {
    /// A folder; of the guest itself for type `bind`.
    #[xml(
        attr,
        datatype = ABS_DIR_PATH,
        when("../@type" = "mount" | "bind" | ""),
        required_when("../@type" = "bind")
    )]
    pub dir: Option<String>,
    /// A block device.
    #[xml(attr, datatype = ABS_FILE_PATH, when("../@type" = "block"), required_when("../@type" = "block"))]
    pub dev: Option<String>,
    /// An image file.
    #[xml(attr, datatype = ABS_FILE_PATH, when("../@type" = "file"), required_when("../@type" = "file"))]
    pub file: Option<String>,
    /// Name of a template.
    #[xml(attr, datatype = GENERIC_NAME, when("../@type" = "template"), required_when("../@type" = "template"))]
    pub name: Option<String>,
    /// How much memory is used, in KiB if no unit is said.
    #[xml(attr, since = "0.9.13", when("../@type" = "ram"), required_when("../@type" = "ram"))]
    pub usage: Option<u64>,
    /// Unit of the memory.
    #[xml(attr, since = "0.9.13", when("../@type" = "ram"))]
    pub units: Option<Unit>,
    /// Name of a storage pool.
    #[xml(attr, datatype = OBJECT_NAME, when("../@type" = "volume"), required_when("../@type" = "volume"))]
    pub pool: Option<String>,
    /// Name of a volume in the pool.
    #[xml(attr, datatype = VOL_NAME, when("../@type" = "volume"), required_when("../@type" = "volume"))]
    pub volume: Option<String>,
    /// Socket of a virtiofs daemon that was started by others.
    #[xml(attr, since = "7.3.0", datatype = ABS_FILE_PATH, when("../@type" = "mount" | ""))]
    pub socket: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Source {
    /// A folder.
    pub fn dir(path: impl Into<String>) -> Self {
        Self { dir: Some(path.into()), ..Self::default() }
    }

    /// A virtiofs daemon that was started by others.
    pub fn socket(path: impl Into<String>) -> Self {
        Self { socket: Some(path.into()), ..Self::default() }
    }

    /// So much memory.
    pub fn ram(usage: u64, units: Unit) -> Self {
        Self { usage: Some(usage), units: Some(units), ..Self::default() }
    }
}
