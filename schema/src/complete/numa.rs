//! NUMA nodes of the guest.

use super::platform::Platform;
use crate::Domain;
use crate::domain::cpu::numa::{Cell, Sibling};
use crate::types::{CpuSet, CpuSetTerm};

/// The distance of a node to itself.
const LOCAL: u8 = 10;

/// Numbers the nodes, puts each vCPU into one, and completes the distances between them.
pub(super) fn complete(domain: &mut Domain, platform: &Platform) {
    let vcpus = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1);
    let Some(numa) = domain.cpu.as_mut().and_then(|cpu| cpu.numa.as_mut()) else { return };
    for (at, cell) in numa.cells.iter_mut().enumerate() {
        cell.id.get_or_insert(at as u32);
    }
    numa.cells.sort_by_key(|cell| cell.id);
    if platform.is_qemu() {
        assign_vcpus(&mut numa.cells, u64::from(vcpus));
    }
    complete_distances(&mut numa.cells);
}

/// Puts vCPUs that are in no node into the first.
fn assign_vcpus(cells: &mut [Cell], vcpus: u64) {
    let assigned = cells.iter().filter_map(|cell| cell.cpus.as_ref()).flat_map(|set| set.joined().0);
    let assigned = CpuSet(assigned.collect()).joined();
    let mut free = Vec::new();
    let mut next = 0;
    for term in &assigned.0 {
        let (first, last) = match *term {
            CpuSetTerm::One(one) | CpuSetTerm::Except(one) => (one, one),
            CpuSetTerm::Range(first, last) => (first, last),
        };
        free.push((next, first.min(vcpus)));
        next = last.saturating_add(1);
    }
    free.push((next, vcpus));
    let free = free.into_iter().filter(|(first, end)| first < end);
    let free: Vec<CpuSetTerm> = free.map(|(first, end)| CpuSetTerm::Range(first, end - 1)).collect();
    if let Some(first) = cells.first_mut().filter(|_| !free.is_empty()) {
        let own = first.cpus.take().unwrap_or_default();
        first.cpus = Some(CpuSet(own.0.into_iter().chain(free).collect()).joined());
    }
}

/// Gives each node with distances that to itself, and each the distance that another one has to it.
fn complete_distances(cells: &mut [Cell]) {
    let given = |cell: &Cell| cell.distances.as_ref().is_some_and(|distances| !distances.siblings.is_empty());
    if !cells.iter().any(given) {
        return;
    }
    let known: Vec<(u32, u32, u8)> = cells
        .iter()
        .flat_map(|cell| cell.distances.iter().flat_map(|it| &it.siblings).map(move |sibling| (cell.id, sibling)))
        .filter_map(|(from, sibling)| Some((from?, sibling.id?, sibling.value?)))
        .collect();
    for cell in cells {
        let Some(own) = cell.id else { continue };
        let mirrored = known.iter().filter(|(_, to, _)| *to == own).map(|(from, _, value)| (*from, *value));
        let mut missing: Vec<(u32, u8)> = mirrored.collect();
        if given(cell) || !missing.is_empty() {
            missing.push((own, LOCAL));
        }
        for (id, value) in missing {
            let siblings = &mut cell.distances.get_or_insert_default().siblings;
            if !siblings.iter().any(|sibling| sibling.id == Some(id)) {
                siblings.push(Sibling { id: Some(id), value: Some(value), ..Sibling::default() });
            }
        }
        if let Some(distances) = &mut cell.distances {
            distances.siblings.sort_by_key(|sibling| sibling.id);
        }
    }
}
