//! Store that survives a crash of the guest: `<pstore>`.

use crate::shared::{Acpi, Address, Alias, Size};
use crate::types::ABS_FILE_PATH;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A store to which a guest writes its last messages before it crashes: `<pstore>`.
///
/// ```xml
/// <pstore backend='acpi-erst'>
///   <path>/var/lib/demo/pstore</path>
///   <size unit='KiB'>64</size>
/// </pstore>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Pstore {
    /// How the guest reaches the store.
    #[xml(attr, required)]
    pub backend: Option<Backend>,
    /// File of the host that holds the store.
    #[xml(value, datatype = ABS_FILE_PATH)]
    pub path: Option<String>,
    /// Size of the store.
    #[xml(child, required)]
    pub size: Option<Size>,
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

/// How a guest reaches the store.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Backend {
    /// The error record serialization table of ACPI.
    AcpiErst,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
