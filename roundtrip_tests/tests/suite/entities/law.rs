//! The law: what was asked comes back. Whatever entity is generated, on whatever host it is resolved, the
//! document gives the entity back, with the entity as last known and without.

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

fn same(how: &str, asked: &Vm, found: &Vm) -> Result<(), String> {
    if asked == found {
        return Ok(());
    }
    let text = |vm| serde_json::to_string_pretty(vm).unwrap_or_default();
    Err(format!("{how}: {}", pretty_assertions::StrComparison::new(&text(asked), &text(found))))
}
