//! The one table of expected differences that no declaration of the model explains.
//!
//! `docs/drift.md` lists it.

mod cpu;
mod disk;
mod domain;
mod firmware;
mod graphics;
pub(super) mod host;
mod interface;
mod machine;
mod serial;
mod tpm;

use domxml_schema::xml::{FieldKind, Fields};

use super::value;

use super::rule::{Condition, Effect, Rule};

/// All rules; where several explain a difference, the first counts.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        host::RULES,
        domain::RULES,
        cpu::RULES,
        machine::RULES,
        firmware::RULES,
        graphics::RULES,
        disk::RULES,
        interface::RULES,
        serial::RULES,
        tpm::RULES,
    ]
    .into_iter()
    .flatten()
}

/// What is there and not desired.
const fn added(
    name: &'static str,
    paths: &'static [&'static str],
    conditions: &'static [Condition],
    reason: &'static str,
) -> Rule {
    Rule { name, paths, effects: &[Effect::Added], conditions, exclusive: false, reason }
}

/// What is desired and not there.
const fn dropped(
    name: &'static str,
    paths: &'static [&'static str],
    conditions: &'static [Condition],
    reason: &'static str,
) -> Rule {
    Rule { name, paths, effects: &[Effect::Dropped], conditions, exclusive: false, reason }
}

/// A rule that alone explains such differences: what the model declares of them does not look at the content.
const fn only(rule: Rule) -> Rule {
    Rule { exclusive: true, ..rule }
}

/// What has another value.
const fn differs(
    name: &'static str,
    paths: &'static [&'static str],
    conditions: &'static [Condition],
    reason: &'static str,
) -> Rule {
    Rule { name, paths, effects: &[Effect::Differs], conditions, exclusive: false, reason }
}

/// A difference of any kind.
const fn any(
    name: &'static str,
    paths: &'static [&'static str],
    conditions: &'static [Condition],
    reason: &'static str,
) -> Rule {
    Rule {
        name,
        paths,
        effects: &[Effect::Added, Effect::Dropped, Effect::Differs],
        conditions,
        exclusive: false,
        reason,
    }
}

/// Whether an element holds nothing but these attributes and children.
fn has_only(fields: &dyn Fields, names: &[&str]) -> bool {
    let known = |row: &usize| {
        let field = &fields.def().fields[*row];
        matches!(field.kind, FieldKind::Text(_)) || names.contains(&field.name)
    };
    value::rows(fields).iter().all(known) && fields.extra().is_none_or(|extra| extra.is_empty())
}

/// Whether a path is in the directories where libvirt's daemon keeps the sockets of running domains.
fn is_of_libvirt(path: &str) -> bool {
    ["/run/libvirt/", "/var/run/libvirt/", "/var/lib/libvirt/qemu/"].iter().any(|directory| path.starts_with(directory))
}

#[cfg(test)]
mod tests {
    use domxml_schema::path::{Path, Pattern};
    use domxml_schema::xml::shape;
    use domxml_schema::{Domain, Element};

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
    fn an_element_has_only_what_is_named() {
        let only = |xml: &str, names: &[&str]| {
            super::has_only(&domxml_schema::device::Watchdog::parse(xml).expect("it is a watchdog"), names)
        };
        assert!(only("<watchdog model='itco'/>", &["model"]) && only("<watchdog/>", &[]));
        assert!(!only("<watchdog model='itco' action='none'/>", &["model"]));
        assert!(!only("<watchdog model='itco'><x/></watchdog>", &["model"]), "unrecognized content");
    }

    #[test]
    fn sockets_of_libvirt_are_in_its_directories() {
        assert!(super::is_of_libvirt("/run/libvirt/qemu/channel/1-web/a"));
        assert!(super::is_of_libvirt("/var/lib/libvirt/qemu/domain-1-web/vnc.sock"));
        assert!(!super::is_of_libvirt("/tmp/run/libvirt/a") && !super::is_of_libvirt(""));
    }

    #[test]
    fn every_rule_says_why() {
        for rule in super::all() {
            assert!(!rule.reason.is_empty() && !rule.paths.is_empty() && !rule.effects.is_empty(), "{rule:?}");
        }
    }
}
