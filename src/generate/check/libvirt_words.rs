//! Parts in libvirt's words, of the VM and of its devices.

use domxml_schema::report::Findings;

use crate::generate::input::Input;
use crate::generate::libvirt_words::mistake;
use crate::generate::problem::Problems as _;

/// Checks their paths, and that they are XML.
pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    let devices = input.vm.devices().map(|(field, device)| (format!("{field}.libvirt"), device.libvirt(), true));
    let all = devices.chain([("libvirt".to_owned(), &input.vm.libvirt, false)]);
    for (field, words, of_device) in all.filter(|(_, words, _)| !words.is_empty()) {
        if let Some(message) = mistake(words, of_device) {
            problems.add(field, "", message, "write paths below the element, and XML as libvirt has it");
        }
    }
}
