//! Counts of processors: `vcpu`.

use super::input::Input;

/// Processors at start: `vcpu/@current`.
pub(super) fn current(input: &Input<'_>) -> u32 {
    let cpu = &input.vm.cpu;
    cpu.current_topology.unwrap_or(cpu.topology).cpus().unwrap_or(u32::MAX)
}

/// Processors that the VM may have while it runs: `vcpu`.
pub(super) fn maximum(input: &Input<'_>) -> u32 {
    current(input)
}
