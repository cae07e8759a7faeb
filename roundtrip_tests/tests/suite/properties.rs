//! Properties that hold for every document: drawn from the model, with unknown things put in, or broken.

use std::path::Path;

use domxml_schema::parse_any;
use domxml_schema::xml::{Limits, decode};
use domxml_schema::{Domain, Element};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use roundtrip_tests::canonical::typed_only;
use roundtrip_tests::kept::kept;
use roundtrip_tests::random::{Choices, bytes, cases, insert, model, numbers, split};
use roundtrip_tests::{reference, semantic};

/// The same documents in every run, and nothing written to the source tree.
fn config(all: u32) -> ProptestConfig {
    ProptestConfig {
        cases: cases(all),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_260_501),
        max_shrink_iters: 4096,
        ..ProptestConfig::default()
    }
}

fn samples() -> Vec<(String, String)> {
    reference::documents(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"))
}

/// What holds for a document of nothing but valid parts; the message says what does not.
fn typed(source: &str) -> Result<(), String> {
    let parsed = Domain::read(source).map_err(|error| error.to_string())?;
    let findings: Vec<String> = parsed.findings.iter().map(ToString::to_string).collect();
    if !findings.is_empty() {
        return Err(findings.join("\n"));
    }
    let value = parsed.value;
    let written = value.to_xml().map_err(|error| error.to_string())?;
    let again = Domain::read(&written).map_err(|error| format!("{error} in {written}"))?;
    if again.value != value {
        return Err(format!("reads back as another value: {written}"));
    }
    if !again.findings.is_empty() {
        return Err(format!("{:?} in {written}", again.findings));
    }
    if again.value.to_xml().as_ref() != Ok(&written) {
        return Err(format!("the second writing differs from {written}"));
    }
    let canonical = typed_only(&value, "domain");
    let plain = Domain::parse(&canonical).map_err(|error| format!("{error} in {canonical}"))?;
    match kept(&plain, "domain") {
        Some(path) => Err(format!("{path} keeps something of the canonical {canonical}")),
        None if plain != value => Err(format!("the canonical form has another value: {canonical}")),
        None => Ok(()),
    }
}

/// What holds for any well-formed document of a known root.
fn lossless(source: &str) -> Result<(), String> {
    let written = write(source)?;
    let lost = semantic::differences(source, &written);
    if !lost.is_empty() {
        return Err(format!("{}\n{written}", lost.join("\n")));
    }
    let (mut before, mut after) = (semantic::remarks(source), semantic::remarks(&written));
    before.sort();
    after.sort();
    if before != after {
        return Err(format!("remarks {before:?} became {after:?}"));
    }
    if let (Ok(before), Ok(after)) = (Domain::parse(source), Domain::parse(&written))
        && before != after
    {
        return Err(format!("reads back as another value: {written}"));
    }
    let again = write(&written)?;
    if again == written { Ok(()) } else { Err(format!("the second writing differs\n{written}\n{again}")) }
}

fn write(source: &str) -> Result<String, String> {
    let parsed = parse_any(source, Limits::default()).map_err(|error| error.to_string())?;
    parsed.value.to_xml().map_err(|error| error.to_string())
}

#[test]
fn every_type_with_every_term_is_typed_and_comes_back() {
    let mut failures = Vec::new();
    let places = model::places();
    for (number, place) in places.iter().enumerate() {
        for round in 0..place.rounds() {
            let numbers = numbers((number * 1000 + round) as u64, 2000);
            let source = place.document(round, &mut Choices::new(&numbers));
            if let Err(message) = typed(&source) {
                failures.push(format!("{} (round {round}): {message}\n  {source}", place.path()));
                break;
            }
        }
    }
    assert!(places.len() > 300, "only {} element types were found", places.len());
    assert!(failures.is_empty(), "{} of {}\n{}", failures.len(), places.len(), failures.join("\n"));
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn any_mixture_is_typed_and_comes_back(numbers in vec(any::<u32>(), 0..2500)) {
        let source = model::document(&mut Choices::new(&numbers));
        if let Err(message) = typed(&source) {
            prop_assert!(false, "{}\n  {}", message, source);
        }
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn sections_are_the_whole(sample in any::<prop::sample::Index>(), numbers in vec(any::<u32>(), 8..2500)) {
        let samples = samples();
        let (own, of_model) = numbers.split_at(8);
        let mut choices = Choices::new(own);
        let random = model::document(&mut Choices::new(of_model));
        for whole in [&random, &sample.get(&samples).1] {
            let mut source = whole.clone();
            for _ in 0..3 {
                source = split::one(&source, &mut choices).unwrap_or(source);
            }
            let is_random = *whole == random;
            let result = lossless(&source).and_then(|()| if is_random { typed(&source) } else { Ok(()) });
            if let Err(message) = result {
                prop_assert!(false, "{}\n  {}", message, source);
            }
            prop_assert!(Domain::parse(&source) == Domain::parse(whole), "another value: {}", source);
        }
    }
}

proptest! {
    #![proptest_config(config(3000))]

    #[test]
    fn what_is_not_known_survives(sample in any::<prop::sample::Index>(), numbers in vec(vec(any::<u32>(), 2..10), 1..7)) {
        let samples = samples();
        let mut source = sample.get(&samples).1.clone();
        for (mark, numbers) in numbers.iter().enumerate() {
            source = insert::one(&source, mark, &mut Choices::new(numbers));
        }
        if let Err(message) = lossless(&source) {
            prop_assert!(false, "{}\n  {}", message, source);
        }
    }

    #[test]
    fn broken_bytes_never_panic_and_what_reads_is_kept(sample in any::<prop::sample::Index>(), numbers in vec(any::<u32>(), 6..40)) {
        let samples = samples();
        let bytes = bytes::damage(sample.get(&samples).1.as_bytes(), &mut Choices::new(&numbers));
        let Ok(source) = decode(&bytes) else { return Ok(()) };
        if parse_any(&source, Limits::default()).is_err() {
            return Ok(());
        }
        // The comparison cannot read all that we can: see the test `well_formed`.
        let comparable = roxmltree::Document::parse(&source).is_ok() && !source.contains('\r');
        let result = if comparable { lossless(&source) } else { write(&source).and_then(|it| write(&it)).map(drop) };
        if let Err(message) = result {
            prop_assert!(false, "{}\n  {}", message, source);
        }
    }
}
