//! USB hubs: `<hub>`.

use crate::shared::{Acpi, Address, Alias};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A hub, which provides several ports at one: `<hub>`.
///
/// ```xml
/// <hub type='usb'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(similar("form", "@type"))]
pub struct Hub {
    /// Bus of the hub.
    #[xml(attr, required)]
    pub kind: Option<Kind>,
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

/// Bus of a hub.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// USB.
    Usb,
    /// Any other keyword.
    Other(ThinStr),
}
