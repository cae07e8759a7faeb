//! Additional ACPI tables.

use crate::types::ABS_FILE_PATH;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Additional ACPI tables: `<acpi>` of `<os>`.
///
/// ```xml
/// <acpi>
///   <table type='slic'>/firmware/slic.bin</table>
/// </acpi>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Acpi {
    /// The tables; only `raw` ones may be repeated.
    #[xml(children)]
    pub tables: Vec<Table>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// ACPI table from a file: `<table>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(similar("form", "@type"), pairing = "order")]
pub struct Table {
    /// Content of the file.
    #[xml(attr, required)]
    pub kind: Option<TableKind>,
    /// Path of the file on the host.
    #[xml(text, required, datatype = ABS_FILE_PATH)]
    pub path: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Table {
    /// Creates a table from a file.
    pub fn new(kind: TableKind, path: impl Into<String>) -> Self {
        Self { kind: Some(kind), path: Some(path.into()), ..Self::default() }
    }
}

/// Content of the file of an ACPI table.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum TableKind {
    /// A single table with its header.
    #[xml(since = "11.2.0")]
    Raw,
    /// Concatenated tables with their headers.
    #[xml(since = "11.2.0")]
    Rawset,
    /// A software licensing table; its signature is set to SLIC.
    #[xml(since = "1.3.5", later("5.9.0", "hypervisor" = "xen"))]
    Slic,
    /// A Microsoft data management table; its signature is set to MSDM.
    #[xml(since = "11.2.0")]
    Msdm,
    /// Any other keyword.
    Other(ThinStr),
}
