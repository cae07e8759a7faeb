//! Properties of devices that are set past libvirt.

use crate::types::QEMU;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Properties of devices that are set past libvirt: `<qemu:override>`.
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
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Override {
    /// What is set of a device.
    pub fn device(&self, alias: &str) -> Option<&Device> {
        self.devices.iter().find(|device| device.alias.as_deref() == Some(alias))
    }

    /// A property that is set of a device.
    pub fn property(&self, alias: &str, name: &str) -> Option<&Property> {
        let properties = &self.device(alias)?.frontend.as_ref()?.properties;
        properties.iter().find(|property| property.name.as_deref() == Some(name))
    }
}

/// What is set of a device: `<qemu:device>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = QEMU)]
pub struct Device {
    /// Alias of the device, best one of the user (`ua-...`).
    #[xml(attr, required)]
    pub alias: Option<String>,
    /// What is set of the part that the guest sees.
    #[xml(child, ns = QEMU)]
    pub frontend: Option<Frontend>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What is set of the part of a device that the guest sees: `<qemu:frontend>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = QEMU)]
pub struct Frontend {
    /// The properties.
    #[xml(children = "property", ns = QEMU)]
    pub properties: Vec<Property>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A property of a device: `<qemu:property>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = QEMU)]
pub struct Property {
    /// QEMU's name of the property.
    #[xml(attr, required)]
    pub name: Option<String>,
    /// Type of the value, or `remove`.
    #[xml(attr, required)]
    pub kind: Option<PropertyKind>,
    /// The value; none with `remove`.
    #[xml(attr)]
    pub value: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Type of the value of a property.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum PropertyKind {
    /// A text.
    String,
    /// A whole number with sign.
    Signed,
    /// A whole number without sign.
    Unsigned,
    /// `true` or `false`.
    Bool,
    /// No value: the property that libvirt sets is taken out.
    Remove,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
