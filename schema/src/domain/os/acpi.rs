//! ACPI tables from files.

use crate::types::ABS_FILE_PATH;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// ACPI tables that the guest sees besides the usual ones: `<acpi>` of `<os>`.
///
/// ```xml
/// <acpi>
///   <table type='slic'>/firmware/slic.bin</table>
/// </acpi>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Acpi {
    /// The tables; only `raw` may occur more than once.
    #[xml(children)]
    pub tables: Vec<Table>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// An ACPI table from a file: `<table>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What the file holds.
    #[xml(attr, required)]
    pub kind: Option<TableKind>,
    /// Path of the file on the host.
    #[xml(text, required, datatype = ABS_FILE_PATH)]
    pub path: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Table {
    /// A table from a file.
    pub fn new(kind: TableKind, path: impl Into<String>) -> Self {
        Self { kind: Some(kind), path: Some(path.into()), ..Self::default() }
    }
}

/// What the file of an ACPI table holds.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum TableKind {
    /// One table with its header.
    #[xml(since = "11.2.0")]
    Raw,
    /// Several tables with their headers, one after another.
    #[xml(since = "11.2.0")]
    Rawset,
    /// One table with licences of software; its signature becomes SLIC.
    #[xml(since = "1.3.5", later("5.9.0", "hypervisor" = "xen"))]
    Slic,
    /// One table with data of Microsoft's licences; its signature becomes MSDM.
    #[xml(since = "11.2.0")]
    Msdm,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
