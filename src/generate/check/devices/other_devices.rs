//! Devices that are given as XML.

use super::each;
use crate::generate::input::Input;
use crate::generate::problem::Problems as _;
use domxml_schema::report::Findings;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    for (field, other) in each("otherDevices", &input.vm.other_devices) {
        if let Err(message) = other.device() {
            let help = "give one device element of libvirt, without alias and address";
            problems.add(format!("{field}.xml"), &other.xml, format!("invalid device XML: {message}"), help);
        }
    }
}
