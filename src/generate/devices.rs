//! The devices of a VM, in the order that they are written.

use domxml_schema::domain::Devices;

use super::input::Input;

/// All devices: `devices`.
pub(super) fn devices(input: &Input<'_>) -> Devices {
    let mut list = Vec::new();
    list.extend(super::nics::devices(input));
    list.extend(super::disks::devices(input));
    Devices { list, ..Devices::default() }
}
