//! Which sleep states the firmware offers: `<pm>`.

use crate::Element;
use crate::types::YesNo;
use crate::xml::Extra;

/// Which sleep states the firmware offers the guest: `<pm>`.
///
/// ```xml
/// <pm>
///   <suspend-to-mem enabled='no'/>
///   <suspend-to-disk enabled='no'/>
/// </pm>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Pm {
    /// Suspend to memory (S3).
    #[xml(child = "suspend-to-mem")]
    pub suspend_to_mem: Option<Suspend>,
    /// Suspend to disk (S4); a guest can still do it by itself.
    #[xml(child = "suspend-to-disk")]
    pub suspend_to_disk: Option<Suspend>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Whether a sleep state is offered: `<suspend-to-mem>` and `<suspend-to-disk>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Suspend {
    /// Whether it is; the hypervisor decides if it is not said.
    #[xml(attr)]
    pub enabled: Option<YesNo>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Suspend {
    /// Offered, or not.
    pub fn new(enabled: bool) -> Self {
        Self { enabled: Some(enabled.into()), ..Self::default() }
    }
}
