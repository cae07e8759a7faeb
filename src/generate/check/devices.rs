//! Rules about devices, one file per kind, and about what they share: ids, addresses, USB.

mod addresses;
mod balloons;
mod consoles;
mod controllers;
mod graphics;
mod host_devices;
mod identity;
mod memory_devices;
mod other_devices;
mod redirs;
mod rngs;
mod smartcards;
mod sounds;
mod tpms;
mod usb;
mod vgpus;
mod videos;
mod watchdogs;

use super::super::input::Input;
use super::super::problem::{Problems as _, alternatives, did_you_mean, shown};
use crate::vm::VmDevice;
use domxml_schema::report::Findings;

/// Checks all rules about devices.
pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    identity::check(input, problems);
    addresses::check(input, problems);
    controllers::check(input, problems);
    sounds::check(input, problems);
    watchdogs::check(input, problems);
    tpms::check(input, problems);
    balloons::check(input, problems);
    other_devices::check(input, problems);
    rngs::check(input, problems);
    consoles::check(input, problems);
    redirs::check(input, problems);
    smartcards::check(input, problems);
    usb::check(input, problems);
    videos::check(input, problems);
    graphics::check(input, problems);
    vgpus::check(input, problems);
    host_devices::check(input, problems);
    memory_devices::check(input, problems);
}

/// The plugged devices of one kind, each with its field, such as `tpms[0]`.
fn each<'a, D: VmDevice>(key: &'a str, all: &'a [D]) -> impl Iterator<Item = (String, &'a D)> {
    let fields = all.iter().enumerate().map(move |(at, device)| (format!("{key}[{at}]"), device));
    fields.filter(|(_, device)| device.plugged())
}

/// Checks that a word, such as the model of a device, is one of the supported ones.
fn one_of(problems: &mut Findings, field: String, title: &str, word: &str, supported: &[&str]) {
    if supported.contains(&word) {
        return;
    }
    let help =
        did_you_mean(word, supported.iter().copied(), format!("use {}", alternatives(supported.iter().copied())));
    problems.add(field, word, format!("unsupported {title} `{}`", shown(word)), help);
}
