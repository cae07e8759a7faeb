//! USB, and what comes from the client through SPICE.

use super::{each, one_of};
use crate::context::HostDeviceFacts;
use crate::generate::input::Input;
use crate::generate::problem::Problems;
use crate::vm::{GraphicsType, UsbPolicy};

pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    let spice = input.has_graphics(GraphicsType::Spice);
    let policy = input.vm.usb_policy;
    for (field, redir) in each("redirs", &input.vm.redirs) {
        usb(input, &field, redir.id, problems);
        if !spice {
            through_spice(&field, redir.id, problems);
        }
        if policy == UsbPolicy::Disabled {
            let message = "is a slot for USB devices of the client, and `usbPolicy` is `disabled`";
            problems.add(field, redir.id, message, "set it to `enabled_native`, or remove or unplug the slot");
        }
    }
    for (field, smartcard) in each("smartcards", &input.vm.smartcards) {
        let mode = smartcard.mode.as_deref().unwrap_or("passthrough");
        one_of(problems, format!("{field}.mode"), mode, &["passthrough", "host"], "is no way to give cards to a guest");
        usb(input, &field, smartcard.id, problems);
        if let Some(kind) = &smartcard.smartcard_type {
            one_of(problems, format!("{field}.smartcardType"), kind, &["spicevmc"], "carries no smart cards");
        }
        if mode == "passthrough" && !spice {
            through_spice(&field, smartcard.id, problems);
        }
    }
    for (field, device) in each("hostDevices", &input.vm.host_devices) {
        if matches!(input.host_device(device), Some(HostDeviceFacts::Usb { .. })) {
            usb(input, &field, device.id, problems);
        }
    }
}

/// A device that needs a USB controller.
fn usb(input: &Input<'_>, field: &str, id: impl std::fmt::Display, problems: &mut Problems) {
    if input.is_usb_off() {
        let message = "needs USB, and the VM's USB controller is `none`";
        problems.add(field, id, message, "give the controller a model, or remove or unplug the device");
    }
}

fn through_spice(field: &str, id: impl std::fmt::Display, problems: &mut Problems) {
    problems.add(
        field,
        id,
        "comes through SPICE, and no `graphics` is SPICE",
        "add one, or remove or unplug the device",
    );
}
