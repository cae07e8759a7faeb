//! Every element of a running domain is accounted for: said by the entity that it gives, derived, or reported.

use std::collections::BTreeSet;

use domxml::drift::{Accounts, Class, Drift};
use domxml::recover::{DeviceState, recover};
use domxml::{account, generate};
use domxml_schema::{Domain, Element};
use roundtrip_tests::random::step;
use roundtrip_tests::{listed, reference};

fn corpus(name: &str) -> Vec<(String, Domain)> {
    let documents = reference::documents(&reference::corpus(name)).into_iter();
    let domains = documents.filter(|(_, source)| reference::is_domain(source));
    domains.map(|(name, source)| (name, Domain::parse(&source).expect("it is a domain"))).collect()
}

/// What becomes of the elements of documents, and what is reported of those that run.
fn accounts(documents: &[(String, Domain)]) -> (Accounts, BTreeSet<String>) {
    let (mut accounts, mut kinds) = (Accounts::default(), BTreeSet::new());
    for (name, domain) in documents {
        let account = account(domain).unwrap_or_else(|problems| panic!("{name}: {problems}"));
        accounts += &account.drift.accounts;
        // What generation adds is no element of the running domain.
        let running = account.drift.findings.iter().filter(|finding| finding.class != Class::Missing);
        kinds.extend(running.map(domxml::drift::Difference::kind));
    }
    (accounts, kinds)
}

#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn running_domains_are_said_by_their_entities() {
    let mut found = BTreeSet::new();
    for name in ["live", "ovirt"] {
        let documents = corpus(name);
        let (accounts, kinds) = accounts(&documents);
        println!("{name}: {} documents\n{accounts}", documents.len());
        assert!(accounts.explained_percent() >= 95.0, "{name}: {}", accounts.explained_percent());
        found.extend(kinds);
    }
    listed::check(include_str!("../../../accounts.txt"), "running", &found);
}

#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn documents_of_all_kinds_are_accounted_for() {
    let documents: Vec<_> = corpus("libvirt-11.3.0").into_iter().step_by(6).collect();
    assert!(documents.len() >= 200, "{}", documents.len());
    let (accounts, _) = accounts(&documents);
    println!("{} documents\n{accounts}", documents.len());
    assert!(accounts.explained_percent() > 85.0, "{}", accounts.explained_percent());
}

/// What is recovered without a word generates the document again; how many documents lose something may only become
/// fewer.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn what_is_recovered_without_a_note_is_generated_again() {
    for (name, most) in losses() {
        let documents: Vec<_> = corpus(name).into_iter().step_by(step(4)).collect();
        let lossy = documents.iter().filter(|(file, domain)| is_lossy(file, domain)).count();
        println!("{name}: {lossy} of {}", documents.len());
        assert!(lossy <= most, "{name}: {lossy} documents lose something, and {most} did");
    }
}

/// The rows of the list of losses: a corpus, and how many of its documents lose something at most.
fn losses() -> impl Iterator<Item = (&'static str, usize)> {
    let rows = include_str!("../../../losses.txt").lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| {
        let (name, most) = row.split_once(" | ").unwrap_or_else(|| panic!("no number: {row}"));
        (name, most.parse().expect("a number"))
    })
}

/// Whether recovery tells that something is not in the entity; if it does not, the entity must give the document.
fn is_lossy(file: &str, domain: &Domain) -> bool {
    let recovered = recover(domain, None).expect("nothing is known");
    // A document without name or UUID is not the whole of a domain.
    if !recovered.notes.is_empty() || domain.name.is_none() || domain.uuid.is_none() {
        return true;
    }
    let template = generate(&recovered.vm, &recovered.context).unwrap_or_else(|error| panic!("{file}: {error}"));
    let drift = Drift::of_template(&template, domain).expect("it is the same VM");
    // Generated documents have the engine's metadata.
    let own = |path: &str| path == "/domain/metadata" || path.starts_with("/domain/metadata/ovirt-");
    let found = drift.findings.iter().filter(|it| it.class != Class::Missing || !own(&it.finding.path));
    let found: Vec<String> = found.map(ToString::to_string).collect();
    assert!(found.is_empty(), "{file}: {found:#?}");
    false
}

/// A VM before and after devices were plugged in: what is new is exactly that.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn a_hot_plug_is_one_change() {
    let live = corpus("live");
    for release in ["9.0.0", "11.3.0"] {
        let document = |step: &str| {
            let name = format!("{release}__{step}.xml");
            live.iter().find(|(known, _)| *known == name).map(|(_, domain)| domain).expect("a document of the corpus")
        };
        let before = recover(document("01-live"), None).expect("nothing is known").vm;
        let after = recover(document("10-live-attached"), Some(&before)).expect("it is the same VM");
        let (known, new): (Vec<_>, Vec<_>) =
            after.devices.iter().partition(|device| device.state == DeviceState::Matched);
        assert!(known.iter().all(|device| device.changes.is_empty()), "{release}: {known:#?}");
        assert!(known.iter().all(|device| device.matched_by.is_some()), "{release}: {known:#?}");
        let plugged = document("10-live-attached").devices.as_ref().map_or(0, |devices| devices.list.len());
        let was = document("01-live").devices.as_ref().map_or(0, |devices| devices.list.len());
        assert!(new.iter().all(|device| device.state == DeviceState::Unmanaged), "{release}: {new:#?}");
        assert_eq!(new.len(), plugged - was, "{release}: {new:#?}");
        let again = recover(document("10-live-attached"), Some(&after.vm)).expect("it is the same VM");
        assert!(again.devices.iter().all(|device| device.state == DeviceState::Matched && device.changes.is_empty()));
    }
}
