//! The pairs of sample documents: typed as a whole, written without loss, canonical where libvirt is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domxml_schema::domain::Device;
use domxml_schema::xml::{Fields, relax_ng};
use domxml_schema::{Domain, Element};
use pretty_assertions::assert_eq;
use roundtrip_tests::differences::first_difference;
use roundtrip_tests::kept::kept;
use roundtrip_tests::{reference, semantic};

/// A document as a person might write it, and as libvirt formats it.
struct Pair {
    source: String,
    canonical: String,
}

fn pairs() -> BTreeMap<String, Pair> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut documents: BTreeMap<String, String> = reference::documents(&folder).into_iter().collect();
    let names: Vec<String> =
        documents.keys().filter_map(|name| name.strip_suffix(".canonical.xml").map(str::to_owned)).collect();
    let pair = |name: String| {
        let canonical = documents.remove(&format!("{name}.canonical.xml")).unwrap_or_default();
        let source = documents.remove(&format!("{name}.xml")).unwrap_or_else(|| panic!("{name} has no source"));
        (name, Pair { source, canonical })
    };
    let pairs = names.into_iter().map(pair).collect();
    assert!(documents.is_empty(), "no canonical form of {:?}", documents.keys());
    pairs
}

/// Runs a check over documents and reports all that fail.
fn each<'a>(documents: impl IntoIterator<Item = (&'a String, &'a str)>, check: impl Fn(&str) -> Result<(), String>) {
    let failed = |(name, source): (&String, &str)| check(source).err().map(|message| format!("{name}: {message}"));
    let failures: Vec<String> = documents.into_iter().filter_map(failed).collect();
    assert!(failures.is_empty(), "{} documents\n{}", failures.len(), failures.join("\n"));
}

fn without_findings(source: &str) -> Result<Domain, String> {
    let parsed = Domain::read(source).map_err(|error| error.to_string())?;
    let findings: Vec<String> = parsed.findings.iter().map(ToString::to_string).collect();
    if findings.is_empty() { Ok(parsed.value) } else { Err(findings.join("\n  ")) }
}

fn same(wanted: &str, got: &str) -> Result<(), String> {
    if wanted == got { Ok(()) } else { Err(first_difference(wanted, got)) }
}

#[test]
fn there_are_enough_pairs() {
    let count = pairs().len();
    assert!(count >= 40, "only {count} pairs");
}

#[test]
fn canonical_forms_are_written_byte_for_byte() {
    let pairs = pairs();
    each(pairs.iter().map(|(name, pair)| (name, pair.canonical.as_str())), |source| {
        let domain = without_findings(source)?;
        same(source, &domain.to_xml().map_err(|error| error.to_string())?)?;
        match kept(&domain, "domain") {
            Some(path) => Err(format!("something was kept at {path}")),
            None => Ok(()),
        }
    });
}

#[test]
fn sources_are_typed_and_survive() {
    let pairs = pairs();
    each(pairs.iter().map(|(name, pair)| (name, pair.source.as_str())), |source| {
        let domain = without_findings(source)?;
        let written = domain.to_xml().map_err(|error| error.to_string())?;
        let mut lost = semantic::differences(source, &written);
        let (mut before, mut after) = (semantic::remarks(source), semantic::remarks(&written));
        before.sort();
        after.sort();
        if before != after {
            lost.push(format!("remarks {before:?} became {after:?}"));
        }
        if !lost.is_empty() {
            return Err(lost.join("\n  "));
        }
        let again = without_findings(&written)?;
        if again != domain {
            return Err("reads back as another value".to_owned());
        }
        same(&written, &again.to_xml().map_err(|error| error.to_string())?)
    });
}

#[test]
fn every_kind_of_device_has_a_sample() {
    let mut wanted: BTreeSet<&str> = Device::DEF.variants.iter().map(|variant| variant.name).collect();
    assert!(wanted.len() >= 31, "{wanted:?}");
    for pair in pairs().values() {
        let domain = Domain::parse(&pair.canonical).unwrap_or_default();
        for device in domain.devices.iter().flat_map(|devices| &devices.list) {
            wanted.remove(device.element_name().unwrap_or_default());
        }
    }
    assert_eq!(wanted, BTreeSet::new(), "without a sample");
}

#[test]
fn the_exported_schema_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/rng/domain.rng");
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    let difference = first_difference(&relax_ng::<Domain>(), &stored);
    let remedy = "renew it with: cargo run --bin domxml -- schema rng > schema/rng/domain.rng";
    assert!(stored == relax_ng::<Domain>(), "{} is out of date; {remedy}\n{difference}", path.display());
}
