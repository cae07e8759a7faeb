//! Reading.

use std::path::Path;

use serde::de::{DeserializeOwned, DeserializeSeed};
use serde_path_to_error::Track;

use super::Error;
use super::erased::{self, CoatedSeed, Seed, Target};

/// How an entity is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// YAML 1.2; JSON is YAML too, but is reported on in other words.
    Yaml,
}

impl Format {
    /// The format of a file, by the ending of its name: `.json` is JSON, all else is YAML.
    pub fn of(path: &Path) -> Self {
        let json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        if json { Self::Json } else { Self::Yaml }
    }
}

/// Reads an entity, a context or facts.
///
/// # Errors
///
/// A text that is not of the format, an unknown or repeated key, a value that is not of its type: with
/// its place, and the nearest legal word where there is one.
pub fn read<T: DeserializeOwned>(text: &str, format: Format) -> Result<T, Error> {
    let mut target = Target::default();
    match format {
        Format::Json => read_json(text, &mut target),
        Format::Yaml => read_yaml(text, &mut target),
    }?;
    target.done().map_err(|error: erased::Error| Error::new(&error.to_string(), String::new(), 0, 0))
}

fn read_json(text: &str, seed: &mut dyn Seed) -> Result<(), Error> {
    let (mut deserializer, mut track) = (serde_json::Deserializer::from_str(text), Track::new());
    let traced = serde_path_to_error::Deserializer::new(&mut deserializer, &mut track);
    let read = CoatedSeed(seed).deserialize(traced);
    read.map_err(|error| json_error(&error, track.path().to_string()))?;
    deserializer.end().map_err(|error| json_error(&error, String::new()))
}

fn json_error(error: &serde_json::Error, path: String) -> Error {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    Error::new(message.strip_suffix(&place).unwrap_or(&message), path, error.line(), error.column())
}

fn read_yaml(text: &str, seed: &mut dyn Seed) -> Result<(), Error> {
    let mut track = Track::new();
    let read = serde_saphyr::with_deserializer_from_str(text, |deserializer| {
        CoatedSeed(seed).deserialize(serde_path_to_error::Deserializer::new(deserializer, &mut track))
    });
    read.map_err(|error| {
        let error = error.without_snippet();
        let place = error.location();
        let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let (line, column) = place.map_or((0, 0), |place| (number(place.line()), number(place.column())));
        let message = match error {
            // What the library says besides is for those who program with it.
            serde_saphyr::Error::DuplicateMappingKey { key: Some(key), .. } => format!("duplicate field `{key}`"),
            serde_saphyr::Error::DuplicateMappingKey { .. } => "duplicate field".to_owned(),
            serde_saphyr::Error::InvalidScalar { ty, .. } => format!("invalid value, expected {ty}"),
            _ => error.to_string(),
        };
        let message = message.split(" at line ").next().unwrap_or(&message);
        Error::new(message, track.path().to_string(), line, column)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::vm::{CpuPinningPolicy, Vm};

    fn json_error(text: &str) -> String {
        read::<Vm>(text, Format::Json).expect_err("it is wrong").to_string()
    }

    fn yaml_error(text: &str) -> String {
        read::<Vm>(text, Format::Yaml).expect_err("it is wrong").to_string()
    }

    #[test]
    fn an_unknown_key_names_the_nearest() {
        let error = "unknown field `sizeMB` at memory.sizeMB; did you mean `sizeMb`?";
        assert_eq!(json_error("{\"memory\": {\"sizeMB\": 4}}"), format!("1:20: {error}"));
        assert_eq!(yaml_error("name: a\nmemory:\n  sizeMB: 4\n"), format!("3:3: {error}"));
    }

    #[test]
    fn an_unknown_word_names_the_nearest() {
        let text = "{\"cpu\": {\"pinningPolicy\": \"dedicate\"}}";
        assert_eq!(
            json_error(text),
            "1:36: unknown variant `dedicate` at cpu.pinningPolicy; did you mean `dedicated`?"
        );
        let vm: Vm = read("{\"cpu\": {\"pinningPolicy\": \"dedicated\"}}", Format::Json).expect("it is right");
        assert_eq!(vm.cpu.pinning_policy, CpuPinningPolicy::Dedicated);
    }

    #[test]
    fn a_wrong_value_names_its_place() {
        assert!(json_error("{\"disks\": [{\"boot\": 1}]}").contains("at disks[0].boot"));
        assert!(
            json_error("{\"id\": \"7\"}").starts_with("1:10: UUID parsing failed"),
            "{}",
            json_error("{\"id\": \"7\"}")
        );
        assert!(yaml_error("cpu: { pinning: '0#x' }").contains("no processor binding"));
        assert!(json_error("{\"name\": \"a\", \"name\": \"b\"}").contains("duplicate field `name`"));
        assert!(json_error("{} {}").starts_with("1:4: trailing characters"));
    }

    #[test]
    fn messages_speak_of_the_entity() {
        let whole = "expected a whole number from 0 to 18446744073709551615 at memory.sizeMb";
        for (text, message) in [
            ("memory: { sizeMb: many }", format!("1:19: invalid value, {whole}")),
            ("memory: { sizeMb: -1 }", format!("1:19: invalid value, {whole}")),
            ("name: a\nname: b", "2:1: duplicate field `name`".to_owned()),
            ("hasAgent: maybe", "1:11: invalid value, expected true or false at hasAgent".to_owned()),
        ] {
            assert_eq!(yaml_error(text), message);
        }
        let message = format!("1:24: invalid value: integer `-1`, {whole}");
        assert_eq!(json_error("{\"memory\": {\"sizeMb\": -1}}"), message);
        assert!(!yaml_error("disks: [").contains('?'), "{}", yaml_error("disks: ["));
    }

    #[test]
    fn yaml_that_looks_like_a_number_can_be_a_text() {
        let context: Context = read("cluster: { compatibilityVersion: 4.7 }", Format::Yaml).expect("it is right");
        assert_eq!(context.cluster.compatibility_version.to_string(), "4.7");
    }
}
