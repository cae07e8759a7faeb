//! Memory device: `<memory>` in `<devices>`.

mod source;
mod target;

pub use source::Source;
pub use target::{BaseAddress, Label, Target};

use crate::shared::{Acpi, Address, Alias, MemoryAccess, Size, VirtioDriver};
use crate::types::{Unit, Uuid, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A memory device (module): `<memory>` in `<devices>`.
///
/// ```xml
/// <memory model='virtio-mem'>
///   <target>
///     <size unit='GiB'>8</size>
///     <node>0</node>
///     <block unit='MiB'>2</block>
///     <requested unit='GiB'>4</requested>
///   </target>
/// </memory>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(
    similar("source", "@model?", "source/path"),
    similar("form", "@model?", "target/size", "target/node?"),
    pairing = "identity"
)]
pub struct Memory {
    /// Type of the memory device.
    #[xml(attr, required)]
    pub model: Option<Model>,
    /// Visibility of the guest's writes to other processes of the host.
    #[xml(
        attr,
        since = "3.2.0",
        default("shared", "@model" = "virtio-pmem"),
        implied = "../../memoryBacking/access/@mode"
    )]
    pub access: Option<MemoryAccess>,
    /// Discards the content when the module is unplugged; model `dimm`.
    #[xml(attr, since = "4.4.0")]
    pub discard: Option<YesNo>,
    /// UUID of an `nvdimm` of pSeries guests.
    #[xml(value, since = "6.2.0", assigned("definition", "@model" = "nvdimm", "arch" = "ppc64" | "ppc64le"))]
    pub uuid: Option<Uuid>,
    /// Options of virtio modules.
    #[xml(child, since = "11.9.0", dropped)]
    pub driver: Option<Box<VirtioDriver>>,
    /// Host side of the memory; required for `nvdimm` and `virtio-pmem`.
    #[xml(child)]
    pub source: Option<Box<Source>>,
    /// Guest side of the memory.
    #[xml(child, required)]
    pub target: Option<Box<Target>>,
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

impl Memory {
    /// Creates a module with a model and a size.
    ///
    /// ```
    /// use domxml_schema::device::memory::{Memory, Model};
    /// use domxml_schema::shared::Size;
    /// use domxml_schema::types::Unit;
    ///
    /// let module = Memory::new(Model::Dimm, Size::new(1, Unit::GiB));
    /// assert_eq!(module.bytes(), Some(1 << 30));
    /// ```
    pub fn new(model: Model, size: Size) -> Self {
        let target = Target { size: Some(size), ..Target::default() };
        Self { model: Some(model), target: Some(Box::new(target)), ..Self::default() }
    }

    /// Returns the size of the module in bytes.
    pub fn bytes(&self) -> Option<u64> {
        self.target.as_ref()?.size.as_ref()?.bytes(Unit::KiB)
    }
}

/// Type of a memory device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// DIMM module.
    #[xml(since = "1.2.14")]
    Dimm,
    /// NVDIMM module (persistent memory).
    #[xml(since = "3.2.0")]
    Nvdimm,
    /// virtio-pmem (persistent memory).
    #[xml(since = "7.1.0")]
    VirtioPmem,
    /// virtio-mem, whose size can change while the guest runs.
    #[xml(since = "7.9.0")]
    VirtioMem,
    /// Enclave page cache (EPC) of SGX.
    #[xml(since = "8.10.0")]
    SgxEpc,
    /// Any other keyword.
    Other(ThinStr),
}
