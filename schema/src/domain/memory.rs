//! Memory of the guest: `<memory>`, `<maxMemory>`, `<currentMemory>`.

use crate::Element;
use crate::types::{OnOff, Unit};
use crate::xml::Extra;

/// Memory of the guest at boot, memory devices included: `<memory>`.
///
/// libvirt rounds it up to whole KiB. In a guest with NUMA cells it is the sum of their memory and the memory
/// devices.
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
    /// Includes the guest's memory in core dumps.
    #[xml(attr = "dumpCore", since = "0.10.2")]
    pub dump_core: Option<OnOff>,
    /// Unit of the number.
    #[xml(attr, since = "0.9.11")]
    pub unit: Option<Unit>,
    /// The number.
    #[xml(text, required, unit = "KiB")]
    pub value: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Memory {
    /// Creates an amount of memory from a number and its unit.
    pub fn new(value: u64, unit: Unit) -> Self {
        Self { unit: Some(unit), value: Some(value), ..Self::default() }
    }

    /// Returns the memory in bytes; `None` if there is no number, or it overflows.
    pub fn bytes(&self) -> Option<u64> {
        self.value?.checked_mul(self.unit.unwrap_or(Unit::KiB).bytes())
    }
}

/// Maximum memory that hot-plug can reach: `<maxMemory>`.
///
/// ```xml
/// <maxMemory slots='8' unit='GiB'>32</maxMemory>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct MaxMemory {
    /// Number of slots for memory devices.
    #[xml(attr, implied = "0")]
    pub slots: Option<u32>,
    /// Unit of the number.
    #[xml(attr)]
    pub unit: Option<Unit>,
    /// The number.
    #[xml(text, required, unit = "KiB")]
    pub value: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl MaxMemory {
    /// Creates a limit from a number, its unit and the number of slots.
    pub fn new(value: u64, unit: Unit, slots: u32) -> Self {
        Self { slots: Some(slots), unit: Some(unit), value: Some(value), ..Self::default() }
    }

    /// Returns the limit in bytes; `None` if there is no number, or it overflows.
    pub fn bytes(&self) -> Option<u64> {
        self.value?.checked_mul(self.unit.unwrap_or(Unit::KiB).bytes())
    }
}

/// Memory that the balloon leaves to the guest: `<currentMemory>`, at most `<memory>`.
///
/// A running domain shows the memory that the guest has at the moment.
///
/// ```xml
/// <currentMemory unit='GiB'>3</currentMemory>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct CurrentMemory {
    /// Unit of the number.
    #[xml(attr, since = "0.9.11")]
    pub unit: Option<Unit>,
    /// The number.
    #[xml(text, required, unit = "KiB", volatile = "guest")]
    pub value: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl CurrentMemory {
    /// Creates an amount of memory from a number and its unit.
    pub fn new(value: u64, unit: Unit) -> Self {
        Self { unit: Some(unit), value: Some(value), ..Self::default() }
    }

    /// Returns the memory in bytes; `None` if there is no number, or it overflows.
    pub fn bytes(&self) -> Option<u64> {
        self.value?.checked_mul(self.unit.unwrap_or(Unit::KiB).bytes())
    }
}
