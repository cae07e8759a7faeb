//! Non-volatile memory of pSeries guests: `<nvram>`.

use crate::Element;
use crate::shared::{Acpi, Address, Alias};
use crate::xml::Extra;

/// The non-volatile memory that every pSeries guest has: `<nvram>` of the devices.
///
/// ```xml
/// <nvram>
///   <address type='spapr-vio' reg='0x00003000'/>
/// </nvram>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Nvram {
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
