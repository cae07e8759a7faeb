//! Memory sizes.

use crate::generate::input::Input;
use crate::generate::problem::Problems as _;
use domxml_schema::report::Findings;

/// Smallest size in MiB that is refused: sizes in bytes stay below 2^63.
const TOO_MUCH_MB: u64 = 1 << 43;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    let memory = &input.vm.memory;
    let size = memory.size_mb;
    if size == 0 {
        problems.add("memory.sizeMb", size, "the VM has no memory", "set `sizeMb`, in MiB");
    }
    let sizes =
        [("memory.sizeMb", Some(size)), ("memory.maxMb", memory.max_mb), ("memory.guaranteedMb", memory.guaranteed_mb)];
    for (field, mib) in sizes {
        if let Some(mib) = mib.filter(|mib| *mib >= TOO_MUCH_MB) {
            let message = format!("memory size of {mib} MiB is too large");
            problems.add(field, mib, message, "use a smaller size; the unit is MiB");
        }
    }
    if let Some(max) = memory.max_mb.filter(|max| *max < size) {
        let message = format!("maximum memory of {max} MiB is less than the memory of {size} MiB");
        problems.add("memory.maxMb", max, message, format!("use at least {size}, or remove it"));
    }
    if let Some(guaranteed) = memory.guaranteed_mb.filter(|guaranteed| *guaranteed > size) {
        let message = format!("guaranteed memory of {guaranteed} MiB is more than the memory of {size} MiB");
        problems.add("memory.guaranteedMb", guaranteed, message, format!("use at most {size}"));
    }
    let nvdimms = input.nvdimm_bytes();
    if nvdimms >> 20 >= TOO_MUCH_MB {
        let message = format!("NVDIMMs of {nvdimms} bytes in total are too large");
        problems.add("hostDevices", nvdimms, message, "give `deviceSize` of the host's devices in bytes");
    }
}
