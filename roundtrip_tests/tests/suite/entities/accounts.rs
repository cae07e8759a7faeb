//! Every element of a running domain is accounted for: said by the entity that it gives, derived, or reported.

use std::collections::BTreeSet;

use domxml::account;
use domxml::drift::{Accounts, Class};
use domxml::recover::{DeviceState, recover};
use domxml_schema::{Domain, Element};
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
