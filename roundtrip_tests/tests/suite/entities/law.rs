//! The round-trip property: whatever entity is generated, on whatever host it is resolved, the document gives the
//! entity back, with the entity as last known and without.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use domxml::generate;
use domxml::host::network::NetworkFact;
use domxml::host::{self, Facts};
use domxml::recover::recover;
use domxml::vm::Vm;
use domxml_schema::{Domain, Element};
use roundtrip_tests::entities::{self, Case, Random};
use roundtrip_tests::random::cases;

/// Entities that make sense, in one run.
const ENTITIES: usize = cases(10_000) as usize;

#[test]
fn the_rows_and_the_samples_come_back() {
    for case in entities::cases() {
        if let Err(message) = comes_back(&case, |_| {}) {
            panic!("{}: {message}", case.name);
        }
    }
}

#[test]
fn mixtures_come_back() {
    let sources = entities::cases();
    let (good, tried) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while good.load(Ordering::Relaxed) < ENTITIES {
                    let seed = tried.fetch_add(1, Ordering::Relaxed);
                    let mut random = Random(seed as u64);
                    let Some(case) = entities::mixed(&sources, &mut random) else { continue };
                    match comes_back(&case, |facts| vary(facts, &mut random)) {
                        Ok(true) => drop(good.fetch_add(1, Ordering::Relaxed)),
                        Ok(false) => {}
                        Err(message) => {
                            failures.lock().expect("no thread panics").push(format!("seed {seed}: {message}"));
                            // One failure is as good as a thousand.
                            good.fetch_add(ENTITIES / 10, Ordering::Relaxed);
                        }
                    }
                    assert!(seed < 40 * ENTITIES, "hardly any mixture makes sense");
                }
            });
        }
    });
    let failures = failures.into_inner().expect("no thread panics");
    println!("{} entities out of {} mixtures", good.into_inner(), tried.into_inner());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Words of entities that earlier versions wrote with underscores.
const WORDS: [&str; 20] = [
    "auto-resume",
    "enabled-native",
    "high-performance",
    "host-id",
    "hosted-engine",
    "i440fx-sea-bios",
    "isolate-threads",
    "leave-paused",
    "managed-hosted-engine",
    "pci-passthrough",
    "physical-machine",
    "q35-ovmf",
    "q35-sea-bios",
    "q35-secure-boot",
    "resize-and-pin-numa",
    "rtl8139-pv",
    "spapr-vlan",
    "spapr-vscsi",
    "virtio-scsi",
    "vm-id",
];

#[test]
fn records_in_the_words_of_earlier_versions_come_back() {
    let mut spelled = 0;
    for case in entities::cases() {
        let Ok(template) = generate(&case.vm, &case.context) else { continue };
        let Ok(resolved) = host::resolve(&template, &entities::host_for(&template)) else { continue };
        let xml = resolved.to_xml().expect("it can be written");
        let Some((before, record, after)) = record(&xml) else { continue };
        let old = WORDS.iter().fold(record.to_owned(), |record, word| {
            record.replace(&format!("\"{word}\""), &format!("\"{}\"", word.replace('-', "_")))
        });
        spelled += usize::from(old != record);
        let domain = Domain::parse(&format!("{before}{old}{after}")).expect("it is XML");
        let recovered = recover(&domain, None).expect("there is nothing to differ from");
        if let Err(message) = same("from an old record", &in_order(&case.vm), &in_order(&recovered.vm)) {
            panic!("{}: {message}", case.name);
        }
    }
    assert!(spelled > 10, "{spelled} records have such words");
}

/// A document, split at its record.
fn record(xml: &str) -> Option<(&str, &str, &str)> {
    let start = xml.find("<desired:entity")?;
    let end = start + xml[start..].find("</desired:entity")?;
    Some((&xml[..start], &xml[start..end], &xml[end..]))
}

/// Another back end for the networks.
fn vary(facts: &mut Facts, random: &mut Random) {
    const BACK_ENDS: [&str; 4] =
        [r#"{"bridge":{}}"#, r#"{"openvswitch":{"bridge":"ovs0"}}"#, r#"{"libvirt":{}}"#, r#"{"unplugged":{}}"#];
    let fact: Option<NetworkFact> = serde_json::from_str(BACK_ENDS[random.below(BACK_ENDS.len())]).ok();
    facts.other_networks = fact;
}

/// Whether an entity comes back; false for one that is refused.
fn comes_back(case: &Case, vary: impl FnOnce(&mut Facts)) -> Result<bool, String> {
    let Ok(template) = generate(&case.vm, &case.context) else { return Ok(false) };
    let mut facts = entities::host_for(&template);
    vary(&mut facts);
    let Ok(resolved) = host::resolve(&template, &facts) else { return Ok(false) };
    let xml = resolved.to_xml().map_err(|error| error.to_string())?;
    let domain = Domain::parse(&xml).map_err(|error| error.to_string())?;
    let alone = recover(&domain, None).map_err(|error| error.to_string())?;
    same("without a known entity", &in_order(&case.vm), &in_order(&alone.vm))?;
    let known = recover(&domain, Some(&case.vm)).map_err(|error| error.to_string())?;
    same("with the known entity", &case.vm, &known.vm)?;
    let changes = known.devices.iter().flat_map(|device| &device.changes).chain(&known.changes);
    let changes: Vec<_> = changes.collect();
    if !changes.is_empty() || !known.notes.is_empty() {
        return Err(format!("changes: {changes:?}, notes: {:?}", known.notes));
    }
    Ok(true)
}

/// An entity with its devices and nodes in the order of their ids: the order of the lists has no meaning.
fn in_order(vm: &Vm) -> Vm {
    let mut tree = serde_json::to_value(vm).expect("entities have a JSON form");
    for list in tree.as_object_mut().into_iter().flatten().filter_map(|(_, value)| value.as_array_mut()) {
        list.sort_by_key(|item| (item["id"].to_string(), item["index"].to_string()));
    }
    serde_json::from_value(tree).expect("it is still an entity")
}

fn same(how: &str, desired: &Vm, found: &Vm) -> Result<(), String> {
    if desired == found {
        return Ok(());
    }
    let text = |vm| serde_json::to_string_pretty(vm).unwrap_or_default();
    Err(format!("{how}: {}", pretty_assertions::StrComparison::new(&text(desired), &text(found))))
}
