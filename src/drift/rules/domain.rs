//! The domain as a whole.

use domxml_schema::Domain;
use domxml_schema::types::{CpuSet, CpuSetTerm};
use domxml_schema::visit;
use domxml_schema::xml::{Fields, Slot};

use super::super::frame::Side;
use super::super::rule::Condition::{Actual, Desired, Live, When};
use super::super::rule::{Case, Rule};
use super::{added, any, differs, has_only, only};

pub(super) const RULES: &[Rule] = &[
    differs("id", &["@id"], &[], "libvirt numbers domains anew at each start"),
    only(differs(
        "memory-grain",
        &["memory"],
        &[
            Live,
            When("it is rounded up to whole MiB", |case| {
                let number = |text: &str| text.strip_suffix(" KiB").and_then(|number| number.parse::<u64>().ok());
                number(case.desired())
                    .zip(number(case.actual()))
                    .is_some_and(|(desired, actual)| desired.div_ceil(1 << 10) << 10 == actual)
            }),
        ],
        "a running domain has whole MiB of memory",
    )),
    differs(
        "clock-basis",
        &["clock/@basis"],
        &[Live, Desired(&["localtime"]), Actual(&["utc"])],
        "a running domain counts its clock from UTC",
    ),
    only(added(
        "vcpu-states",
        &["vcpus"],
        &[When("the first of them are enabled, as many as there are", |case| are_the_first(case.actual_domain()))],
        "the states of vCPUs follow from their number",
    )),
    any(
        "vcpu-states",
        &["vcpus/vcpu/@enabled", "vcpus/vcpu/@order", "vcpus/vcpu/@hotpluggable"],
        &[When("on both sides, the first of them are enabled, as many as there are", |case| {
            are_the_first(case.actual_domain()) && are_the_first(case.desired_domain())
        })],
        "the states of vCPUs follow from their number",
    ),
    only(added(
        "iothread-ids",
        &["iothreadids"],
        &[When("they are nothing but ids", |case| {
            case.element(Side::Actual, 0).is_some_and(|ids| has_only(ids, &["iothread"]))
                && case
                    .actual_domain()
                    .iothreadids
                    .iter()
                    .flat_map(|ids| &ids.iothreads)
                    .all(|it| has_only(it, &["id"]))
        })],
        "the ids follow from the number of threads",
    )),
    only(added(
        "iothread-ids",
        &["iothreadids/iothread"],
        &[When("it is nothing but an id", |case| {
            case.element(Side::Actual, 0).is_some_and(|thread| has_only(thread, &["id"]))
        })],
        "the ids follow from the number of threads",
    )),
    only(added(
        "resource",
        &["resource"],
        &[
            Live,
            When("it is nothing but the partition `/machine`", |case| {
                case.actual_text(0, "partition") == "/machine"
                    && case.element(Side::Actual, 0).is_some_and(|resource| has_only(resource, &["partition"]))
            }),
        ],
        "libvirt puts a running domain into a control group",
    )),
    only(added(
        "security-label",
        &["seclabel"],
        &[Live, When("it is dynamic, or there is no security driver", is_own_label)],
        "the security driver labels a running domain",
    )),
    any(
        "schedulers",
        &["cputune/vcpusched", "cputune/iothreadsched"],
        &[When("the other side has the same for each of them", is_spread)],
        "libvirt writes schedulers one by one",
    ),
];

/// Whether the enabled vCPUs are the first ones, as many as the domain has.
fn are_the_first(domain: &Domain) -> bool {
    let text = |path: &str| visit::text_at(domain, path).and_then(|text| text.parse::<u64>().ok());
    let Some(count) = text("vcpu/@current").or_else(|| text("vcpu")) else { return false };
    let mut states = domain.vcpus.iter().flat_map(|vcpus| &vcpus.vcpus);
    states.all(|vcpu| {
        let enabled = visit::text_at(vcpu, "@enabled").as_deref() == Some("yes");
        vcpu.id.is_some_and(|id| (u64::from(id) < count) == enabled)
    })
}

/// Whether a label is one that a security driver gives to a running domain of its own accord.
fn is_own_label(case: &Case<'_>) -> bool {
    let Some(label) = case.element(Side::Actual, 0) else { return false };
    match &*case.actual_text(0, "@type") {
        "dynamic" => {
            has_only(label, &["type", "model", "relabel", "label", "imagelabel"])
                && case.actual_text(0, "@relabel") != "no"
        }
        "none" => case.actual_text(0, "@model") == "none",
        _ => false,
    }
}

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
