//! What holds for one run of a VM, put into the VM.

use std::borrow::Cow;

use domxml_schema::types::Uuid;

use crate::context::Os;
use crate::vm::{Cdrom, DisplayType, Floppy, Graphics, RunOnce, Video, Vm};

/// Video memory in KiB that everything else is a multiple of, for each screen.
const QXL_BASE: u32 = 16_384;
/// Video memory of qxl cards of guests that have no use for more.
const QXL_PLAIN_VRAM: u32 = 8192;
/// Video memory of other cards.
const PLAIN_VRAM: u32 = 16_384;

/// The VM as it is run this time. The entity stays as it is; devices that it gets have ids that are made
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
            kind => vec![video(kind, heads, os, derived_id(vm.id, "video"))],
        };
    }
    if run.graphics.is_some() || run.display_type == Some(DisplayType::None) {
        let mut kinds = run.graphics.clone().unwrap_or_default();
        kinds.sort_unstable();
        kinds.dedup();
        let graphics = |kind| Graphics {
            id: derived_id(vm.id, &format!("graphics {kind:?}").to_lowercase()),
            graphics_type: kind,
            ..Graphics::default()
        };
        vm.graphics = kinds.into_iter().map(graphics).collect();
    }
}

/// A card with the memory that its guest system has a use for.
fn video(display_type: DisplayType, heads: Option<u32>, os: &Os, id: Uuid) -> Video {
    let base = QXL_BASE.saturating_mul(heads.unwrap_or(1));
    let video = Video { id, display_type, heads, vram: Some(PLAIN_VRAM), ..Video::default() };
    if display_type != DisplayType::Qxl {
        return video;
    }
    let vram = if os.vram_multiplier == 0 { QXL_PLAIN_VRAM } else { base.saturating_mul(os.vram_multiplier) };
    Video {
        ram: Some(base.saturating_mul(4)),
        vram: Some(vram),
        vgamem: Some(base.saturating_mul(os.vgamem_multiplier)),
        ..video
    }
}

/// Other media; drives that they need and that are not there. The medium with Windows' drivers is in the
/// second CD drive.
fn removable(vm: &mut Vm, run: &RunOnce) {
    for (at, (path, role)) in [(&run.cd_path, "cdrom"), (&run.wgt_cd_path, "cdrom wgt")].into_iter().enumerate() {
        let Some(path) = path else { continue };
        let medium = |drive| Cdrom { path: Some(path.clone()), volume: None, plugged: true, ..drive };
        match vm.cdroms.get_mut(at) {
            Some(drive) => *drive = medium(drive.clone()),
            None => vm.cdroms.push(medium(Cdrom { id: derived_id(vm.id, role), ..Cdrom::default() })),
        }
    }
    if let Some(path) = &run.floppy_path {
        let id = derived_id(vm.id, "floppy");
        let floppy = vm.floppy.take().unwrap_or(Floppy { id, ..Floppy::default() });
        vm.floppy = Some(Floppy { path: Some(path.clone()), plugged: true, ..floppy });
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

/// The id of a device that a VM has for one run, by what it is for.
fn derived_id(vm: Uuid, role: &str) -> Uuid {
    Uuid::new_v5(&vm, format!("run once: {role}").as_bytes())
}
