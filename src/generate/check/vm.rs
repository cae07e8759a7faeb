//! Identity of the VM: id, name, compatibility level, serial number, time zone, custom properties.

use domxml_schema::report::Findings;
use domxml_schema::xml::is_nc_name;

use super::text::shown;
use crate::generate::domain::time_zone;
use crate::generate::input::Input;
use crate::generate::problem::Problems as _;
use crate::template::Placeholder;
use crate::vm::{DisplayType, SerialNumber, Version};

/// Bytes of a file's name on Linux, less the ending that libvirt gives to a domain's file.
const LONGEST_NAME: usize = 255 - ".xml".len();

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    identity(input, problems);
    levels(input, problems);
    serial_number(input, problems);
    time(input, problems);
    properties(input, problems);
    run_once(input, problems);
}

fn identity(input: &Input<'_>, problems: &mut Findings) {
    let (id, name) = (input.vm.id, &input.vm.name);
    if id.is_nil() {
        problems.add("id", id, "the VM has no `id`", "give it a UUID");
    }
    if name.is_empty() {
        problems.add("name", name, "`name` is missing", "give the VM a name");
    } else if name.trim().is_empty() {
        problems.add("name", name, "`name` is blank", "give the VM a name with visible characters");
    }
    if name.len() > LONGEST_NAME {
        let message = format!("`name` has {} bytes; the maximum is {LONGEST_NAME}", name.len());
        problems.add("name", name, message, "shorten it");
    }
    for (c, title) in [('/', "a slash"), ('\n', "a line feed")] {
        if name.contains(c) {
            let message = format!("name `{}` contains {title}, which libvirt does not allow", shown(name));
            problems.add("name", name, message, "remove it");
        }
    }
}

fn levels(input: &Input<'_>, problems: &mut Findings) {
    let supported = Version::OLDEST..=Version::NEWEST;
    let levels = [
        ("customCompatibilityVersion", input.vm.custom_compatibility_version),
        ("context.cluster.compatibilityVersion", Some(input.cluster_level())),
    ];
    for (field, level) in levels {
        if let Some(level) = level.filter(|level| !supported.contains(level)) {
            let message = format!("unsupported compatibility level `{level}`");
            problems.add(field, level, message, format!("use {} to {}", Version::OLDEST, Version::NEWEST));
        }
    }
}

/// A serial number is not empty, and not what the host would replace as a placeholder.
fn serial_number(input: &Input<'_>, problems: &mut Findings) {
    let serials = [
        ("serialNumber", &input.vm.serial_number),
        ("context.cluster.serialNumber", &input.context.cluster.serial_number),
    ];
    for (field, serial) in serials {
        let Some(SerialNumber::Custom(text)) = serial else { continue };
        if text.is_empty() {
            problems.add(field, text, "the serial number is empty", "give one, or use `host-id` or `vm-id`");
        } else if Placeholder::is_like(text) {
            let message = format!("serial number `{}` reads as a placeholder", shown(text));
            problems.add(field, text, message, "use `host-id` for the UUID of the host, or another text");
        }
    }
}

fn time(input: &Input<'_>, problems: &mut Findings) {
    let name = time_zone::name(input);
    if let Err(help) = time_zone::offset(name, None) {
        let field = match &input.vm.time_zone {
            Some(own) if own == name => "timeZone",
            _ if input.os.is_windows() => "context.config.defaultWindowsTimeZone",
            _ => "context.config.defaultTimeZone",
        };
        problems.add(field, name, format!("unknown time zone `{}`", shown(name)), help);
    }
    if let Some(time) = input.given.invalid_time() {
        let message = format!("`{}` is not a valid RFC 3339 timestamp", shown(time));
        problems.add("context.time", time, message, "write it like `2026-01-31T12:00:00Z`");
    }
}

/// Custom properties become elements of the metadata, and some of them have a meaning beyond that.
fn properties(input: &Input<'_>, problems: &mut Findings) {
    for key in input.vm.custom_properties.keys().filter(|key| !is_nc_name(key)) {
        let message = format!("custom property `{}` is not a valid XML element name", shown(key));
        let help = "begin it with a letter or `_`, and use only letters, digits, `_`, `-` and `.`";
        problems.add("customProperties", key, message, help);
    }
    if let Some(size) = input.property("hugepages").filter(|size| !size.parse::<u64>().is_ok_and(|size| size > 0)) {
        let message = format!("invalid size of huge pages `{}`", shown(size));
        problems.add("customProperties.hugepages", size, message, "give it in KiB, such as 2048 or 1048576");
    }
    let shared = input.property("hugepages_shared");
    if let Some(word) = shared.filter(|word| !["true", "false"].iter().any(|known| word.eq_ignore_ascii_case(known))) {
        let message = format!("`hugepages_shared` cannot be `{}`", shown(word));
        problems.add("customProperties.hugepages_shared", word, message, "use `true` or `false`");
    }
}

fn run_once(input: &Input<'_>, problems: &mut Findings) {
    let Some(run) = &input.vm.run_once else { return };
    let graphics = run.graphics.as_ref().is_some_and(|kinds| !kinds.is_empty());
    if run.display_type == Some(DisplayType::None) && graphics {
        let message = "graphics are requested, but `displayType` is `none`";
        problems.add(
            "runOnce.graphics",
            "displayType: none",
            message,
            "use another `displayType`, or remove `graphics`",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::context::Context;
    use crate::engine::generate;
    use crate::vm::Vm;

    fn problems(vm: &Vm) -> Vec<String> {
        let problems = generate(vm, &Context::default()).expect_err("it is wrong").0;
        problems.into_iter().map(|problem| problem.path).collect()
    }

    #[test]
    fn a_default_vm_has_no_identity() {
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
