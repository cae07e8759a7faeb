//! Devices that are given as XML.

use super::each;
use crate::generate::input::Input;
use crate::generate::problem::{Problems as _, shown};
use crate::template::meant_as_placeholders;
use domxml_schema::domain::Devices;
use domxml_schema::report::Findings;
use domxml_schema::{Domain, Element as _};

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    for (field, other) in each("otherDevices", &input.vm.other_devices) {
        let field = format!("{field}.xml");
        match other.device() {
            Err(message) => {
                let help = "give one device element of libvirt, without alias and address";
                problems.add(field, &other.xml, format!("invalid device XML: {message}"), help);
            }
            Ok(device) => {
                let devices = Devices { list: vec![device], ..Devices::default() };
                let domain = Domain { devices: Some(devices), ..Domain::default() };
                for text in meant_as_placeholders(&domain, Domain::DEF.name) {
                    let message = format!("the device XML contains the placeholder `{}`", shown(&text));
                    problems.add(&*field, &other.xml, message, "give the value itself");
                }
            }
        }
    }
}
