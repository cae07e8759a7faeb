//! vCPUs and I/O threads, one by one.

use std::collections::{BTreeMap, BTreeSet};

use crate::Domain;
use crate::domain::cputune::{IothreadSched, VcpuSched};
use crate::domain::iothreads::Iothread;
use crate::domain::vcpu::{Placement, State};
use crate::types::{CpuSet, CpuSetTerm, YesNo};

/// The most threads that are listed one by one.
const MOST: usize = 1 << 12;

/// Lists the vCPUs and threads that are not listed yet, and splits what is said of several at once.
pub(super) fn complete(domain: &mut Domain) {
    place(domain);
    list_vcpus(domain);
    list_iothreads(domain);
    let Some(cputune) = &mut domain.cputune else { return };
    split(&mut cputune.vcpuscheds, |sched: &mut VcpuSched| &mut sched.vcpus);
    split(&mut cputune.iothreadscheds, |sched: &mut IothreadSched| &mut sched.iothreads);
}

/// vCPUs follow memory that is placed by libvirt, unless they or other threads are pinned.
fn place(domain: &mut Domain) {
    let memory = domain.numatune.as_ref().and_then(|numatune| numatune.memory.as_ref());
    let pinned = domain.cputune.as_ref().is_some_and(|cputune| {
        !cputune.vcpupins.is_empty() || cputune.emulatorpin.is_some() || !cputune.iothreadpins.is_empty()
    });
    if !pinned && memory.is_some_and(|memory| memory.placement == Some(Placement::Auto)) {
        let vcpu = domain.vcpu.get_or_insert_default();
        if vcpu.cpuset.is_none() {
            vcpu.placement = Some(Placement::Auto);
        }
    }
}

/// A vCPU that is left out of the list is not enabled.
fn list_vcpus(domain: &mut Domain) {
    let count = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1);
    let Some(vcpus) = domain.vcpus.as_mut().filter(|_| count as usize <= MOST) else { return };
    let listed: BTreeSet<u32> = vcpus.vcpus.iter().filter_map(|vcpu| vcpu.id).collect();
    for id in 0..count {
        if !listed.contains(&id) {
            vcpus.vcpus.push(State { id: Some(id), enabled: Some(YesNo::No), ..State::default() });
        }
    }
    vcpus.vcpus.sort_by_key(|vcpu| vcpu.id);
}

/// The number of threads is that of their ids; ids that are missing are the lowest free ones.
fn list_iothreads(domain: &mut Domain) {
    let Some(ids) = domain.iothreadids.as_mut().map(|ids| &mut ids.iothreads).filter(|ids| !ids.is_empty()) else {
        return;
    };
    let count = domain.iothreads.unwrap_or(0).max(ids.len() as u32);
    domain.iothreads = Some(count);
    let listed: BTreeSet<u32> = ids.iter().filter_map(|thread| thread.id).collect();
    let missing = (count as usize).min(MOST).saturating_sub(ids.len());
    ids.extend((1..).filter(|id| !listed.contains(id)).take(missing).map(Iothread::new));
}

/// Splits settings of several threads into one for each.
fn split<S: Clone>(settings: &mut Vec<S>, set: impl Fn(&mut S) -> &mut Option<CpuSet>) {
    let mut split: BTreeMap<u64, S> = BTreeMap::new();
    for setting in settings.iter_mut() {
        let Some(members) = set(setting).as_ref().and_then(|members| members.members(MOST)) else { return };
        for member in members {
            let mut one = setting.clone();
            *set(&mut one) = Some(CpuSet(vec![CpuSetTerm::One(member)]));
            split.insert(member, one);
        }
    }
    *settings = split.into_values().collect();
}
