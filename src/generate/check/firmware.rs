//! Machine type, firmware files, direct kernel boot.

use super::text::{path, shown};
use crate::generate::input::{Input, filled};
use crate::generate::machine;
use crate::generate::problem::Problems as _;
use crate::vm::Architecture;
use domxml_schema::report::Findings;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    machine_type(input, problems);
    kernel(input, problems);
    if let Some(template) = input.property("nvram_template") {
        path(problems, "customProperties.nvram_template", template);
    }
}

/// The machine type belongs to the architecture, and has the chipset of `firmware.biosType`.
fn machine_type(input: &Input<'_>, problems: &mut Findings) {
    let name = machine::machine(input);
    let run_once = input.vm.run_once.as_ref().and_then(|run| filled(run.emulated_machine.as_deref()));
    let field = match filled(input.vm.firmware.custom_emulated_machine.as_deref()) {
        Some(_) if run_once.is_some() => "runOnce.emulatedMachine",
        Some(_) => "firmware.customEmulatedMachine",
        None => "context.cluster.emulatedMachine",
    };
    let architecture = input.vm.architecture;
    let usual = || format!("use one such as `{}`", machine::newest(input));
    if let Some(c) = name.chars().find(|c| !(c.is_ascii_alphanumeric() || "_.-".contains(*c))) {
        let message = format!("machine type `{}` contains the invalid character {c:?}", shown(&name));
        problems.add(field, &name, message, "use a name that `virsh capabilities` lists");
    } else if !machine::is_of(&name, architecture) {
        let message = format!("machine type `{}` is not available on {}", shown(&name), architecture.as_str());
        problems.add(field, &name, message, format!("{}, or another architecture", usual()));
    } else if architecture == Architecture::X86_64
        && machine::chipset_is_q35(&name).is_some_and(|q35| q35 != input.is_q35())
    {
        let chipset = if input.is_q35() { "Q35" } else { "i440fx" };
        let message =
            format!("machine type `{}` does not have the {chipset} chipset of `firmware.biosType`", shown(&name));
        problems.add(field, &name, message, format!("{}, or another `biosType`", usual()));
    }
}

fn kernel(input: &Input<'_>, problems: &mut Findings) {
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
        problems.add(&field, params, "`kernelParams` is set without `kernel`", "set `kernel`, or remove it");
    }
    if params.len() > longest {
        let message = format!("`kernelParams` has {} bytes; the maximum is {longest}", params.len());
        problems.add(&field, params, message, "shorten it");
    }
}

/// Bytes of parameters that Linux accepts.
fn longest_params(architecture: Architecture) -> usize {
    if architecture == Architecture::S390x { 4095 } else { 2047 }
}
