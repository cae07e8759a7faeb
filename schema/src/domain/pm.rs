//! Sleep states: `<pm>`.

use crate::Element;
use crate::types::YesNo;
use crate::xml::Extra;

/// Sleep states that the firmware offers to the guest: `<pm>`.
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
    /// Suspend to disk (S4); a guest may still do it on its own.
    #[xml(child = "suspend-to-disk")]
    pub suspend_to_disk: Option<Suspend>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Offer of a sleep state: `<suspend-to-mem>` and `<suspend-to-disk>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Suspend {
    /// Offers the sleep state to the guest; the hypervisor's default if absent.
    #[xml(attr)]
    pub enabled: Option<YesNo>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Suspend {
    /// Creates a switch of a sleep state.
    pub fn new(enabled: bool) -> Self {
        Self { enabled: Some(enabled.into()), ..Self::default() }
    }
}
