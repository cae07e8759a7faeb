//! Sizes of memory.

use crate::generate::input::Input;
use crate::generate::problem::Problems;

/// More than any address reaches: sizes in bytes stay below 2^63.
const TOO_MUCH_MB: u64 = 1 << 43;

pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    let memory = &input.vm.memory;
    let size = memory.size_mb;
    if size == 0 {
        problems.add("memory.sizeMb", size, "is no memory to start with", "give the VM some, in MiB");
    }
    let sizes =
        [("memory.sizeMb", Some(size)), ("memory.maxMb", memory.max_mb), ("memory.guaranteedMb", memory.guaranteed_mb)];
    for (field, mib) in sizes {
        if let Some(mib) = mib.filter(|mib| *mib >= TOO_MUCH_MB) {
            problems.add(field, mib, "is more memory than there can be", "give it in MiB");
        }
    }
    if let Some(max) = memory.max_mb.filter(|max| *max < size) {
        let message = format!("is less than the {size} MiB that the VM starts with");
        problems.add("memory.maxMb", max, message, "make it at least `sizeMb`, or leave it out");
    }
    if let Some(guaranteed) = memory.guaranteed_mb.filter(|guaranteed| *guaranteed > size) {
        let message = format!("is more than the {size} MiB that the VM has");
        problems.add("memory.guaranteedMb", guaranteed, message, "make it at most `sizeMb`");
    }
    if input.nvdimm_bytes() >> 20 >= TOO_MUCH_MB {
        let message = "are devices with more memory than there can be";
        problems.add("hostDevices", input.nvdimm_bytes(), message, "give `deviceSize` of the host's devices in bytes");
    }
}
