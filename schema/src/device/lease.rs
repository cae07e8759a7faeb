//! Lock manager lease: `<lease>`.

use crate::Element;
use crate::types::UNSIGNED_INT;
use crate::xml::Extra;

/// A lease of a lock manager that the domain must hold to run: `<lease>`.
///
/// ```xml
/// <lease>
///   <lockspace>cluster7</lockspace>
///   <key>web</key>
///   <target path='/leases/cluster7' offset='1048576'/>
/// </lease>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("name", "lockspace?", "key"), pairing = "identity")]
pub struct Lease {
    /// Lockspace in which the key is unique.
    #[xml(value, required)]
    pub lockspace: Option<String>,
    /// Key of the lease.
    #[xml(value, required)]
    pub key: Option<String>,
    /// Storage of the lease.
    #[xml(child, required)]
    pub target: Option<Target>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Storage of a lease: `<target>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Path of the lockspace file.
    #[xml(attr, required)]
    pub path: Option<String>,
    /// Offset of the lease in the file, in bytes.
    #[xml(attr, datatype = UNSIGNED_INT, dropped = "0", unit = "bytes")]
    pub offset: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Lease {
    /// Creates the lease `key` of `lockspace`, stored at `offset` of the file at `path`.
    pub fn new(lockspace: impl Into<String>, key: impl Into<String>, path: impl Into<String>, offset: u64) -> Self {
        let target = Target { path: Some(path.into()), offset: Some(offset), ..Target::default() };
        Self { lockspace: Some(lockspace.into()), key: Some(key.into()), target: Some(target), ..Self::default() }
    }
}
