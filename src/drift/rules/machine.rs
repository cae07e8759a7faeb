//! The machine: its type, its emulator, and the buses that it needs.

use domxml_schema::domain::Device;
use domxml_schema::visit;

use super::super::frame::Side;
use super::super::rule::Condition::{Live, When};
use super::super::rule::{Case, Rule};
use super::{added, differs, dropped, has_only, only};

pub(super) const RULES: &[Rule] = &[
    differs(
        "machine-type",
        &["os/type/@machine"],
        &[When("it is a version of the desired one", is_version)],
        "the name of a machine without version means its newest version",
    ),
    only(added(
        "emulator",
        &["devices/emulator"],
        &[When("it has the name of QEMU or KVM", |case| {
            let file = case.actual().rsplit('/').next().unwrap_or_default();
            file.starts_with("qemu-") || ["kvm", "xen", "bhyve", "libvirt_lxc"].contains(&file)
        })],
        "libvirt knows the emulator of the host",
    )),
    added(
        "pci-bus",
        &["devices/controller"],
        &[When("it is the root of the machine", |case| {
            ["pci-root", "pcie-root"].contains(&&*case.actual_text(0, "@model"))
                && case.actual_text(0, "@index") == "0"
                && case.element(Side::Actual, 0).is_some_and(|root| has_only(root, ROOT))
        })],
        "libvirt writes the root of the PCI buses of the machine",
    ),
    added(
        "pci-bus",
        &["devices/controller"],
        &[When("a device is on it, or it is the one spare port", is_needed_bus)],
        "libvirt adds the ports and bridges that the addresses of devices need, and one port for later",
    ),
    added(
        "pci-bus",
        &["devices/controller/target", "devices/controller/target/@chassis", "devices/controller/target/@port"],
        &[When("it is a port of a PCI bus", |case| {
            (0..=1).any(|up| case.actual_text(up, "@model").starts_with("pci"))
        })],
        "libvirt places the ports of a PCI bus",
    ),
    dropped(
        "no-usb",
        &["devices/controller"],
        &[Live, When("its model is `none`", |case| case.desired_text(0, "@model") == "none")],
        "it means that there is no such controller",
    ),
];

/// The parts of a root bus that say no more than what it is.
const ROOT: &[&str] = &["type", "index", "model", "alias", "target"];

/// Whether the actual machine is a version of the desired one.
fn is_version(case: &Case<'_>) -> bool {
    let actual = case.actual();
    match case.desired() {
        "pc" => actual.starts_with("pc-i440fx-") || (actual.starts_with("pc-") && !actual.starts_with("pc-q35")),
        "q35" => actual.starts_with("pc-q35-"),
        desired => actual.strip_prefix(desired).is_some_and(|rest| rest.starts_with('-')),
    }
}

/// Whether a port or bridge is as libvirt adds it, and there for a device.
fn is_needed_bus(case: &Case<'_>) -> bool {
    let Some(controller) = case.element(Side::Actual, 0) else { return false };
    let model = case.actual_text(0, "@model");
    let usual = match &*model {
        "pcie-root-port" => "pcie-root-port",
        "pcie-to-pci-bridge" => "pcie-pci-bridge",
        "pci-bridge" => "pci-bridge",
        "dmi-to-pci-bridge" => "i82801b11-bridge",
        _ => return false,
    };
    let name = case.actual_text(0, "model/@name");
    let target = visit::element_at(controller, "target");
    let plain = has_only(controller, &["type", "index", "model", "target", "alias", "address"])
        && target.is_none_or(|target| has_only(target, &["chassis", "chassisNr", "port"]))
        && (name.is_empty() || name == usual);
    let Ok(index) = case.actual_text(0, "@index").parse::<u32>() else { return false };
    let devices = || case.actual_domain().devices.iter().flat_map(|devices| &devices.list);
    let busy = devices().any(|device| bus(device) == Some(index));
    // The last port that nothing is plugged into is there for the next device.
    let is_free_port = |device: &Device| {
        let text = |path: &str| visit::text_at(device, path).unwrap_or_default();
        let index = text("@index").parse().ok();
        let port = device.name() == "controller" && text("@model") == "pcie-root-port";
        port && !devices().any(|device| bus(device) == index)
    };
    let spare = || model == "pcie-root-port" && devices().filter(|device| is_free_port(device)).count() == 1;
    plain && (busy || spare())
}

/// The PCI bus that a device is on.
fn bus(device: &Device) -> Option<u32> {
    let text = |path: &str| visit::text_at(device, path);
    let bus = text("address/@bus").filter(|_| text("address/@type").as_deref() == Some("pci"))?;
    match bus.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => bus.parse().ok(),
    }
}
