//! Ids, and how many devices of a kind there may be.

use super::super::unique::Unique;
use super::each;
use crate::generate::input::Input;
use crate::generate::problem::Problems;
use crate::vm::VmDevice;

pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    ids(input, problems);
    let vm = &input.vm;
    at_most_one("consoles", &vm.consoles, problems);
    at_most_one("watchdogs", &vm.watchdogs, problems);
    at_most_one("balloons", &vm.balloons, problems);
    at_most_one("tpms", &vm.tpms, problems);
}

/// Every device has an id of its own: aliases are made from ids, and devices are found again by them. A
/// VM has one lease at most, which needs none.
fn ids(input: &Input<'_>, problems: &mut Problems) {
    let mut seen = Unique::default();
    for (field, device) in input.vm.devices() {
        let id = device.id();
        if !id.is_nil() {
            seen.see(problems, &id, id, (&field, ".id"), "give each device an id of its own");
        } else if field != "lease" {
            let remedy = "give the device an id of its own, a random UUID";
            problems.add(format!("{field}.id"), id, "is no identity", remedy);
        }
    }
}

fn at_most_one<D: VmDevice>(key: &str, all: &[D], problems: &mut Problems) {
    let mut fields = each(key, all);
    let Some((first, _)) = fields.next() else { return };
    for (field, device) in fields {
        let message = format!("is one too many: there is `{first}`, and a VM has one at most");
        problems.add(field, device.id(), message, "remove or unplug it");
    }
}
