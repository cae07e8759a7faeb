//! Sound cards.

use super::super::label;
use super::{each, one_of};
use crate::generate::devices::sound;
use crate::generate::input::Input;
use crate::generate::problem::Problems as _;
use domxml_schema::report::Findings;

/// Models of libvirt.
const MODELS: [&str; 9] = ["ich9", "ich6", "ich7", "ac97", "es1370", "sb16", "usb", "pcspk", "virtio"];

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    let architecture = input.vm.architecture;
    for (field, sound) in each("sounds", &input.vm.sounds) {
        if sound::default_model(input).is_none() {
            let message = format!("sound card {} is not available on {}", label::device(sound), architecture.as_str());
            problems.add(field, sound.id, message, "remove or unplug it");
        } else if let Some(model) = &sound.model {
            one_of(problems, format!("{field}.model"), "sound card model", model, &MODELS);
        }
    }
}
