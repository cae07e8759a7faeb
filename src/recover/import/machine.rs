//! The VM itself: everything but devices.

use std::collections::BTreeSet;

use domxml_schema::Keyword;
use domxml_schema::domain::Device;
use domxml_schema::domain::cpu::numa::Cell;
use domxml_schema::domain::os::Os;
use domxml_schema::types::{CpuSet, CpuSetTerm, Unit, YesNo};

use super::state::Import;
use crate::metadata::ovirt::{CpuPolicy, ResumeBehavior as Resume};
use crate::vm::{
    Architecture, BiosType, CpuPinning, CpuPinningPolicy, NumaNode, NumaTuneMode, ResumeBehavior, RunOnce, Topology,
    Words,
};

/// Bytes of a MiB.
const MIB: u64 = 1 << 20;

/// Processors of a NUMA node that are listed one by one; sets of more are none that hardware has.
const MOST_CPUS: u64 = 1 << 16;

/// Reads what generation writes on request, and hosts leave alone.
pub(super) fn read(import: &mut Import<'_>) {
    let domain = import.domain;
    import.vm.name = domain.name.clone().unwrap_or_default();
    import.vm.title.clone_from(&domain.title);
    import.vm.description.clone_from(&domain.description);
    import.vm.io_threads = domain.iothreads.unwrap_or_default();
    if let Some(os) = &domain.os {
        read_os(import, os);
    }
    import.vm.firmware.acpi = domain.features.as_ref().is_some_and(|features| features.acpi);
    read_memory(import);
    read_cpu(import);
    import.vm.numa_nodes = numa_nodes(import);
    read_metadata(import);
}

fn read_os(import: &mut Import<'_>, os: &Os) {
    let vm = &mut import.vm;
    vm.architecture = os.arch().map(Keyword::as_str).and_then(Architecture::from_word).unwrap_or_default();
    let q35 = os.machine().is_some_and(|machine| machine.contains("q35"));
    let secure = os.loader.as_ref().and_then(|loader| loader.secure.as_ref()) == Some(&YesNo::Yes);
    let uefi = os.nvram.is_some() || os.firmware.as_ref().is_some_and(|firmware| firmware.as_str() == "efi");
    vm.firmware.bios_type = match (vm.architecture, q35, uefi) {
        (Architecture::X86_64, true, true) if secure => BiosType::Q35SecureBoot,
        (Architecture::X86_64, true, true) => BiosType::Q35Ovmf,
        (Architecture::X86_64, false, _) => BiosType::I440fxSeaBios,
        _ => BiosType::Q35SeaBios,
    };
    vm.boot.menu_enabled = os.bootmenu.as_ref().is_some_and(|menu| menu.enable == Some(YesNo::Yes));
    vm.boot.kernel.clone_from(&os.kernel);
    vm.boot.initrd.clone_from(&os.initrd);
    vm.boot.kernel_params.clone_from(&os.cmdline);
}

/// libvirt counts modules that were plugged in among the memory.
fn read_memory(import: &mut Import<'_>) {
    let domain = import.domain;
    let modules: u64 = import
        .devices()
        .filter_map(|device| match device {
            Device::Memory(module) => module.target.as_ref()?.size.as_ref()?.bytes(Unit::KiB),
            _ => None,
        })
        .fold(0, u64::saturating_add);
    let bytes = domain.memory.as_ref().and_then(|memory| memory.bytes()).unwrap_or_default();
    import.memory_mb = bytes / MIB;
    import.vm.memory.size_mb = bytes.saturating_sub(modules) / MIB;
    let most = domain.max_memory.as_ref().and_then(|memory| memory.bytes());
    import.vm.memory.max_mb = most.map(|bytes| bytes / MIB);
}

fn read_cpu(import: &mut Import<'_>) {
    let domain = import.domain;
    let enabled = domain.vcpu.as_ref().and_then(|vcpu| vcpu.enabled()).unwrap_or(1);
    let count = |value: Option<u64>| value.and_then(|value| u32::try_from(value).ok()).unwrap_or(1).max(1);
    let topology = domain.cpu.as_ref().and_then(|cpu| cpu.topology.as_ref());
    let (cores, threads) = topology.map_or((1, 1), |topology| (count(topology.cores), count(topology.threads)));
    // Processors that were plugged in one by one need not be whole sockets.
    let socket = cores.saturating_mul(threads);
    import.vm.cpu.topology = match enabled % socket {
        0 => Topology { sockets: (enabled / socket).max(1), cores, threads },
        _ => Topology { sockets: enabled, cores: 1, threads: 1 },
    };
    let Some(tune) = &domain.cputune else { return };
    import.vm.cpu.shares = tune.shares.unwrap_or_default();
    let pins = tune.vcpupins.iter().filter_map(|pin| Some((pin.vcpu?, pin.cpuset.clone()?)));
    let pinning = CpuPinning(pins.collect());
    if pinning.0.is_empty() {
        return;
    }
    let policy = match import.metadata.cpu_policy {
        Some(CpuPolicy::Dedicated) => CpuPinningPolicy::Dedicated,
        Some(CpuPolicy::IsolateThreads) => CpuPinningPolicy::IsolateThreads,
        _ => CpuPinningPolicy::Manual,
    };
    import.vm.cpu.pinning_policy = policy;
    match policy {
        CpuPinningPolicy::Manual => import.vm.cpu.pinning = Some(pinning),
        _ => import.vm.cpu.current_pinning = Some(pinning),
    }
}

/// The nodes, with the processors that the VM runs with; those that may be plugged in are nobody's choice.
fn numa_nodes(import: &Import<'_>) -> Vec<NumaNode> {
    let domain = import.domain;
    let enabled = import.vm.cpu.topology.cpus().map_or(MOST_CPUS, |cpus| MOST_CPUS.min(cpus.into()));
    let cells = domain.cpu.iter().filter_map(|cpu| cpu.numa.as_ref()).flat_map(|numa| &numa.cells);
    let memnodes = domain.numatune.iter().flat_map(|numatune| &numatune.memnodes);
    let memnodes: Vec<_> = memnodes.collect();
    let nodes = cells.zip(0..).map(|(cell, at)| {
        let index = cell.id.unwrap_or(at);
        let pinned = memnodes.iter().find(|memnode| memnode.cellid == Some(index));
        NumaNode {
            index,
            cpu_ids: cell.cpus.as_ref().map(|cpus| members(cpus, enabled)).unwrap_or_default(),
            mem_total_mb: memory_mb(cell),
            numa_tune_mode: pinned.and_then(|memnode| memnode.mode.as_ref()).map(tune_mode).unwrap_or_default(),
            pinned_host_nodes: pinned
                .and_then(|memnode| memnode.nodeset.as_ref())
                .map(|nodes| members(nodes, MOST_CPUS))
                .unwrap_or_default(),
            ..NumaNode::default()
        }
    });
    let nodes: Vec<NumaNode> = nodes.collect();
    // What is there only so that memory can be plugged in is nobody's node.
    let implied = nodes.len() == 1 && domain.max_memory.is_some() && memnodes.is_empty();
    if implied { Vec::new() } else { nodes }
}

fn memory_mb(cell: &Cell) -> u64 {
    let unit = cell.unit.unwrap_or(Unit::KiB).bytes();
    cell.memory.unwrap_or_default().saturating_mul(unit) / MIB
}

/// The members of a set below a bound that is not 0.
fn members(set: &CpuSet, below: u64) -> Vec<u32> {
    let mut members = BTreeSet::new();
    for term in &set.0 {
        match *term {
            CpuSetTerm::Range(first, last) => members.extend(first..=last.min(below - 1)),
            CpuSetTerm::One(one) if one < below => drop(members.insert(one)),
            CpuSetTerm::Except(one) => drop(members.remove(&one)),
            CpuSetTerm::One(_) => {}
        }
    }
    members.into_iter().filter_map(|member| u32::try_from(member).ok()).collect()
}

fn tune_mode(mode: &domxml_schema::domain::numatune::Mode) -> NumaTuneMode {
    match mode.as_str() {
        "strict" => NumaTuneMode::Strict,
        "preferred" => NumaTuneMode::Preferred,
        _ => NumaTuneMode::Interleave,
    }
}

fn read_metadata(import: &mut Import<'_>) {
    let metadata = &import.metadata;
    let vm = &mut import.vm;
    vm.memory.guaranteed_mb = metadata.min_guaranteed_memory_mb.filter(|size| *size != vm.memory.size_mb);
    vm.memory.ballooning_enabled = metadata.ballooning_enabled.unwrap_or_default();
    let custom = metadata.custom.iter().flat_map(|custom| custom.iter());
    vm.custom_properties = custom.map(|(name, value)| (name.to_owned(), value.as_str().to_owned())).collect();
    vm.resume_behavior = match metadata.resume_behavior {
        Some(Resume::AutoResume) => Some(ResumeBehavior::AutoResume),
        Some(Resume::LeavePaused) => Some(ResumeBehavior::LeavePaused),
        Some(Resume::Kill) => Some(ResumeBehavior::Kill),
        Some(Resume::Other(_)) | None => None,
    };
    if metadata.launch_paused == Some(true) {
        vm.run_once = Some(RunOnce { run_and_pause: true, ..RunOnce::default() });
    }
}
