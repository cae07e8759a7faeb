//! Disks.

use super::super::frame::Side;
use super::super::rule::Condition::{Actual, Desired, Live, When};
use super::super::rule::{Case, Rule};
use super::{added, any, dropped, only};

pub(super) const RULES: &[Rule] = &[
    dropped("default-word", &["devices/disk/driver/@*"], &[Desired(&["default"])], "`default` has no effect"),
    only(added(
        "shared-disk",
        &["devices/disk/driver/@cache"],
        &[Live, Actual(&["none"]), When("the disk is shareable", |case| case.has_actual(1, "shareable"))],
        "a running disk that is shared has no cache",
    )),
    dropped(
        "empty-drive",
        &["devices/disk/driver/@type"],
        &[Live, When("there is no medium", |case| !case.has_actual(1, "source"))],
        "a drive without medium has no format",
    ),
    dropped(
        "empty-drive",
        &[
            "devices/disk/source",
            "devices/disk/source/@file",
            "devices/disk/source/@startupPolicy",
            "devices/disk/source/seclabel",
        ],
        &[When("it is a drive without medium, on both sides", is_empty_drive)],
        "a drive without medium has no source",
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

/// Whether a drive for media has none, desired and actual.
fn is_empty_drive(case: &Case<'_>) -> bool {
    (1..=2).any(|up| {
        let device = case.desired_text(up, "@device");
        let places = ["source/@file", "source/@dev", "source/@name", "source/@pool"];
        let empty = |side: Side| places.iter().all(|place| case.text(side, up, place).is_empty());
        ["cdrom", "floppy"].contains(&&*device) && empty(Side::Desired) && empty(Side::Actual)
    })
}

/// Whether the image of the disk is not the desired one.
fn is_other_image(case: &Case<'_>) -> bool {
    ["@file", "@dev", "@name"].iter().any(|name| {
        let path = format!("source/{name}");
        // The chain itself, or a part of it.
        (1..=2).any(|up| case.has_desired(up, "target") && case.desired_text(up, &path) != case.actual_text(up, &path))
    })
}
