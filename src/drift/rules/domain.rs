//! The domain as a whole.

use domxml_schema::types::{CpuSet, CpuSetTerm};
use domxml_schema::visit;
use domxml_schema::xml::{Fields, Slot};

use super::super::frame::Side;
use super::super::rule::Condition::{Live, When};
use super::super::rule::{Case, Rule};
use super::{added, any, differs};

pub(super) const RULES: &[Rule] = &[
    differs("id", &["@id"], &[], "libvirt numbers domains anew at each start"),
    added("vcpu-states", &["vcpus"], &[], "the states of vCPUs follow from their number"),
    added("iothread-ids", &["iothreadids", "iothreadids/iothread"], &[], "the ids follow from the number of threads"),
    added("resource", &["resource"], &[], "libvirt puts a running domain into a control group"),
    added(
        "security-label",
        &["seclabel"],
        &[
            Live,
            When("its type is `dynamic` or `none`", |case| {
                ["dynamic", "none"].contains(&&*case.actual_text(0, "@type"))
            }),
        ],
        "the security driver labels a running domain",
    ),
    any(
        "schedulers",
        &["cputune/vcpusched", "cputune/iothreadsched"],
        &[When("the other side has the same for each of them", is_spread)],
        "libvirt writes schedulers one by one",
    ),
];

/// Whether the other side gives the same scheduler to all that an element names, in whatever pieces.
fn is_spread(case: &Case<'_>) -> bool {
    let (side, other) = match case.element(Side::Actual, 0) {
        Some(_) => (Side::Actual, Side::Desired),
        None => (Side::Desired, Side::Actual),
    };
    let (Some(element), Some(around)) = (case.element(side, 0), case.element(other, 1)) else { return false };
    let set = |fields: &dyn Fields| -> Option<CpuSet> {
        ["@vcpus", "@iothreads"].iter().find_map(|name| visit::text_at(fields, name))?.parse().ok()
    };
    let same = |fields: &dyn Fields| {
        ["@scheduler", "@priority"].iter().all(|name| visit::text_at(fields, name) == visit::text_at(element, name))
    };
    let Some(wanted) = set(element) else { return false };
    let slots = (0..around.def().fields.len()).map(|row| around.slot(row));
    let others: Vec<CpuSet> = slots
        .filter_map(|slot| if let Slot::Element(slot) = slot { Some(slot) } else { None })
        .flat_map(|slot| (0..slot.count()).filter_map(move |index| slot.get(index)))
        .filter(|fields| fields.def().type_name == element.def().type_name && same(*fields))
        .filter_map(set)
        .collect();
    let given = |member: u64| !wanted.contains(member) || others.iter().any(|set| set.contains(member));
    wanted.0.iter().all(|term| match *term {
        CpuSetTerm::One(one) => given(one),
        CpuSetTerm::Except(_) => true,
        CpuSetTerm::Range(first, last) => last.saturating_sub(first) < MOST && (first..=last).all(given),
    })
}

/// More processors than any machine has.
const MOST: u64 = 1 << 16;
