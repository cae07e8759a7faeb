//! Devices that a VM boots from.

use super::text::shown;
use crate::generate::boot_order::BootOrder;
use crate::generate::common::plugged;
use crate::generate::input::{Input, filled};
use crate::generate::problem::Problems as _;
use crate::vm::{BootDevice, BootSequence};
use domxml_schema::report::Findings;

/// Refuses a boot sequence that names only devices that the VM does not have. A VM without disks and with the
/// default sequence is allowed: it is still being set up.
pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    let sequence = &input.vm.boot.sequence;
    let once = input.vm.run_once.as_ref().is_some_and(|run_once| run_once.boot_sequence.is_some());
    let kernel = filled(input.vm.boot.kernel.as_deref()).is_some();
    let default = *sequence == BootSequence::default() && !once;
    let disks = sequence.devices().contains(&BootDevice::Disk) && plugged(&input.vm.disks).next().is_some();
    if kernel || default || disks || !BootOrder::new(input).is_empty() {
        return;
    }
    let names = sequence.devices().iter().map(|device| match device {
        BootDevice::Disk => "disk",
        BootDevice::Cdrom => "CD drive",
        BootDevice::Network => "NIC",
    });
    let names = names.collect::<Vec<_>>().join(" and no ");
    let message = format!("boot sequence `{}` finds no device: the VM has no {names}", shown(&sequence.to_string()));
    let field = if once { "runOnce.bootSequence" } else { "boot.sequence" };
    let help = "add such a device, or name one that the VM has: C (disk), D (CD), N (network)";
    problems.add(field, sequence, message, help);
}
