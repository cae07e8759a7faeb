//! The one table of what libvirt, the hypervisor and the host make of a domain beyond what was asked.
//!
//! `docs/drift.md` lists it for people.

mod cpu;
mod device;
mod disk;
mod domain;
mod host;
mod interface;
mod machine;
mod serial;

use super::rule::{Condition, Effect, Rule};

/// All rules; where several explain a difference, the first counts.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        host::RULES,
        domain::RULES,
        cpu::RULES,
        machine::RULES,
        device::RULES,
        disk::RULES,
        interface::RULES,
        serial::RULES,
    ]
    .into_iter()
    .flatten()
}

/// What runs and was not asked.
const fn added(
    name: &'static str,
    paths: &'static [&'static str],
    conditions: &'static [Condition],
    reason: &'static str,
) -> Rule {
    Rule { name, paths, effects: &[Effect::Added], conditions, reason }
}

/// What was asked and does not run.
const fn dropped(
    name: &'static str,
    paths: &'static [&'static str],
    conditions: &'static [Condition],
    reason: &'static str,
) -> Rule {
    Rule { name, paths, effects: &[Effect::Dropped], conditions, reason }
}

/// What runs otherwise than it was asked.
const fn differs(
    name: &'static str,
    paths: &'static [&'static str],
    conditions: &'static [Condition],
    reason: &'static str,
) -> Rule {
    Rule { name, paths, effects: &[Effect::Differs], conditions, reason }
}

/// Whatever became of it.
const fn any(
    name: &'static str,
    paths: &'static [&'static str],
    conditions: &'static [Condition],
    reason: &'static str,
) -> Rule {
    Rule { name, paths, effects: &[Effect::Added, Effect::Dropped, Effect::Differs], conditions, reason }
}
