//! Machine types: `os/type/@machine`.

use std::borrow::Cow;

use super::input::Input;
use crate::vm::Architecture;

/// The VM's machine type: its own, else the cluster's for the chipset, else the newest that the host has.
pub(super) fn machine<'a>(input: &'a Input<'_>) -> Cow<'a, str> {
    let own = input.vm.firmware.custom_emulated_machine.as_deref().filter(|machine| !machine.is_empty());
    match own {
        Some(machine) => Cow::Borrowed(machine),
        None => cluster(input).unwrap_or(Cow::Borrowed(newest(input))),
    }
}

/// The cluster's machine type. On x86 it may name one for each chipset, `i440fx-type;q35-type`; of a
/// missing one the name follows from the other.
fn cluster<'a>(input: &'a Input<'_>) -> Option<Cow<'a, str>> {
    let machines = input.context.cluster.emulated_machine.as_deref()?;
    let mut machines = machines.split(';').map(str::trim).filter(|machine| !machine.is_empty());
    let first = machines.next()?;
    if !input.is_x86() {
        return Some(Cow::Borrowed(first));
    }
    let second = machines.next().unwrap_or(first);
    let named = [first, second].into_iter().find(|machine| is_q35(machine) == input.is_q35());
    Some(named.map_or_else(|| Cow::Owned(other_chipset(first)), Cow::Borrowed))
}

/// Returns whether a machine type is one of an architecture. x86 has too many names to know all of them: there, only
/// the names of other architectures are refused.
pub(super) fn is_of(machine: &str, architecture: Architecture) -> bool {
    let begins = |name: &str| machine == name || machine.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'));
    match architecture {
        Architecture::X86_64 => !["pseries", "powernv", "s390-ccw-virtio", "virt"].iter().any(|name| begins(name)),
        Architecture::Ppc64 | Architecture::Ppc64le => begins("pseries"),
        Architecture::S390x => begins("s390-ccw-virtio"),
        Architecture::Aarch64 => begins("virt"),
        _ => true,
    }
}

/// Returns whether a machine type of x86 has the chipset Q35; none if its name does not tell.
pub(super) fn chipset_is_q35(machine: &str) -> Option<bool> {
    if is_q35(machine) {
        return Some(true);
    }
    (machine == "pc" || machine.contains("i440fx")).then_some(false)
}

fn is_q35(machine: &str) -> bool {
    machine.contains("q35")
}

/// The type of the same release with the other chipset.
fn other_chipset(machine: &str) -> String {
    match machine {
        "q35" => "pc".to_owned(),
        "pc" => "q35".to_owned(),
        _ if is_q35(machine) => machine.replace("q35", "i440fx"),
        _ => machine.replace("i440fx", "q35"),
    }
}

/// The name that QEMU has for the newest machine type of a kind; empty where there is no rule.
pub(super) fn newest(input: &Input<'_>) -> &'static str {
    match input.vm.architecture {
        Architecture::X86_64 if input.is_q35() => "q35",
        Architecture::X86_64 => "pc",
        Architecture::Ppc64 | Architecture::Ppc64le => "pseries",
        Architecture::S390x => "s390-ccw-virtio",
        Architecture::Aarch64 => "virt",
        _ => "",
    }
}
