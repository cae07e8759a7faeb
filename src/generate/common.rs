//! Alias and address, which all devices have.

use domxml_schema::shared::Alias;
use domxml_schema::shared::address::Address;

use crate::vm::VmDevice;

/// The plugged devices of one kind; others are only configured.
pub(super) fn plugged<'a, D: VmDevice + 'a>(devices: impl IntoIterator<Item = &'a D>) -> impl Iterator<Item = &'a D> {
    devices.into_iter().filter(|device| device.plugged())
}

/// The alias of a managed device; unmanaged ones have none: `alias`.
pub(super) fn alias(device: &impl VmDevice) -> Option<Alias> {
    device.managed().then(|| Alias { name: Some(device.user_alias()), ..Alias::default() })
}

/// The address of a device, if it is known: `address`.
pub(super) fn address(device: &impl VmDevice) -> Option<Address> {
    device.address().map(|address| address.0.clone())
}
