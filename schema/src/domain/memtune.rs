//! Limits of the domain's memory use on the host: `<memtune>`.

use crate::Element;
use crate::types::Unit;
use crate::xml::Extra;

/// Limits of the domain's memory use on the host, including the hypervisor's own: `<memtune>`.
///
/// ```xml
/// <memtune>
///   <hard_limit unit='GiB'>9</hard_limit>
///   <swap_hard_limit unit='GiB'>12</swap_hard_limit>
/// </memtune>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Memtune {
    /// Maximum memory; beyond it the kernel may kill the domain.
    #[xml(child, dropped)]
    pub hard_limit: Option<Limit>,
    /// Maximum memory while the host is short of memory.
    #[xml(child, dropped)]
    pub soft_limit: Option<Limit>,
    /// Guaranteed memory; only for VMware ESX and OpenVZ.
    #[xml(child, dropped)]
    pub min_guarantee: Option<Limit>,
    /// Maximum memory plus swap; more than `hard_limit`.
    #[xml(child, dropped)]
    pub swap_hard_limit: Option<Limit>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Amount of memory.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Limit {
    /// Unit of the number.
    #[xml(attr, since = "0.9.11")]
    pub unit: Option<Unit>,
    /// The number.
    #[xml(text, required, unit = "KiB", dropped("9007199254740991", "@unit" = "" | "KiB"))]
    pub value: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Limit {
    /// Creates a limit from a number and its unit.
    pub fn new(value: u64, unit: Unit) -> Self {
        Self { unit: Some(unit), value: Some(value), ..Self::default() }
    }

    /// Returns the amount in bytes; `None` if there is no number, or it overflows.
    pub fn bytes(&self) -> Option<u64> {
        self.value?.checked_mul(self.unit.unwrap_or(Unit::KiB).bytes())
    }
}
