//! Persistent storage for crash records: `<pstore>`.

use crate::shared::{Acpi, Address, Alias, Size};
use crate::types::ABS_FILE_PATH;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A persistent store to which the guest OS writes its last messages before a crash: `<pstore>`.
///
/// ```xml
/// <pstore backend='acpi-erst'>
///   <path>/var/lib/demo/pstore</path>
///   <size unit='KiB'>64</size>
/// </pstore>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Pstore {
    /// Interface through which the guest accesses the store.
    #[xml(attr, required)]
    pub backend: Option<Backend>,
    /// Path of the file that holds the store.
    #[xml(value, datatype = ABS_FILE_PATH, assigned("definition", "hypervisor" = "qemu" | "kvm" | "hvf"))]
    pub path: Option<String>,
    /// Size of the store.
    #[xml(child, required, unit = "KiB")]
    pub size: Option<Size>,
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

/// Interface through which the guest accesses the store.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Backend {
    /// Error Record Serialization Table (ERST) of ACPI.
    AcpiErst,
    /// Any other keyword.
    Other(ThinStr),
}
