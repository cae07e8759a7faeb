//! Drift from outside: desired and actual documents with the report that they must give
//! (`tests/drift/NAME/desired.xml`, `actual.xml`, `report.txt`), and the table of rules.

use std::fmt::Write as _;
use std::path::Path;

use domxml::drift::{Condition, Count, Drift, EXPLANATIONS, rules};
use domxml::schema::{Domain, Element};
use domxml::template::Template;
use pretty_assertions::assert_eq;

#[test]
fn reports_are_as_written_down() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drift");
    let mut names: Vec<_> =
        std::fs::read_dir(&folder).expect("it is there").map(|entry| entry.unwrap().path()).collect();
    names.sort();
    assert!(names.len() > 10, "{names:?}");
    let mut wrong = Vec::new();
    for case in names {
        let read = |name: &str| std::fs::read_to_string(case.join(name)).unwrap_or_default();
        let (found, wanted) = (report(&read("desired.xml"), &read("actual.xml")), read("report.txt"));
        if found != wanted {
            wrong.push(format!("{}:\n{found}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "these reports are others:\n{}", wrong.join("\n"));
}

/// Findings, one a line; what each device was matched by; the rules that explained something.
fn report(desired: &str, actual: &str) -> String {
    let template = Template::parse(desired).expect("it is a domain");
    let domain = Domain::parse(actual).expect("it is a domain");
    let mut drift = Drift::of_template(&template, &domain).expect("it is one machine");
    drift.locate(actual);
    let document = roxmltree::Document::parse(actual).expect("it is XML");
    let total = document.descendants().filter(|node| node.is_element()).fold(Count::default(), |mut total, node| {
        total += Count { elements: 1, attributes: node.attributes().len() };
        total
    });
    assert_eq!(drift.accounts.total(), total, "everything is accounted for once: {:#?}", drift.accounts);
    let mut text = String::new();
    for finding in &drift.findings {
        writeln!(text, "{finding}").unwrap();
    }
    let devices: Vec<String> =
        drift.devices.iter().map(|pair| format!("{}={} {}", pair.actual, pair.desired, pair.by)).collect();
    let rules: Vec<&str> = drift.accounts.derived.keys().copied().collect();
    for (name, list) in [("devices", devices.join(", ")), ("rules", rules.join(", "))] {
        if !list.is_empty() {
            writeln!(text, "{name}: {list}").unwrap();
        }
    }
    text
}

#[test]
fn the_rules_are_written_down() {
    let mut rows = String::from("| rule | difference | where | when | reason |\n|---|---|---|---|---|\n");
    for rule in rules::all() {
        let list = |items: Vec<String>, link: &str| items.join(link);
        let effects = rule.effects.iter().map(|effect| effect.as_str().to_owned()).collect();
        let paths = rule.paths.iter().map(|path| format!("`{path}`")).collect();
        let conditions = rule.conditions.iter().map(Condition::words).collect();
        writeln!(
            rows,
            "| {} | {} | {} | {} | {} |",
            rule.name,
            list(effects, ", "),
            list(paths, ", "),
            list(conditions, "; "),
            rule.reason
        )
        .unwrap();
    }
    let docs = include_str!("../../docs/drift.md");
    let written = docs.split_once("| rule |").map_or("", |(_, table)| table);
    assert_eq!(format!("| rule |{written}"), rows, "docs/drift.md must end in this table:\n{rows}");
    let mut rows = String::from("| explanation | reason |\n|---|---|\n");
    EXPLANATIONS.iter().for_each(|(word, reason)| writeln!(rows, "| {word} | {reason} |").unwrap());
    assert!(docs.contains(&rows), "docs/drift.md must have this table:\n{rows}");
}

#[test]
fn two_machines_are_not_compared() {
    let domain = |id: &str| Domain::parse(&format!("<domain><uuid>{id}</uuid></domain>")).expect("it is a domain");
    let ids = ["0b1f6c2e-52a4-4d0e-8f0d-6d4b1f0e7a11", "1b1f6c2e-52a4-4d0e-8f0d-6d4b1f0e7a11"];
    let error = Drift::between(&domain(ids[0]), &domain(ids[1])).expect_err("these are two").to_string();
    assert!(ids.iter().all(|id| error.contains(id)), "{error}");
}

#[test]
fn deep_chains_and_many_devices_are_no_danger() {
    use domxml::schema::device::disk::BackingStore;
    use domxml::schema::device::{Disk, disk};
    use domxml::schema::domain::{Device, Devices};

    let mut chain = BackingStore::default();
    for _ in 0..2_000 {
        chain = BackingStore { backing_store: Some(chain.into()), ..BackingStore::default() };
    }
    let disk = |dev: usize| {
        let target = disk::Target { dev: Some(format!("sd{dev}")), ..disk::Target::default() };
        Device::from(Disk { target: Some(target), ..Disk::default() })
    };
    let mut list: Vec<Device> = (0..10_000).map(disk).collect();
    list.push(Disk { backing_store: Some(chain.into()), ..Disk::default() }.into());
    let devices =
        |list: Vec<Device>| Domain { devices: Some(Devices { list, ..Devices::default() }), ..Domain::default() };
    let running = devices(list.iter().rev().cloned().collect());
    let drift = Drift::between(&devices(list), &running).expect("it is one machine");
    assert!(drift.is_none(), "{:?}", drift.findings.first());
    assert_eq!(drift.accounts.total(), drift.accounts.matched);
}
