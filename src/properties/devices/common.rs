//! The keys that devices share.

use crate::entity::from_value;
use crate::properties::field_value::{FieldValue, text};
use crate::properties::info::Target;
use crate::properties::key::Key;
use crate::properties::value_type::ValueType;
use crate::vm::VmDevice;

/// The keys of any device, with its key `device`.
pub(super) fn keys<D: VmDevice>(device: Key<D>) -> Vec<Key<D>> {
    let mut keys = vec![device];
    keys.extend(identity());
    keys.extend([
        Key::new(
            "address",
            ValueType::Address,
            "guest address",
            Target::device("address"),
            |device: &mut D, _, value| device.set_address(from_value(value.clone()).ok()),
            |device, _| device.address().and_then(|address| serde_json::to_value(address).ok()),
        ),
        Key::new(
            "alias",
            ValueType::Text,
            "libvirt alias of the running VM",
            Target::device("alias"),
            |device: &mut D, _, value| device.set_stored_alias(FieldValue::from_map(value)),
            |device, _| text(device.stored_alias()),
        ),
    ]);
    keys
}

/// The keys of any device that do not depend on the guest.
pub(super) fn identity<D: VmDevice>() -> Vec<Key<D>> {
    vec![
        Key::new(
            "deviceId",
            ValueType::Uuid,
            "UUID of the device; if absent, derived from that of the VM",
            Target::device("id"),
            |device: &mut D, _, value| device.set_id(FieldValue::from_map(value)),
            |device, _| device.managed().then(|| device.id().to_string().into()),
        )
        .unchecked(),
        Key::runtime("vmid", "UUID of the VM"),
        Key::runtime("vm_custom", "custom properties of the VM"),
        Key::runtime("name", "name on the host"),
    ]
}

/// The key `device` of a kind of device with a single word for it.
pub(super) fn device<D>(word: &'static str) -> Key<D> {
    Key::constant("device", ValueType::Text, "kind of device", word)
}

/// Custom properties of a device without a field for them.
pub(super) fn custom<D>() -> Key<D> {
    Key::preserved("custom", ValueType::Texts, "custom properties")
}

/// The position in the boot order.
pub(super) fn boot_order<D: VmDevice>() -> Key<D> {
    Key::new(
        "bootOrder",
        ValueType::NUMBER,
        "position in the boot order",
        Target::vm("boot.sequence"),
        |device: &mut D, state, value| {
            state.boot_order.insert(device.id(), FieldValue::from_map(value));
        },
        |device, state| state.effective.boot_order.get(&device.id()).and_then(FieldValue::to_map),
    )
    .after(&["deviceId"])
}
