//! Parallel port: `<parallel>`.

use super::serial::Target;
use crate::Element;
use crate::shared::chardev::Chardev;
use crate::shared::{Acpi, Address, Alias};
use crate::types::ABS_FILE_PATH;
use crate::xml::Extra;

/// An emulated parallel port: `<parallel>`.
///
/// ```xml
/// <parallel type='dev'>
///   <source path='/dev/parport0'/>
///   <target port='0'/>
/// </parallel>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(similar("form", "target/@port"), pairing = "order")]
pub struct Parallel {
    /// Host side of the port.
    #[xml(group)]
    pub chardev: Chardev,
    /// Path of the pseudo terminal, a copy of the source path kept for compatibility.
    #[xml(attr, datatype = ABS_FILE_PATH, assigned("start", "@type" = "pty" | ""))]
    pub tty: Option<String>,
    /// Guest side of the port; only its number applies to parallel ports.
    #[xml(child, assigned = "definition")]
    pub target: Option<Target>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0", dropped)]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
