//! Console: `<console>`.

use super::serial::Target;
use crate::Element;
use crate::shared::chardev::Chardev;
use crate::shared::{Acpi, Address, Alias};
use crate::types::ABS_FILE_PATH;
use crate::xml::Extra;

/// An interactive console: `<console>`.
///
/// A target of type `serial` (the default of most machines) is no device of its own but the first
/// serial port; libvirt adds whichever of the two is missing. One of type `virtio` is a device.
///
/// ```xml
/// <console type='pty'>
///   <target type='virtio' port='0'/>
/// </console>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Console {
    /// The host's side.
    #[xml(group)]
    pub chardev: Chardev,
    /// Path of the pseudo terminal, repeated from the source for old readers.
    #[xml(attr, datatype = ABS_FILE_PATH)]
    pub tty: Option<String>,
    /// The guest's side.
    #[xml(child)]
    pub target: Option<Target>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// What ACPI tells the guest about the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Where the device sits.
    #[xml(child)]
    pub address: Option<Address>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
