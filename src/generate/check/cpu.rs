//! Processors: counts, names, flags, bindings, threads for I/O.

use domxml_schema::types::{CpuSet, CpuSetTerm};

use crate::generate::input::{Input, is_flag};
use crate::generate::problem::Problems;
use crate::generate::vcpu;
use crate::vm::{CpuPinning, CpuPinningPolicy, Topology};

/// Processors that libvirt counts to.
const LIBVIRT_CPUS: u32 = 16_384;
/// Threads for I/O that a VM can have any use for.
const MOST_IO_THREADS: u32 = 1024;

pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    topology(input, problems);
    name(input, problems);
    pinning(input, problems);
    let threads = input.vm.io_threads;
    if threads > MOST_IO_THREADS {
        let message = format!("are more threads than the {MOST_IO_THREADS} that a VM can have use for");
        problems.add("ioThreads", threads, message, "a few serve all disks");
    }
}

fn topology(input: &Input<'_>, problems: &mut Problems) {
    let resized = input.vm.cpu.pinning_policy == CpuPinningPolicy::ResizeAndPinNuma;
    let field = match input.vm.cpu.current_topology {
        Some(_) if resized => "cpu.currentTopology",
        _ => "cpu.topology",
    };
    let topology = vcpu::topology(input);
    let Topology { sockets, cores, threads } = topology;
    let mut whole = true;
    for (part, count) in [("sockets", sockets), ("cores", cores), ("threads", threads)] {
        if count == 0 {
            whole = false;
            problems.add(format!("{field}.{part}"), count, "is none at all", "give at least 1");
        }
    }
    let shown = format!("{sockets} x {cores} x {threads}");
    let limit = vcpu::limit(input).min(LIBVIRT_CPUS);
    let remedy = "take fewer sockets, cores or threads";
    match topology.cpus() {
        None => problems.add(field, shown, "are more processors than can be counted", remedy),
        Some(cpus) if whole && cpus > limit => {
            let message = format!("are {cpus} processors; a VM may have {limit} at level {}", input.level);
            problems.add(field, shown, message, remedy);
        }
        Some(cpus) if whole && cpus > vcpu::maximum(input) => {
            let message = format!("are {cpus} processors; of this machine a VM can have {}", vcpu::maximum(input));
            problems.add(field, shown, message, "take fewer sockets, cores or threads, or the chipset Q35");
        }
        Some(_) => {}
    }
}

/// Model and flags are words; flags are of a model.
fn name(input: &Input<'_>, problems: &mut Problems) {
    let own = input.vm.cpu.custom_cpu_name.as_deref().is_some_and(|name| !name.is_empty());
    let once = input.vm.run_once.as_ref().is_some_and(|run| run.cpu_name.is_some());
    let field = match (own, once) {
        (true, true) => "runOnce.cpuName",
        (true, false) => "cpu.customCpuName",
        (false, _) => "context.cluster.cpu",
    };
    let (model, flags) = input.cpu_tokens();
    let word = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    if let Some(model) = model.as_deref().filter(|model| !word(model)) {
        problems.add(field, model, "is no model of a processor", "models are like `Haswell-noTSX`");
    }
    let named: Vec<&str> = input.cpu_name().unwrap_or_default().split(',').map(str::trim).collect();
    let extra = input.property("extra_cpu_flags").unwrap_or_default();
    let source = |flag: &str| match flag {
        _ if named.contains(&flag) => field,
        _ if extra.split(',').any(|other| other.trim() == flag) => "customProperties.extra_cpu_flags",
        _ => "cpu.useTscFrequency",
    };
    for flag in &flags {
        let name = flag.strip_prefix(['+', '-']).unwrap_or(flag);
        if !word(name) {
            problems.add(
                source(flag),
                flag,
                "is no flag of a processor",
                "flags are like `+aes` or `-svm`, with commas between",
            );
        }
    }
    if let Some(flag) = flags.first().filter(|_| model.is_none() && !named_by_mode(input)) {
        let remedy = "put a model before it, such as `Haswell-noTSX,+aes`; name one in the cluster's `cpu`";
        problems.add(source(flag), flag, "is a flag of no model", remedy);
    }
}

/// Architectures on which a processor without name is the host's own.
fn named_by_mode(input: &Input<'_>) -> bool {
    let unnamed = !input.cpu_name().is_some_and(|name| is_flag(name.trim()));
    unnamed && !input.is_x86() && input.vm.architecture != crate::vm::Architecture::S390x
}

fn pinning(input: &Input<'_>, problems: &mut Problems) {
    let cpu = &input.vm.cpu;
    let manual = cpu.pinning_policy == CpuPinningPolicy::Manual;
    let field = if manual { "cpu.pinning" } else { "cpu.currentPinning" };
    let maximum = vcpu::maximum(input);
    for (vcpu, set) in input.pinning().map(|CpuPinning(pins)| pins).into_iter().flatten() {
        let shown = format!("{vcpu}#{set}");
        if *vcpu >= maximum {
            let message = format!("binds processor {vcpu}; the VM has 0 to {}", maximum.saturating_sub(1));
            problems.add(field, &shown, message, "take it out, or give the VM more processors");
        }
        if let Some(message) = wrong(set) {
            problems.add(field, shown, message, "write numbers and ranges from low to high, such as `0-3,8`");
        }
    }
}

/// What libvirt does not take of a set.
pub(super) fn wrong(set: &CpuSet) -> Option<String> {
    let inverted = set.0.iter().find_map(|term| match term {
        CpuSetTerm::Range(first, last) if first > last => Some(format!("has a range {first}-{last} that goes down")),
        _ => None,
    });
    let large = set.0.iter().find_map(|term| match *term {
        CpuSetTerm::One(member) | CpuSetTerm::Except(member) | CpuSetTerm::Range(_, member) => {
            (member >= LIBVIRT_CPUS.into()).then(|| format!("names {member}; libvirt counts to {}", LIBVIRT_CPUS - 1))
        }
    });
    let empty = || matches!(set.0[..], [] | [CpuSetTerm::Except(_), ..]).then(|| "begins with none".to_owned());
    inverted.or(large).or_else(empty)
}
