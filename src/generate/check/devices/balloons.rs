//! Memory balloons.

use super::{each, one_of};
use crate::generate::input::Input;
use domxml_schema::report::Findings;

/// Models of libvirt.
const MODELS: [&str; 4] = ["virtio", "virtio-transitional", "virtio-non-transitional", "none"];

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    for (field, balloon) in each("balloons", &input.vm.balloons) {
        if let Some(model) = &balloon.model {
            one_of(problems, format!("{field}.model"), "memory balloon model", model, &MODELS);
        }
    }
}
