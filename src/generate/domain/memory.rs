//! Memory: `memory`, `currentMemory`, `maxMemory`, `memoryBacking`, `memtune`. Sizes are in KiB, which is
//! what libvirt takes a number without unit for.

use domxml_schema::domain::memory::{CurrentMemory, MaxMemory, Memory};
use domxml_schema::domain::memory_backing::{Access, Hugepages, MemoryBacking, Page};
use domxml_schema::domain::memtune::{Limit, Memtune};
use domxml_schema::shared::MemoryAccess;
use domxml_schema::types::Unit;

use super::numa;
use crate::generate::input::Input;
use crate::generate::vcpu;
use crate::vm::Architecture;

/// The custom property with the size of huge pages, in KiB.
pub(in crate::generate) const HUGE_PAGES_PROPERTY: &str = "hugepages";

/// Memory at start.
pub(super) fn memory(input: &Input<'_>) -> Memory {
    Memory { value: Some(kib(input.vm.memory.size_mb)), ..Memory::default() }
}

/// At start, the balloon has taken nothing.
pub(super) fn current_memory(input: &Input<'_>) -> CurrentMemory {
    CurrentMemory { value: Some(kib(input.vm.memory.size_mb)), ..CurrentMemory::default() }
}

/// The maximum memory, including non-volatile memory of the host; none if the VM cannot grow.
pub(super) fn max_memory(input: &Input<'_>) -> Option<MaxMemory> {
    let size = kib(input.max_memory_mb()).saturating_add(input.nvdimm_bytes() / 1024);
    input.has_max_memory().then(|| MaxMemory {
        slots: Some(input.context.config.max_memory_slots),
        value: Some(size),
        ..MaxMemory::default()
    })
}

/// Huge pages, shared with other processes of the host if so asked for. Nodes of the guest say that
/// themselves; without any it is said here.
pub(super) fn memory_backing(input: &Input<'_>) -> Option<MemoryBacking> {
    let hugepages = huge_page_kib(input)
        .map(|size| Hugepages { pages: vec![Page { size: Some(size), ..Page::default() }], ..Hugepages::default() });
    let shared = input.is_memory_shared() && numa::nodes(input).is_empty();
    let access = shared.then(|| Access { mode: Some(MemoryAccess::Shared), ..Access::default() });
    let backing = MemoryBacking { hugepages, access, ..MemoryBacking::default() };
    (backing != MemoryBacking::default()).then_some(backing)
}

/// A limit that is high enough never to matter: with the IOMMU that many processors need, libvirt would compute one
/// that is too low.
pub(super) fn memtune(input: &Input<'_>) -> Option<Memtune> {
    (input.is_q35() && vcpu::maximum(input) >= vcpu::INTERRUPT_REMAPPING)
        .then(|| Memtune { hard_limit: Some(Limit::new(1024, Unit::TiB)), ..Memtune::default() })
}

/// Size of the huge pages, if the VM asks for any: what it asks for, unless the host is known to have no
/// pages of that size.
fn huge_page_kib(input: &Input<'_>) -> Option<u64> {
    let asked = input.property(HUGE_PAGES_PROPERTY)?.parse().ok()?;
    let known = input.context.host.as_ref().map(|host| &host.huge_page_sizes);
    if known.is_none_or(|sizes| sizes.contains(&asked)) {
        return Some(asked);
    }
    Some(match input.vm.architecture {
        Architecture::Ppc64 | Architecture::Ppc64le => 16_384,
        _ => 2048,
    })
}

fn kib(mib: u64) -> u64 {
    mib.saturating_mul(1024)
}
