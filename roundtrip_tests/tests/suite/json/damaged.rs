//! Damaged documents: refused with places, or what they give reads as XML.

use domxml_schema::json;
use domxml_schema::parse_any;
use domxml_schema::report::Finding;
use domxml_schema::xml::Limits;
use proptest::collection::vec;
use proptest::prelude::*;
use roundtrip_tests::random::{Choices, bytes, insert, json as random, numbers};

use super::{drawn, samples, valid};

/// What holds for every text: it is refused with places, or it gives XML that reads.
fn refused_or_well_written(text: &str) -> Result<(), String> {
    let value = match json::parse_any(text, Limits::default()) {
        Ok(value) => value,
        Err(error) => {
            let bad =
                |it: &&Finding| it.path.is_empty() || it.position.line == 0 || it.message.chars().any(char::is_control);
            return match error.findings().iter().find(bad) {
                Some(it) => Err(format!("no path, no place or control characters: {it:?}")),
                None if error.findings().is_empty() => Err("no diagnostics".to_owned()),
                None => Ok(()),
            };
        }
    };
    valid(text)?;
    let again = value.to_json().map_err(|error| error.to_string())?;
    let same = json::parse_any(&again, Limits::default()).map_err(|error| format!("{error} in {again}"))?;
    if same.to_json().as_ref() != Ok(&again) {
        return Err(format!("the second JSON differs from {again}"));
    }
    let Ok(xml) = value.to_xml() else { return Ok(()) };
    parse_any(&xml, Limits::default()).map(drop).map_err(|error| format!("{error} in {xml}"))
}

#[test]
fn damaged_json_is_refused_or_writes_well() {
    let mut sources: Vec<String> = samples().into_iter().map(|(_, source)| source).collect();
    // Documents with all kinds of kept content.
    for seed in 0..40 {
        let numbers = numbers(seed, 60);
        let mut source = sources[seed as usize].clone();
        for (mark, numbers) in numbers.chunks(10).enumerate() {
            source = insert::one(&source, mark, &mut Choices::new(numbers));
        }
        sources.push(source);
    }
    let texts: Vec<String> = sources.iter().map(|source| json_of(source)).collect();
    let strategy = (any::<prop::sample::Index>(), vec(vec(any::<u32>(), 4..8), 1..3));
    drawn(3000, &strategy, |(index, numbers)| {
        let mut text = index.get(&texts).clone();
        for numbers in &numbers {
            text = random::damage(&text, &mut Choices::new(numbers));
        }
        refused_or_well_written(&text).map_err(|message| format!("{message}\n  {text}"))
    });
}

#[test]
fn damaged_bytes_never_panic() {
    let texts: Vec<String> = samples().iter().map(|(_, source)| json_of(source)).collect();
    let strategy = (any::<prop::sample::Index>(), vec(any::<u32>(), 6..40));
    drawn(2000, &strategy, |(index, numbers)| {
        let damaged = bytes::damage(index.get(&texts).as_bytes(), &mut Choices::new(&numbers));
        let text = String::from_utf8_lossy(&damaged);
        refused_or_well_written(&text).map_err(|message| format!("{message}\n  {text}"))
    });
}

fn json_of(source: &str) -> String {
    parse_any(source, Limits::default()).unwrap().value.to_json().unwrap()
}
