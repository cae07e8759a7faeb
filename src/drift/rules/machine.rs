//! The machine: its type, firmware, and the controllers that it needs.

use domxml_schema::domain::Device;
use domxml_schema::visit;

use super::super::rule::Condition::{Fresh, Live, When};
use super::super::rule::{Case, Rule};
use super::{added, differs, dropped};

pub(super) const RULES: &[Rule] = &[
    differs(
        "machine-type",
        &["os/type/@machine"],
        &[When("it is a version of the desired one", is_version)],
        "the name of a machine without version means its newest version",
    ),
    added(
        "boot-order",
        &["os/boot"],
        &[When("no order is desired, and it is the disk", |case| {
            (case.actual() == "hd" || case.actual_text(0, "@dev") == "hd") && has_no_order(case)
        })],
        "libvirt's default",
    ),
    added(
        "firmware",
        &["os/loader", "os/nvram", "os/firmware", "os/firmware/feature"],
        &[When("the firmware is left to libvirt", |case| !case.desired_text(case.depth(), "os/@firmware").is_empty())],
        "libvirt selects a firmware that fits",
    ),
    added(
        "features",
        &["features/smm"],
        &[When("a firmware needs it", |case| !case.actual_text(2, "os/loader").is_empty())],
        "a firmware with secure variables needs it",
    ),
    added(
        "controller",
        &["devices/controller"],
        &[When("a device is on it, or the machine has it", is_needed)],
        "libvirt adds the controllers that devices need, and writes those of the machine",
    ),
    added(
        "controller",
        &[
            "devices/controller/@index",
            "devices/controller/@model",
            "devices/controller/model",
            "devices/controller/target",
            "devices/controller/target/@*",
            "devices/controller/master",
        ],
        &[],
        "libvirt numbers controllers and selects their models",
    ),
    differs(
        "controller",
        &["devices/controller/@model"],
        &[Fresh, When("the model is left open", |case| ["auto", "default"].contains(&case.desired()))],
        "libvirt selects the model",
    ),
    dropped(
        "controller",
        &["devices/controller"],
        &[Live, When("its model is `none`", |case| case.desired_text(0, "@model") == "none")],
        "it means that there is no such controller",
    ),
];

/// Whether the actual machine is a version of the desired one.
fn is_version(case: &Case<'_>) -> bool {
    let actual = case.actual();
    match case.desired() {
        "pc" => actual.starts_with("pc-i440fx-") || (actual.starts_with("pc-") && !actual.starts_with("pc-q35")),
        "q35" => actual.starts_with("pc-q35-"),
        desired => actual.strip_prefix(desired).is_some_and(|rest| rest.starts_with('-')),
    }
}

fn has_no_order(case: &Case<'_>) -> bool {
    let domain = case.desired_domain();
    let ordered = |device: &Device| visit::text_at(device, "boot/@order").is_some();
    domain.os.as_ref().is_none_or(|os| os.boots.is_empty())
        && !domain.devices.iter().any(|devices| devices.list.iter().any(ordered))
}

/// Whether a controller is there for a device, or is part of the machine. libvirt adds those with lower
/// indices, too.
fn is_needed(case: &Case<'_>) -> bool {
    let (kind, index) = (case.actual_text(0, "@type"), case.actual_text(0, "@index"));
    // Buses are there for other devices, and cannot be told from those that somebody wanted to be free.
    let of_machine = match &*kind {
        "pci" | "usb" | "ide" | "sata" | "fdc" | "isa" => index == "0" || !case.domains.complete,
        _ => false,
    };
    let highest = case.domains.busy.get(&*kind);
    of_machine || highest.is_some_and(|highest| index.parse().is_ok_and(|index: u32| index <= *highest))
}
