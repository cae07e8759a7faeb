//! The size of the guest's memory.

use super::platform::Platform;
use crate::Domain;
use crate::device::memory::{Memory as Module, Model};
use crate::domain::cpu::numa::Cell;
use crate::types::{CpuSet, CpuSetTerm, Unit};

/// The size of a block of memory on pseries, in KiB.
const BLOCK: u64 = 256 << 10;

/// Completes the sizes, which are in KiB by now.
pub(super) fn complete(domain: &mut Domain, platform: &Platform) {
    add_cell(domain, platform);
    if platform.is_ppc64() && platform.is_qemu() {
        align_modules(domain);
    }
    let modules = modules(domain);
    let cells = domain.cpu.iter().filter_map(|cpu| cpu.numa.as_ref()).flat_map(|numa| &numa.cells);
    let cells: u64 = cells.filter_map(|cell| cell.memory).fold(0, u64::saturating_add);
    let given = domain.memory.as_ref().and_then(|memory| memory.value).unwrap_or(0);
    if cells > 0 && (given == 0 || platform.is_qemu()) {
        let memory = domain.memory.get_or_insert_default();
        (memory.value, memory.unit) = (Some(cells.saturating_add(modules)), Some(Unit::KiB));
    }
    let total = domain.memory.as_ref().and_then(|memory| memory.value);
    if let (Some(total), Some(current)) = (total, &mut domain.current_memory)
        && current.value.is_some_and(|value| value == 0 || value > total)
    {
        current.value = Some(total);
    }
}

/// The size of all memory modules.
fn modules(domain: &Domain) -> u64 {
    let size = |module: &Module| module.target.as_ref()?.size.as_ref()?.value;
    domain.memories().filter_map(size).fold(0, u64::saturating_add)
}

/// Memory modules of pseries are whole blocks; what a label takes of a persistent one is beside them.
fn align_modules(domain: &mut Domain) {
    for memory in domain.memories_mut() {
        let persistent = memory.model == Some(Model::Nvdimm);
        let Some(target) = &mut memory.target else { continue };
        let label = target.label.as_ref().and_then(|label| label.size.as_ref()?.value).unwrap_or(0);
        let Some(size) = target.size.as_mut().and_then(|size| size.value.as_mut()) else { continue };
        *size = if persistent {
            size.saturating_sub(label) / BLOCK * BLOCK + label
        } else {
            size.checked_next_multiple_of(BLOCK).unwrap_or(*size)
        };
    }
}

/// Memory that can be plugged in needs a NUMA node: one for all, if there is none.
fn add_cell(domain: &mut Domain, platform: &Platform) {
    let has_cells = domain.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()).is_some_and(|numa| !numa.cells.is_empty());
    if domain.max_memory.is_none() || has_cells || !platform.is_qemu() || platform.is_s390() {
        return;
    }
    let Some(total) = domain.memory.as_ref().and_then(|memory| memory.value) else { return };
    let vcpus = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1);
    let cell = Cell {
        id: Some(0),
        cpus: Some(CpuSet(vec![CpuSetTerm::Range(0, u64::from(vcpus.max(1) - 1))]).joined()),
        memory: Some(total.saturating_sub(modules(domain))),
        unit: Some(Unit::KiB),
        ..Default::default()
    };
    domain.cpu.get_or_insert_default().numa.get_or_insert_default().cells.push(cell);
}
