//! Properties of QEMU devices that override libvirt's.

use crate::types::QEMU;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Properties of QEMU devices that override libvirt's: `<qemu:override>`.
///
/// ```xml
/// <qemu:override xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
///   <qemu:device alias='ua-disk'>
///     <qemu:frontend>
///       <qemu:property name='logical_block_size' type='unsigned' value='4096'/>
///     </qemu:frontend>
///   </qemu:device>
/// </qemu:override>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = QEMU)]
pub struct Override {
    /// The devices.
    #[xml(children, ns = QEMU)]
    pub devices: Vec<Device>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Override {
    /// Returns the overrides of a device.
    pub fn device(&self, alias: &str) -> Option<&Device> {
        self.devices.iter().find(|device| device.alias.as_deref() == Some(alias))
    }

    /// Returns an overridden property of a device.
    pub fn property(&self, alias: &str, name: &str) -> Option<&Property> {
        let properties = &self.device(alias)?.frontend.as_ref()?.properties;
        properties.iter().find(|property| property.name.as_deref() == Some(name))
    }
}

/// Overrides of a device: `<qemu:device>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = QEMU, identity("name", "@alias"))]
pub struct Device {
    /// Alias of the device, preferably a user alias (`ua-...`).
    #[xml(attr, required)]
    pub alias: Option<String>,
    /// Overrides of the frontend, the part that the guest sees.
    #[xml(child, ns = QEMU)]
    pub frontend: Option<Frontend>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Overrides of a device's frontend, the part that the guest sees: `<qemu:frontend>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = QEMU)]
pub struct Frontend {
    /// The properties.
    #[xml(children = "property", ns = QEMU)]
    pub properties: Vec<Property>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Property of a device: `<qemu:property>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = QEMU, identity("name", "@name"))]
pub struct Property {
    /// Name of the property in QEMU.
    #[xml(attr, required)]
    pub name: Option<String>,
    /// Type of the value, or `remove` to unset the property.
    #[xml(attr, required)]
    pub kind: Option<PropertyKind>,
    /// Value of the property; none with `remove`.
    #[xml(attr)]
    pub value: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Type of the value of a property.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum PropertyKind {
    /// String.
    String,
    /// Signed integer.
    Signed,
    /// Unsigned integer.
    Unsigned,
    /// Boolean: `true` or `false`.
    Bool,
    /// No value: removes the property that libvirt sets.
    Remove,
    /// Any other keyword.
    Other(ThinStr),
}
