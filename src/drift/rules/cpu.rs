//! The processor: how the host's model is spelled out at start.

use super::super::frame::Side;
use super::super::rule::Condition::{Actual, Live, When};
use super::super::rule::{Case, Rule, is_live};
use super::{added, any, differs, has_only, only};

pub(super) const RULES: &[Rule] = &[
    added(
        "cpu-default",
        &["cpu"],
        &[When("it is nothing but a model that libvirt took, of an architecture other than x86", is_default)],
        "the default model depends on the release of QEMU",
    ),
    added(
        "cpu-default",
        &["cpu/model"],
        &[When("libvirt took it, and the architecture is not x86", |case| {
            !is_x86(case) && case.actual_text(0, "@fallback") == "forbid"
        })],
        "the default model depends on the release of QEMU",
    ),
    only(differs(
        "cpu-expansion",
        &["cpu/@mode"],
        &[
            Live,
            When("the model is the host's, and is spelled out", |case| {
                case.desired() == "host-model" && case.actual() == "custom" && case.actual_text(0, "@check") == "full"
            }),
        ],
        "the host's model is spelled out at start",
    )),
    any(
        "cpu-expansion",
        &["cpu/@match", "cpu/maxphysaddr"],
        &[Live, When("the model is the host's", is_of_host)],
        "the host's model is spelled out at start",
    ),
    only(added(
        "cpu-expansion",
        &["cpu/feature"],
        &[
            Live,
            When("the model was checked against the host at this start", |case| {
                case.actual_text(1, "@check") == "full" && !is_live(case.desired_domain())
            }),
        ],
        "a running processor has all features spelled out that its model does not say",
    )),
    differs(
        "cpu-expansion",
        &["cpu/@check"],
        &[Live, Actual(&["full"])],
        "a running processor was checked against the host and stays as it is",
    ),
    differs(
        "cpu-expansion",
        &["cpu/model/@fallback"],
        &[Live, Actual(&["forbid"])],
        "a running processor has its model",
    ),
];

/// Whether a processor is one that libvirt takes by default: users' models have another fallback.
fn is_default(case: &Case<'_>) -> bool {
    let text = |path: &str| case.actual_text(0, path);
    let named = text("@mode") == "custom" && text("@check") == "none" && text("model/@fallback") == "forbid";
    let of_host = text("@mode") == "host-model" && text("@check") == "partial" && text("model").is_empty();
    let plain = case.element(Side::Actual, 0).is_some_and(|cpu| has_only(cpu, &["mode", "match", "check", "model"]));
    !is_x86(case) && plain && (named || of_host)
}

fn is_x86(case: &Case<'_>) -> bool {
    ["x86_64", "i686", ""].contains(&&*case.actual_text(case.depth(), "os/type/@arch"))
}

/// Whether the model is left to the host.
fn is_of_host(case: &Case<'_>) -> bool {
    // The element itself, or one below it.
    (0..=1).any(|up| case.desired_text(up, "@mode") == "host-model")
}
