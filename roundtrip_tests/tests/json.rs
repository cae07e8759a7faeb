//! The form of the model in JSON: nothing is lost, every document is valid by the exported schema, and
//! whatever else comes as JSON is refused with all its mistakes.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use domxml_schema::device::disk::{BackingStore, Source};
use domxml_schema::xml::{Code, KeptAttribute, Limits, Node, parse_any};
use domxml_schema::{Domain, Element, json};
use jsonschema::Validator;
use libtest_mimic::{Arguments, Failed, Trial};
use pretty_assertions::assert_eq;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};
use roundtrip_tests::differences::first_difference;
use roundtrip_tests::random::{Choices, bytes, insert, json as random, model, numbers};
use roundtrip_tests::reference::{documents, each, verdict};
use roundtrip_tests::{reference, semantic};
use serde_json::{Value, json};

/// All corpora of domains.
const ALL: [&str; 7] =
    ["libvirt-11.3.0", "libvirt-11.3.0-invalid", "generated-12.8.0", "canonical-12.8.0", "live", "rejected", "ovirt"];
/// Those in libvirt's own formatting.
const CANONICAL: [&str; 2] = ["canonical-12.8.0", "live"];

fn main() {
    let arguments = Arguments::from_args();
    let folder = reference::folder();
    if folder.is_none() {
        eprintln!(
            "\n*** SKIPPED: the tests over the reference data. Set DOMXML_REFERENCE to its folder (see CONTRIBUTING.md).\n"
        );
    }
    let mut trials = vec![
        trial("samples_come_back", samples_come_back),
        trial("every_type_comes_back", every_type_comes_back),
        trial("any_mixture_comes_back", any_mixture_comes_back),
        trial("what_is_not_known_comes_back", what_is_not_known_comes_back),
        trial("damaged_json_is_refused_or_writes_well", damaged_json_is_refused_or_writes_well),
        trial("damaged_bytes_never_panic", damaged_bytes_never_panic),
        trial("the_schema_is_one", the_schema_is_one),
        trial("forms_of_values", forms_of_values),
        trial("forms_of_elements", forms_of_elements),
        trial("mistakes_have_path_place_and_remedy", mistakes_have_path_place_and_remedy),
        trial("mistakes_in_kept_content", mistakes_in_kept_content),
        trial("what_is_no_json", what_is_no_json),
        trial("roots", roots),
        trial("nesting_and_size_are_bounded", nesting_and_size_are_bounded),
        trial("mistakes_are_counted_beyond_the_limit", mistakes_are_counted_beyond_the_limit),
    ];
    for corpus in ALL {
        let folder = folder.clone().map(|folder: PathBuf| folder.join("corpus").join(corpus));
        let skipped = folder.is_none();
        let run = move || {
            folder.map_or(Ok(()), |folder| Ok(each(&folder, |it| comes_back(it, CANONICAL.contains(&corpus)))?))
        };
        trials.push(Trial::test(format!("comes_back::{corpus}"), run).with_ignored_flag(skipped));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn trial(name: &str, test: fn()) -> Trial {
    let run = move || -> Result<(), Failed> {
        test();
        Ok(())
    };
    Trial::test(name, run)
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

fn samples_come_back() {
    let samples = samples();
    let check = |(name, source): &(String, String)| {
        let canonical = name.ends_with(".canonical.xml");
        comes_back(source, canonical).err().map(|message| format!("{name}: {message}"))
    };
    let failures: Vec<String> = samples.iter().filter_map(check).collect();
    verdict(samples.len(), &failures).unwrap();
}

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

fn any_mixture_comes_back() {
    drawn(300, &vec(any::<u32>(), 0..2500), |numbers| {
        let source = model::document(&mut Choices::new(&numbers));
        comes_back(&source, false).map_err(|message| format!("{message}\n  {source}"))
    });
}

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

/// What holds for every text: it is refused with places, or it gives XML that reads.
fn refused_or_well_written(text: &str) -> Result<(), String> {
    let value = match json::parse_any(text, Limits::default()) {
        Ok(value) => value,
        Err(error) => {
            let bad = |it: &&domxml_schema::xml::Diagnostic| {
                it.path.is_empty() || it.position.line == 0 || it.message.chars().any(char::is_control)
            };
            return match error.diagnostics().iter().find(bad) {
                Some(it) => Err(format!("no path, no place or control characters: {it:?}")),
                None if error.diagnostics().is_empty() => Err("no diagnostics".to_owned()),
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

fn forms_of_values() {
    let source = "<domain type='kvm' id='0'>
      <name/>
      <uuid>C7A5FDBD-EDAF-9455-926A-D65C16DB1809</uuid>
      <maxMemory slots='16' unit='GiB'>18446744073709551615</maxMemory>
      <memory unit='k'>9007199254740991</memory>
      <currentMemory>9007199254740992</currentMemory>
      <vcpu cpuset='0-4294967295,^3' current='many'>4</vcpu>
      <os><bootmenu enable='yes' timeout='3000'/><loader readonly='no' secure='perhaps'/></os>
      <features><acpi/></features>
      <cpu><numa><cell id='0' cpus='0' memory='1'/></numa></cpu>
      <devices>
        <controller type='usb' index='0'><address type='pci' bus='0x0a' slot='31' function='0x7' multifunction='on'/></controller>
        <disk><readonly/></disk>
      </devices>
    </domain>";
    let domain = Domain::parse(source).unwrap();
    let value = json::to_value(&domain).unwrap();
    let wanted = json!({ "domain": {
        "kind": "kvm",
        "id": 0,
        "name": "",
        "uuid": "c7a5fdbd-edaf-9455-926a-d65c16db1809",
        "max_memory": { "slots": 16, "unit": "GiB", "value": "18446744073709551615" },
        "memory": { "unit": "KiB", "value": 9007199254740991_u64, "extra": {
            "spellings": [{ "field": "unit", "index": 0, "text": "k" }],
        } },
        "current_memory": { "value": "9007199254740992" },
        "vcpu": { "cpuset": "0-4294967295,^3", "count": 4, "extra": {
            "values": [{ "field": "current", "index": 0, "text": "many" }],
        } },
        "os": { "bootmenu": { "enable": true, "timeout": 3000 }, "loader": { "readonly": false, "secure": "perhaps" } },
        "features": { "acpi": true },
        "cpu": { "numa": { "cells": [{ "id": 0, "cpus": "0", "memory": 1 }] } },
        "devices": { "list": [
            { "controller": { "kind": "usb", "index": 0, "address": {
                "pci": { "bus": 10, "slot": 31, "function": 7, "multifunction": true, "extra": {
                    "spellings": [{ "field": "slot", "index": 0, "text": "31" }],
                } },
            } } },
            { "disk": { "readonly": true } },
        ] },
        "extra": { "spellings": [
            { "field": "uuid", "index": 0, "text": "C7A5FDBD-EDAF-9455-926A-D65C16DB1809" },
        ] },
    } });
    assert_eq!(value, wanted);
    // As numbers, great ones are read, too, as long as they fit into 64 bits.
    let exact = r#"{"domain": {"max_memory": {"value": 18446744073709551615}, "devices": {"list": []}, "features": {"acpi": false}}}"#;
    let domain: Domain = json::from_str(exact).unwrap();
    assert_eq!(domain.max_memory.unwrap().value, Some(u64::MAX));
    assert!(domain.devices.is_some() && domain.features.is_some_and(|features| !features.acpi));
}

fn forms_of_elements() {
    let source = "<?app before?>
<domain xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0' odd='1'>
  <!-- first -->
  <name x='2'>web</name>
  <metadata>
    <a:b xmlns:a='urn:a'>text<!-- c --></a:b>
    <!-- between -->
  </metadata>
  <iothreads>1</iothreads>
  <iothreads>2</iothreads>
  <launchSecurity type='tomorrow' level='9'/>
  <devices>
    <flux qemu:power='1'/>
    <disk/>
  </devices>
  <qemu:capabilities/>
</domain>
<!-- after -->
";
    let domain = Domain::parse(source).unwrap();
    let value = json::to_value(&domain).unwrap();
    let wanted = json!({ "domain": {
        "name": "web",
        "metadata": { "nodes": [
            { "element": "<a:b xmlns:a='urn:a'>text<!-- c --></a:b>" },
            { "comment": " between " },
        ] },
        "iothreads": 1,
        "launch_security": { "other": { "kind": "tomorrow", "extra": {
            "attributes": [{ "name": "level", "value": "9" }],
        } } },
        "devices": { "list": [
            { "other": {
                "element": "<flux qemu:power='1'/>",
                "bindings": [{ "prefix": "qemu", "uri": "http://libvirt.org/schemas/domain/qemu/1.0" }],
            } },
            { "disk": {} },
        ] },
        "qemu_capabilities": {},
        "extra": {
            "namespaces": [{ "prefix": "qemu", "uri": "http://libvirt.org/schemas/domain/qemu/1.0" }],
            "attributes": [{ "name": "odd", "value": "1" }],
            "prolog": [{ "instruction": "app before" }],
            "nodes": [
                { "comment": " first ", "before": { "field": "name", "index": 0 } },
                { "element": "<iothreads>2</iothreads>", "behind": { "field": "iothreads", "index": 1 } },
            ],
            "epilog": [{ "comment": " after " }],
            "children": [
                { "field": "name", "index": 0, "extra": { "attributes": [{ "name": "x", "value": "2" }] } },
            ],
        },
    } });
    assert_eq!(value, wanted);
    let back: Domain = json::from_value(&value).unwrap();
    assert_eq!(back.to_xml().unwrap(), domain.to_xml().unwrap());
    let mut loose = Domain::parse("<domain><devices>text<disk/>more<hub/></devices></domain>").unwrap();
    let text = json::to_string(&loose).unwrap();
    assert!(text.contains("\"order\""), "{text}");
    assert_eq!(json::from_str::<Domain>(&text).unwrap().to_xml(), loose.to_xml());
    // What a program puts in comes back, too.
    loose.extra.push_attribute(KeptAttribute::new("by", "hand"));
    loose.extra.push_node(Node::Text(" ".into()));
    let text = json::to_string(&loose).unwrap();
    assert_eq!(format!("{:?}", json::from_str::<Domain>(&text).unwrap()), format!("{loose:?}"));
}

/// All mistakes of a text, as they are shown.
fn mistakes(text: &str) -> Vec<String> {
    let error = json::parse_any(text, Limits::default()).unwrap_err();
    error.to_string().lines().map(str::to_owned).collect()
}

fn mistakes_have_path_place_and_remedy() {
    let text = r#"{"domain": {
  "type": "kvm",
  "name": 5,
  "name": "web",
  "id": 4294967296,
  "uuid": "web",
  "title": null,
  "iothreads": 1.5,
  "vcpu": 4,
  "sysinfo": {},
  "features": {"acpi": "yes"},
  "os": {"bootmenu": {"enable": 1}},
  "memory": {"unit": "GiBi", "value": "4"},
  "cpu": {"numa": {"cells": [{"id": -1}, {"memory": 1e300}, {"memory": 18446744073709551616}]}},
  "devices": {"emulator": ["/bin/true"], "list": [
    {"dsk": {}}, {"disk": {}, "hub": {}}, "disk",
    {"disk": {"sauce": {}, "source": {"startupPolicy": "optional"}}},
    {"controller": {"address": {"pci": {"slot": "0x05", "bus": 256}}}},
    {"controller": {"address": {"virtioserial": {}}}}
  ]}
}}"#;
    let wanted = [
        "2:3: `type` is not a key of `Domain` at $.domain.type; did you mean `kind`?",
        "3:11: the number 5 where a text is wanted at $.domain.name; write \"5\"",
        "4:3: `name` stands twice at $.domain.name; keep one of them",
        "5:9: 4294967296 is beyond what `id` can be at $.domain.id; 0 to 4294967295",
        "6:11: the text \"web\" is not of type UUID at $.domain.uuid; \
         32 hexadecimal digits, plain or grouped 8-4-4-4-12 by hyphens.",
        "7:12: null where a text is wanted at $.domain.title; leave the key out if there is none",
        "8:16: the number 1.5 where a whole number is wanted at $.domain.iothreads; \
         no fraction, no exponent; more than 64 bits as a text of digits",
        "9:11: the number 4 where an object is wanted at $.domain.vcpu",
        "10:14: an object where a list is wanted at $.domain.sysinfo",
        "11:24: the text \"yes\" where true or false is wanted at $.domain.features.acpi",
        "12:33: the number 1 where true or false is wanted at $.domain.os.bootmenu.enable",
        "13:22: the text \"GiBi\" is not of type unit at $.domain.memory.unit; \
         bytes, KB, KiB, MB, MiB, GB, GiB, TB, TiB, PB, PiB, EB or EiB; a single letter means the binary multiple.",
        "13:39: the text \"4\" where a whole number is wanted at $.domain.memory.value; write 4",
        "14:37: -1 is beyond what `id` can be at $.domain.cpu.numa.cells[0].id; 0 to 4294967295",
        "14:53: the number 1e300 where a whole number is wanted at $.domain.cpu.numa.cells[1].memory; \
         no fraction, no exponent; more than 64 bits as a text of digits",
        "14:72: the number 1.8446744073709552e19 where a whole number is wanted at \
         $.domain.cpu.numa.cells[2].memory; no fraction, no exponent; more than 64 bits as a text of digits",
        "15:27: a list where a text is wanted at $.domain.devices.emulator",
        "16:6: `dsk` is not a key of `Device` at $.domain.devices.list[0].dsk; did you mean `disk`?",
        "16:18: `Device` has 2 keys, where one says what it is at $.domain.devices.list[1]; give it one key",
        "16:43: the text \"disk\" where an object is wanted at $.domain.devices.list[2]",
        "17:15: `sauce` is not a key of `Disk` at $.domain.devices.list[3].disk.sauce; did you mean `source`?",
        "17:39: `startupPolicy` is not a key of `Source` at $.domain.devices.list[3].disk.source.startupPolicy; \
         did you mean `startup_policy`?",
        "18:49: the text \"0x05\" where a whole number is wanted at \
         $.domain.devices.list[4].controller.address.pci.slot; \
         a text in place of a value goes to `extra`, below `values`",
        "18:64: 256 is beyond what `bus` can be at $.domain.devices.list[4].controller.address.pci.bus; 0 to 255",
        "19:33: `virtioserial` is not a key of `Address` at \
         $.domain.devices.list[5].controller.address.virtioserial; did you mean `virtio-serial`?",
    ];
    assert_eq!(mistakes(text), wanted);
}

fn mistakes_in_kept_content() {
    for (extra, wanted) in [
        (r#"[]"#, "$.domain.extra: a list where an object is wanted"),
        (r#"{"node": []}"#, "$.domain.extra.node: `node` is not a key of `extra`"),
        (r#"{"namespaces": [{"prefix": "a"}]}"#, "$.domain.extra.namespaces[0]: there is no `uri`"),
        (
            r#"{"namespaces": [{"prefix": "", "uri": "urn:a"}]}"#,
            "$.domain.extra: an element without name space cannot have a default one",
        ),
        (
            r#"{"namespaces": [{"prefix": "a", "uri": "x"}, {"prefix": "a", "uri": "y"}]}"#,
            "$.domain.extra: the attribute `xmlns:a` stands twice",
        ),
        (
            r#"{"namespaces": [{"prefix": "a='' xmlns:b", "uri": "x"}]}"#,
            "$.domain.extra: the prefix `a` cannot stand for the name space ``",
        ),
        (r#"{"attributes": [{"name": "a b", "value": ""}]}"#, "$.domain.extra: the attribute `a` has no quoted value"),
        (
            r#"{"attributes": [{"name": "a='1' b", "value": ""}]}"#,
            "$.domain.extra: the attributes or declarations would be read as others",
        ),
        (
            r#"{"attributes": [{"name": "a", "value": ""}, {"name": "a", "value": ""}]}"#,
            "$.domain.extra: the attribute `a` stands twice",
        ),
        (
            r#"{"attributes": [{"name": "type", "value": ""}]}"#,
            "$.domain.extra.attributes[0]: the model knows the attribute `type`",
        ),
        (
            r#"{"attributes": [{"name": "a", "prefix": "p", "value": ""}]}"#,
            "$.domain.extra.attributes[0]: there is no `namespace`",
        ),
        (
            r#"{"attributes": [{"name": "a", "value": "\u0001"}]}"#,
            "$.domain.extra: the character U+0001 cannot stand in XML",
        ),
        (r#"{"nodes": [{}]}"#, "$.domain.extra.nodes[0]: a node has one content, not 0"),
        (r#"{"nodes": [{"text": "a", "comment": "b"}]}"#, "$.domain.extra.nodes[0]: a node has one content, not 2"),
        (
            r#"{"nodes": [{"comment": "a--b"}]}"#,
            "$.domain.extra.nodes[0]: the text would end the comment or instruction",
        ),
        (
            r#"{"nodes": [{"instruction": "xml version='1.0'"}]}"#,
            "$.domain.extra.nodes[0]: an XML declaration in the middle of the document",
        ),
        (r#"{"nodes": [{"element": "<a/><b/>"}]}"#, "$.domain.extra.nodes[0]: the text is not one element"),
        (r#"{"nodes": [{"element": "<a>"}]}"#, "$.domain.extra.nodes[0]: </probe:probe> closes <a> of line 2"),
        (r#"{"nodes": [{"element": "<p:a/>"}]}"#, "$.domain.extra.nodes[0]: the prefix `p` is not declared"),
        (
            r#"{"nodes": [{"element": "</probe:probe><probe:probe>"}]}"#,
            "$.domain.extra.nodes[0]: a second root element <probe:probe>",
        ),
        (
            r#"{"nodes": [{"element": "<!DOCTYPE a><a/>"}]}"#,
            "$.domain.extra.nodes[0]: document type declarations are refused",
        ),
        (
            r#"{"nodes": [{"text": "a", "before": {"field": "nam", "index": 0}}]}"#,
            "$.domain.extra.nodes[0].before: `nam` is no field of `Domain`",
        ),
        (
            r#"{"nodes": [{"text": "a", "before": {"field": "name", "index": -1}}]}"#,
            "$.domain.extra.nodes[0].before: the number -1 where a whole number from 0 to 4294967295 is wanted",
        ),
        (r#"{"prolog": [{"element": "<a/>"}]}"#, "$.domain.extra.prolog[0].element: `element` is not a key of `nodes`"),
        (r#"{"values": [{"field": "devices", "text": "a"}]}"#, "$.domain.extra.values[0]: `devices` holds no value"),
        (
            r#"{"children": [{"field": "os", "extra": {}}]}"#,
            "$.domain.extra.children[0]: `os` is no child that holds a value",
        ),
        (
            r#"{"children": [{"field": "name", "extra": {"order": [{"field": "name"}]}}]}"#,
            "$.domain.extra.children[0].extra.order[0]: `name` is no field of `KeptElement`",
        ),
        (r#"{"expanded": 1}"#, "$.domain.extra.expanded: the number 1 where true or false is wanted"),
    ] {
        let text = format!("{{\"domain\": {{\"extra\": {extra}}}}}");
        let error = json::parse_any(&text, Limits::default()).map(|_| ()).expect_err(&text);
        let first = &error.diagnostics()[0];
        assert_eq!(format!("{}: {}", first.path, first.message), wanted, "{text}");
    }
}

fn what_is_no_json() {
    for (text, code, place, path, message) in [
        ("", Code::IllFormed, (1, 1), "$", "EOF while parsing a value"),
        ("{\"domain\": {\n  \"name\": }}", Code::IllFormed, (2, 11), "$.domain.name", "expected value"),
        ("{\"domain\": {\"é\": tru}}", Code::IllFormed, (1, 21), "$.domain['é']", "expected ident"),
        ("{\"domain\": {\"id\": 1e999}}", Code::IllFormed, (1, 23), "$.domain.id", "number out of range"),
        ("{\"domain\": {}} x", Code::IllFormed, (1, 16), "$", "trailing characters"),
        ("{\"domain\": {\"name\": \"web\"", Code::IllFormed, (1, 26), "$.domain", "EOF while parsing an object"),
        (
            "{\"domain\": {\"name\": \"\\ud800\"}}",
            Code::IllFormed,
            (1, 28),
            "$.domain.name",
            "unexpected end of hex escape",
        ),
        ("<domain/>", Code::IllFormed, (1, 1), "$", "expected value"),
        ("[]", Code::WrongType, (1, 1), "$", "a list where an object is wanted"),
        ("{}", Code::WrongType, (1, 1), "$", "the document has 0 keys, where one says what it is"),
        ("\u{feff}{\"domain\": 1}", Code::WrongType, (1, 12), "$.domain", "the number 1 where an object is wanted"),
        ("{\"domian\": {}}", Code::UnknownRoot, (1, 2), "$.domian", "the document is of `domian`"),
        ("{\"source\": {}}", Code::UnknownRoot, (1, 2), "$.source", "`source` could be one of 10 elements"),
        ("{\"a\\u001b\\n'\": {}}", Code::UnknownRoot, (1, 2), r"$['a\u{1b}...']", "the document is of `a\\u{1b}...`"),
    ] {
        let error = json::parse_any(text, Limits::default()).map(|_| ()).expect_err(text);
        let first = &error.diagnostics()[0];
        let found =
            (first.code, (first.position.line, first.position.column), first.path.as_str(), first.message.as_str());
        assert_eq!(found, (code, place, path, message), "{text}");
        assert!(first.help.is_some() || code == Code::WrongType, "{first:?}");
    }
}

fn roots() {
    for (xml, key) in [
        ("<disk type='file'/>\n", "disk"),
        ("<address type='pci'/>\n", "address"),
        ("<qemu:capabilities xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'/>\n", "qemu:capabilities"),
        ("<backingStore/>\n", "backingStore"),
    ] {
        let Ok(parsed) = parse_any(xml, Limits::default()) else { continue };
        let text = parsed.value.to_json().unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        assert!(value.get(key).is_some(), "{text}");
        assert_eq!(json::parse_any(&text, Limits::default()).unwrap().to_xml().unwrap(), xml);
        valid(&text).unwrap();
    }
    let source = Source { file: Some("/a".to_owned()), ..Source::default() };
    let text = json::to_string(&source).unwrap();
    assert_eq!(json::from_str::<Source>(&text), Ok(source), "a type that its name does not determine");
    let error = json::from_str::<Domain>(&text).unwrap_err();
    assert_eq!(error.to_string(), "2:3: the document is of `source` at $.source; here it can be `domain`");
    let error = json::from_value::<Domain>(&json!({ "domain": { "id": "x", "nam": "" } })).unwrap_err();
    assert_eq!(error.diagnostics().len(), 2);
    assert_eq!(error.diagnostics()[0].position.line, 0);
    assert!(error.to_string().starts_with("the text \"x\" where a whole number is wanted at $.domain.id;"), "{error}");
}

fn nesting_and_size_are_bounded() {
    for open in
        ["[", "{\"domain\":", "{\"a\":[", "{\"domain\": {\"devices\": {\"list\": [{\"disk\": {\"backing_store\": "]
    {
        let error = json::parse_any(&open.repeat(100_000), Limits::default()).map(|_| ()).unwrap_err();
        assert_eq!(error.diagnostics()[0].code, Code::TooDeep, "{open}");
        assert_eq!(error.diagnostics()[0].position.line, 1, "{open}");
    }
    let limits = Limits { size: 10, ..Limits::default() };
    let error = json::parse_any("{\"domain\": {}}", limits).map(|_| ()).unwrap_err();
    assert_eq!(error.diagnostics()[0].code, Code::TooLarge);
    // The deepest chain that XML can have, on the stack of a thread.
    let work = || {
        let limits = Limits { depth: usize::MAX, ..Limits::default() };
        let levels = Limits::MAX_DEPTH - 4;
        let mut chain = BackingStore::default();
        for _ in 1..levels {
            chain = BackingStore { backing_store: Some(Box::new(chain)), ..BackingStore::default() };
        }
        let xml = format!("<domain><devices><disk>{}</disk></devices></domain>", chain.to_xml().unwrap());
        let text = domxml_schema::xml::parse_any(&xml, limits).unwrap().value.to_json().unwrap();
        let back = json::parse_any(&text, limits).unwrap();
        assert_eq!(back.to_json().unwrap(), text);
        assert_eq!(text.matches("backing_store").count(), levels);
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap();
}

fn mistakes_are_counted_beyond_the_limit() {
    let keys: Vec<String> = (0..1000).map(|i| format!("\"odd{i}\": {i}")).collect();
    let text = format!("{{\"domain\": {{{}}}}}", keys.join(","));
    let limits = Limits { findings: 10, ..Limits::default() };
    let error = json::parse_any(&text, limits).map(|_| ()).unwrap_err();
    assert_eq!(error.diagnostics().len(), 11);
    assert_eq!(error.diagnostics()[10].to_string(), "990 more mistakes are not listed");
    let names: Vec<String> = (0..200_000).map(|_| "\"name\": \"\"".to_owned()).collect();
    let text = format!("{{\"domain\": {{{}}}}}", names.join(","));
    let error = json::parse_any(&text, limits).map(|_| ()).unwrap_err();
    assert_eq!(error.diagnostics()[10].to_string(), "199989 more mistakes are not listed");
}
