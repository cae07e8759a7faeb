//! Lease of a lock manager: `<lease>`.

use crate::Element;
use crate::types::UNSIGNED_INT;
use crate::xml::Extra;

/// A lease that the domain must hold to run: `<lease>`.
///
/// ```xml
/// <lease>
///   <lockspace>cluster7</lockspace>
///   <key>web</key>
///   <target path='/leases/cluster7' offset='1048576'/>
/// </lease>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Lease {
    /// Name of the space in which the key is unique.
    #[xml(value, required)]
    pub lockspace: Option<String>,
    /// Name of the lease.
    #[xml(value, required)]
    pub key: Option<String>,
    /// Where the lease is stored.
    #[xml(child, required)]
    pub target: Option<Target>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Where a lease is stored: `<target>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Path of the file of the lock space.
    #[xml(attr, required)]
    pub path: Option<String>,
    /// Byte in the file at which the lease begins.
    #[xml(attr, datatype = UNSIGNED_INT)]
    pub offset: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Lease {
    /// The lease `key` of `lockspace`, stored at `offset` of the file at `path`.
    pub fn new(lockspace: impl Into<String>, key: impl Into<String>, path: impl Into<String>, offset: u64) -> Self {
        let target = Target { path: Some(path.into()), offset: Some(offset), ..Target::default() };
        Self { lockspace: Some(lockspace.into()), key: Some(key.into()), target: Some(target), ..Self::default() }
    }
}
