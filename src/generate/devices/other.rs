//! Devices that entities cannot represent, as they were found.

use domxml_schema::domain::Device;
use domxml_schema::types::Uuid;

use crate::generate::common::plugged;
use crate::generate::input::Input;

/// The devices, each with its id. Invalid ones were refused before.
pub(super) fn devices(input: &Input<'_>) -> impl Iterator<Item = (Uuid, Device)> {
    plugged(&input.vm.other_devices).filter_map(|other| Some((other.id, other.device().ok()?)))
}
