//! USB hub: `<hub>`.

use crate::shared::{Acpi, Address, Alias};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A hub, which makes several ports of one: `<hub>`.
///
/// ```xml
/// <hub type='usb'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Hub {
    /// Bus of the hub.
    #[xml(attr, required)]
    pub kind: Option<Kind>,
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

/// Bus of a hub.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// USB.
    Usb,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
