//! The guest's processor: `cpu`.

use domxml_schema::domain::cpu::{Cpu, FeaturePolicy, Match, Mode, Model, Topology};

use super::numa;
use crate::generate::input::Input;
use crate::generate::vcpu;
use crate::vm::Architecture;

/// Model, flags, topology and NUMA nodes.
pub(super) fn cpu(input: &Input<'_>) -> Cpu {
    let (model, flags) = input.cpu_tokens();
    let mut cpu = Cpu {
        topology: topology(input).map(Box::new),
        numa: numa::numa(input).map(Box::new),
        ..named(input, model.as_deref())
    };
    for flag in flags {
        let (policy, name) = match flag.strip_prefix('-') {
            Some(name) => (FeaturePolicy::Disable, name),
            None => (FeaturePolicy::Require, flag.strip_prefix('+').unwrap_or(&flag)),
        };
        cpu.set_feature(name, policy);
    }
    cpu
}

/// Words for the host's own processor are modes, all else is a model. On POWER a model is what the guest
/// is compatible to, of the host's own; Arm has no models that any host could run.
fn named(input: &Input<'_>, name: Option<&str>) -> Cpu {
    let architecture = input.vm.architecture;
    let exact = matches!(architecture, Architecture::X86_64 | Architecture::S390x).then_some(Match::Exact);
    let mode = |mode| Cpu { mode: Some(mode), match_: exact.clone(), ..Cpu::default() };
    match name {
        Some("hostPassthrough") => mode(Mode::HostPassthrough),
        Some("hostModel") => mode(Mode::HostModel),
        Some(name) if architecture.is_ppc() => {
            Cpu { model: Some(Model::new(name.to_lowercase())), ..mode(Mode::HostModel) }
        }
        Some(name) => Cpu { match_: exact, model: Some(Model::new(name)), ..Cpu::default() },
        None if architecture.is_ppc() => mode(Mode::HostModel),
        None if architecture == Architecture::Aarch64 => mode(Mode::HostPassthrough),
        None => Cpu::default(),
    }
}

/// All processors that there may be, also those that are plugged later.
fn topology(input: &Input<'_>) -> Option<Topology> {
    let socket = vcpu::topology(input);
    let sockets = vcpu::maximum(input) / socket.cores.saturating_mul(socket.threads).max(1);
    let topology = Topology::new(sockets.into(), socket.cores.into(), socket.threads.into());
    input.context.config.send_smp_on_run_vm.then_some(topology)
}
