//! Where the memory of a module comes from.

use crate::Element;
use crate::shared::Size;
use crate::types::{ABS_FILE_PATH, CpuSet};
use crate::xml::Extra;

/// Where the memory of a module comes from: `<source>` of a `<memory>`.
///
/// Nodes and page size are for `dimm`, `virtio-mem` and `sgx-epc`, the path for `nvdimm` and `virtio-pmem`.
///
/// ```xml
/// <source>
///   <path>/dev/dax0.0</path>
///   <alignsize unit='MiB'>2</alignsize>
///   <pmem/>
/// </source>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(one_of("nodemask", "path"), one_of("pagesize", "path"))]
pub struct Source {
    /// NUMA nodes of the host to take it from.
    #[xml(value, later("8.10.0", "../@model" = "sgx-epc"))]
    pub nodemask: Option<CpuSet>,
    /// Size of the host's pages, in KiB if no unit is said.
    #[xml(child)]
    pub pagesize: Option<Size>,
    /// Path of the file or device that holds the content.
    #[xml(value, datatype = ABS_FILE_PATH)]
    pub path: Option<String>,
    /// Alignment of the mapping, in KiB if no unit is said; the host's page size if there is none.
    #[xml(child, since = "5.0.0")]
    pub alignsize: Option<Size>,
    /// Writes of the guest reach persistent memory for sure.
    #[xml(flag, since = "5.0.0")]
    pub pmem: bool,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Source {
    /// A file or device of the host.
    pub fn path(path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..Self::default() }
    }
}
