//! Consoles: `<console>`.

use super::serial::Target;
use crate::Element;
use crate::shared::chardev::Chardev;
use crate::shared::{Acpi, Address, Alias};
use crate::types::ABS_FILE_PATH;
use crate::xml::Extra;

/// An interactive console: `<console>`.
///
/// A console with a target of type `serial` is no device of its own but the first serial port; libvirt
/// adds whichever of the two is missing. A console with a target of type `virtio` is a device.
///
/// ```xml
/// <console type='pty'>
///   <target type='virtio' port='0'/>
/// </console>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(similar("form", "target/@type", "target/@port?"), pairing = "order")]
pub struct Console {
    /// Host side of the console.
    #[xml(group)]
    pub chardev: Chardev,
    /// Path of the pseudo terminal, the same as in the source.
    #[xml(attr, datatype = ABS_FILE_PATH, assigned = "start")]
    pub tty: Option<String>,
    /// Guest side of the console.
    #[xml(child, assigned = "definition")]
    pub target: Option<Target>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
