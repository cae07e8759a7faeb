//! The keys of processors.

use domxml_schema::types::CpuSet;
use serde_json::{Map, Value};

use crate::properties::field_value::{FieldValue as _, text};
use crate::properties::info::Target;
use crate::properties::key::{Key, field};
use crate::properties::state::State;
use crate::properties::value_type::ValueType;
use crate::vm::{Architecture, CpuPinning, CpuPinningPolicy};

/// A count of processors, up to the maximum of libvirt.
const CPUS: ValueType = ValueType::Number { unit: "processors", max: 65_536 };

/// The default CPU model on x86, which any host supports.
const DEFAULT_X86: &str = "qemu64";
/// The same on hosts without nested virtualization, which took this flag from it.
const DEFAULT_X86_WITHOUT_SVM: &str = "qemu64,-svm";
/// The default CPU model on POWER.
const DEFAULT_POWER: &str = "POWER8";
const HOST_PASSTHROUGH: &str = "hostPassthrough";

/// CPU shares per step of niceness below the lowest, 20.
const SHARES_PER_STEP: i64 = 51;

pub(super) fn keys() -> Vec<Key<()>> {
    vec![
        Key::new(
            "smpCoresPerSocket",
            CPUS,
            "cores per socket",
            Target::vm("cpu.topology.cores"),
            |(), state, value| state.vm.cpu.topology.cores = u32::from_map(value).max(1),
            |(), state| state.vm.cpu.topology.cores.to_map(),
        )
        .default("1"),
        Key::new(
            "smpThreadsPerCore",
            CPUS,
            "threads per core",
            Target::vm("cpu.topology.threads"),
            |(), state, value| state.vm.cpu.topology.threads = u32::from_map(value).max(1),
            |(), state| state.vm.cpu.topology.threads.to_map(),
        )
        .default("1"),
        Key::new(
            "smp",
            CPUS,
            "processors at start; rounded up to whole sockets",
            Target::vm("cpu.topology.sockets"),
            |(), state, value| {
                state.vm.cpu.topology.sockets = u32::from_map(value).div_ceil(cpus_per_socket(state)).max(1);
            },
            |(), state| state.effective.current_cpus.to_map(),
        )
        .default("1")
        .after(&["smpCoresPerSocket", "smpThreadsPerCore"]),
        Key::new(
            "maxVCpus",
            CPUS,
            "maximum number of processors; if absent, `smp`",
            Target::context("config.max_num_of_vm_cpus"),
            |(), state, value| set_maximum(state, u32::from_map(value)),
            |(), state| state.effective.maximum_cpus.to_map(),
        )
        .after(&["smpCoresPerSocket", "smpThreadsPerCore", "smp"])
        .if_absent(|(), state| set_maximum(state, state.vm.cpu.topology.cpus().unwrap_or(u32::MAX))),
        Key::new(
            "cpuType",
            ValueType::Text,
            "CPU model and flags: `model,+flag,-flag`, `hostPassthrough` or `hostModel`; if absent, `qemu64`, or \
             `POWER8` on POWER",
            Target::vm("cpu.custom_cpu_name"),
            |(), state, value| set_model(state, &String::from_map(value)),
            |(), state| model(state),
        )
        .after(&["emulatedMachine", "arch"])
        .if_absent(|(), state| set_default_model(state)),
        Key::new(
            "cpuPinning",
            ValueType::Pins,
            "host processors that each vCPU is pinned to",
            Target::vm("cpu.pinning"),
            |(), state, value| set_pinning(state, value),
            |(), state| pinning(state),
        ),
        Key::preserved("nice", ValueType::Integer { unit: "steps" }, "priority; sets `cpuShares` if that is absent")
            .sets(|(), state, value| set_niceness(state, value)),
        field!(
            "cpuShares",
            ValueType::NUMBER,
            "CPU shares relative to other VMs; if absent, (20 - `nice`) * 51",
            vm.cpu.shares
        )
        .after(&["nice"])
        .written_if(|(), state| state.vm.cpu.shares > 0),
    ]
}

fn cpus_per_socket(state: &State) -> u32 {
    let topology = state.vm.cpu.topology;
    topology.cores.saturating_mul(topology.threads).max(1)
}

/// Sets all limits of the engine so that they amount to a maximum number of processors.
fn set_maximum(state: &mut State, cpus: u32) {
    let per_socket = cpus_per_socket(state);
    let config = &mut state.context.config;
    config.max_num_of_vm_cpus = Some(cpus);
    config.max_num_of_vm_sockets = Some(cpus / per_socket);
    config.max_num_of_cpus_coefficient = cpus.max(1);
}

/// Maps have `_` for the point in names of flags.
fn set_model(state: &mut State, name: &str) {
    let power = name.get(..5).is_some_and(|begin| begin.eq_ignore_ascii_case("power"));
    if power && !state.vm.architecture.is_ppc() && state.vm.firmware.custom_emulated_machine.is_none() {
        state.vm.architecture = Architecture::Ppc64;
    }
    if name == HOST_PASSTHROUGH {
        state.vm.cpu.use_host_cpu_flags = true;
    } else {
        let name = name.replace("sse4_", "sse4.");
        let name = if name == DEFAULT_X86 { DEFAULT_X86_WITHOUT_SVM.to_owned() } else { name };
        state.vm.cpu.custom_cpu_name = Some(name);
    }
}

fn set_default_model(state: &mut State) {
    let model = match state.vm.architecture {
        Architecture::X86_64 => DEFAULT_X86_WITHOUT_SVM,
        Architecture::Ppc64 | Architecture::Ppc64le => DEFAULT_POWER,
        _ => return,
    };
    state.context.cluster.cpu.get_or_insert_with(|| model.to_owned());
}

fn model(state: &State) -> Option<Value> {
    if state.vm.cpu.use_host_cpu_flags {
        return Some(HOST_PASSTHROUGH.into());
    }
    match state.effective.cpu_name.as_deref()? {
        DEFAULT_X86_WITHOUT_SVM => Some(DEFAULT_X86.into()),
        name => text(Some(&name.replace("sse4.", "sse4_"))),
    }
}

fn set_pinning(state: &mut State, pins: &Value) {
    let pin = |(cpu, set): (&String, &Value)| Some((cpu.parse().ok()?, set.as_str()?.parse::<CpuSet>().ok()?));
    let pins = pins.as_object().into_iter().flatten().filter_map(pin).collect();
    state.vm.cpu.pinning_policy = CpuPinningPolicy::Manual;
    state.vm.cpu.pinning = Some(CpuPinning(pins));
}

fn pinning(state: &State) -> Option<Value> {
    let pins = &state.effective.pinning.as_ref()?.0;
    let pins: Map<String, Value> = pins.iter().map(|(cpu, set)| (cpu.to_string(), set.to_string().into())).collect();
    (!pins.is_empty()).then_some(Value::Object(pins))
}

fn set_niceness(state: &mut State, value: &Value) {
    let niceness = value.as_str().and_then(|text| text.parse::<i64>().ok()).unwrap_or_default();
    let steps = 20_i64.saturating_sub(niceness).clamp(0, 40);
    state.vm.cpu.shares = u32::try_from(steps * SHARES_PER_STEP).unwrap_or_default();
}
