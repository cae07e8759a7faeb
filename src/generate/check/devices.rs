//! Devices: who they are, where they sit, and what goes together.

mod addresses;
mod controllers;
mod display;
mod host_devices;
mod identity;
mod machine;
mod usb;

use domxml_schema::report::nearest;

use super::super::input::Input;
use super::super::problem::Problems;
use crate::vm::VmDevice;

/// All rules about devices.
pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    identity::check(input, problems);
    addresses::check(input, problems);
    controllers::check(input, problems);
    machine::check(input, problems);
    usb::check(input, problems);
    display::check(input, problems);
    host_devices::check(input, problems);
}

/// The plugged devices of one kind, each with the field that it stands in.
fn each<'a, D: VmDevice>(key: &'a str, all: &'a [D]) -> impl Iterator<Item = (String, &'a D)> {
    let fields = all.iter().enumerate().map(move |(at, device)| (format!("{key}[{at}]"), device));
    fields.filter(|(_, device)| device.plugged())
}

/// Reports a word that is none of the legal ones.
fn one_of(problems: &mut Problems, field: String, word: &str, legal: &[&str], message: &str) {
    if legal.contains(&word) {
        return;
    }
    let remedy = match nearest(word, legal.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("take {}", legal.join(" or ")),
    };
    problems.add(field, word, message, remedy);
}
