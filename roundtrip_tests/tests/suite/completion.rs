//! The normal form beside what libvirt makes of the same documents.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domxml_schema::complete::Environment;
use domxml_schema::device::controller::Kind;
use domxml_schema::domain::Device;
use domxml_schema::types::MacAddress;
use domxml_schema::{Domain, Element};
use roundtrip_tests::reference::{self, documents};
use roundtrip_tests::{schema, semantic};

/// Corpora of documents that libvirt made, with the driver.
const MADE: &[(&str, &str)] = &[("qemu", "completed-12.8.0"), ("test", "canonical-12.8.0")];

/// The documents that they were made of.
const GIVEN: &str = "libvirt-11.3.0";

fn environment(driver: &str) -> Environment {
    Environment { hypervisor: Some(driver.to_owned()), ..Environment::default() }
}

fn completed(source: &str, driver: &str) -> Domain {
    let mut domain = Domain::parse(source).unwrap_or_else(|error| panic!("{source}: {error}"));
    domain.complete(&environment(driver));
    domain
}

/// The documents of a corpus of made ones, each with the one that it was made of.
fn pairs(corpus: &str) -> Vec<(String, String, String)> {
    let mut given: BTreeMap<String, String> = documents(&reference::corpus(GIVEN)).into_iter().collect();
    let made = documents(&reference::corpus(corpus)).into_iter();
    made.filter_map(|(name, made)| given.remove(&name).map(|given| (name, given, made))).collect()
}

/// Each difference from what libvirt makes has a line in `completion.txt`, and each line a difference: the driver, the
/// number of documents, and the kind of difference.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn normal_forms_are_those_of_libvirt() {
    let mut found = Vec::new();
    for (driver, corpus) in MADE {
        let (mut causes, mut equal) = (BTreeMap::<String, usize>::new(), 0);
        let pairs = pairs(corpus);
        for (_, given, made) in &pairs {
            let source = Domain::parse(given).expect("it is a domain");
            let wanted = comparable(Domain::parse(made).expect("it is a domain"), &source);
            let got = comparable(completed(given, driver), &source);
            let kinds: BTreeSet<String> = semantic::differences(&got, &wanted).iter().map(|line| kind(line)).collect();
            equal += usize::from(kinds.is_empty());
            kinds.into_iter().for_each(|kind| *causes.entry(kind).or_default() += 1);
        }
        println!("{driver}: {equal} of {} normal forms are those of libvirt", pairs.len());
        assert!(pairs.len() > 1000 && equal * 100 >= pairs.len() * 99, "{driver}: {equal} of {}", pairs.len());
        found.extend(causes.into_iter().map(|(kind, count)| format!("{driver}\t{count}\t{kind}")));
    }
    let listed: Vec<&str> = include_str!("../../completion.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    assert_eq!(found, listed, "found, and listed in completion.txt");
}

/// What libvirt made is its own normal form.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn made_documents_are_normal_forms() {
    for (driver, corpus) in MADE {
        for (name, _, made) in pairs(corpus) {
            let domain = Domain::parse(&made).expect("it is a domain");
            let (wanted, got) = (comparable(domain.clone(), &domain), comparable(completed(&made, driver), &domain));
            let differences = semantic::differences(&got, &wanted);
            assert!(differences.is_empty(), "{driver}: {name}\n{}", differences.join("\n"));
        }
    }
}

/// libvirt's schema accepts the normal form of documents that it accepts.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn normal_forms_are_valid() {
    let rng = reference::needed().join("schema/libvirt-12.8.0/domain.rng");
    let folder = reference::corpus(GIVEN);
    let given: Vec<(String, String)> =
        documents(&folder).into_iter().filter(|(_, source)| reference::is_domain(source)).collect();
    let names: Vec<&String> = given.iter().map(|(name, _)| name).collect();
    let refused = schema::refused(&rng, &folder, &names).expect("xmllint runs");
    let made = std::env::temp_dir().join(format!("domxml-completed-{}", std::process::id()));
    std::fs::create_dir_all(&made).expect("a folder can be made");
    let valid: Vec<&(String, String)> = given.iter().filter(|(name, _)| !refused.contains(name)).collect();
    for (name, source) in &valid {
        let mut domain = Domain::parse(source).expect("it is a domain");
        domain.complete(&Environment::default());
        std::fs::write(made.join(name), domain.to_xml().expect("it can be written")).expect("a file can be written");
    }
    let names: Vec<&String> = valid.iter().map(|(name, _)| name).collect();
    let refused = schema::refused(&rng, &made, &names).expect("xmllint runs");
    std::fs::remove_dir_all(&made).expect("the folder can be removed");
    assert!(names.len() > 1500 && refused.is_empty(), "{refused:?}");
}

/// Completion of our own samples, with any driver, changes nothing the second time.
#[test]
fn completion_of_samples_is_idempotent() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    for (name, source) in documents(&folder) {
        for driver in ["qemu", "test"] {
            let once = completed(&source, driver).to_xml().expect("it can be written");
            let twice = completed(&once, driver).to_xml().expect("it can be written");
            assert_eq!(once, twice, "{name} with {driver}");
        }
    }
}

/// The document without what a normal form leaves open: addresses and the PCI controllers for them, the release of the
/// machine, what is drawn at random, and paths of the host.
fn comparable(mut domain: Domain, given: &Domain) -> String {
    let drawn = |address: &MacAddress| {
        !given.interfaces().any(|it| it.mac.as_ref().is_some_and(|mac| mac.address == Some(*address)))
    };
    if given.uuid.is_none() {
        domain.uuid = None;
    }
    domain.genid = None;
    if let Some(os) = &mut domain.os {
        if let Some(kind) = &mut os.kind {
            kind.machine = None;
        }
        if let Some(nvram) = &mut os.nvram
            && nvram.path.as_ref().is_some_and(|path| path.starts_with("/var/lib/libvirt"))
        {
            nvram.path = None;
        }
    }
    if let Some(devices) = &mut domain.devices {
        if given.devices.as_ref().is_none_or(|devices| devices.emulator.is_none()) {
            devices.emulator = None;
        }
        devices.list.retain(
            |device| !matches!(device, Device::Controller(it) if it.kind == Some(Kind::Pci) && it.index != Some(0)),
        );
        for device in &mut devices.list {
            if let Some(address) = device.address_mut() {
                *address = None;
            }
            if let Device::Interface(interface) = device {
                interface.mac =
                    interface.mac.take().filter(|mac| mac.address.as_ref().is_some_and(|address| !drawn(address)));
            }
        }
    }
    domain.to_xml().expect("it can be written")
}

/// The place of a difference, and what it is.
fn kind(line: &str) -> String {
    let (path, rest) = line.split_once(": ").unwrap_or((line, ""));
    let what = if rest.ends_with("was lost") {
        "surplus"
    } else if rest.ends_with("was added") {
        "missing"
    } else {
        "another"
    };
    format!("{what} {path}")
}
