//! Reading.

use std::path;

use domxml_schema::report::{Findings, Position};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Error, Node, Path, Step};

/// A format of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// YAML 1.2. In YAML, the type that is asked for decides what a scalar is; null is an empty list or mapping, too.
    Yaml,
}

impl Format {
    /// The format of a file, by the extension of its name: `.json` is JSON, all else is YAML.
    pub fn of(path: &path::Path) -> Self {
        let json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        if json { Self::Json } else { Self::Yaml }
    }
}

/// A value that was read, and the positions of its parts in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Document<T> {
    /// The value.
    pub value: T,
    /// The text as a tree.
    pub tree: Node,
}

impl<T: DeserializeOwned> Document<T> {
    /// Reads an entity, a context or facts, and remembers the positions of its parts.
    ///
    /// ```
    /// use domxml::entity::{Document, Format};
    /// use domxml::vm::Vm;
    ///
    /// let document: Document<Vm> = Document::read("name: web\nmemory: { sizeMb: 0 }\n", Format::Yaml)?;
    /// assert_eq!(document.value.name, "web");
    /// let position = document.position_of(&"memory.sizeMb".parse()?);
    /// assert_eq!((position.line, position.column), (2, 19));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`read`].
    pub fn read(text: &str, format: Format) -> Result<Self, Error> {
        let tree = Node::parse(text, format)?;
        Ok(Self { value: tree.deserialize()?, tree })
    }
}

impl<T> Document<T> {
    /// Gives findings about the value, such as those of [`generate`](crate::generate()), the positions of their paths
    /// in the text. Findings about something else are left as they are: their paths are below `context`, or no
    /// [`Path`].
    pub fn locate(&self, findings: &mut Findings) {
        for finding in findings.0.iter_mut().filter(|finding| !finding.position.is_known()) {
            if let Ok(path) = finding.path.parse::<Path>()
                && path.steps().first() != Some(&Step::Member("context".to_owned()))
            {
                finding.position = self.position_of(&path).clone();
            }
        }
    }

    /// The position of the value at a path; if the text has no such value, of the nearest one around it.
    pub fn position_of(&self, path: &Path) -> &Position {
        self.tree.position_of(path)
    }
}

/// Reads an entity, a context or facts.
///
/// # Errors
///
/// A text that is not of the format, an unknown, missing or repeated key, a value of another type: with its path and
/// position, and the nearest known word where there is one.
pub fn read<T: DeserializeOwned>(text: &str, format: Format) -> Result<T, Error> {
    Node::parse(text, format)?.deserialize()
}

/// Reads an entity, a context, facts, or a part of one from its form in JSON.
///
/// # Errors
///
/// As [`read`], without positions.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    Node::from(value).deserialize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::host::Facts;
    use crate::vm::{CpuPinningPolicy, Vm};

    fn json_error(text: &str) -> String {
        read::<Vm>(text, Format::Json).expect_err("it is wrong").to_string()
    }

    fn yaml_error(text: &str) -> String {
        read::<Vm>(text, Format::Yaml).expect_err("it is wrong").to_string()
    }

    #[test]
    fn an_unknown_key_names_the_nearest() {
        let error = "error[unknown-key]: unknown field `sizeMB` at memory.sizeMB; help: did you mean `sizeMb`?";
        assert_eq!(json_error("{\"memory\": {\"sizeMB\": 4}}"), format!("1:13: {error}"));
        assert_eq!(yaml_error("name: a\nmemory:\n  sizeMB: 4\n"), format!("3:3: {error}"));
    }

    #[test]
    fn values_that_may_be_secret_are_not_shown() {
        for text in [
            "initialization: S3cret",
            "initialization: { ignition: [S3cret] }",
            "initialization: { payload: { files: S3cret } }",
            "runOnce: { initialization: { payload: { device: S3cret } } }",
        ] {
            let error = yaml_error(text);
            assert!(!error.contains("S3cret") && error.contains("initialization"), "{error}");
        }
        assert!(yaml_error("memory: { sizeMb: S3cret }").contains("S3cret"));
    }

    #[test]
    fn an_unknown_word_names_the_nearest() {
        let error =
            "error[unknown-keyword]: unknown value `dedicate` at cpu.pinningPolicy; help: did you mean `dedicated`?";
        assert_eq!(json_error("{\"cpu\": {\"pinningPolicy\": \"dedicate\"}}"), format!("1:27: {error}"));
        let vm: Vm = read("{\"cpu\": {\"pinningPolicy\": \"dedicated\"}}", Format::Json).expect("it is right");
        assert_eq!(vm.cpu.pinning_policy, CpuPinningPolicy::Dedicated);
        let error = yaml_error("usbPolicy: everything");
        assert_eq!(
            error,
            "1:12: error[unknown-keyword]: unknown value `everything` at usbPolicy; \
             help: expected one of `disabled`, `enabled-native`"
        );
    }

    #[test]
    fn a_wrong_value_names_its_place() {
        let error = "1:21: error[wrong-type]: expected true or false, found the number 1 at disks[0].boot";
        assert_eq!(json_error("{\"disks\": [{\"boot\": 1}]}"), error);
        let error = json_error("{\"id\": \"7\"}");
        assert!(
            error.starts_with("1:8: error[invalid-value]: UUID parsing failed") && error.ends_with(" at id"),
            "{error}"
        );
        let error = yaml_error("cpu: { pinning: '0#x' }");
        assert!(error.starts_with("1:17: ") && error.contains("no processor binding"), "{error}");
        assert_eq!(
            json_error("{\"name\": \"a\",\n\"name\": \"b\"}"),
            "2:1: error[duplicate-key]: duplicate key `name` at name; help: keep one of them, the other is at line 1"
        );
        assert!(json_error("{} {}").starts_with("1:4: error[ill-formed]: trailing characters"));
        assert_eq!(
            json_error("{\"name\": 5}"),
            "1:10: error[wrong-type]: expected a text, found the number 5 at name; help: write \"5\""
        );
        assert_eq!(yaml_error("- 1"), "1:1: error[wrong-type]: expected a mapping, found a list");
    }

    #[test]
    fn items_are_named_by_their_ids() {
        let id = "0d0f5b5e-3f37-4e0f-8d4e-0c2b5a1f9e01";
        let error = format!("2:55: error[wrong-type]: expected true or false, found `first` at disks[{id}].boot");
        assert_eq!(yaml_error(&format!("disks:\n  - {{ id: {id}, boot: first }}\n")), error);
    }

    #[test]
    fn choices_are_named_by_their_words() {
        let facts = |text: &str| read::<Facts>(text, Format::Yaml).expect_err("it is wrong").to_string();
        let choices = "one of `bridge`, `openvswitch`, `libvirt`, `sriov`, `unplugged`";
        assert_eq!(
            facts("networks: { red: {} }"),
            format!("1:18: error[wrong-type]: expected a single member, {choices}, found a mapping at networks.red")
        );
        assert_eq!(
            facts("networks: { red: bridge }"),
            "1:18: error[wrong-type]: `bridge` needs a value at networks.red; help: write `bridge: ...`"
        );
        assert_eq!(
            facts("networks: { red: [] }"),
            format!("1:18: error[wrong-type]: expected {choices}, found a list at networks.red")
        );
        assert_eq!(
            facts("networks: { red: { brigde: {} } }"),
            "1:20: error[unknown-keyword]: unknown value `brigde` at networks.red.brigde; help: did you mean `bridge`?"
        );
    }

    #[test]
    fn messages_speak_of_the_entity() {
        let range = "is out of range (0 to 18446744073709551615) at memory.sizeMb";
        for (text, message) in [
            ("memory: { sizeMb: many }", "1:19: error[wrong-type]: expected an integer, found `many` at memory.sizeMb".to_owned()),
            ("memory: { sizeMb: -1 }", format!("1:19: error[invalid-value]: `-1` {range}")),
            ("memory: { sizeMb: }", "1:17: error[wrong-type]: expected an integer, found null at memory.sizeMb".to_owned()),
            (
                "name: a\nname: b",
                "2:1: error[duplicate-key]: duplicate key `name` at name; help: keep one of them, the other is at line 1".to_owned(),
            ),
            ("hasAgent: maybe", "1:11: error[wrong-type]: expected true or false, found `maybe` at hasAgent".to_owned()),
            ("name: ~", "1:7: error[wrong-type]: expected a text, found null at name".to_owned()),
        ] {
            assert_eq!(yaml_error(text), message);
        }
        let message = format!("1:23: error[invalid-value]: `-1` {range}");
        assert_eq!(json_error("{\"memory\": {\"sizeMb\": -1}}"), message);
        assert!(!yaml_error("disks: [").contains('?'), "{}", yaml_error("disks: ["));
    }

    #[test]
    fn yaml_that_looks_like_a_number_can_be_a_text() {
        let context: Context = read("cluster: { compatibilityVersion: 4.7 }", Format::Yaml).expect("it is right");
        assert_eq!(context.cluster.compatibility_version.to_string(), "4.7");
        let vm: Vm =
            read("disks: [{ address: { type: pci, bus: 0x04, slot: 0x01 } }]", Format::Yaml).expect("it is right");
        let address = vm.disks[0].address.as_ref().map(ToString::to_string);
        assert_eq!(address.as_deref(), Some("{type=pci, bus=0x04, slot=0x01}"));
    }

    #[test]
    fn other_readers_read_entities() {
        let text = "{\"name\": \"a\", \"serialNumber\": {\"custom\": \"1\"}, \"nics\": [{\"linked\": false}]}";
        let vm: Vm = serde_json::from_str(text).expect("it is right");
        assert_eq!((vm.name.as_str(), vm.nics[0].linked), ("a", false));
        let written = serde_json::to_string(&vm).expect("it can be written");
        assert_eq!(serde_json::from_str::<Vm>(&written).expect("it was written"), vm);
        assert_eq!(Vm::from_value(vm.to_value()), Ok(vm));
        let error = serde_json::from_str::<Vm>("{\n \"memory\": {\"sizeMb\": null}}").expect_err("it is wrong");
        assert_eq!(error.to_string(), "invalid type: null, expected u64 at line 2 column 26");
    }

    #[test]
    fn a_document_knows_the_locations_of_its_parts() {
        let text = "name: web\ndisks:\n- id: 0D0F5B5E3F374E0F8D4E0C2B5A1F9E01\n  boot: true\n- {}\n";
        let document: Document<Vm> = Document::read(text, Format::Yaml).expect("it is right");
        assert_eq!(document.value.disks.len(), 2);
        for (path, line, column) in [
            ("", 1, 1),
            ("name", 1, 7),
            ("disks[0d0f5b5e-3f37-4e0f-8d4e-0c2b5a1f9e01].boot", 4, 9),
            ("disks[0d0f5b5e-3f37-4e0f-8d4e-0c2b5a1f9e01].qos.total", 3, 3),
            ("disks[1]", 5, 3),
            ("disks[7].boot", 3, 3),
            ("nics[0]", 1, 1),
        ] {
            let path: Path = path.parse().expect("a path");
            let position = document.position_of(&path);
            assert_eq!((position.line, position.column), (line, column), "{path}");
        }
    }
}
