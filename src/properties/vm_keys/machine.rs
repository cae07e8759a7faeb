//! The keys of machine, architecture, clock and guest OS.

use domxml_schema::types::Uuid;

use crate::properties::field_value::{FieldValue as _, text};
use crate::properties::info::Target;
use crate::properties::key::{Key, field};
use crate::properties::state::State;
use crate::properties::value_type::ValueType;
use crate::vm::{Architecture, BiosType, SerialNumber};

/// An entry of the OS catalogue for Windows without rules of its own: hosts were only told that it is Windows.
const ANY_WINDOWS: &str = "windows_2008x64";

/// Seconds per hour.
const HOUR: i64 = 3600;

pub(super) fn keys() -> Vec<Key<()>> {
    vec![
        Key::constant("vmType", ValueType::Text, "hypervisor", "kvm").checked(),
        Key::constant("kvmEnable", ValueType::Bool, "hardware acceleration", "true").checked(),
        Key::new(
            "emulatedMachine",
            ValueType::Text,
            "machine type; implies architecture and chipset",
            Target::vm("firmware.custom_emulated_machine"),
            |(), state, value| set_machine(state, &String::from_map(value)),
            |(), state| state.effective.machine.to_map(),
        ),
        field!(
            "arch",
            ValueType::words_of::<Architecture>(),
            "architecture, as reported by hosts; if absent, that of the machine type",
            vm.architecture
        )
        .after(&["emulatedMachine"]),
        field!("acpiEnable", ValueType::Bool, "ACPI", vm.firmware.acpi).default("true"),
        Key::new(
            "hypervEnable",
            ValueType::Bool,
            "Hyper-V enlightenments; implies a Windows guest",
            Target::vm("os"),
            |(), state, value| {
                if bool::from_map(value) {
                    state.vm.os = ANY_WINDOWS.to_owned();
                }
            },
            |(), state| state.effective.hyperv.to_map(),
        )
        .default("false")
        .written_if(|(), state| state.effective.hyperv),
        Key::new(
            "timeOffset",
            ValueType::Integer { unit: "seconds" },
            "offset of the guest clock from UTC; whole hours from -12 to 14 are a time zone",
            Target::vm("time_zone"),
            |(), state, value| {
                state.vm.time_zone = value.as_str().and_then(|text| text.parse().ok()).and_then(time_zone);
            },
            |(), state| Some(state.effective.time_offset.to_string().into()),
        )
        .default("0"),
        Key::new(
            "serial",
            ValueType::Text,
            "system serial number; if absent, the UUID of the host",
            Target::vm("serial_number"),
            |(), state, value| {
                let serial = String::from_map(value);
                let is_vm_id = serial.parse() == Ok::<Uuid, _>(state.vm.id);
                let serial = if is_vm_id { SerialNumber::VmId } else { SerialNumber::Custom(serial) };
                state.vm.serial_number = Some(serial);
            },
            |(), state| match state.vm.serial_number.as_ref().or(state.context.cluster.serial_number.as_ref())? {
                SerialNumber::HostId => None,
                SerialNumber::VmId => Some(state.vm.id.to_string().into()),
                SerialNumber::Custom(serial) => text(Some(serial)),
            },
        )
        .after(&["vmId"]),
        Key::preserved(
            "agentChannelName",
            ValueType::Text,
            "name of the guest agent channel; follows from the guest OS",
        ),
        Key::preserved("pitReinjection", ValueType::Bool, "reinjection of lost PIT ticks"),
    ]
}

/// Sets the machine type, and the architecture and chipset that it implies. Hosts that take maps have no UEFI.
fn set_machine(state: &mut State, machine: &str) {
    let begins = |name: &str| machine.starts_with(name);
    state.vm.architecture = match machine {
        _ if begins("pseries") => Architecture::Ppc64,
        _ if begins("s390") => Architecture::S390x,
        _ if begins("virt") => Architecture::Aarch64,
        _ => Architecture::X86_64,
    };
    if machine.contains("q35") {
        state.vm.firmware.bios_type = BiosType::Q35SeaBios;
    }
    state.vm.firmware.custom_emulated_machine = Some(machine.to_owned());
}

/// The time zone that is ahead of UTC by an offset all year; none for offset 0, and if there is no such zone.
fn time_zone(seconds: i64) -> Option<String> {
    let hours = seconds / HOUR;
    let exists = seconds % HOUR == 0 && (-12..=14).contains(&hours) && hours != 0;
    // The zones of this family count westward.
    exists.then(|| format!("Etc/GMT{:+}", -hours))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_hours_are_time_zones() {
        assert_eq!(time_zone(3600).as_deref(), Some("Etc/GMT-1"));
        assert_eq!(time_zone(-5 * 3600).as_deref(), Some("Etc/GMT+5"));
        assert_eq!((time_zone(0), time_zone(1800), time_zone(15 * 3600)), (None, None, None));
    }
}
