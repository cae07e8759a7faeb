//! Counts of processors: `vcpu`.

use super::input::Input;
use crate::vm::{Architecture, CpuPinningPolicy, Topology, Version};

/// Sockets that every VM can grow to, as long as that does not make it one of [many
/// processors](crate::context::Config::many_vm_cpus).
const SOCKETS_FOR_ALL: u32 = 16;

/// Most processors with the interrupt controllers of i440fx, as QEMU's developers advise.
const MAX_I440FX: u32 = 240;

/// From so many processors on, interrupts reach some of them only by the IOMMU's remapping.
pub(super) const INTERRUPT_REMAPPING: u32 = 256;

/// Sockets, cores and threads that the VM starts with: its own, or what was made of them after the host's.
pub(super) fn topology(input: &Input<'_>) -> Topology {
    let cpu = &input.vm.cpu;
    let resized = cpu.pinning_policy == CpuPinningPolicy::ResizeAndPinNuma;
    cpu.current_topology.filter(|_| resized).unwrap_or(cpu.topology)
}

/// Processors at start: `vcpu/@current`.
pub(super) fn current(input: &Input<'_>) -> u32 {
    topology(input).cpus().unwrap_or(u32::MAX)
}

/// Processors that the VM may have while it runs: `vcpu`. They are whole sockets.
///
/// A VM whose processors were chosen on the host, one by one, keeps those; so does one of an architecture
/// that processors cannot be plugged into.
pub(super) fn maximum(input: &Input<'_>) -> u32 {
    *input.maximum_cpus.get_or_init(|| whole_sockets(input))
}

fn whole_sockets(input: &Input<'_>) -> u32 {
    let policy = input.vm.cpu.pinning_policy;
    if !can_plug(input) || !matches!(policy, CpuPinningPolicy::None | CpuPinningPolicy::Manual) {
        return current(input);
    }
    let Topology { cores, threads, .. } = topology(input);
    let socket = cores.saturating_mul(threads).max(1);
    let mut sockets = max_sockets(input, socket);
    let mut most = limit(input);
    if input.is_x86() && !input.is_q35() {
        let id_bits = bits(threads) + bits(cores);
        sockets = sockets.min(1 << 8_u32.saturating_sub(id_bits));
        most = most.min(MAX_I440FX);
    }
    sockets.min(most / socket).saturating_mul(socket)
}

/// Most processors that a VM of this architecture may have at its level.
pub(super) fn limit(input: &Input<'_>) -> u32 {
    input.context.config.max_num_of_vm_cpus.unwrap_or(match input.vm.architecture {
        Architecture::X86_64 if input.level >= Version::new(4, 6) => 710,
        Architecture::X86_64 if input.level >= Version::new(4, 5) => 512,
        _ => 384,
    })
}

/// Returns whether CPU hot-plug is possible. Arm's machine `virt` has none.
fn can_plug(input: &Input<'_>) -> bool {
    input.vm.architecture != Architecture::Aarch64
}

/// Sockets of so many processors that the VM may grow to. Since level 4.6 it is in proportion to what it
/// starts with: places for processors cost memory even if they stay empty.
fn max_sockets(input: &Input<'_>, socket: u32) -> u32 {
    let config = &input.context.config;
    let since_4_6 = input.level >= Version::new(4, 6);
    let most = config.max_num_of_vm_sockets.unwrap_or(if since_4_6 { 10_000 } else { SOCKETS_FOR_ALL });
    if !since_4_6 {
        return most;
    }
    let in_proportion = config.max_num_of_cpus_coefficient.saturating_mul(current(input)) / socket;
    let for_all = SOCKETS_FOR_ALL.min(config.many_vm_cpus.saturating_sub(1) / socket);
    most.min(in_proportion).max(for_all)
}

/// Bits that tell so many things apart.
fn bits(count: u32) -> u32 {
    u32::BITS - count.max(1).saturating_sub(1).leading_zeros()
}
