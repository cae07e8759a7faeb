//! Socket between host and guest: `<vsock>`.

use crate::Element;
use crate::shared::{Acpi, Address, Alias, VirtioDriver, VirtioModel};
use crate::types::YesNo;
use crate::xml::Extra;

/// A socket interface between host and guest: `<vsock>`.
///
/// ```xml
/// <vsock model='virtio'>
///   <cid auto='no' address='3'/>
/// </vsock>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Vsock {
    /// The hardware that is emulated; `virtio` by default.
    #[xml(attr)]
    pub model: Option<VirtioModel>,
    /// Address of the guest.
    #[xml(child)]
    pub cid: Option<Cid>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// What ACPI tells the guest about the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Where the device sits.
    #[xml(child)]
    pub address: Option<Address>,
    /// Options of the virtio device.
    #[xml(child, since = "7.1.0")]
    pub driver: Option<Box<VirtioDriver>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Address of the guest: `<cid>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cid {
    /// Whether libvirt chooses a free address at each start.
    #[xml(attr)]
    pub auto: Option<YesNo>,
    /// Context identifier of the guest, from 3.
    #[xml(attr)]
    pub address: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
