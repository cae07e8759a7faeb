//! Memory balloon: `memballoon`.

use domxml_schema::device::memballoon::{Memballoon, Model, Stats};

use crate::generate::common::{address, alias, plugged};
use crate::generate::input::Input;
use crate::vm::Balloon;

/// Seconds between two reports of the guest on its memory.
const STATS_PERIOD: u64 = 5;

/// A balloon; transitional for guests with old virtio drivers.
pub(super) fn device(input: &Input<'_>, balloon: &Balloon) -> Memballoon {
    let model = balloon.model.as_deref().unwrap_or("virtio");
    if model == "none" {
        return none();
    }
    let model = if input.is_legacy_virtio() { Model::VirtioTransitional } else { model.into() };
    Memballoon {
        model: Some(model),
        stats: Some(Stats { period: Some(STATS_PERIOD), ..Stats::default() }),
        alias: alias(balloon),
        address: address(balloon),
        ..Memballoon::default()
    }
}

/// The device of a VM without a balloon: without it, libvirt would add a balloon.
pub(super) fn absent(input: &Input<'_>) -> Option<Memballoon> {
    plugged(&input.vm.balloons).next().is_none().then(none)
}

fn none() -> Memballoon {
    Memballoon { model: Some(Model::None), ..Memballoon::default() }
}
