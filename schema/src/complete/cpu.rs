//! The model of the CPU.

use super::platform::Platform;
use crate::Domain;
use crate::domain::cpu::{Check, Fallback, Mode, Model};

/// Drops a model without name where the mode names none, and takes that of the emulator where it is for another
/// architecture.
pub(super) fn prepare(domain: &mut Domain, platform: &Platform) {
    if let Some(cpu) = &mut domain.cpu
        && matches!(cpu.mode, Some(Mode::HostModel | Mode::HostPassthrough | Mode::Maximum))
    {
        cpu.model = cpu.model.take().filter(|model| model.name.is_some());
        return;
    }
    let emulator = domain.devices.as_ref().and_then(|devices| devices.emulator.as_deref()).unwrap_or_default();
    if platform.is_qemu() && platform.arch == "i686" && emulator.ends_with("-x86_64") && !platform.is_isapc() {
        let cpu = domain.cpu.get_or_insert_default();
        if cpu.model.as_ref().is_none_or(|model| model.name.is_none()) {
            cpu.check.get_or_insert(Check::None);
            cpu.model = Some(Model { fallback: Some(Fallback::Forbid), ..Model::new("qemu64") });
        }
    }
}
