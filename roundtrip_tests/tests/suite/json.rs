//! The form of the model in JSON: nothing is lost, every document is valid by the exported schema, and
//! whatever else comes as JSON is refused with all its mistakes.

mod damaged;
mod forms;
mod mistakes;

use std::path::Path;
use std::sync::LazyLock;

use domxml_schema::parse_any;
use domxml_schema::xml::Limits;
use domxml_schema::{Domain, Element, json};
use jsonschema::Validator;
use pretty_assertions::assert_eq;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};
use roundtrip_tests::differences::first_difference;
use roundtrip_tests::random::{Choices, insert, model, numbers};
use roundtrip_tests::reference::{documents, each, verdict};
use roundtrip_tests::semantic;
use serde_json::{Value, json};

mod comes_back {
    over_corpora!(super::each_comes_back: libvirt "libvirt-11.3.0", invalid "libvirt-11.3.0-invalid",
        generated "generated-12.8.0", canonical "canonical-12.8.0", live "live", rejected "rejected", ovirt "ovirt");
}

/// Corpora in libvirt's own formatting.
const CANONICAL: [&str; 2] = ["canonical-12.8.0", "live"];

fn each_comes_back(corpus: &Path) -> Result<(), String> {
    let canonical = CANONICAL.iter().any(|name| corpus.ends_with(name));
    each(corpus, |source| comes_back(source, canonical))
}

fn samples() -> Vec<(String, String)> {
    documents(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"))
}

/// Runs a check on values that are drawn.
fn drawn<S: Strategy>(cases: u32, strategy: &S, check: impl Fn(S::Value) -> Result<(), String>) {
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_260_501),
        max_shrink_iters: 4096,
        ..ProptestConfig::default()
    };
    let result = TestRunner::new(config).run(strategy, |value| check(value).map_err(TestCaseError::fail));
    if let Err(error) = result {
        panic!("{error}");
    }
}

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| jsonschema::draft202012::new(&json::schema()).unwrap());

fn valid(text: &str) -> Result<(), String> {
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let errors: Vec<String> =
        SCHEMA.iter_errors(&value).take(3).map(|error| format!("{error} at {}", error.instance_path())).collect();
    if errors.is_empty() { Ok(()) } else { Err(format!("not valid by the schema: {}", errors.join("; "))) }
}

/// What holds for every document that reads.
fn comes_back(source: &str, canonical: bool) -> Result<(), String> {
    let text = |error: json::Error| error.to_string();
    let value = parse_any(source, Limits::default()).map_err(|error| error.to_string())?.value;
    let direct = value.to_xml().map_err(|error| error.to_string())?;
    let json = value.to_json().map_err(text)?;
    let back = json::parse_any(&json, Limits::default()).map_err(|error| format!("{error} in {json}"))?;
    let written = back.to_xml().map_err(|error| error.to_string())?;
    if written != direct {
        return Err(format!("not as without JSON\n{}", first_difference(&direct, &written)));
    }
    if canonical && written.trim_end() != source.trim_end() {
        return Err(first_difference(source, &written));
    }
    let lost = semantic::differences(source, &written);
    if !lost.is_empty() {
        return Err(lost.join("\n  "));
    }
    if back.to_json().as_ref() != Ok(&json) {
        return Err("the second JSON differs".to_owned());
    }
    valid(&json)?;
    if let Ok(domain) = Domain::parse(source) {
        // Keys may come in another order, as from a map that sorts them.
        let value = json::to_value(&domain).map_err(text)?;
        for other in [json::from_str(&json).map_err(text)?, json::from_value::<Domain>(&value).map_err(text)?] {
            if other != domain
                || json::to_string(&other).as_ref() != Ok(&json)
                || other.to_xml().as_ref() != Ok(&direct)
            {
                return Err("the value is another".to_owned());
            }
        }
    }
    Ok(())
}

#[test]
fn samples_come_back() {
    let samples = samples();
    let check = |(name, source): &(String, String)| {
        let canonical = name.ends_with(".canonical.xml");
        comes_back(source, canonical).err().map(|message| format!("{name}: {message}"))
    };
    let failures: Vec<String> = samples.iter().filter_map(check).collect();
    verdict(samples.len(), &failures).unwrap();
}

#[test]
fn every_type_comes_back() {
    let places = model::places();
    let mut failures = Vec::new();
    for (number, place) in places.iter().enumerate() {
        for round in 0..place.rounds() {
            let numbers = numbers((number * 1000 + round) as u64, 2000);
            let source = place.document(round, &mut Choices::new(&numbers));
            if let Err(message) = comes_back(&source, false) {
                failures.push(format!("{} (round {round}): {message}\n  {source}", place.path()));
                break;
            }
        }
    }
    assert!(places.len() > 300, "only {} element types were found", places.len());
    verdict(places.len(), &failures).unwrap();
}

#[test]
fn any_mixture_comes_back() {
    drawn(300, &vec(any::<u32>(), 0..2500), |numbers| {
        let source = model::document(&mut Choices::new(&numbers));
        comes_back(&source, false).map_err(|message| format!("{message}\n  {source}"))
    });
}

#[test]
fn what_is_not_known_comes_back() {
    let samples = samples();
    let strategy = (any::<prop::sample::Index>(), vec(vec(any::<u32>(), 2..10), 1..7));
    drawn(1500, &strategy, |(sample, numbers)| {
        let mut source = sample.get(&samples).1.clone();
        for (mark, numbers) in numbers.iter().enumerate() {
            source = insert::one(&source, mark, &mut Choices::new(numbers));
        }
        comes_back(&source, false).map_err(|message| format!("{message}\n  {source}"))
    });
}

#[test]
fn the_schema_is_one() {
    let schema = json::schema();
    let errors: Vec<String> =
        jsonschema::meta::validator_for(&schema).unwrap().iter_errors(&schema).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
    let definitions = schema["$defs"].as_object().unwrap();
    assert!(definitions.len() > 300, "{} definitions", definitions.len());
    for (name, definition) in definitions {
        let description = definition["description"].as_str().unwrap_or_default();
        assert!(!description.is_empty(), "{name} has no description");
        for (key, property) in definition["properties"].as_object().unwrap() {
            let described =
                property["description"].is_string() || !name.contains('.') || matches!(key.as_str(), "extra" | "other");
            assert!(described, "{name}.{key} has no description");
        }
    }
    let bus = &definitions["device.disk.target.Target"]["properties"]["bus"];
    let words = bus["anyOf"][0]["enum"].as_array().unwrap();
    assert!(words.contains(&json!("virtio")) && bus["anyOf"][1] == json!({ "type": "string" }), "{bus}");
    let action = &definitions["device.watchdog.Watchdog"]["properties"]["action"];
    assert_eq!(action["default"], "reset");
    assert!(action["description"].as_str().unwrap().contains("Defaults to `reset`."), "{action}");
    let vcpu = &definitions["domain.vcpu.Vcpu"]["properties"]["placement"]["description"];
    assert!(vcpu.as_str().unwrap().contains("Defaults to `"), "{vcpu}");
    let password = &definitions["device.graphics.Graphics"]["properties"]["passwd"]["description"];
    assert!(password.as_str().unwrap().contains("Secret; libvirt shows it only with --security-info."), "{password}");
    let id = &definitions["domain.Domain"]["properties"]["id"];
    assert_eq!((id["minimum"].as_u64(), id["maximum"].as_u64()), (Some(0), Some(u32::MAX.into())));
    for (good, text) in [
        (true, r#"{"domain": {"kind": "kvm", "iothreads": 2}}"#),
        (true, r#"{"domain": {"kind": "tomorrow"}}"#),
        (false, r#"{"domain": {"kind": 1}}"#),
        (false, r#"{"domain": {"iothreads": "2"}}"#),
        (false, r#"{"domain": {"iothreads": -2}}"#),
        (false, r#"{"domain": {"nam": "web"}}"#),
        (false, r#"{"domain": {"name": null}}"#),
        (false, r#"{"domain": {}, "disk": {}}"#),
        (false, r#"{"domain": {"devices": {"list": [{"disk": {}, "hub": {}}]}}}"#),
        (false, "{}"),
    ] {
        assert_eq!((valid(text).is_ok(), json::parse_any(text, Limits::default()).is_ok()), (good, good), "{text}");
    }
}
