//! How much memory the guest has: `<memory>`, `<maxMemory>`, `<currentMemory>`.

use crate::Element;
use crate::types::{OnOff, Unit};
use crate::xml::Extra;

/// Memory of the guest at boot, memory devices included: `<memory>`.
///
/// libvirt rounds it up to whole KiB; a guest with NUMA cells may leave it out.
///
/// ```xml
/// <memory dumpCore='off' unit='GiB'>4</memory>
/// ```
///
/// ```
/// use domxml_schema::domain::memory::Memory;
/// use domxml_schema::types::Unit;
///
/// assert_eq!(Memory::new(2, Unit::GiB).bytes(), Some(2 << 30));
/// let no_unit = Memory { value: Some(512), ..Memory::default() };
/// assert_eq!(no_unit.bytes(), Some(512 << 10));
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Memory {
    /// Whether a core dump after a crash contains the guest's memory.
    #[xml(attr = "dumpCore", since = "0.10.2")]
    pub dump_core: Option<OnOff>,
    /// Unit of the number; KiB if it is not said.
    #[xml(attr, since = "0.9.11")]
    pub unit: Option<Unit>,
    /// The number.
    #[xml(text, required)]
    pub value: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Memory {
    /// So many units of memory.
    pub fn new(value: u64, unit: Unit) -> Self {
        Self { unit: Some(unit), value: Some(value), ..Self::default() }
    }

    /// The memory in bytes; `None` if there is no number, or one beyond 64 bits.
    pub fn bytes(&self) -> Option<u64> {
        self.value?.checked_mul(self.unit.unwrap_or(Unit::KiB).bytes())
    }
}

/// Up to where memory can be plugged in while the guest runs: `<maxMemory>`.
///
/// ```xml
/// <maxMemory slots='8' unit='GiB'>32</maxMemory>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct MaxMemory {
    /// Number of slots for memory devices.
    #[xml(attr)]
    pub slots: Option<u32>,
    /// Unit of the number; KiB if it is not said.
    #[xml(attr)]
    pub unit: Option<Unit>,
    /// The number.
    #[xml(text, required)]
    pub value: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl MaxMemory {
    /// So many units of memory, reached through so many slots.
    pub fn new(value: u64, unit: Unit, slots: u32) -> Self {
        Self { slots: Some(slots), unit: Some(unit), value: Some(value), ..Self::default() }
    }

    /// The limit in bytes; `None` if there is no number, or one beyond 64 bits.
    pub fn bytes(&self) -> Option<u64> {
        self.value?.checked_mul(self.unit.unwrap_or(Unit::KiB).bytes())
    }
}

/// Memory that the balloon leaves to the guest: `<currentMemory>`.
///
/// At most as much as `<memory>`, and the same if it is not said.
///
/// ```xml
/// <currentMemory unit='GiB'>3</currentMemory>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct CurrentMemory {
    /// Unit of the number; KiB if it is not said.
    #[xml(attr, since = "0.9.11")]
    pub unit: Option<Unit>,
    /// The number.
    #[xml(text, required)]
    pub value: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl CurrentMemory {
    /// So many units of memory.
    pub fn new(value: u64, unit: Unit) -> Self {
        Self { unit: Some(unit), value: Some(value), ..Self::default() }
    }

    /// The memory in bytes; `None` if there is no number, or one beyond 64 bits.
    pub fn bytes(&self) -> Option<u64> {
        self.value?.checked_mul(self.unit.unwrap_or(Unit::KiB).bytes())
    }
}
