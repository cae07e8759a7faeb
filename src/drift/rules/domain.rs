//! What is about the domain as a whole.

use super::super::rule::Condition::{Asked, Fresh, Live, Runs, When};
use super::super::rule::Rule;
use super::{added, any, differs, dropped};

pub(super) const RULES: &[Rule] = &[
    any("id", &["@id"], &[], "libvirt numbers the domains that run"),
    added("uuid", &["uuid", "genid"], &[Fresh], "libvirt gives an identity to a domain that has none"),
    added("memory", &["memory"], &[Fresh], "without it, it is the sum of the NUMA nodes"),
    added("current-memory", &["currentMemory"], &[], "all of the memory, if nothing else was asked"),
    differs("current-memory", &["currentMemory"], &[Live], "the balloon of a running guest moves"),
    added("vcpu", &["vcpu"], &[Fresh, Runs(&["1"])], "one processor, if none was asked"),
    added("vcpu", &["vcpu/@placement"], &[Runs(&["static", "auto"])], "libvirt says how processors are placed"),
    added("vcpu-states", &["vcpus"], &[], "which processors are plugged follows from their number"),
    added("iothread-ids", &["iothreadids", "iothreadids/iothread"], &[], "the threads follow from their number"),
    added("resource", &["resource"], &[], "libvirt puts what runs into a group of the host's resources"),
    added("numa-placement", &["numatune/memory/@placement"], &[Runs(&["static", "auto"])], "libvirt's default"),
    added("lifecycle", &["on_poweroff"], &[Fresh, Runs(&["destroy"])], "libvirt's default"),
    added("lifecycle", &["on_reboot"], &[Fresh, Runs(&["restart", "destroy"])], "libvirt's default"),
    added("lifecycle", &["on_crash"], &[Fresh, Runs(&["destroy", "restart"])], "libvirt's default"),
    added("clock", &["clock/@offset"], &[Fresh, Runs(&["utc"])], "libvirt's default"),
    added(
        "security-label",
        &["seclabel"],
        &[Live, When("its type is `dynamic` or `none`", |case| ["dynamic", "none"].contains(&&*case.runs(0, "@type")))],
        "the security driver labels what runs",
    ),
    added("security-label", &["seclabel/label", "seclabel/imagelabel"], &[Live], "the security driver labels what runs"),
    added("security-label", &["seclabel/@model", "seclabel/@relabel"], &[], "libvirt says which driver it is, and whether it may relabel"),
    dropped("security-label", &["seclabel/label", "seclabel/imagelabel"], &[When("labels are dynamic", |case| case.asks(1, "@type") == "dynamic")], "a label lasts as long as a run"),
    dropped("vcpu-current", &["vcpu/@current"], &[When("it is all of them", |case| case.asks(0, "@current") == case.runs(1, "vcpu"))], "libvirt leaves out what says nothing"),
    dropped("zero", &["cputune/shares"], &[Asked(&["0"])], "zero asks for nothing"),
];
