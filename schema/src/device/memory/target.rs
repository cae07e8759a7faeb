//! What the guest sees of a memory module.

use crate::Element;
use crate::shared::Size;
use crate::types::{HEXUINT, YesNo};
use crate::xml::Extra;

/// What the guest sees of a memory module: `<target>` of a `<memory>`.
///
/// ```xml
/// <target>
///   <size unit='GiB'>1</size>
///   <node>0</node>
/// </target>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Whether a `virtio-mem` takes memory slots only as it needs them; QEMU does not by default.
    #[xml(attr = "dynamicMemslots", since = "10.1.0")]
    pub dynamic_memslots: Option<YesNo>,
    /// Size of the module (of `virtio-mem` the greatest one), in KiB if no unit is said.
    #[xml(child, required)]
    pub size: Option<Size>,
    /// NUMA node of the guest that it belongs to.
    #[xml(value)]
    pub node: Option<u32>,
    /// Where an `nvdimm` keeps its labels.
    #[xml(child)]
    pub label: Option<Label>,
    /// The guest cannot write to the `nvdimm`.
    #[xml(flag, since = "5.0.0")]
    pub readonly: bool,
    /// Size of the blocks by which a `virtio-mem` grows and shrinks, a power of two, in KiB if no unit is said.
    #[xml(child)]
    pub block: Option<Size>,
    /// How much of a `virtio-mem` the guest shall have, in KiB if no unit is said.
    #[xml(child)]
    pub requested: Option<Size>,
    /// How much of a `virtio-mem` the guest has, in KiB if no unit is said; libvirt writes it only.
    #[xml(child)]
    pub current: Option<Size>,
    /// Where a virtio module is in the guest's memory.
    #[xml(child, since = "9.4.0")]
    pub address: Option<BaseAddress>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Where an `nvdimm` keeps its labels: `<label>`.
///
/// ```xml
/// <label>
///   <size unit='KiB'>128</size>
/// </label>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// Size of the place, in KiB if no unit is said; QEMU wants 128 KiB at least.
    #[xml(child, required)]
    pub size: Option<Size>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Where a virtio module is in the guest's memory: `<address>` in the `<target>` of a `<memory>`.
///
/// ```xml
/// <address base='0x140000000'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct BaseAddress {
    /// Guest physical address at which it begins.
    #[xml(attr, required, hex = 0, datatype = HEXUINT)]
    pub base: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
