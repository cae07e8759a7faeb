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

#[cfg(test)]
mod tests {
    use domxml_schema::Domain;
    use domxml_schema::path::{Path, Pattern};
    use domxml_schema::xml::shape;

    /// Whether a pattern means something that the model has; metadata are others' vocabulary.
    fn is_known(path: &str, known: &[Path]) -> bool {
        let pattern: Pattern = path.parse().expect("it is a pattern");
        path.starts_with("metadata/") || known.iter().any(|known| pattern.matches(known))
    }

    fn known() -> Vec<Path> {
        let mut known: Vec<String> = Vec::new();
        for element in shape::<Domain>() {
            let path = element.path.trim_start_matches("domain").trim_start_matches('/').to_owned();
            let around = if path.is_empty() { String::new() } else { format!("{path}/") };
            known.extend(element.attributes.iter().map(|attribute| format!("{around}@{}", attribute.name)));
            known.extend(element.children.iter().map(|child| format!("{around}{}", child.name)));
        }
        known.iter().map(|path| format!("/domain/{path}").parse().expect("it is a path")).collect()
    }

    #[test]
    fn rules_are_about_what_the_model_has() {
        let known = known();
        let paths = super::all().flat_map(|rule| rule.paths).copied();
        let unknown: Vec<&str> = paths.filter(|path| !is_known(path, &known)).collect();
        assert!(unknown.is_empty(), "{unknown:#?}");
    }

    #[test]
    fn every_rule_says_why() {
        for rule in super::all() {
            assert!(!rule.reason.is_empty() && !rule.paths.is_empty() && !rule.effects.is_empty(), "{rule:?}");
        }
    }
}
