//! The program that runs the VM: `emulator`.

use crate::generate::input::Input;

/// Path of the program where hosts expect to be told: POWER. Everywhere else, and wherever hosts fill in
/// what is theirs, libvirt takes its own.
pub(super) fn path(input: &Input<'_>) -> Option<String> {
    let architecture = input.vm.architecture;
    let told = architecture.is_ppc() && !input.full_placeholders();
    told.then(|| format!("/usr/bin/qemu-system-{}", architecture.as_str()))
}
