//! The keys of boot and start.

use crate::properties::field_value::FieldValue as _;
use crate::properties::info::Target;
use crate::properties::key::{Key, field};
use crate::properties::value_type::ValueType;
use crate::vm::{BootDevice, BootSequence};

pub(super) fn keys() -> Vec<Key<()>> {
    vec![
        Key::new(
            "boot",
            ValueType::Text,
            "boot sequence: letters `a` floppy, `c` disk, `d` CD, `n` network; `bootOrder` of devices goes before it",
            Target::vm("boot.sequence"),
            |(), state, value| state.vm.boot.sequence = sequence(&String::from_map(value)).unwrap_or_default(),
            |(), state| state.vm.boot.sequence.to_string().to_lowercase().to_map(),
        )
        .unchecked(),
        field!("kernel", ValueType::Text, "kernel for direct boot", vm.boot.kernel),
        field!("initrd", ValueType::Text, "initial RAM disk of that kernel", vm.boot.initrd),
        field!("kernelArgs", ValueType::Text, "command line of that kernel", vm.boot.kernel_params),
        field!("bootMenuEnable", ValueType::Bool, "boot menu", vm.boot.menu_enabled).default("false"),
        Key::new(
            "launchPaused",
            ValueType::Bool,
            "start in paused state",
            Target::vm("run_once.run_and_pause"),
            |(), state, value| {
                if bool::from_map(value) {
                    state.vm.run_once.get_or_insert_default().run_and_pause = true;
                }
            },
            |(), state| state.vm.run_once.as_ref().filter(|run| run.run_and_pause).map(|_| "true".into()),
        )
        .default("false"),
        Key::preserved("hiberVolHandle", ValueType::SixUuids, "volumes with the state of a hibernated VM"),
        Key::preserved("xml", ValueType::Text, "domain XML; a host uses it instead of all other keys"),
    ]
}

/// The boot sequence of letters; floppies have no place in it, and repeated letters count once.
fn sequence(text: &str) -> Option<BootSequence> {
    let mut letters = String::new();
    for letter in text.to_ascii_uppercase().chars().filter(|letter| "CDN".contains(*letter)) {
        if !letters.contains(letter) {
            letters.push(letter);
        }
    }
    letters.parse().ok()
}

/// The boot sequence of kinds of device.
pub(in crate::properties) fn sequence_of(kinds: &[BootDevice]) -> Option<BootSequence> {
    let letter = |kind: &BootDevice| match kind {
        BootDevice::Disk => 'C',
        BootDevice::Cdrom => 'D',
        BootDevice::Network => 'N',
    };
    sequence(&kinds.iter().map(letter).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_kinds_of_device() {
        let read = |text: &str| sequence(text).map(|sequence| sequence.to_string());
        assert_eq!(read("dcn").as_deref(), Some("DCN"));
        assert_eq!(read("acc").as_deref(), Some("C"));
        assert_eq!((read(""), read("a")), (None, None));
    }
}
