//! The model of the CPU.

use crate::Domain;
use crate::domain::cpu::Mode;

/// Drops a model without name where the mode names none.
pub(super) fn prepare(domain: &mut Domain) {
    let Some(cpu) = &mut domain.cpu else { return };
    if matches!(cpu.mode, Some(Mode::HostModel | Mode::HostPassthrough | Mode::Maximum)) {
        cpu.model = cpu.model.take().filter(|model| model.name.is_some());
    }
}
