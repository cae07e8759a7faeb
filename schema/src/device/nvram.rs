//! NVRAM device of pSeries guests: `<nvram>`.

use crate::Element;
use crate::shared::{Acpi, Address, Alias};
use crate::xml::Extra;

/// The NVRAM device of a pSeries guest, which always has one: `<nvram>` in `<devices>`.
///
/// ```xml
/// <nvram>
///   <address type='spapr-vio' reg='0x00003000'/>
/// </nvram>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Nvram {
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
