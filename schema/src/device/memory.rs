//! Memory modules: `<memory>` in `<devices>`.

mod source;
mod target;

pub use source::Source;
pub use target::{BaseAddress, Label, Target};

use crate::shared::{Acpi, Address, Alias, MemoryAccess, Size, VirtioDriver};
use crate::types::{Unit, Uuid, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A memory module, which can be plugged and unplugged: `<memory>` in `<devices>`.
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
pub struct Memory {
    /// The kind of module.
    #[xml(attr, required)]
    pub model: Option<Model>,
    /// Whether other processes of the host see what the guest writes.
    #[xml(attr, since = "3.2.0")]
    pub access: Option<MemoryAccess>,
    /// Whether the content is thrown away when the module is unplugged; model `dimm`.
    #[xml(attr, since = "4.4.0")]
    pub discard: Option<YesNo>,
    /// Identity of an `nvdimm` of pSeries guests; libvirt makes one up if it is not said.
    #[xml(value, since = "6.2.0")]
    pub uuid: Option<Uuid>,
    /// Options of virtio modules.
    #[xml(child, since = "11.9.0")]
    pub driver: Option<Box<VirtioDriver>>,
    /// Where the memory comes from; `nvdimm` and `virtio-pmem` must have it.
    #[xml(child)]
    pub source: Option<Box<Source>>,
    /// What the guest sees.
    #[xml(child, required)]
    pub target: Option<Box<Target>>,
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

impl Memory {
    /// A module of a model and size.
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

    /// Size of the module in bytes.
    pub fn bytes(&self) -> Option<u64> {
        self.target.as_ref()?.size.as_ref()?.bytes(Unit::KiB)
    }
}

/// Kind of memory module.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// Common memory.
    #[xml(since = "1.2.14")]
    Dimm,
    /// Persistent memory.
    #[xml(since = "3.2.0")]
    Nvdimm,
    /// Persistent memory by virtio.
    #[xml(since = "7.1.0")]
    VirtioPmem,
    /// Memory by virtio whose size can change while the guest runs.
    #[xml(since = "7.9.0")]
    VirtioMem,
    /// Enclave page cache of SGX.
    #[xml(since = "8.10.0")]
    SgxEpc,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
