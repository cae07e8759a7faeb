//! What becomes of disks.

use super::super::rule::Condition::{Actual, Desired, Live, When};
use super::super::rule::{Case, Rule};
use super::{added, any, differs, dropped};

pub(super) const RULES: &[Rule] = &[
    added("disk-default", &["devices/disk/@type"], &[Actual(&["file"])], "libvirt's default"),
    added("disk-default", &["devices/disk/@device"], &[Actual(&["disk"])], "libvirt's default"),
    added("disk-default", &["devices/disk/@snapshot"], &[Actual(&["no"])], "what libvirt cannot take a snapshot of"),
    added("disk-default", &["devices/disk/driver/@name"], &[Actual(&["qemu"])], "the hypervisor"),
    added("disk-default", &["devices/disk/driver/@type"], &[Actual(&["raw"])], "libvirt does not guess formats"),
    added("disk-default", &["devices/disk/target/@bus"], &[], "the name of the target tells the bus"),
    added(
        "disk-default",
        &["devices/disk/readonly"],
        &[When("it is a CD drive", |case| case.actual_text(0, "@device") == "cdrom")],
        "nobody writes to it",
    ),
    added(
        "disk-default",
        &["devices/disk/source/host/@port", "devices/disk/source/host/@transport"],
        &[],
        "that of the protocol",
    ),
    added("disk-default", &["devices/disk/source/encryption/@engine"], &[], "libvirt's default"),
    differs(
        "iscsi-unit",
        &["devices/disk/source/@name", "devices/hostdev/source/@name"],
        &[When("it is unit 0 of the target", |case| case.actual().strip_suffix("/0") == Some(case.desired()))],
        "a target without unit means unit 0",
    ),
    differs(
        "load-parameter",
        &["devices/*/boot/@loadparm"],
        &[When("only the case differs", |case| case.actual().eq_ignore_ascii_case(case.desired()))],
        "libvirt writes it in capitals",
    ),
    dropped("default-word", &["devices/disk/driver/@*"], &[Desired(&["default"])], "a word for nothing in particular"),
    dropped(
        "empty-drive",
        &["devices/disk/driver/@type"],
        &[Live, When("there is no medium", |case| !case.has_actual(1, "source"))],
        "a drive without medium has no format",
    ),
    any(
        "image-index",
        &[
            "devices/disk/source/@index",
            "**/backingStore/@index",
            "devices/disk/mirror/source/@index",
            "**/source/@index",
        ],
        &[],
        "libvirt numbers the images of what runs",
    ),
    added(
        "backing-chain",
        &["devices/disk/backingStore", "devices/disk/mirror/backingStore"],
        &[],
        "libvirt follows the images behind the image",
    ),
    any(
        "backing-chain",
        &[
            "devices/disk/backingStore/@type",
            "devices/disk/backingStore/format",
            "devices/disk/backingStore/source",
            "devices/disk/backingStore/backingStore",
        ],
        &[When("the image is another, which is told by itself", is_other_image)],
        "the chain follows from the image",
    ),
    dropped(
        "backing-chain",
        &["devices/disk/backingStore"],
        &[When("there is no medium, or the domain does not run", |case| {
            !case.has_actual(1, "source") || case.actual_domain().id.is_none()
        })],
        "libvirt follows the images of what runs",
    ),
    any(
        "tray",
        &["devices/disk/target/@tray"],
        &[Desired(&["open", "closed"])],
        "the guest opens and closes its drives",
    ),
    added("tray", &["devices/disk/target/@tray"], &[Live], "the guest opens and closes its drives"),
];

/// Whether the image of the disk is not the one that was asked.
fn is_other_image(case: &Case<'_>) -> bool {
    ["@file", "@dev", "@name"].iter().any(|name| {
        let path = format!("source/{name}");
        // The chain itself, or a part of it.
        (1..=2).any(|up| case.has_desired(up, "target") && case.desired_text(up, &path) != case.actual_text(up, &path))
    })
}
