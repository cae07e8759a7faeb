//! Drift over whole corpora: what libvirt makes of a document when it defines and runs it is none, and
//! what a person changes is.

mod mutations;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domxml::drift::{Accounts, Count, Drift};
use domxml::schema::{Domain, Element};
use pretty_assertions::assert_eq;
use roundtrip_tests::reference;

fn own(name: &str) -> String {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("drift").join(name))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn domain(source: &str) -> Domain {
    Domain::parse(source).expect("it is a domain")
}

/// The rows of a table, the last column of which is the reason, without their reasons.
fn rows(table: &str) -> BTreeSet<String> {
    let rows = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|row| row.rsplit_once(" | ").unwrap_or_else(|| panic!("a row without reason: {row}")).0.to_owned())
        .collect()
}

/// What libvirt's test driver (`canonical-12.8.0`) and its QEMU driver (the documents with an
/// architecture and a version in their names) make of the documents of its own tests.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn what_libvirt_completes_is_no_drift() {
    let asked: BTreeMap<String, String> =
        reference::documents(&reference::corpus("libvirt-11.3.0")).into_iter().collect();
    let defined = reference::documents(&reference::corpus("canonical-12.8.0"));
    let of_qemu = asked.iter().filter_map(|(name, source)| Some((before_qemu(name)?, name, source)));
    let pairs = defined.iter().map(|(name, source)| (name.clone(), name, source)).chain(of_qemu);
    let (mut found, mut accounts, mut count) = (BTreeSet::new(), Accounts::default(), 0);
    for (before, name, source) in pairs {
        let Some(before) = asked.get(&before) else { continue };
        let drift = Drift::between(&domain(before), &domain(source)).unwrap_or_else(|error| panic!("{name}: {error}"));
        found.extend(drift.findings.iter().map(|finding| format!("{name} | {}", finding.kind())));
        assert_eq!(drift.accounts.total(), total(source), "{name}: not everything is accounted for once");
        accounts += &drift.accounts;
        count += 1;
    }
    println!("{count} pairs\n{accounts}");
    let listed = rows(&own("defined.txt"));
    let unlisted: Vec<_> = found.difference(&listed).collect();
    let stale: Vec<_> = listed.difference(&found).collect();
    assert!(unlisted.is_empty() && stale.is_empty(), "unlisted: {unlisted:#?}\nno longer there: {stale:#?}");
    assert!(count > 2200, "{count} pairs");
    assert!(accounts.explained_percent() > 99.8, "{}", accounts.explained_percent());
}

/// The document that the QEMU driver made another from: `NAME.xml` of `NAME.x86_64-latest.xml`.
fn before_qemu(name: &str) -> Option<String> {
    let stem = name.strip_suffix(".xml").filter(|name| name.starts_with("qemuxmlconfdata__"))?;
    let stem = stem.strip_suffix(".abi-update").unwrap_or(stem);
    let (stem, version) = match stem.rsplit_once("-latest") {
        Some((stem, "")) => (stem, true),
        _ => {
            let (stem, version) = stem.rsplit_once('-')?;
            (stem, version.split('.').count() == 3 && version.split('.').all(|part| part.parse::<u32>().is_ok()))
        }
    };
    let (stem, _architecture) = stem.rsplit_once('.').filter(|_| version)?;
    Some(format!("{stem}.xml"))
}

/// A domain is what it is: all of it is matched, whatever is in it.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn a_domain_has_no_drift_against_itself() {
    let mut count = 0;
    for folder in ["generated-12.8.0", "ovirt", "live", "libvirt-11.3.0"] {
        for (name, source) in reference::documents(&reference::corpus(folder)) {
            if !reference::is_domain(&source) {
                continue;
            }
            let domain = domain(&source);
            let drift = Drift::between(&domain, &domain).expect("it is one machine");
            assert!(drift.is_none(), "{folder}/{name}: {}", drift.findings[0]);
            assert_eq!(drift.accounts.matched, total(&source), "{folder}/{name}");
            count += 1;
        }
    }
    assert!(count > 2_000, "{count} documents");
}

/// Dumps of one machine, before and after something was done to it.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn a_change_of_what_runs_is_that_change_and_no_other() {
    for release in ["9.0.0", "11.3.0"] {
        let dump = |name: &str| read(&reference::corpus("live").join(format!("{release}__{name}.xml")));
        for (before, after, wanted) in LIVE {
            let (asked, running) = (dump(before), dump(after));
            let drift = Drift::between(&domain(&asked), &domain(&running)).expect("it is one machine");
            let found: Vec<String> =
                drift.findings.iter().map(|finding| format!("{} {}", finding.finding.path, finding.class)).collect();
            assert_eq!(found, *wanted, "{release}: {before} to {after}");
            assert_eq!(drift.accounts.total(), total(&running), "{release}: {before} to {after}");
            if found.is_empty() {
                assert_eq!(drift.accounts.reported(), Count::default());
            }
        }
    }
}

const LIVE: &[(&str, &str, &[&str])] = &[
    ("00-inactive-before", "01-live", &[]),
    ("02-inactive", "01-live", &[]),
    ("04-migratable", "01-live", &[]),
    ("01-live", "03-secure", &[]),
    (
        "01-live",
        "10-live-attached",
        &[
            "/domain/devices/disk[target/@dev='vdb'] added",
            "/domain/devices/disk[target/@dev='sdb'] added",
            "/domain/devices/interface[mac/@address='52:54:00:00:00:02'] added",
            "/domain/devices/channel[target/@type='virtio'][target/@name='org.example.hot.0'] added",
            "/domain/devices/rng[@model='virtio'][backend/@model='random'][backend='/dev/urandom'][2] added",
        ],
    ),
    ("10-live-attached", "11-media", &["/domain/devices/disk[target/@dev='sda']/source added"]),
    (
        "11-media",
        "12-tuned",
        &[
            "/domain/title added",
            "/domain/iothreads changed",
            "/domain/metadata added",
            "/domain/vcpu/@current missing",
            "/domain/devices/disk[target/@dev='vda']/iotune added",
            "/domain/devices/interface[mac/@address='52:54:00:00:00:01']/link added",
        ],
    ),
    ("12-tuned", "13-mirror", &["/domain/devices/disk[target/@dev='vdb']/mirror added"]),
    (
        "13-mirror",
        "14-pivoted",
        &[
            "/domain/devices/disk[target/@dev='vdb']/source/@file changed",
            "/domain/devices/disk[target/@dev='vdb']/mirror missing",
        ],
    ),
    ("14-pivoted", "15-snap", &["/domain/devices/disk[target/@dev='vda']/source/@file changed"]),
    ("15-snap", "16-committed", &["/domain/devices/disk[target/@dev='vda']/source/@file changed"]),
    ("16-committed", "20-detached", &["/domain/devices/disk[target/@dev='sdb'] missing"]),
    (
        "10-live-attached",
        "01-live",
        &[
            "/domain/devices/disk[target/@dev='vdb'] missing",
            "/domain/devices/disk[target/@dev='sdb'] missing",
            "/domain/devices/interface[mac/@address='52:54:00:00:00:02'] missing",
            "/domain/devices/channel[target/@type='virtio'][target/@name='org.example.hot.0'] missing",
            "/domain/devices/rng[@model='virtio'][backend/@model='random'][backend='/dev/urandom'][2] missing",
        ],
    ),
];

/// No rule hides that a value which was asked is another: each value of a document is changed in turn.
/// `may-differ.txt` names those whose very nature it is to change, with reasons.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn a_changed_value_is_drift() {
    let mut sources = reference::documents(&reference::corpus("live"));
    sources.retain(|(name, _)| {
        name.starts_with("11.3.0__01") || name.starts_with("11.3.0__13") || name.starts_with("9.0.0__15")
    });
    sources.extend(reference::documents(&reference::corpus("canonical-12.8.0")).into_iter().step_by(24));
    let (mut hidden, mut count) = (BTreeMap::new(), 0);
    for (name, source) in &sources {
        let asked = domain(source);
        assert!(Drift::between(&asked, &asked).expect("it is itself").is_none(), "{name}: drift against itself");
        for (path, range) in values(source) {
            let value = &source[range.clone()];
            let other = match value.parse::<u64>() {
                Ok(number) => (number + 1).to_string(),
                Err(_) => format!("x{value}"),
            };
            let changed = format!("{}{other}{}", &source[..range.start], &source[range.end..]);
            let Ok(running) = Domain::parse(&changed) else { continue };
            count += 1;
            if Drift::between(&asked, &running).expect("it is one machine").is_none() {
                hidden.entry(path).or_insert_with(|| format!("{name}: {value} became {other}"));
            }
        }
    }
    println!("{count} changes");
    assert_listed(&hidden, "may-differ.txt");
    assert!(count > 5_000, "{count} changes");
}

/// Whatever element is taken out of what runs is missed; rows of `may-be-absent.txt` are not.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn a_missing_element_is_drift() {
    let mut sources = reference::documents(&reference::corpus("live"));
    sources.extend(reference::documents(&reference::corpus("canonical-12.8.0")).into_iter().step_by(48));
    let (mut hidden, mut count) = (BTreeMap::new(), 0);
    for (name, source) in &sources {
        let asked = domain(source);
        for (path, range) in elements(source) {
            let changed = format!("{}{}", &source[..range.start], &source[range.end..]);
            let Ok(running) = Domain::parse(&changed) else { continue };
            count += 1;
            if Drift::between(&asked, &running).expect("it is one machine").is_none() {
                hidden.entry(path).or_insert_with(|| format!("{name}: {}", &source[range]));
            }
        }
    }
    println!("{count} changes");
    assert_listed(&hidden, "may-be-absent.txt");
    assert!(count > 5_000, "{count} changes");
}

/// Whatever device appears in what runs, beside what libvirt had completed before, is drift.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn a_device_that_nobody_asked_for_is_drift() {
    let (mut hidden, mut count) = (BTreeMap::new(), 0);
    for (name, source) in reference::documents(&reference::corpus("live")) {
        let running = domain(&source);
        let devices = elements(&source)
            .into_iter()
            .filter(|(path, _)| path.split('/').count() == 2 && path.starts_with("devices/"));
        for (path, range) in devices {
            let less = format!("{}{}", &source[..range.start], &source[range.end..]);
            count += 1;
            if Drift::between(&domain(&less), &running).expect("it is one machine").is_none() {
                hidden.entry(path).or_insert_with(|| format!("{name}: {}", &source[range]));
            }
        }
    }
    println!("{count} devices");
    assert_listed(&hidden, "may-appear.txt");
}

/// What a difference was not seen at, by its path, with an example, is what a table lists: no more, no less.
fn assert_listed(hidden: &BTreeMap<String, String>, table: &str) {
    let listed = rows(&own(table));
    let fits = |row: &str, path: &str| {
        let (row, path): (Vec<&str>, Vec<&str>) = (row.split('/').collect(), path.split('/').collect());
        row.len() == path.len() && row.iter().zip(path).all(|(row, path)| *row == "*" || *row == path)
    };
    let unlisted: Vec<_> = hidden.iter().filter(|(path, _)| !listed.iter().any(|row| fits(row, path))).collect();
    let stale: Vec<_> = listed.iter().filter(|row| !hidden.keys().any(|path| fits(row, path))).collect();
    assert!(unlisted.is_empty() && stale.is_empty(), "unlisted: {unlisted:#?}\nno longer there: {stale:#?}");
}

/// Attributes and texts by their paths without numbers, and where they stand. The UUID is that of the machine.
fn values(source: &str) -> Vec<(String, std::ops::Range<usize>)> {
    let document = roxmltree::Document::parse(source).expect("it is XML");
    let elements = document.descendants().filter(|node| node.is_element());
    let all = elements.flat_map(|node| {
        node.attributes()
            .map(move |attribute| (format!("{}/@{}", path(node), attribute.name()), attribute.range_value()))
    });
    let attributes = all.map(|(path, range)| (path.trim_start_matches('/').to_owned(), range));
    let texts =
        document.descendants().filter(|node| node.is_text() && node.text().is_some_and(|text| !text.trim().is_empty()));
    let texts = texts.map(|node| (path(node), node.range())).filter(|(path, _)| path != "uuid");
    attributes.chain(texts).collect()
}

fn elements(source: &str) -> Vec<(String, std::ops::Range<usize>)> {
    let document = roxmltree::Document::parse(source).expect("it is XML");
    let inner = document.descendants().filter(|node| node.is_element() && *node != document.root_element());
    inner.map(|node| (path(node), node.range())).filter(|(path, _)| path != "uuid").collect()
}

/// All elements and attributes of a document.
fn total(source: &str) -> Count {
    let document = roxmltree::Document::parse(source).expect("it is XML");
    let elements = document.descendants().filter(|node| node.is_element());
    elements.fold(Count::default(), |mut total, node| {
        total += Count { elements: 1, attributes: node.attributes().len() };
        total
    })
}

/// The path from below the root.
fn path(node: roxmltree::Node<'_, '_>) -> String {
    let mut names: Vec<&str> =
        node.ancestors().filter(|node| node.is_element()).map(|node| node.tag_name().name()).collect();
    names.pop();
    names.reverse();
    names.join("/")
}
