//! The keys of the VM's processors and NUMA nodes.

use serde_json::{Map, Value};

use domxml_schema::types::CpuSet;

use super::key::Home::{Context, Vm};
use super::key::Row;
use super::kind::{self, Item, Kind};
use super::state::{Read as _, State, display, number, text};
use crate::vm::{CpuPinning, CpuPinningPolicy, NumaNode, NumaTuneMode};

/// Processors, up to what their count can be.
const CPUS: Kind = Kind::Number { unit: "processors", most: 65_536 };

const WEIGHT: Kind = Kind::Number { unit: "", most: u32::MAX as u64 };

/// Processor of VMs that do not say, on x86: what any host has.
const PLAIN_X86: &str = "qemu64";
/// Hosts of before nested virtualization took this flag from it.
const WITHOUT_SVM: &str = "qemu64,-svm";
const PLAIN_POWER: &str = "POWER8";
const PASSTHROUGH: &str = "hostPassthrough";

/// Weight of a VM for each step of niceness below the lowest, 20.
const SHARES_OF_STEP: i64 = 51;

const MODE: Kind = Kind::Word(&[&["interleave"], &["strict"], &["preferred"]]);

const NODE: &[Item] = &[
    Item { name: "cpus", kind: Kind::Set, meaning: "its processors" },
    Item { name: "memory", kind: Kind::Number { unit: "MiB", most: u64::MAX / 1024 }, meaning: "its memory" },
    Item { name: "nodeIndex", kind: Kind::Number { unit: "", most: 65_535 }, meaning: "its number" },
];

const PINNED_NODE: &[Item] = &[
    Item { name: "vmNodeIndex", kind: Kind::Number { unit: "", most: 65_535 }, meaning: "number of the guest's node" },
    Item { name: "nodeset", kind: Kind::Set, meaning: "the host's nodes" },
];

pub(super) fn rows() -> Vec<Row<()>> {
    vec![
        Row::new(
            "smpCoresPerSocket",
            CPUS,
            "cores of a socket",
            Vm("cpu.topology.cores"),
            |_, s, v| s.vm.cpu.topology.cores = v.number::<u32>().max(1),
            |_, s| Some(number(s.vm.cpu.topology.cores)),
        )
        .default("1"),
        Row::new(
            "smpThreadsPerCore",
            CPUS,
            "threads of a core",
            Vm("cpu.topology.threads"),
            |_, s, v| s.vm.cpu.topology.threads = v.number::<u32>().max(1),
            |_, s| Some(number(s.vm.cpu.topology.threads)),
        )
        .default("1"),
        Row::new(
            "smp",
            CPUS,
            "processors at start; whole sockets",
            Vm("cpu.topology.sockets"),
            |_, s, v| s.vm.cpu.topology.sockets = v.number::<u32>().div_ceil(socket(s)).max(1),
            |_, s| Some(number(s.effective.current_cpus)),
        )
        .default("1"),
        Row::new(
            "maxVCpus",
            CPUS,
            "processors that the VM may grow to; else `smp`",
            Context("config.maxNumOfVmCpus"),
            |_, s, v| limit(s, v.number()),
            |_, s| Some(number(s.effective.maximum_cpus)),
        ),
        Row::new(
            "cpuType",
            Kind::Text,
            "`model,+flag,-flag`, `hostPassthrough` or `hostModel`; else `qemu64`, on POWER `POWER8`",
            Vm("cpu.customCpuName"),
            |_, s, v| set_type(s, &v.text()),
            |_, s| get_type(s),
        ),
        Row::new(
            "cpuPinning",
            Kind::Pins,
            "which processors of the host each one may run on",
            Vm("cpu.pinning"),
            |_, s, v| set_pinning(s, v),
            |_, s| get_pinning(s),
        ),
        Row::new(
            "guestNumaNodes",
            Kind::List(NODE),
            "NUMA nodes of the guest",
            Vm("numaNodes"),
            |_, s, v| s.vm.numa_nodes = v.as_array().into_iter().flatten().map(node).collect(),
            |_, s| list(s.vm.numa_nodes.iter().map(node_value)),
        ),
        Row::new(
            "numaTune.memnodes",
            Kind::List(PINNED_NODE),
            "nodes of the host that memory of the guest's nodes comes from",
            Vm("numaNodes[].pinnedHostNodes"),
            |_, s, v| v.as_array().into_iter().flatten().for_each(|item| pin(s, item)),
            |_, s| list(s.vm.numa_nodes.iter().filter_map(pinned_value)),
        ),
        Row::new(
            "numaTune.mode",
            MODE,
            "how it is taken from there",
            Vm("numaNodes[].numaTuneMode"),
            |_, s, v| s.vm.numa_nodes.iter_mut().for_each(|node| node.numa_tune_mode = mode(v)),
            get_mode,
        )
        .loose(),
        Row::kept("numaTune.nodeset", Kind::Set, "nodes of the host that memory of the VM comes from"),
        Row::kept("nice", Kind::Integer { unit: "steps" }, "priority of the VM, from which follows `cpuShares`"),
        Row::new(
            "cpuShares",
            WEIGHT,
            "weight against other VMs; else (20 - `nice`) * 51",
            Vm("cpu.shares"),
            |_, s, v| s.vm.cpu.shares = v.number(),
            |_, s| (s.vm.cpu.shares > 0).then(|| number(s.vm.cpu.shares)),
        ),
    ]
}

/// What the absence of keys means that has no fixed default.
pub(super) fn finish(state: &mut State, map: &Map<String, Value>) {
    let said = |name: &str| map.get(name).filter(|value| !kind::says_nothing(value));
    if said("maxVCpus").is_none() {
        let cpus = state.vm.cpu.topology.cpus().unwrap_or(u32::MAX);
        limit(state, cpus);
    }
    if said("cpuType").is_none() && state.context.cluster.cpu.is_none() {
        let plain = if state.vm.architecture.is_ppc() { PLAIN_POWER } else { WITHOUT_SVM };
        let known = state.vm.architecture.is_ppc() || state.vm.architecture == crate::vm::Architecture::X86_64;
        state.context.cluster.cpu = known.then(|| plain.to_owned());
    }
    if said("cpuShares").is_none()
        && let Some(nice) = said("nice").and_then(kind::scalar).and_then(|nice| nice.trim().parse::<i64>().ok())
    {
        let steps = 20_i64.saturating_sub(nice).clamp(0, 40);
        state.vm.cpu.shares = u32::try_from(steps * SHARES_OF_STEP).unwrap_or_default();
    }
}

/// Processors of a socket.
fn socket(state: &State) -> u32 {
    let topology = state.vm.cpu.topology;
    topology.cores.saturating_mul(topology.threads).max(1)
}

/// Sets all limits of the engine so that the VM may grow to so many processors.
fn limit(state: &mut State, cpus: u32) {
    let socket = socket(state);
    let config = &mut state.context.config;
    config.max_num_of_vm_cpus = Some(cpus);
    config.max_num_of_vm_sockets = Some(cpus / socket);
    config.max_num_of_cpus_coefficient = cpus.max(1);
}

/// Flags were written with `_` for the point in their name.
fn set_type(state: &mut State, name: &str) {
    let power = name.get(..5).is_some_and(|begin| begin.eq_ignore_ascii_case("power"));
    if power && !state.vm.architecture.is_ppc() && state.vm.firmware.custom_emulated_machine.is_none() {
        state.vm.architecture = crate::vm::Architecture::Ppc64;
    }
    if name == PASSTHROUGH {
        state.vm.cpu.use_host_cpu_flags = true;
    } else {
        let name = name.replace("sse4_", "sse4.");
        let name = if name == PLAIN_X86 { WITHOUT_SVM.to_owned() } else { name };
        state.vm.cpu.custom_cpu_name = Some(name);
    }
}

fn get_type(state: &State) -> Option<Value> {
    if state.vm.cpu.use_host_cpu_flags {
        return Some(PASSTHROUGH.into());
    }
    match state.effective.cpu_name.as_deref()? {
        WITHOUT_SVM => Some(PLAIN_X86.into()),
        name => text(Some(&name.replace("sse4.", "sse4_"))),
    }
}

fn set_pinning(state: &mut State, pins: &Value) {
    let pin = |(cpu, set): (&String, &Value)| Some((cpu.parse().ok()?, set.parsed::<CpuSet>()?));
    let pins = pins.as_object().into_iter().flatten().filter_map(pin).collect();
    state.vm.cpu.pinning_policy = CpuPinningPolicy::Manual;
    state.vm.cpu.pinning = Some(CpuPinning(pins));
}

fn get_pinning(state: &State) -> Option<Value> {
    let pins = &state.effective.pinning.as_ref()?.0;
    let pins: Map<String, Value> = pins.iter().map(|(cpu, set)| (cpu.to_string(), display(set))).collect();
    (!pins.is_empty()).then_some(Value::Object(pins))
}

fn list(items: impl Iterator<Item = Value>) -> Option<Value> {
    let items: Vec<Value> = items.collect();
    (!items.is_empty()).then_some(Value::Array(items))
}

fn node(item: &Value) -> NumaNode {
    NumaNode {
        index: item.get("nodeIndex").map_or(0, |value| value.number()),
        cpu_ids: item.get("cpus").map(numbers).unwrap_or_default(),
        mem_total_mb: item.get("memory").map_or(0, |value| value.number()),
        ..NumaNode::default()
    }
}

fn node_value(node: &NumaNode) -> Value {
    let cpus: Vec<String> = node.cpu_ids.iter().map(ToString::to_string).collect();
    let members = [
        ("cpus", cpus.join(",").into()),
        ("memory", number(node.mem_total_mb)),
        ("nodeIndex", Value::from(node.index)),
    ];
    Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn numbers(value: &Value) -> Vec<u32> {
    let set = kind::set(&value.text()).unwrap_or_default();
    set.into_iter().filter_map(|number| u32::try_from(number).ok()).collect()
}

fn pin(state: &mut State, item: &Value) {
    let index: u32 = item.get("vmNodeIndex").map_or(0, |value| value.number());
    if let Some(node) = state.vm.numa_nodes.iter_mut().find(|node| node.index == index) {
        node.pinned_host_nodes = item.get("nodeset").map(numbers).unwrap_or_default();
    }
}

fn pinned_value(node: &NumaNode) -> Option<Value> {
    let own = || node.pinned_host_nodes.iter().copied().map(u64::from).collect::<CpuSet>();
    let nodes = node.current_host_nodes.clone().unwrap_or_else(own);
    let members = [("nodeset".to_owned(), display(&nodes)), ("vmNodeIndex".to_owned(), Value::from(node.index))];
    (!nodes.0.is_empty()).then(|| Value::Object(members.into_iter().collect()))
}

fn mode(value: &Value) -> NumaTuneMode {
    match value.as_str() {
        Some("strict") => NumaTuneMode::Strict,
        Some("preferred") => NumaTuneMode::Preferred,
        _ => NumaTuneMode::Interleave,
    }
}

fn get_mode(_: &(), state: &State) -> Option<Value> {
    let pinned = state.vm.numa_nodes.iter().find(|node| pinned_value(node).is_some())?;
    let mode = match pinned.numa_tune_mode {
        _ if pinned.current_host_nodes.is_some() => "interleave",
        NumaTuneMode::Strict => "strict",
        NumaTuneMode::Interleave => "interleave",
        NumaTuneMode::Preferred => "preferred",
    };
    Some(mode.into())
}
