//! What the VM boots with: machine, firmware files, kernel.

use super::text::path;
use crate::generate::input::{Input, filled};
use crate::generate::machine;
use crate::generate::problem::Problems;
use crate::vm::Architecture;

pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    machine_type(input, problems);
    kernel(input, problems);
    if let Some(template) = input.property("nvram_template") {
        path(problems, "customProperties.nvram_template", template);
    }
}

/// Whether the machine is one of the architecture, with the chipset.
fn machine_type(input: &Input<'_>, problems: &mut Problems) {
    let name = machine::machine(input);
    let run_once = input.vm.run_once.as_ref().and_then(|run| filled(run.emulated_machine.as_deref()));
    let field = match filled(input.vm.firmware.custom_emulated_machine.as_deref()) {
        Some(_) if run_once.is_some() => "runOnce.emulatedMachine",
        Some(_) => "firmware.customEmulatedMachine",
        None => "context.cluster.emulatedMachine",
    };
    let architecture = input.vm.architecture;
    if let Some(c) = name.chars().find(|c| !(c.is_ascii_alphanumeric() || "_.-".contains(*c))) {
        let message = format!("has {c:?} in it, which no machine type has");
        problems.add(field, &name, message, "name it as `virsh capabilities` of the host does");
    } else if !machine::is_of(&name, architecture) {
        let message = format!("is no machine type of {}", architecture.as_str());
        let remedy = format!("take one such as `{}`, or another architecture", machine::newest(input));
        problems.add(field, &name, message, remedy);
    } else if architecture == Architecture::X86_64
        && machine::chipset_is_q35(&name).is_some_and(|q35| q35 != input.is_q35())
    {
        let chipset = if input.is_q35() { "Q35" } else { "i440fx" };
        let message = format!("is not of the chipset {chipset} that `firmware.biosType` says");
        problems.add(
            field,
            &name,
            message,
            format!("take one such as `{}`, or another `biosType`", machine::newest(input)),
        );
    }
}

fn kernel(input: &Input<'_>, problems: &mut Problems) {
    let boot = &input.vm.boot;
    let run = input.vm.run_once.clone().unwrap_or_default();
    let field = |name: &str, once: bool| format!("{}.{name}", if once { "runOnce" } else { "boot" });
    if let Some(file) = filled(boot.kernel.as_deref()) {
        path(problems, &field("kernel", run.kernel.is_some()), file);
    }
    if let Some(file) = filled(boot.initrd.as_deref()) {
        path(problems, &field("initrd", run.initrd.is_some()), file);
    }
    let Some(params) = filled(boot.kernel_params.as_deref()) else { return };
    let field = field("kernelParams", run.kernel_params.is_some());
    let longest = longest_params(input.vm.architecture);
    if filled(boot.kernel.as_deref()).is_none() {
        problems.add(&field, params, "is for a kernel that is not there", "name the `kernel`, or take it out");
    }
    if params.len() > longest {
        let message = format!("is longer than the {longest} bytes that a kernel takes");
        problems.add(&field, params, message, "shorten it");
    }
}

/// Bytes of parameters that Linux has room for.
fn longest_params(architecture: Architecture) -> usize {
    if architecture == Architecture::S390x { 4095 } else { 2047 }
}
