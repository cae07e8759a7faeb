//! What a VM starts from.

use crate::generate::boot_order::BootOrder;
use crate::generate::common::plugged;
use crate::generate::input::{Input, filled};
use crate::generate::problem::Problems;
use crate::vm::{BootDevice, BootSequence};

/// A sequence that names only what the VM does not have. A VM without disks that nobody gave a sequence is
/// one that is still being made.
pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    let sequence = &input.vm.boot.sequence;
    let once = input.vm.run_once.as_ref().is_some_and(|run_once| run_once.boot_sequence.is_some());
    let kernel = filled(input.vm.boot.kernel.as_deref()).is_some();
    let unsaid = *sequence == BootSequence::default() && !once;
    let disks = sequence.devices().contains(&BootDevice::Disk) && plugged(&input.vm.disks).next().is_some();
    if kernel || unsaid || disks || !BootOrder::new(input).is_empty() {
        return;
    }
    let names = sequence.devices().iter().map(|device| match device {
        BootDevice::Disk => "disk",
        BootDevice::Cdrom => "CD drive",
        BootDevice::Network => "NIC",
    });
    let message = format!("has nothing to start from: the VM has no {}", names.collect::<Vec<_>>().join(" and no "));
    let field = if once { "runOnce.bootSequence" } else { "boot.sequence" };
    problems.add(field, sequence, message, "add such a device, or name what the VM has: C disk, D CD, N network");
}
