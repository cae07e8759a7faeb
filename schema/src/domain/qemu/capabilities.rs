//! What libvirt assumes of QEMU.

use crate::types::QEMU;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Capabilities of QEMU that libvirt assumes or denies, whatever it found: `<qemu:capabilities>`.
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
    /// Capabilities that it assumes.
    #[xml(children = "add", ns = QEMU)]
    pub add: Vec<Capability>,
    /// Capabilities that it denies.
    #[xml(children = "del", ns = QEMU)]
    pub del: Vec<Capability>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A capability of QEMU: `<qemu:add>` and `<qemu:del>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "add", ns = QEMU)]
pub struct Capability {
    /// libvirt's name of the capability.
    #[xml(attr, required)]
    pub capability: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Capability {
    /// A capability by its name.
    pub fn new(capability: impl Into<String>) -> Self {
        Self { capability: Some(capability.into()), ..Self::default() }
    }
}

/// What QEMU does about deprecated features that libvirt uses: `<qemu:deprecation>`.
///
/// ```xml
/// <qemu:deprecation behavior='reject' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = QEMU)]
pub struct Deprecation {
    /// What it does.
    #[xml(attr, required)]
    pub behavior: Option<DeprecationBehavior>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What QEMU does about deprecated features.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum DeprecationBehavior {
    /// Nothing.
    None,
    /// It leaves them out of its answers.
    Omit,
    /// It also refuses commands that use them.
    Reject,
    /// It ends at such a command.
    Crash,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
