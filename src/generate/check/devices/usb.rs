//! Devices that need USB or a SPICE client.

use domxml_schema::report::Findings;
use std::fmt::Display;

use super::each;
use crate::context::HostDeviceFacts;
use crate::generate::input::Input;
use crate::generate::problem::{Problems as _, shown};
use crate::vm::GraphicsType;

/// Checks USB devices of the host.
pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    for (field, device) in each("hostDevices", &input.vm.host_devices) {
        if matches!(input.host_device(device), Some(HostDeviceFacts::Usb { .. })) {
            needs_usb(input, &field, device.id, &format!("host device `{}`", shown(&device.name)), problems);
        }
    }
}

/// Checks that the VM has a USB controller for a device.
pub(super) fn needs_usb(input: &Input<'_>, field: &str, id: impl Display, device: &str, problems: &mut Findings) {
    if input.is_usb_off() {
        let message = format!("{device} needs USB, but the model of the USB controller is `none`");
        problems.add(field, id, message, "use another controller model, or remove or unplug the device");
    }
}

/// Checks that the VM has SPICE graphics, whose client a device is connected to.
pub(super) fn needs_spice(input: &Input<'_>, field: &str, id: impl Display, device: &str, problems: &mut Findings) {
    if !input.has_graphics(GraphicsType::Spice) {
        let message = format!("{device} needs SPICE, but the VM has no SPICE graphics");
        problems.add(field, id, message, "add SPICE graphics, or remove or unplug the device");
    }
}
