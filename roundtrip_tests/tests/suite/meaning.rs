//! The meaning that the model declares, beside lists of our own.

use std::collections::BTreeSet;

use domxml::drift::Drift;
use domxml_schema::xml::DefaultForm;
use domxml_schema::{Domain, Element};
use roundtrip_tests::meanings::{self, Documents};
use roundtrip_tests::releases;

/// The classes of numbers without a unit; see `numbers.txt`.
const CLASSES: &[&str] = &[
    "address",
    "bits",
    "count",
    "id",
    "index",
    "level",
    "of-element",
    "of-host",
    "order",
    "port",
    "ratio",
    "undocumented",
    "version",
];

/// Fields whose other values libvirt replaces in the documents of the test.
const EXPLAINED: &[(&str, &str)] = &[
    ("vcpu/@placement", "with memory that is placed automatically, libvirt places vCPUs so, too"),
    ("~/disk/@type", "a disk without a source is of the type file"),
];

/// Every declaration has its line, every line its declaration; what cannot be declared names a place of the model
/// and its reason.
#[test]
fn all_meaning_is_listed() {
    let model: Vec<String> = meanings::of_the_model().iter().map(ToString::to_string).collect();
    let (inexpressible, listed): (Vec<&str>, Vec<&str>) =
        lines(include_str!("../../meaning.txt")).partition(|line| line.split('\t').nth(1) == Some("inexpressible"));
    let declared: BTreeSet<&str> = model.iter().map(String::as_str).collect();
    let in_list: BTreeSet<&str> = listed.iter().copied().collect();
    let unlisted: Vec<_> = model.iter().filter(|line| !in_list.contains(line.as_str())).collect();
    let stale: Vec<_> = listed.iter().filter(|line| !declared.contains(**line)).collect();
    assert!(
        unlisted.is_empty() && stale.is_empty(),
        "not in meaning.txt:\n{}\nnot in the model:\n{}",
        joined(&unlisted),
        joined(&stale)
    );
    assert_eq!(listed.len(), in_list.len(), "a line is repeated");
    let places = releases::of_the_model();
    let is_right = |line: &&&str| match line.split('\t').collect::<Vec<_>>()[..] {
        [place, _, fact, reason] => !fact.is_empty() && !reason.is_empty() && places.contains_key(&whole(place)),
        _ => false,
    };
    let wrong: Vec<_> = inexpressible.iter().filter(|line| !is_right(line)).collect();
    assert!(wrong.is_empty(), "no place of the model, or no reason:\n{}", joined(&wrong));
}

/// Every decimal number has a unit, or a class in the list that tells why it has none.
#[test]
fn every_number_has_a_unit_or_a_class() {
    let rows: Vec<(&str, &str)> =
        lines(include_str!("../../numbers.txt")).map(|line| line.split_once('\t').expect(line)).collect();
    let without: BTreeSet<String> =
        meanings::numbers().into_iter().filter(|(_, measured)| !measured).map(|(path, _)| path).collect();
    let listed: BTreeSet<String> = rows.iter().map(|(path, _)| (*path).to_owned()).collect();
    let unlisted: Vec<_> = without.difference(&listed).collect();
    let stale: Vec<_> = listed.difference(&without).collect();
    assert!(unlisted.is_empty() && stale.is_empty(), "unlisted:\n{}\nstale:\n{}", joined(&unlisted), joined(&stale));
    assert_eq!(rows.len(), listed.len(), "a line is repeated");
    let odd: Vec<_> = rows.iter().filter(|(_, class)| !CLASSES.contains(class)).collect();
    assert!(odd.is_empty(), "{odd:?}");
}

/// Each fixed default counts in a document that satisfies its conditions: there, drift finds no difference between
/// absence and the default, and one between absence and another value. A default that libvirt writes out is not
/// absent from what runs.
#[test]
fn absence_and_default_are_equal() {
    let agree = |a: &str, b: &str| {
        let read = |source: &str| Domain::parse(source).unwrap_or_else(|error| panic!("{source}: {error}"));
        Drift::between(&read(a), &read(b)).is_ok_and(|drift| drift.is_none())
    };
    let (mut wrong, mut explained) = (Vec::new(), BTreeSet::new());
    let all = meanings::documents();
    for documents in &all {
        let Documents { name, path, form, is_filled, absent, written, other } = match documents {
            Ok(documents) => documents,
            Err(message) => {
                wrong.push(message.clone());
                continue;
            }
        };
        if !agree(absent, written) || (*form != DefaultForm::Written && !agree(written, absent)) {
            wrong.push(format!("{name}: absence differs from the default\n  {absent}\n  {written}"));
        }
        if *is_filled || !agree(absent, other) {
            continue;
        }
        if EXPLAINED.iter().any(|(field, _)| field == path) {
            explained.insert(path.as_str());
        } else {
            wrong.push(format!("{name}: another value is taken for the default\n  {absent}\n  {other}"));
        }
    }
    let listed: BTreeSet<&str> = EXPLAINED.iter().map(|(path, _)| *path).collect();
    assert_eq!(explained, listed, "explained by drift");
    assert!(all.len() > 300 && wrong.is_empty(), "{} of {}\n{}", wrong.len(), all.len(), wrong.join("\n"));
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with(';'))
}

/// The whole path of a short one.
fn whole(short: &str) -> String {
    match short.strip_prefix('~') {
        Some(device) => format!("domain/devices{device}"),
        None => format!("domain/{short}"),
    }
}

fn joined(lines: &[impl ToString]) -> String {
    lines.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
