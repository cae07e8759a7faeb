//! What all devices of a map have in common.

use serde_json::Value;

use crate::entity::from_value;
use crate::properties::key::Home::{Made, Vm};
use crate::properties::key::Row;
use crate::properties::kind::Kind;
use crate::properties::state::{Read as _, display, number, text};
use crate::vm::VmDevice;

const ORDER: Kind = Kind::Number { unit: "", most: u32::MAX as u64 };

/// The keys of any device, with the one that says what it is in particular.
pub(super) fn rows<D: VmDevice>(device: Row<D>) -> Vec<Row<D>> {
    let mut rows = vec![device];
    rows.extend(identity());
    rows.extend([
        Row::new(
            "address",
            Kind::Address,
            "where it sits in the guest",
            Vm("address"),
            |d: &mut D, _, v| d.set_address(from_value(v.clone()).ok()),
            |d, _| d.address().and_then(|address| serde_json::to_value(address).ok()),
        ),
        Row::new(
            "alias",
            Kind::Text,
            "its name in libvirt, as seen on a running VM",
            Vm("alias"),
            |d: &mut D, _, v| d.set_stored_alias(v.filled()),
            |d, _| text(d.stored_alias()),
        ),
    ]);
    rows
}

/// The keys of any device that say nothing of the guest.
pub(super) fn identity<D: VmDevice>() -> Vec<Row<D>> {
    vec![
        Row::new(
            "deviceId",
            Kind::Id,
            "identity; without it, one that is made from the VM's",
            Vm("id"),
            |d: &mut D, _, v| d.set_id(v.parsed().unwrap_or_default()),
            |d, _| d.managed().then(|| display(d.id())),
        )
        .loose(),
        Row::runtime("vmid", "the VM"),
        Row::runtime("vm_custom", "the VM's custom properties"),
        Row::runtime("name", "name on the host"),
    ]
}

/// The key of a device whose word says nothing more.
pub(super) fn constant<D>(
    word: &'static str,
    get: fn(&D, &crate::properties::state::State) -> Option<Value>,
) -> Row<D> {
    Row::new("device", Kind::Text, "what it is", Made(word), |_, _, _| {}, get).loose()
}

/// Custom properties that the entity has no place for.
pub(super) fn custom_kept<D>() -> Row<D> {
    Row::kept("custom", Kind::Texts, "custom properties")
}

/// Its place in the boot order.
pub(super) fn boot_order<D: VmDevice>() -> Row<D> {
    Row::new(
        "bootOrder",
        ORDER,
        "its place in the order of devices to start from",
        Vm("boot.sequence"),
        |d: &mut D, s, v| {
            s.boot_order.insert(d.id(), v.number());
        },
        |d, s| s.effective.boot_order.get(&d.id()).map(|place| number(*place)),
    )
}
