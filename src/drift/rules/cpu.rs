//! The processor: how the host's model is spelled out at start.

use super::super::frame::Side;
use super::super::rule::Condition::{Actual, Fresh, Live, When};
use super::super::rule::{Case, Rule};
use super::{added, any, differs, dropped};

pub(super) const RULES: &[Rule] = &[
    added("cpu-default", &["cpu"], &[Fresh], "the processor of the machine, if none is desired"),
    added(
        "cpu-default",
        &["cpu/model"],
        &[When("no model is desired, and no mode without one", |case| {
            case.desired_text(1, "@mode").is_empty() || case.desired_text(1, "@mode") == "custom"
        })],
        "the processor of the machine, if none is desired",
    ),
    any(
        "cpu-expansion",
        &["cpu/model"],
        &[Live, When("the model is left to the host", is_of_host)],
        "the host's model is spelled out at start",
    ),
    any(
        "cpu-expansion",
        &["cpu/vendor", "cpu/model/@vendor_id", "cpu/@match", "cpu/maxphysaddr", "cpu/@migratable"],
        &[Live, When("the model is left to the host", is_of_host)],
        "the host's model is spelled out at start",
    ),
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
    dropped(
        "cpu-expansion",
        &["cpu/model"],
        &[When("it has no name", |case| {
            case.desired_text(0, "@name").is_empty() && case.desired.is_none() && is_of_host(case)
        })],
        "a model without name has no effect",
    ),
    dropped("empty", &["cpu"], &[When("it is empty", is_empty)], "it has no effect"),
];

fn is_empty(case: &Case<'_>) -> bool {
    case.element(Side::Desired, 0).is_some_and(|fields| {
        let mut rows = Vec::new();
        fields.present(0, &mut rows);
        rows.is_empty() && fields.extra().is_none_or(|extra| extra.is_empty())
    })
}

/// Whether the processor is that of the host.
fn is_of_host(case: &Case<'_>) -> bool {
    // The element itself, or one below it.
    (0..=1).any(|up| ["host-model", "host-passthrough", "maximum"].contains(&&*case.desired_text(up, "@mode")))
}
