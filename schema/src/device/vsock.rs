//! Socket device: `<vsock>`.

use crate::Element;
use crate::shared::{Acpi, Address, Alias, VirtioDriver, VirtioModel};
use crate::types::YesNo;
use crate::xml::Extra;

/// A vsock device, for sockets between host and guest: `<vsock>`.
///
/// ```xml
/// <vsock model='virtio'>
///   <cid auto='no' address='3'/>
/// </vsock>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Vsock {
    /// Model of the emulated device.
    #[xml(attr, default("virtio", "hypervisor" = "qemu" | "kvm" | "hvf"))]
    pub model: Option<VirtioModel>,
    /// Address of the guest.
    #[xml(child, default)]
    pub cid: Option<Cid>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0", dropped)]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Options of the virtio device.
    #[xml(child, since = "7.1.0", dropped)]
    pub driver: Option<Box<VirtioDriver>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Address of the guest on the socket: `<cid>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cid {
    /// Lets libvirt choose a free address at each start.
    #[xml(attr, default("yes", "@address" = ""), default = "no")]
    pub auto: Option<YesNo>,
    /// Context identifier (CID) of the guest; at least 3.
    #[xml(attr, assigned("start", "@auto" = "yes" | ""))]
    pub address: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
