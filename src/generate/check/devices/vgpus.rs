//! vGPUs.

use super::super::label;
use super::each;
use crate::generate::input::Input;
use crate::generate::problem::Problems as _;
use crate::vm::Architecture;
use domxml_schema::report::Findings;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    let architecture = input.vm.architecture;
    for (field, vgpu) in each("vgpus", &input.vm.vgpus) {
        let name = label::device(vgpu);
        if !matches!(architecture, Architecture::X86_64 | Architecture::Aarch64) {
            let message = format!("vGPU {name} is not available on {}", architecture.as_str());
            problems.add(field, vgpu.id, message, "remove or unplug it");
            continue;
        }
        if vgpu.mdev_type.is_empty() {
            let help = "use a type that the host's driver offers, such as `nvidia-63`";
            problems.add(format!("{field}.mdevType"), "", format!("vGPU {name} has no `mdevType`"), help);
        }
        if !vgpu.no_display && !input.has_any_graphics() {
            let message = format!("vGPU {name} has a display, but the VM has no graphics");
            problems.add(format!("{field}.noDisplay"), "false", message, "set `noDisplay` to true, or add graphics");
        }
    }
}
