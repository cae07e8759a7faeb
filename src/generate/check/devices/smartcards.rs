//! Smart card devices.

use super::super::label;
use super::usb::{needs_spice, needs_usb};
use super::{each, one_of};
use crate::generate::input::Input;
use domxml_schema::report::Findings;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    for (field, smartcard) in each("smartcards", &input.vm.smartcards) {
        let device = format!("smart card {}", label::device(smartcard));
        let mode = smartcard.mode.as_deref().unwrap_or("passthrough");
        one_of(problems, format!("{field}.mode"), "smart card mode", mode, &["passthrough", "host"]);
        needs_usb(input, &field, smartcard.id, &device, problems);
        if let Some(kind) = &smartcard.smartcard_type {
            one_of(problems, format!("{field}.smartcardType"), "smart card type", kind, &["spicevmc"]);
        }
        if mode == "passthrough" {
            needs_spice(input, &field, smartcard.id, &device, problems);
        }
    }
}
