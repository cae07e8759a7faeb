//! Redirected device: `<redirdev>`.

use crate::shared::chardev::Chardev;
use crate::shared::{Acpi, Address, Alias, Boot};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A USB device that a client lends to the guest over a character device: `<redirdev>`.
///
/// ```xml
/// <redirdev bus='usb' type='spicevmc'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(expanded)]
pub struct Redirdev {
    /// Bus of the device.
    #[xml(attr, required)]
    pub bus: Option<Bus>,
    /// The host's side.
    #[xml(group)]
    pub chardev: Chardev,
    /// Place in the boot order.
    #[xml(child, since = "1.0.1")]
    pub boot: Option<Boot>,
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

/// Bus of a redirected device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Bus {
    /// USB.
    Usb,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
