//! Limits on the host memory of the domain: `<memtune>`.

use crate::Element;
use crate::types::Unit;
use crate::xml::Extra;

/// Limits on the host memory of the domain, the hypervisor's own included: `<memtune>`.
///
/// ```xml
/// <memtune>
///   <hard_limit unit='GiB'>9</hard_limit>
///   <swap_hard_limit unit='GiB'>12</swap_hard_limit>
/// </memtune>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Memtune {
    /// The most memory; beyond it the kernel may kill the domain.
    #[xml(child)]
    pub hard_limit: Option<Limit>,
    /// The most memory while the host is short of it.
    #[xml(child)]
    pub soft_limit: Option<Limit>,
    /// Memory that is guaranteed; for VMware ESX and OpenVZ only.
    #[xml(child)]
    pub min_guarantee: Option<Limit>,
    /// The most memory and swap together; more than `hard_limit`.
    #[xml(child)]
    pub swap_hard_limit: Option<Limit>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// An amount of memory; libvirt writes it in KiB.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Limit {
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

impl Limit {
    /// So many units of memory.
    pub fn new(value: u64, unit: Unit) -> Self {
        Self { unit: Some(unit), value: Some(value), ..Self::default() }
    }

    /// The amount in bytes; `None` if there is no number, or one beyond 64 bits.
    pub fn bytes(&self) -> Option<u64> {
        self.value?.checked_mul(self.unit.unwrap_or(Unit::KiB).bytes())
    }
}
