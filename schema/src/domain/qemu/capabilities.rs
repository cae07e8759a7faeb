//! Capabilities of QEMU and its deprecated features.

use crate::types::QEMU;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Capabilities of QEMU that are added to or removed from those detected: `<qemu:capabilities>`.
///
/// ```xml
/// <qemu:capabilities xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
///   <qemu:add capability='blockdev'/>
///   <qemu:del capability='drive'/>
/// </qemu:capabilities>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = QEMU)]
pub struct Capabilities {
    /// Capabilities to add.
    #[xml(children = "add", ns = QEMU)]
    pub add: Vec<Capability>,
    /// Capabilities to remove.
    #[xml(children = "del", ns = QEMU)]
    pub del: Vec<Capability>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Capability of QEMU: `<qemu:add>` and `<qemu:del>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "add", ns = QEMU, identity("name", "@capability"))]
pub struct Capability {
    /// Name of the capability in libvirt.
    #[xml(attr, required)]
    pub capability: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Capability {
    /// Creates a capability with a name.
    pub fn new(capability: impl Into<String>) -> Self {
        Self { capability: Some(capability.into()), ..Self::default() }
    }
}

/// Behavior of QEMU when libvirt uses deprecated features: `<qemu:deprecation>`.
///
/// ```xml
/// <qemu:deprecation behavior='reject' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = QEMU)]
pub struct Deprecation {
    /// The behavior.
    #[xml(attr, required)]
    pub behavior: Option<DeprecationBehavior>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Behavior of QEMU when libvirt uses deprecated features.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum DeprecationBehavior {
    /// No restriction.
    None,
    /// Omits deprecated output.
    Omit,
    /// Rejects deprecated commands too.
    Reject,
    /// Crashes on a deprecated command.
    Crash,
    /// Any other keyword.
    Other(ThinStr),
}
