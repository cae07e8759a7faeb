//! The settings of one run, applied to the VM.

use std::borrow::Cow;

use domxml_schema::types::Uuid;

use super::devices::video;
use crate::context::Os;
use crate::vm::{Cdrom, DisplayType, Floppy, Graphics, RunOnce, Vm};

/// The VM as it runs this time. The entity stays as it is; devices that it gets have ids that are made
/// from the VM's and from what they are for, the same at each run.
pub(super) fn apply<'a>(vm: &'a Vm, os: &Os) -> Cow<'a, Vm> {
    let Some(run) = &vm.run_once else { return Cow::Borrowed(vm) };
    let mut vm = vm.clone();
    display(&mut vm, run, os);
    removable(&mut vm, run);
    boot(&mut vm, run);
    if let Some(name) = &run.cpu_name {
        vm.cpu.custom_cpu_name = Some(name.clone());
        vm.cpu.use_host_cpu_flags = false;
    }
    replace(&mut vm.firmware.custom_emulated_machine, &run.emulated_machine);
    replace(&mut vm.display.vnc_keyboard_layout, &run.vnc_keyboard_layout);
    replace(&mut vm.initialization, &run.initialization);
    Cow::Owned(vm)
}

/// Another card instead of all; other ways to see it instead of all, SPICE last, and none without a card.
fn display(vm: &mut Vm, run: &RunOnce, os: &Os) {
    if let Some(kind) = run.display_type {
        let heads = vm.videos.first().and_then(|video| video.heads);
        vm.videos = match kind {
            DisplayType::None => Vec::new(),
            kind => vec![video::sized(derived_id(vm, "video"), kind, heads, os)],
        };
    }
    if run.graphics.is_some() || run.display_type == Some(DisplayType::None) {
        let mut kinds = run.graphics.clone().unwrap_or_default();
        kinds.sort_unstable();
        kinds.dedup();
        let graphics = |kind| Graphics {
            id: derived_id(vm, &format!("graphics {kind:?}").to_lowercase()),
            graphics_type: kind,
            ..Graphics::default()
        };
        let all = kinds.into_iter().map(graphics).collect();
        vm.graphics = all;
    }
}

/// Other media; drives that they need and that are not there. The medium with Windows' drivers is in the
/// second CD drive.
fn removable(vm: &mut Vm, run: &RunOnce) {
    for (at, (path, role)) in [(&run.cd_path, "cdrom"), (&run.wgt_cd_path, "cdrom wgt")].into_iter().enumerate() {
        let Some(path) = path else { continue };
        let id = derived_id(vm, role);
        let medium = |cdrom| Cdrom { path: Some(path.clone()), volume: None, ..cdrom };
        match vm.cdroms.iter_mut().filter(|cdrom| cdrom.plugged).nth(at) {
            Some(cdrom) => *cdrom = medium(cdrom.clone()),
            None => vm.cdroms.push(medium(Cdrom { id, ..Cdrom::default() })),
        }
    }
    if let Some(path) = &run.floppy_path {
        let id = derived_id(vm, "floppy");
        let floppy = vm.floppy.take().filter(|floppy| floppy.plugged).unwrap_or(Floppy { id, ..Floppy::default() });
        vm.floppy = Some(Floppy { path: Some(path.clone()), ..floppy });
    }
}

fn boot(vm: &mut Vm, run: &RunOnce) {
    if let Some(sequence) = &run.boot_sequence {
        vm.boot.sequence = sequence.clone();
    }
    replace(&mut vm.boot.kernel, &run.kernel);
    replace(&mut vm.boot.initrd, &run.initrd);
    replace(&mut vm.boot.kernel_params, &run.kernel_params);
}

fn replace<T: Clone>(value: &mut Option<T>, by: &Option<T>) {
    if by.is_some() {
        value.clone_from(by);
    }
}

/// The id of a device that the VM has for one run, by what it is for.
fn derived_id(vm: &Vm, role: &str) -> Uuid {
    vm.role_id(&format!("run once: {role}"))
}
