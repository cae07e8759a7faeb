//! Devices that are given as XML.

use super::each;
use crate::generate::input::Input;
use crate::generate::libvirt_words::has_placeholder;
use crate::generate::problem::Problems as _;
use domxml_schema::report::Findings;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    for (field, other) in each("otherDevices", &input.vm.other_devices) {
        match other.device() {
            Err(message) => {
                let help = "give one device element of libvirt, without alias and address";
                problems.add(format!("{field}.xml"), &other.xml, format!("invalid device XML: {message}"), help);
            }
            Ok(device) if has_placeholder(&device) => {
                let help = "give the value itself; placeholders are generated where they are needed";
                problems.add(format!("{field}.xml"), &other.xml, "the device XML holds a placeholder", help);
            }
            Ok(_) => {}
        }
    }
}
