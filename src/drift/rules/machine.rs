//! What becomes of the machine: its type, firmware, features, and the controllers that it needs.

use domxml_schema::domain::Device;
use domxml_schema::visit;

use super::super::rule::Condition::{Actual, Fresh, Live, When};
use super::super::rule::{Case, Rule};
use super::{added, differs, dropped};

pub(super) const RULES: &[Rule] = &[
    differs(
        "machine-type",
        &["os/type/@machine"],
        &[When("it is a version of what was desired", is_version)],
        "the name of a machine without version stands for its newest one",
    ),
    added("machine-type", &["os/type/@machine", "os/type/@arch"], &[Fresh], "those of the host, if none was desired"),
    added(
        "boot-order",
        &["os/boot"],
        &[Actual(&["hd"]), When("no order was desired", has_no_order)],
        "libvirt's default",
    ),
    added(
        "boot-order",
        &["os/boot"],
        &[When("no order was desired, and it is the disk", |case| {
            case.actual_text(0, "@dev") == "hd" && has_no_order(case)
        })],
        "libvirt's default",
    ),
    added(
        "firmware",
        &["os/loader", "os/nvram", "os/firmware", "os/firmware/feature"],
        &[When("the firmware was left to libvirt", |case| {
            !case.desired_text(case_depth(case), "os/@firmware").is_empty()
        })],
        "libvirt picks a firmware that fits",
    ),
    added(
        "firmware",
        &["os/loader/@*", "os/nvram/@*", "os/nvram"],
        &[],
        "libvirt tells what it knows of the firmware, and where the guest's variables are",
    ),
    added("firmware", &["os/@firmware"], &[Actual(&["efi", "bios"])], "libvirt knows the firmware by its path"),
    added(
        "firmware",
        &["os/firmware", "os/firmware/feature"],
        &[When("the loader was desired", |case| !case.desired_text(case_depth(case), "os/loader").is_empty())],
        "libvirt knows the firmware by its path",
    ),
    added(
        "features",
        &["features/*/@state", "features/hyperv/@mode", "features/async-teardown/@enabled", "features/smm/@state"],
        &[Actual(&["on", "custom", "yes"])],
        "a feature that is named is on",
    ),
    added("features", &["features/gic", "features/gic/@version"], &[], "the interrupt controller of the machine"),
    added(
        "features",
        &["features/smm"],
        &[When("a firmware needs it", |case| !case.actual_text(2, "os/loader").is_empty())],
        "a firmware that keeps its variables secure needs it",
    ),
    added(
        "devices",
        &["devices"],
        &[When("there are none", |case| case.actual_domain().devices.as_ref().is_some_and(|it| it.list.is_empty()))],
        "a place for devices",
    ),
    added("emulator", &["devices/emulator"], &[Fresh], "the host's hypervisor"),
    added(
        "controller",
        &["devices/controller"],
        &[When("a device sits on it, or the machine has it", is_needed)],
        "libvirt adds the controllers that devices need, and names those of the machine",
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
        "libvirt numbers controllers and picks their models",
    ),
    differs(
        "controller",
        &["devices/controller/@model"],
        &[Fresh, When("the model was left open", |case| ["auto", "default"].contains(&case.desired()))],
        "libvirt picks the model",
    ),
    dropped(
        "controller",
        &["devices/controller"],
        &[Live, When("there is none", |case| case.desired_text(0, "@model") == "none")],
        "it says that there is none",
    ),
];

/// How far above an element the root is: for look-ups from the domain.
fn case_depth(case: &Case<'_>) -> usize {
    case.depth()
}

/// Whether the running machine is a version of the one that was asked.
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
/// numbers, too.
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
