//! Devices that only some machines, levels or guests have.

use super::{each, one_of};
use crate::generate::devices::sound;
use crate::generate::input::Input;
use crate::generate::problem::Problems;
use crate::vm::{Architecture, ConsoleType, Version};

/// The level since which what a trusted platform module holds outlives the VM's run.
const TPM: Version = Version::new(4, 6);

pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    sounds(input, problems);
    watchdogs(input, problems);
    tpms(input, problems);
    for (field, balloon) in each("balloons", &input.vm.balloons) {
        if let Some(model) = &balloon.model {
            let legal = ["virtio", "virtio-transitional", "virtio-non-transitional", "none"];
            one_of(problems, format!("{field}.model"), model, &legal, "is no model of a balloon");
        }
    }
    for (field, other) in each("otherDevices", &input.vm.other_devices) {
        if let Err(message) = other.device() {
            let remedy = "give a device in libvirt's words, without alias and address";
            problems.add(format!("{field}.xml"), &other.xml, format!("is no device: {message}"), remedy);
        }
    }
    for (field, rng) in each("rngs", &input.vm.rngs) {
        let remedy = "take at least 1, or leave both `bytes` and `period` out";
        match (rng.bytes, rng.period) {
            (None, Some(period)) => {
                problems.add(
                    format!("{field}.period"),
                    period,
                    "is the period of a limit that is not there",
                    "add `bytes`",
                );
            }
            (Some(0), _) => problems.add(format!("{field}.bytes"), 0, "lets nothing through", remedy),
            (_, Some(0)) => problems.add(format!("{field}.period"), 0, "is no period", remedy),
            _ => {}
        }
    }
    for (field, console) in each("consoles", &input.vm.consoles) {
        if console.console_type == Some(ConsoleType::Sclp) && input.vm.architecture != Architecture::S390x {
            let field = format!("{field}.consoleType");
            problems.add(field, "sclp", "is of IBM Z only", "take `virtio` or `serial`");
        }
    }
}

fn sounds(input: &Input<'_>, problems: &mut Problems) {
    let architecture = input.vm.architecture;
    for (field, sound) in each("sounds", &input.vm.sounds) {
        if sound::default_model(input).is_none() {
            let message = format!("is a sound card, and {} has none", architecture.as_str());
            problems.add(field, sound.id, message, "remove or unplug it");
        } else if let Some(model) = &sound.model {
            let legal = ["ich9", "ich6", "ich7", "ac97", "es1370", "sb16", "usb", "pcspk", "virtio"];
            one_of(problems, format!("{field}.model"), model, &legal, "is no sound card");
        }
    }
}

fn watchdogs(input: &Input<'_>, problems: &mut Problems) {
    let legal: &[&str] = match input.vm.architecture {
        Architecture::X86_64 if input.is_q35() => &["i6300esb", "ib700", "itco"],
        Architecture::X86_64 => &["i6300esb", "ib700"],
        Architecture::S390x => &["diag288"],
        _ => &["i6300esb"],
    };
    for (field, watchdog) in each("watchdogs", &input.vm.watchdogs) {
        if let Some(model) = &watchdog.model {
            one_of(problems, format!("{field}.model"), model, legal, "is no watchdog of this VM's machine");
        }
    }
}

/// A trusted platform module needs a level that keeps what it holds, and on x86 the firmware that
/// measures the start of the guest.
fn tpms(input: &Input<'_>, problems: &mut Problems) {
    for (field, tpm) in each("tpms", &input.vm.tpms) {
        let mut refuse = |message: String, remedy: &str| problems.add(field.clone(), tpm.id, message, remedy);
        if input.vm.architecture == Architecture::S390x {
            refuse("is a trusted platform module, and s390x has none".to_owned(), "remove or unplug it");
            continue;
        }
        if input.level < TPM {
            let message = format!("is a trusted platform module, and level {} has none", input.level);
            refuse(message, "raise the compatibility version to 4.6 or above, or remove it");
        }
        if input.is_x86() && !input.vm.firmware.bios_type.is_ovmf() {
            let message = "is a trusted platform module, and firmware other than UEFI has no use for it";
            refuse(message.to_owned(), "take `q35_ovmf` or `q35_secure_boot` as `firmware.biosType`, or remove it");
        }
    }
}
