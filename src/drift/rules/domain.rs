//! What is about the domain as a whole.

use super::super::rule::{Condition, Rule};
use super::{added, any, differs, dropped};

const FRESH: Condition = Condition::Fresh;
const LIVE: Condition = Condition::Live;

pub(super) const RULES: &[Rule] = &[
    any("id", &["@id"], &[], "libvirt numbers the domains that run"),
    added("uuid", &["uuid", "genid"], &[FRESH], "libvirt gives a domain that has no UUID one"),
    added("current-memory", &["currentMemory"], &[], "without a balloon's target it is all of the memory"),
    differs("current-memory", &["currentMemory"], &[LIVE], "the balloon of a running guest moves"),
    added("vcpu-placement", &["vcpu/@placement"], &[Condition::Runs(&["static", "auto"])], "libvirt says how processors are placed"),
    added("resource", &["resource"], &[], "libvirt puts a running domain into a group of resources"),
    added("on-poweroff", &["on_poweroff"], &[FRESH, Condition::Runs(&["destroy"])], "libvirt's default"),
    added("on-reboot", &["on_reboot"], &[FRESH, Condition::Runs(&["restart", "destroy"])], "libvirt's default"),
    added("on-crash", &["on_crash"], &[FRESH, Condition::Runs(&["destroy", "restart"])], "libvirt's default"),
    added("clock", &["clock/@offset"], &[FRESH, Condition::Runs(&["utc"])], "libvirt's default"),
    added("security-label", &["seclabel", "**/source/seclabel"], &[], "the security driver labels what runs"),
    added("security-label", &["seclabel/label", "seclabel/imagelabel", "seclabel/baselabel", "seclabel/@*"], &[], "the security driver labels what runs"),
    dropped("seclabel", &["**/seclabel"], &[Condition::When("never", |_| false)], ""),
];
