//! Network interfaces.

use domxml_schema::Domain;
use domxml_schema::visit;

use super::super::rule::Condition::{Desired, When};
use super::super::rule::Rule;
use super::{added, differs};

pub(super) const RULES: &[Rule] = &[
    differs(
        "mac-address",
        &["devices/interface/mac/@address"],
        &[Desired(&["00:00:00:00:00:00"])],
        "libvirt generates a MAC address for an interface that has none",
    ),
    added(
        "interface-model",
        &["devices/interface/model", "devices/interface/model/@type"],
        &[When("the architecture is not known", |case| {
            let has_none = |domain: &Domain| visit::text_at(domain, "os/type/@arch").is_none();
            has_none(case.desired_domain()) && has_none(case.actual_domain())
        })],
        "the default depends on the architecture",
    ),
];
