//! What becomes of the processor: libvirt's defaults, and what a model turns out to be once it runs.

use super::super::rule::Condition::{Actual, Desired, Fresh, Live, When};
use super::super::rule::{Case, Rule};
use super::{added, any, differs, dropped};

pub(super) const RULES: &[Rule] = &[
    added("cpu-default", &["cpu"], &[Fresh], "the processor of the machine type, if none was desired"),
    added("cpu-default", &["cpu/@mode"], &[Actual(&["custom"])], "libvirt's default"),
    added("cpu-default", &["cpu/@match"], &[Actual(&["exact"])], "libvirt's default"),
    added(
        "cpu-default",
        &["cpu/@check"],
        &[Actual(&["none", "partial", "full"])],
        "libvirt's default, which depends on the mode",
    ),
    added("cpu-default", &["cpu/@migratable"], &[Actual(&["on"])], "libvirt's default"),
    added(
        "cpu-default",
        &["cpu/model"],
        &[When("no model was desired, and of no mode", |case| {
            case.desired_text(1, "@mode").is_empty() || case.desired_text(1, "@mode") == "custom"
        })],
        "the processor of the machine type, if none was desired",
    ),
    added("cpu-default", &["cpu/model/@fallback"], &[Actual(&["allow", "forbid"])], "libvirt's default"),
    added("cpu-default", &["cpu/feature/@policy"], &[Actual(&["require"])], "libvirt's default"),
    added("cpu-topology", &["cpu/topology/@dies", "cpu/topology/@clusters"], &[Actual(&["1"])], "libvirt's default"),
    added("numa-id", &["cpu/numa/cell/@id"], &[], "nodes are numbered in their order"),
    added(
        "numa-distance",
        &["cpu/numa/cell/distances", "cpu/numa/cell/distances/sibling"],
        &[],
        "libvirt completes the distances between nodes",
    ),
    added("numa-memory", &["cpu/numa/cell/@memory"], &[Fresh], "libvirt's default"),
    differs(
        "cpu-expansion",
        &["cpu/@mode"],
        &[Live, Desired(&["host-model"]), Actual(&["custom"])],
        "the host's model is spelled out when the domain starts",
    ),
    any(
        "cpu-expansion",
        &["cpu/model"],
        &[Live, When("the model was left to the host", is_of_host)],
        "the host's model is spelled out when the domain starts",
    ),
    any(
        "cpu-expansion",
        &["cpu/vendor", "cpu/model/@vendor_id", "cpu/@match", "cpu/maxphysaddr", "cpu/@migratable"],
        &[Live, When("the model was left to the host", is_of_host)],
        "the host's model is spelled out when the domain starts",
    ),
    differs(
        "cpu-expansion",
        &["cpu/@check"],
        &[Live, Actual(&["full"])],
        "what runs was checked against the host, and stays so",
    ),
    differs("cpu-expansion", &["cpu/model/@fallback"], &[Live, Actual(&["forbid"])], "what runs has its model already"),
    added(
        "cpu-expansion",
        &["cpu/feature"],
        &[Live],
        "features that the hypervisor adds to a model or takes away are spelled out",
    ),
    differs(
        "cpu-expansion",
        &["cpu/feature/@policy"],
        &[Live, Desired(&["optional"])],
        "what was optional is there or not",
    ),
    dropped(
        "cpu-expansion",
        &["cpu/model"],
        &[When("it names none", |case| {
            case.desired_text(0, "@name").is_empty() && case.desired.is_none() && is_of_host(case)
        })],
        "a model without name asks for nothing",
    ),
];

/// Whether the processor was to be that of the host.
fn is_of_host(case: &Case<'_>) -> bool {
    // The element itself, or one below it.
    (0..=1).any(|up| ["host-model", "host-passthrough", "maximum"].contains(&&*case.desired_text(up, "@mode")))
}
