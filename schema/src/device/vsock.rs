//! Socket between host and guest: `<vsock>`.

use crate::shared::{Acpi, Address, Alias, VirtioDriver};
use crate::types::YesNo;
use crate::xml::Extra;
use crate::{Element, Keyword};

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
    pub model: Option<Model>,
    /// Address of the guest.
    #[xml(child)]
    pub cid: Option<Cid>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// What ACPI tells the guest about the device.
    #[xml(child)]
    pub acpi: Option<Acpi>,
    /// Where the device sits.
    #[xml(child)]
    pub address: Option<Address>,
    /// Options of the virtio device.
    #[xml(child, since = "7.1.0")]
    pub driver: Option<VirtioDriver>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Model of a socket interface.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// virtio, the form chosen by the machine.
    Virtio,
    /// virtio 0.9 and 1.0, on conventional PCI.
    #[xml(since = "5.2.0")]
    VirtioTransitional,
    /// virtio 1.0 only.
    #[xml(since = "5.2.0")]
    VirtioNonTransitional,
    /// A word that libvirt does not know.
    Other(Box<str>),
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
