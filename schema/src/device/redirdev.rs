//! Redirected device: `<redirdev>`.

use crate::shared::chardev::Chardev;
use crate::shared::{Acpi, Address, Alias, Boot};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A USB device that a client redirects to the guest over a character device: `<redirdev>`.
///
/// ```xml
/// <redirdev bus='usb' type='spicevmc'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(expanded, similar("form", "@bus?", "@type"), pairing = "order")]
pub struct Redirdev {
    /// Bus of the device.
    #[xml(attr, required, default = "usb")]
    pub bus: Option<Bus>,
    /// Host side of the device.
    #[xml(group)]
    pub chardev: Chardev,
    /// Boot order of the device.
    #[xml(child, since = "1.0.1")]
    pub boot: Option<Boot>,
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

/// Bus of a redirected device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Bus {
    /// USB.
    Usb,
    /// Any other keyword.
    Other(ThinStr),
}
