//! USB redirection channels.

use super::super::label;
use super::each;
use super::usb::{needs_spice, needs_usb};
use crate::generate::input::Input;
use crate::generate::problem::Problems as _;
use crate::vm::UsbPolicy;
use domxml_schema::report::Findings;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    for (field, redir) in each("redirs", &input.vm.redirs) {
        let device = format!("USB redirection channel {}", label::device(redir));
        needs_usb(input, &field, redir.id, &device, problems);
        needs_spice(input, &field, redir.id, &device, problems);
        if input.vm.usb_policy == UsbPolicy::Disabled {
            let message = format!("{device} conflicts with the `usbPolicy` `disabled`");
            let help = "set `usbPolicy` to `enabled-native`, or remove or unplug the channel";
            problems.add(field, redir.id, message, help);
        }
    }
}
