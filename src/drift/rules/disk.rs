//! Disks.

use super::super::rule::Condition::{Desired, Live, When};
use super::super::rule::{Case, Rule};
use super::{any, differs, dropped};

pub(super) const RULES: &[Rule] = &[
    differs(
        "iscsi-unit",
        &["devices/disk/source/@name", "devices/hostdev/source/@name"],
        &[When("it is LUN 0 of the target", |case| case.actual().strip_suffix("/0") == Some(case.desired()))],
        "a target without LUN means LUN 0",
    ),
    differs(
        "load-parameter",
        &["devices/*/boot/@loadparm"],
        &[When("only letter case differs", |case| case.actual().eq_ignore_ascii_case(case.desired()))],
        "libvirt writes it in capitals",
    ),
    dropped("default-word", &["devices/disk/driver/@*"], &[Desired(&["default"])], "`default` has no effect"),
    dropped(
        "empty-drive",
        &["devices/disk/driver/@type"],
        &[Live, When("there is no medium", |case| !case.has_actual(1, "source"))],
        "a drive without medium has no format",
    ),
    any(
        "backing-chain",
        &[
            "devices/disk/backingStore/@type",
            "devices/disk/backingStore/format",
            "devices/disk/backingStore/source",
            "devices/disk/backingStore/backingStore",
        ],
        &[When("the image differs, which is reported", is_other_image)],
        "the backing chain follows from the image",
    ),
    dropped(
        "backing-chain",
        &["devices/disk/backingStore"],
        &[When("there is no medium", |case| !case.has_actual(1, "source"))],
        "a drive without medium has no backing chain",
    ),
];

/// Whether the image of the disk is not the desired one.
fn is_other_image(case: &Case<'_>) -> bool {
    ["@file", "@dev", "@name"].iter().any(|name| {
        let path = format!("source/{name}");
        // The chain itself, or a part of it.
        (1..=2).any(|up| case.has_desired(up, "target") && case.desired_text(up, &path) != case.actual_text(up, &path))
    })
}
