//! What is about the domain as a whole.

use super::super::frame::Side;
use super::super::rule::Condition::{Actual, Desired, Fresh, Live, When};
use super::super::rule::{Case, Rule};
use super::{added, any, differs, dropped};
use domxml_schema::types::{CpuSet, CpuSetTerm};
use domxml_schema::visit;
use domxml_schema::xml::{Fields, Slot};

pub(super) const RULES: &[Rule] = &[
    any("id", &["@id"], &[], "libvirt numbers the domains that run"),
    added("uuid", &["uuid"], &[Fresh], "libvirt gives an identity to a domain that has none"),
    added(
        "uuid",
        &["genid"],
        &[When("it was left to libvirt", |case| case.desired_text(case.depth(), "genid").is_empty())],
        "libvirt makes one",
    ),
    dropped("empty", &["description", "title"], &[Desired(&[""])], "it says nothing"),
    dropped(
        "tune-id",
        &["cputune/cachetune/@id", "cputune/energytune/@id"],
        &[],
        "libvirt makes it from the processors",
    ),
    added("tune-id", &["cputune/cachetune/@id", "cputune/energytune/@id"], &[], "libvirt makes it from the processors"),
    added("memory", &["memory"], &[Fresh], "without it, it is the sum of the NUMA nodes"),
    added("current-memory", &["currentMemory"], &[], "all of the memory, if nothing else was desired"),
    differs("current-memory", &["currentMemory"], &[Live], "the balloon of a actual guest moves"),
    added("vcpu", &["vcpu"], &[Fresh, Actual(&["1"])], "one processor, if none was desired"),
    added("vcpu", &["vcpu/@placement"], &[Actual(&["static", "auto"])], "libvirt says how processors are placed"),
    added("vcpu-states", &["vcpus"], &[], "which processors are plugged follows from their number"),
    added("iothread-ids", &["iothreadids", "iothreadids/iothread"], &[], "the threads follow from their number"),
    added("resource", &["resource"], &[], "libvirt puts what runs into a group of the host's resources"),
    added("numa-placement", &["numatune/memory/@placement"], &[Actual(&["static", "auto"])], "libvirt's default"),
    added("lifecycle", &["on_poweroff"], &[Fresh, Actual(&["destroy"])], "libvirt's default"),
    added("lifecycle", &["on_reboot"], &[Fresh, Actual(&["restart", "destroy"])], "libvirt's default"),
    added("lifecycle", &["on_crash"], &[Fresh, Actual(&["destroy", "restart"])], "libvirt's default"),
    added("clock", &["clock/@basis"], &[Actual(&["utc"])], "libvirt says what an adjustment is relative to"),
    added("clock", &["clock/@offset"], &[Fresh, Actual(&["utc"])], "libvirt's default"),
    added(
        "security-label",
        &["seclabel"],
        &[
            Live,
            When("its type is `dynamic` or `none`", |case| {
                ["dynamic", "none"].contains(&&*case.actual_text(0, "@type"))
            }),
        ],
        "the security driver labels what runs",
    ),
    added(
        "security-label",
        &["seclabel/label", "seclabel/imagelabel"],
        &[Live],
        "the security driver labels what runs",
    ),
    added(
        "security-label",
        &["seclabel/@model", "seclabel/@relabel"],
        &[],
        "libvirt says which driver it is, and whether it may relabel",
    ),
    dropped("security-label", &["seclabel/imagelabel"], &[], "a label of images lasts as long as a run"),
    dropped(
        "security-label",
        &["seclabel/label"],
        &[When("labels are dynamic", |case| case.desired_text(1, "@type") == "dynamic")],
        "a label lasts as long as a run",
    ),
    dropped(
        "vcpu-current",
        &["vcpu/@current"],
        &[When("it is all of them", |case| case.desired_text(0, "@current") == case.actual_text(1, "vcpu"))],
        "libvirt leaves out what says nothing",
    ),
    any(
        "schedulers",
        &["cputune/vcpusched", "cputune/iothreadsched"],
        &[When("the other side has the same for each of them", is_spread)],
        "libvirt writes schedulers one by one",
    ),
    dropped(
        "secret",
        &["devices/graphics/@passwd", "**/source/cookies"],
        &[],
        "libvirt shows secrets only to those who ask for them",
    ),
    dropped(
        "empty",
        &[
            "metadata",
            "blkiotune",
            "memtune",
            "memoryBacking",
            "cputune",
            "numatune",
            "cpu",
            "features",
            "pm",
            "perf",
            "clock",
            "devices/*/driver",
            "devices/*/acpi",
            "devices/interface/bandwidth",
            "devices/interface/coalesce",
            "devices/interface/coalesce/rx",
            "devices/interface/coalesce/rx/frames",
            "devices/interface/tune",
            "devices/disk/iotune",
            "devices/graphics/listen",
        ],
        &[When("nothing stands in it", is_empty)],
        "it asks for nothing, and libvirt leaves it out",
    ),
];

fn is_empty(case: &Case<'_>) -> bool {
    case.element(Side::Desired, 0).is_some_and(|fields| {
        let mut rows = Vec::new();
        fields.present(0, &mut rows);
        rows.is_empty() && fields.tag().is_none() && fields.extra().is_none_or(|extra| extra.is_empty())
    })
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
