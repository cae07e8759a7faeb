//! Guest side of a memory device.

use crate::Element;
use crate::shared::Size;
use crate::types::{HEXUINT, YesNo};
use crate::xml::Extra;

/// Guest side of a memory device: `<target>` of a `<memory>`.
///
/// ```xml
/// <target>
///   <size unit='GiB'>1</size>
///   <node>0</node>
/// </target>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Lets a `virtio-mem` allocate memory slots on demand.
    #[xml(attr = "dynamicMemslots", since = "10.1.0")]
    pub dynamic_memslots: Option<YesNo>,
    /// Size of the module; maximum size of a `virtio-mem`.
    #[xml(child, required, unit = "KiB")]
    pub size: Option<Size>,
    /// NUMA node of the guest.
    #[xml(
        value,
        default("0", "../@model" = "dimm" | "nvdimm" | "virtio-mem", "hypervisor" = "qemu" | "kvm" | "hvf")
    )]
    pub node: Option<u32>,
    /// Label area of an `nvdimm`.
    #[xml(child)]
    pub label: Option<Label>,
    /// Makes an `nvdimm` read-only for the guest.
    #[xml(flag, since = "5.0.0")]
    pub readonly: bool,
    /// Granularity of size changes of a `virtio-mem`, a power of two.
    #[xml(child, unit = "KiB")]
    pub block: Option<Size>,
    /// Size of a `virtio-mem` that the guest is requested to use.
    #[xml(child, default("0", "block" = "!"), unit = "KiB")]
    pub requested: Option<Size>,
    /// Size of a `virtio-mem` that the guest currently uses; output only.
    #[xml(child, unit = "KiB", assigned = "start", volatile = "guest")]
    pub current: Option<Size>,
    /// Location of a virtio module in the guest's memory.
    #[xml(child, since = "9.4.0", assigned = "start")]
    pub address: Option<BaseAddress>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Label area of an `nvdimm`: `<label>`.
///
/// ```xml
/// <label>
///   <size unit='KiB'>128</size>
/// </label>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// Size of the area; QEMU requires at least 128 KiB.
    #[xml(child, required, unit = "KiB")]
    pub size: Option<Size>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Location of a virtio module in the guest's memory: `<address>` in the `<target>` of a `<memory>`.
///
/// ```xml
/// <address base='0x140000000'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct BaseAddress {
    /// Guest physical address of the first byte.
    #[xml(attr, required, hex = 0, datatype = HEXUINT, assigned = "start")]
    pub base: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
