//! CPUs: topology, model, flags, pinning, I/O threads.

use domxml_schema::report::Findings;
use domxml_schema::types::{CpuSet, CpuSetTerm};

use super::text::shown;
use crate::generate::input::{Input, is_flag};
use crate::generate::problem::Problems as _;
use crate::generate::vcpu;
use crate::vm::{CpuPinning, CpuPinningPolicy, Topology};

/// CPUs in a set that libvirt supports.
const LIBVIRT_CPUS: u32 = 16_384;
/// I/O threads that a VM can make use of.
const MOST_IO_THREADS: u32 = 1024;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    topology(input, problems);
    name(input, problems);
    pinning(input, problems);
    let threads = input.vm.io_threads;
    if threads > MOST_IO_THREADS {
        let message = format!("{threads} I/O threads are too many; the maximum is {MOST_IO_THREADS}");
        problems.add("ioThreads", threads, message, "use a few: all disks share them");
    }
}

fn topology(input: &Input<'_>, problems: &mut Findings) {
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
            problems.add(format!("{field}.{part}"), count, format!("`{part}` is 0"), "use at least 1");
        }
    }
    let counts = format!("{sockets} x {cores} x {threads}");
    let limit = vcpu::limit(input).min(LIBVIRT_CPUS);
    let help = "use fewer sockets, cores or threads";
    match topology.cpus() {
        None => problems.add(field, &counts, format!("topology {counts} has too many CPUs"), help),
        Some(cpus) if whole && cpus > limit => {
            let level = input.level;
            let message =
                format!("topology {counts} has {cpus} CPUs; the maximum at compatibility level {level} is {limit}");
            problems.add(field, counts, message, help);
        }
        Some(cpus) if whole && cpus > vcpu::maximum(input) => {
            let maximum = vcpu::maximum(input);
            let message = format!("topology {counts} has {cpus} CPUs; the maximum of the machine type is {maximum}");
            problems.add(field, counts, message, "use fewer sockets, cores or threads, or a Q35 machine");
        }
        Some(_) => {}
    }
}

/// Model and flags are words, and flags need a model.
fn name(input: &Input<'_>, problems: &mut Findings) {
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
        let message = format!("invalid CPU model `{}`", shown(model));
        problems.add(field, model, message, "use a model name such as `Haswell-noTSX`");
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
            let message = format!("invalid CPU flag `{}`", shown(flag));
            problems.add(source(flag), flag, message, "write flags like `+aes,-svm`, separated by commas");
        }
    }
    if let Some(flag) = flags.first().filter(|_| model.is_none() && !named_by_mode(input)) {
        let message = format!("CPU flag `{}` is set without a CPU model", shown(flag));
        let help = "put a model before it, such as `Haswell-noTSX,+aes`, or set one in `context.cluster.cpu`";
        problems.add(source(flag), flag, message, help);
    }
}

/// Returns whether a CPU without a model is the host's own, as on some architectures.
fn named_by_mode(input: &Input<'_>) -> bool {
    let unnamed = !input.cpu_name().is_some_and(|name| is_flag(name.trim()));
    unnamed && !input.is_x86() && input.vm.architecture != crate::vm::Architecture::S390x
}

fn pinning(input: &Input<'_>, problems: &mut Findings) {
    let cpu = &input.vm.cpu;
    let manual = cpu.pinning_policy == CpuPinningPolicy::Manual;
    let field = if manual { "cpu.pinning" } else { "cpu.currentPinning" };
    let maximum = vcpu::maximum(input);
    for (vcpu, set) in input.pinning().map(|CpuPinning(pins)| pins).into_iter().flatten() {
        let pin = format!("{vcpu}#{set}");
        if *vcpu >= maximum {
            let help = "remove it, or give the VM more CPUs";
            problems.add(field, &pin, unknown_cpu(*vcpu, maximum), help);
        }
        if let Some(wrong) = wrong(set) {
            let message = format!("CPU set `{}` {wrong}", shown(&set.to_string()));
            problems.add(field, pin, message, "write numbers and ascending ranges, such as `0-3,8`");
        }
    }
}

/// The message for a CPU that the VM does not have.
pub(super) fn unknown_cpu(id: u32, maximum: u32) -> String {
    format!("the VM has no CPU `{id}`, only 0 to {}", maximum.saturating_sub(1))
}

/// The reason why libvirt refuses a set, if it does: the predicate of a message.
pub(super) fn wrong(set: &CpuSet) -> Option<String> {
    let inverted = set.0.iter().find_map(|term| match term {
        CpuSetTerm::Range(first, last) if first > last => Some(format!("has the descending range {first}-{last}")),
        _ => None,
    });
    let large = set.0.iter().find_map(|term| match *term {
        CpuSetTerm::One(member) | CpuSetTerm::Except(member) | CpuSetTerm::Range(_, member) => {
            let large = member >= LIBVIRT_CPUS.into();
            large.then(|| format!("contains {member}; the maximum is {}", LIBVIRT_CPUS - 1))
        }
    });
    let empty = || match set.0[..] {
        [] => Some("is empty".to_owned()),
        [CpuSetTerm::Except(_), ..] => Some("begins with an exclusion".to_owned()),
        _ => None,
    };
    inverted.or(large).or_else(empty)
}
