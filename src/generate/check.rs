//! Rules that an entity and its context must satisfy to become a domain. Each part of the generator has its rules
//! in a file of its own, and all of them are checked before anything is generated.

mod addresses;
mod boot;
mod characters;
mod cpu;
mod devices;
mod disks;
mod firmware;
mod hidden;
mod label;
mod leases;
mod libvirt_words;
mod memory;
mod nics;
mod numa;
mod os;
mod removable;
mod storage;
mod text;
mod unique;
mod vm;
mod vnic_profiles;

use super::input::Input;
use domxml_schema::report::Findings;

/// Checks all rules.
///
/// # Errors
///
/// All problems that were found.
pub(super) fn all(input: &Input<'_>) -> Result<(), Findings> {
    let mut problems = Findings::default();
    vm::check(input, &mut problems);
    os::check(input, &mut problems);
    memory::check(input, &mut problems);
    cpu::check(input, &mut problems);
    numa::check(input, &mut problems);
    firmware::check(input, &mut problems);
    devices::check(input, &mut problems);
    leases::check(input, &mut problems);
    disks::check(input, &mut problems);
    storage::check(input, &mut problems);
    removable::check(input, &mut problems);
    addresses::check(input, &mut problems);
    nics::check(input, &mut problems);
    boot::check(input, &mut problems);
    hidden::check(input, &mut problems);
    libvirt_words::check(input, &mut problems);
    characters::check(input, &mut problems);
    problems.into_result()
}

/// Checks the guest OS only.
///
/// # Errors
///
/// An unknown one.
pub(super) fn guest_os(input: &Input<'_>) -> Result<(), Findings> {
    let mut problems = Findings::default();
    os::check(input, &mut problems);
    problems.into_result()
}
