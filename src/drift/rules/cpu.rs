//! The processor: how the host's model is spelled out at start.

use super::super::rule::Condition::{Actual, Live, When};
use super::super::rule::{Case, Rule};
use super::{added, any, differs, only};

pub(super) const RULES: &[Rule] = &[
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
        &[Live, When("the model was checked against the host", |case| case.actual_text(1, "@check") == "full")],
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

/// Whether the model is left to the host.
fn is_of_host(case: &Case<'_>) -> bool {
    // The element itself, or one below it.
    (0..=1).any(|up| case.desired_text(up, "@mode") == "host-model")
}
