//! Firmware that libvirt selects.

use super::super::rule::Condition::{Actual, When};
use super::super::rule::{Case, Condition, Rule};
use super::{added, only};

const SELECTED: Condition =
    When("the firmware is left to libvirt", |case| !case.desired_text(case.depth(), "os/@firmware").is_empty());

pub(super) const RULES: &[Rule] = &[
    only(added(
        "firmware",
        &["os/@firmware"],
        &[Actual(&["efi"]), When("the desired loader is that of a UEFI firmware", has_uefi_loader)],
        "libvirt recognizes the firmware by its loader",
    )),
    only(added("firmware", &["os/loader"], &[SELECTED], "libvirt selects a firmware that fits")),
    only(added(
        "firmware",
        &["os/firmware", "os/firmware/feature"],
        &[When("the firmware is left to libvirt, or the desired loader is that of a UEFI firmware", |case| {
            !case.desired_text(case.depth(), "os/@firmware").is_empty() || has_uefi_loader(case)
        })],
        "libvirt shows the features of the firmware",
    )),
    only(added(
        "firmware",
        &["os/nvram"],
        &[When("the firmware is UEFI, and libvirt placed the variables", |case| {
            let selected = !case.desired_text(case.depth(), "os/@firmware").is_empty() || has_uefi_loader(case);
            selected && (case.actual().is_empty() || is_own_file(case))
        })],
        "libvirt keeps the variables of each domain in a file of its own",
    )),
    only(added(
        "features",
        &["features/smm"],
        &[
            SELECTED,
            When("the firmware is secure, and it is on", |case| {
                case.actual_text(case.depth(), "os/loader/@secure") == "yes" && case.actual_text(0, "@state") == "on"
            }),
        ],
        "a firmware with secure variables needs it",
    )),
];

fn has_uefi_loader(case: &Case<'_>) -> bool {
    case.desired_text(case.depth(), "os/loader/@type") == "pflash"
}

/// Whether a file of variables has the name that libvirt gives to that of the domain: `NAME_VARS.fd`.
fn is_own_file(case: &Case<'_>) -> bool {
    let file = case.actual().rsplit('/').next().unwrap_or_default();
    let name = case.actual_domain().name.as_deref().unwrap_or_default();
    file.strip_prefix(name).is_some_and(|rest| rest.starts_with("_VARS."))
}
