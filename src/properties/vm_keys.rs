//! The keys of the VM.

mod boot;
mod cpu;
mod display;
mod implied;
mod machine;
mod memory;
mod numa;
mod runtime;

pub(super) use boot::sequence_of;

use super::custom;
use super::info::{KeyInfo, Target};
use super::key::{Key, field};
use super::value_type::ValueType;

/// All keys of the VM.
pub(super) fn keys() -> Vec<Key<()>> {
    let mut keys = vec![
        field!("vmId", ValueType::Uuid, "UUID of the VM", vm.id),
        field!("vmName", ValueType::Text, "name of the VM", vm.name),
        Key::new(
            "custom",
            ValueType::Custom,
            "custom properties; `mdev_type` requests mediated devices; `device_ID` describes an unmanaged device",
            Target::vm("custom_properties"),
            |(), state, value| custom::read(state, value),
            |(), state| custom::write(&state.vm),
        )
        .after(&["vmId"]),
    ];
    keys.extend(machine::keys());
    keys.extend(memory::keys());
    keys.extend(cpu::keys());
    keys.extend(numa::keys());
    keys.extend(boot::keys());
    keys.extend(display::keys());
    keys.extend(implied::keys());
    keys.extend(runtime::keys());
    keys
}

/// The descriptions of all keys of the VM.
pub(super) fn infos() -> Vec<KeyInfo> {
    keys().iter().map(|key| key.info).collect()
}
