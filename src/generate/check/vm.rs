//! What says who the VM is: identity, name, level, serial number, time zone, properties.

use domxml_schema::xml::is_nc_name;

use crate::generate::domain::time_zone;
use crate::generate::input::Input;
use crate::generate::problem::Problems;
use crate::template::Placeholder;
use crate::vm::{DisplayType, SerialNumber, Version};

/// Bytes of a file's name on Linux, less the ending that libvirt gives to a domain's file.
const LONGEST_NAME: usize = 255 - ".xml".len();

pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    identity(input, problems);
    levels(input, problems);
    serial_number(input, problems);
    time(input, problems);
    properties(input, problems);
    run_once(input, problems);
}

fn identity(input: &Input<'_>, problems: &mut Problems) {
    let (id, name) = (input.vm.id, &input.vm.name);
    if id.is_nil() {
        problems.add("id", id, "is nobody's identity", "give the VM a UUID of its own");
    }
    if name.trim().is_empty() {
        problems.add("name", name, "is no name", "give the VM a name of visible characters");
    }
    if name.len() > LONGEST_NAME {
        let message = format!("is longer than the {LONGEST_NAME} bytes that libvirt can store a domain under");
        problems.add("name", name, message, "shorten it");
    }
    for c in ['/', '\n'] {
        if name.contains(c) {
            let message = format!("has {c:?} in it, which libvirt takes in no name");
            problems.add("name", name, message, "take it out");
        }
    }
}

fn levels(input: &Input<'_>, problems: &mut Problems) {
    let known = Version::OLDEST..=Version::NEWEST;
    let remedy = format!("there are rules for {} to {}", Version::OLDEST, Version::NEWEST);
    let levels = [
        ("customCompatibilityVersion", input.vm.custom_compatibility_version),
        ("context.cluster.compatibilityVersion", Some(input.cluster_level())),
    ];
    for (field, level) in levels {
        if let Some(level) = level.filter(|level| !known.contains(level)) {
            problems.add(field, level, "is no level that there are rules for", remedy.clone());
        }
    }
}

/// A text that reads as what the host fills in would be filled in.
fn serial_number(input: &Input<'_>, problems: &mut Problems) {
    let serials = [
        ("serialNumber", &input.vm.serial_number),
        ("context.cluster.serialNumber", &input.context.cluster.serial_number),
    ];
    for (field, serial) in serials {
        let Some(SerialNumber::Custom(text)) = serial else { continue };
        if text.is_empty() {
            problems.add(field, text, "is no serial number", "give one, or take `host_id` or `vm_id`");
        } else if Placeholder::is_like(text) {
            problems.add(
                field,
                text,
                "reads as a place-holder",
                "take `host_id` for the host's identity, or another text",
            );
        }
    }
}

fn time(input: &Input<'_>, problems: &mut Problems) {
    let name = time_zone::name(input);
    if let Err(remedy) = time_zone::offset(name, None) {
        let field = match &input.vm.time_zone {
            Some(own) if own == name => "timeZone",
            _ if input.os.is_windows() => "context.config.defaultWindowsTimeZone",
            _ => "context.config.defaultTimeZone",
        };
        problems.add(field, name, "is no time zone", remedy);
    }
    if let Some(time) = input.given.invalid_time() {
        problems.add("context.time", time, "is no moment", "write it as RFC 3339 does: `2026-01-31T12:00:00Z`");
    }
}

/// Properties become elements of the metadata, and some of them more than that.
fn properties(input: &Input<'_>, problems: &mut Problems) {
    for key in input.vm.custom_properties.keys().filter(|key| !is_nc_name(key)) {
        let remedy = "begin it with a letter or `_`, and go on with letters, digits, `_`, `-` or `.`";
        problems.add("customProperties", key, "is a key that can be no name of an element", remedy);
    }
    if let Some(size) = input.property("hugepages").filter(|size| !size.parse::<u64>().is_ok_and(|size| size > 0)) {
        problems.add(
            "customProperties.hugepages",
            size,
            "is no size of pages",
            "give it in KiB, such as 2048 or 1048576",
        );
    }
    let shared = input.property("hugepages_shared");
    if let Some(word) = shared.filter(|word| !["true", "false"].iter().any(|known| word.eq_ignore_ascii_case(known))) {
        problems.add("customProperties.hugepages_shared", word, "says neither yes nor no", "write `true` or `false`");
    }
}

fn run_once(input: &Input<'_>, problems: &mut Problems) {
    let Some(run) = &input.vm.run_once else { return };
    let shown = run.graphics.as_ref().is_some_and(|kinds| !kinds.is_empty());
    if run.display_type == Some(DisplayType::None) && shown {
        let remedy = "give a `displayType`, or leave `graphics` out";
        problems.add("runOnce.graphics", "displayType: none", "shows a display that there is none of", remedy);
    }
}

#[cfg(test)]
mod tests {
    use crate::context::Context;
    use crate::generate::generate;
    use crate::vm::Vm;

    fn problems(vm: &Vm) -> Vec<String> {
        let problems = generate(vm, &Context::default()).expect_err("it is wrong").0;
        problems.into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn a_vm_is_somebody() {
        assert_eq!(problems(&Vm::default()), ["id", "name", "memory.sizeMb"]);
    }

    #[test]
    fn a_name_of_any_length_is_shown_cut() {
        let vm = Vm { name: "\u{1}\"<&".repeat(250_000), ..Vm::default() };
        let found = generate(&vm, &Context::default()).expect_err("it is wrong");
        assert!(found.to_string().len() < 2000, "{}", found.to_string().len());
        assert!(!found.to_string().contains('\u{1}'));
    }
}
