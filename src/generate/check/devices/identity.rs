//! Ids of devices, and kinds of which a VM has at most one device.

use super::super::label::device_at;
use super::super::unique::Unique;
use super::each;
use crate::generate::input::Input;
use crate::generate::problem::Problems as _;
use crate::vm::VmDevice;
use domxml_schema::report::Findings;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    ids(input, problems);
    let vm = &input.vm;
    at_most_one(input, "consoles", "console", &vm.consoles, problems);
    at_most_one(input, "watchdogs", "watchdog", &vm.watchdogs, problems);
    at_most_one(input, "balloons", "memory balloon", &vm.balloons, problems);
    at_most_one(input, "tpms", "TPM", &vm.tpms, problems);
}

/// Every device has an id of its own: aliases are derived from ids, and devices are recovered by them. A lease
/// needs none, since a VM has at most one.
fn ids(input: &Input<'_>, problems: &mut Findings) {
    let mut seen = Unique::new("device id", "give each device an id of its own");
    for (field, device) in input.vm.devices() {
        let id = device.id();
        if !id.is_nil() {
            seen.see(input, problems, &id, id, (&field, ".id"));
        } else if field != "lease" {
            problems.add(format!("{field}.id"), id, "the device has no `id`", "give it a UUID");
        }
    }
}

fn at_most_one<D: VmDevice>(input: &Input<'_>, key: &str, kind: &str, all: &[D], problems: &mut Findings) {
    let mut fields = each(key, all);
    let Some((first, _)) = fields.next() else { return };
    for (field, device) in fields {
        let message = format!("the VM already has a {kind}, {}", device_at(input, &first, ""));
        problems.add(field, device.id(), message, "remove or unplug one of them");
    }
}
