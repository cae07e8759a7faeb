//! Emulated TPMs.

use super::super::frame::Side;
use super::super::rule::Condition::When;
use super::super::rule::Rule;
use super::{added, has_only, only};

pub(super) const RULES: &[Rule] = &[only(added(
    "tpm-profile",
    &["devices/tpm/backend/profile"],
    &[When("it is the name of the default profile", |case| {
        case.actual_text(0, "@name") == "default-v1"
            && case.element(Side::Actual, 0).is_some_and(|profile| has_only(profile, &["name"]))
    })],
    "the emulator names its profile at the first start",
))];
