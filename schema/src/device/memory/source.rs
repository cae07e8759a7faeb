//! Host side of a memory device.

use crate::Element;
use crate::shared::Size;
use crate::types::{ABS_FILE_PATH, CpuSet};
use crate::xml::Extra;

/// Host side of a memory device: `<source>` of a `<memory>`.
///
/// Node mask and page size apply to `dimm`, `virtio-mem` and `sgx-epc`, the path to `nvdimm` and `virtio-pmem`.
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
    /// NUMA nodes of the host that provide the memory.
    #[xml(value, later("8.10.0", "../@model" = "sgx-epc"))]
    pub nodemask: Option<CpuSet>,
    /// Size of the host's pages.
    #[xml(child, unit = "KiB")]
    pub pagesize: Option<Size>,
    /// Path of the file or device that holds the content.
    #[xml(value, datatype = ABS_FILE_PATH)]
    pub path: Option<String>,
    /// Alignment of the mapping; if absent, the page size of the host.
    #[xml(child, since = "5.0.0", unit = "KiB")]
    pub alignsize: Option<Size>,
    /// Guarantees that writes of the guest reach the persistent memory.
    #[xml(flag, since = "5.0.0")]
    pub pmem: bool,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Source {
    /// Creates a source on a file or device of the host.
    pub fn path(path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..Self::default() }
    }
}
