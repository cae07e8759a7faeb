//! What is wrong with a document in JSON: every mistake with path, place and help.

use domxml_schema::device::disk::BackingStore;
use domxml_schema::parse_any;
use domxml_schema::report::Code;
use domxml_schema::xml::Limits;
use domxml_schema::{Element, json};
use pretty_assertions::assert_eq;

/// All mistakes of a text, as they are shown.
fn mistakes(text: &str) -> Vec<String> {
    let error = json::parse_any(text, Limits::default()).unwrap_err();
    error.to_string().lines().map(str::to_owned).collect()
}

#[test]
fn mistakes_have_path_place_and_help() {
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
        "2:3: error[unknown-key]: unknown key `type` at $.domain.type; help: did you mean `kind`?",
        "3:11: error[wrong-type]: expected text, found the number 5 at $.domain.name; help: write \"5\"",
        "4:3: error[duplicate-key]: duplicate key `name` at $.domain.name; help: keep one of them",
        "5:9: error[invalid-value]: id `4294967296` is out of range (0 to 4294967295) at $.domain.id",
        "6:11: error[invalid-value]: invalid uuid: \"web\" at $.domain.uuid; help: \
         expected 32 hexadecimal digits, plain or grouped 8-4-4-4-12 by hyphens",
        "7:12: error[wrong-type]: expected text, found null at $.domain.title; help: leave the key out if there is none",
        "8:16: error[wrong-type]: expected a whole number, found the number 1.5 at $.domain.iothreads; help: \
         write it without fraction and exponent; beyond 64 bits as text",
        "9:11: error[wrong-type]: expected an object, found the number 4 at $.domain.vcpu",
        "10:14: error[wrong-type]: expected an array, found an object at $.domain.sysinfo",
        "11:24: error[wrong-type]: expected true or false, found \"yes\" at $.domain.features.acpi",
        "12:33: error[wrong-type]: expected true or false, found the number 1 at $.domain.os.bootmenu.enable",
        "13:22: error[invalid-value]: invalid unit: \"GiBi\" at $.domain.memory.unit; help: did you mean `GiB`?",
        "13:39: error[wrong-type]: expected a whole number, found \"4\" at $.domain.memory.value; help: write 4",
        "14:37: error[invalid-value]: id `-1` is out of range (0 to 4294967295) at $.domain.cpu.numa.cells[0].id",
        "14:53: error[wrong-type]: expected a whole number, found the number 1e300 at $.domain.cpu.numa.cells[1].memory; help: \
         write it without fraction and exponent; beyond 64 bits as text",
        "14:72: error[wrong-type]: expected a whole number, found the number 1.8446744073709552e19 at \
         $.domain.cpu.numa.cells[2].memory; help: write it without fraction and exponent; beyond 64 bits as text",
        "15:27: error[wrong-type]: expected text, found an array at $.domain.devices.emulator",
        "16:6: error[unknown-key]: unknown key `dsk` at $.domain.devices.list[0].dsk; help: did you mean `disk`?",
        "16:18: error[wrong-type]: expected an object with one key, found 2 at $.domain.devices.list[1]",
        "16:43: error[wrong-type]: expected an object, found \"disk\" at $.domain.devices.list[2]",
        "17:15: error[unknown-key]: unknown key `sauce` at $.domain.devices.list[3].disk.sauce; help: did you mean `source`?",
        "17:39: error[unknown-key]: unknown key `startupPolicy` at $.domain.devices.list[3].disk.source.startupPolicy; help: \
         did you mean `startup_policy`?",
        "18:49: error[wrong-type]: expected a whole number, found \"0x05\" at \
         $.domain.devices.list[4].controller.address.pci.slot; help: \
         a text that stands in place of a value goes into `values` of `extra`",
        "18:64: error[invalid-value]: bus `256` is out of range (0 to 255) at $.domain.devices.list[4].controller.address.pci.bus",
        "19:33: error[unknown-key]: unknown key `virtioserial` at \
         $.domain.devices.list[5].controller.address.virtioserial; help: did you mean `virtio-serial`?",
    ];
    assert_eq!(mistakes(text), wanted);
}

#[test]
fn mistakes_in_kept_content() {
    for (extra, wanted) in [
        (r#"[]"#, "$.domain.extra: expected an object, found an array"),
        (r#"{"node": []}"#, "$.domain.extra.node: unknown key `node`"),
        (r#"{"namespaces": [{"prefix": "a"}]}"#, "$.domain.extra.namespaces[0]: missing key `uri`"),
        (
            r#"{"namespaces": [{"prefix": "", "uri": "urn:a"}]}"#,
            "$.domain.extra: element without a namespace cannot declare a default one",
        ),
        (
            r#"{"namespaces": [{"prefix": "a", "uri": "x"}, {"prefix": "a", "uri": "y"}]}"#,
            "$.domain.extra: duplicate attribute `xmlns:a`",
        ),
        (r#"{"namespaces": [{"prefix": "a b", "uri": "x"}]}"#, "$.domain.extra: invalid XML name or prefix `a b`"),
        (r#"{"attributes": [{"name": "a b", "value": ""}]}"#, "$.domain.extra: invalid XML name or prefix `a b`"),
        (
            r#"{"attributes": [{"name": "a='1' b", "value": ""}]}"#,
            "$.domain.extra: invalid XML name or prefix `a='1' b`",
        ),
        (
            r#"{"attributes": [{"name": "a", "value": ""}, {"name": "a", "value": ""}]}"#,
            "$.domain.extra: duplicate attribute `a`",
        ),
        (
            r#"{"attributes": [{"name": "type", "value": ""}]}"#,
            "$.domain.extra.attributes[0]: attribute `type` is a field of the element",
        ),
        (
            r#"{"attributes": [{"name": "a", "prefix": "p", "value": ""}]}"#,
            "$.domain.extra.attributes[0]: missing key `namespace`",
        ),
        (
            r#"{"attributes": [{"name": "a", "value": "\u0001"}]}"#,
            "$.domain.extra: character U+0001 is not allowed in XML",
        ),
        (r#"{"nodes": [{}]}"#, "$.domain.extra.nodes[0]: expected one content, found 0"),
        (r#"{"nodes": [{"text": "a", "comment": "b"}]}"#, "$.domain.extra.nodes[0]: expected one content, found 2"),
        (r#"{"nodes": [{"comment": "a--b"}]}"#, "$.domain.extra.nodes[0]: comment contains `--` or ends in `-`"),
        (
            r#"{"nodes": [{"instruction": "xml version='1.0'"}]}"#,
            "$.domain.extra.nodes[0]: invalid processing instruction",
        ),
        (r#"{"nodes": [{"element": "<a/><b/>"}]}"#, "$.domain.extra.nodes[0]: expected the text of one element"),
        (
            r#"{"nodes": [{"element": "<a>"}]}"#,
            "$.domain.extra.nodes[0]: expected `</a>` (opened at line 2), found `</probe:probe>`",
        ),
        (r#"{"nodes": [{"element": "<p:a/>"}]}"#, "$.domain.extra.nodes[0]: unknown namespace prefix `p`"),
        (
            r#"{"nodes": [{"element": "</probe:probe><probe:probe>"}]}"#,
            "$.domain.extra.nodes[0]: unexpected second root element `<probe:probe>`",
        ),
        (
            r#"{"nodes": [{"element": "<!DOCTYPE a><a/>"}]}"#,
            "$.domain.extra.nodes[0]: document type declarations are not allowed",
        ),
        (
            r#"{"nodes": [{"text": "a", "before": {"field": "nam", "index": 0}}]}"#,
            "$.domain.extra.nodes[0].before: unknown field `nam`",
        ),
        (
            r#"{"nodes": [{"text": "a", "before": {"field": "name", "index": -1}}]}"#,
            "$.domain.extra.nodes[0].before: expected a whole number from 0 to 4294967295, found the number -1",
        ),
        (r#"{"prolog": [{"element": "<a/>"}]}"#, "$.domain.extra.prolog[0].element: unknown key `element`"),
        (
            r#"{"values": [{"field": "devices", "text": "a"}]}"#,
            "$.domain.extra.values[0]: field `devices` holds no value",
        ),
        (
            r#"{"children": [{"field": "os", "extra": {}}]}"#,
            "$.domain.extra.children[0]: field `os` is not a child with a value",
        ),
        (
            r#"{"children": [{"field": "name", "extra": {"order": [{"field": "name"}]}}]}"#,
            "$.domain.extra.children[0].extra.order[0]: unknown field `name`",
        ),
        (r#"{"expanded": 1}"#, "$.domain.extra.expanded: expected true or false, found the number 1"),
    ] {
        let text = format!("{{\"domain\": {{\"extra\": {extra}}}}}");
        let error = json::parse_any(&text, Limits::default()).map(|_| ()).expect_err(&text);
        let first = &error.findings()[0];
        assert_eq!(format!("{}: {}", first.path, first.message), wanted, "{text}");
    }
}

#[test]
fn what_is_no_json() {
    for (text, code, place, path, message) in [
        ("", Code::ILL_FORMED, (1, 1), "$", "EOF while parsing a value"),
        ("{\"domain\": {\n  \"name\": }}", Code::ILL_FORMED, (2, 11), "$.domain.name", "expected value"),
        ("{\"domain\": {\"é\": tru}}", Code::ILL_FORMED, (1, 21), "$.domain['é']", "expected ident"),
        ("{\"domain\": {\"id\": 1e999}}", Code::ILL_FORMED, (1, 23), "$.domain.id", "number out of range"),
        ("{\"domain\": {}} x", Code::ILL_FORMED, (1, 16), "$", "trailing characters"),
        ("{\"domain\": {\"name\": \"web\"", Code::ILL_FORMED, (1, 26), "$.domain", "EOF while parsing an object"),
        (
            "{\"domain\": {\"name\": \"\\ud800\"}}",
            Code::ILL_FORMED,
            (1, 28),
            "$.domain.name",
            "unexpected end of hex escape",
        ),
        ("<domain/>", Code::ILL_FORMED, (1, 1), "$", "expected value"),
        ("[]", Code::WRONG_TYPE, (1, 1), "$", "expected an object, found an array"),
        ("{}", Code::WRONG_TYPE, (1, 1), "$", "expected an object with one key, found 0"),
        ("\u{feff}{\"domain\": 1}", Code::WRONG_TYPE, (1, 12), "$.domain", "expected an object, found the number 1"),
        ("{\"domian\": {}}", Code::UNKNOWN_ROOT, (1, 2), "$.domian", "unknown root element `domian`"),
        ("{\"source\": {}}", Code::UNKNOWN_ROOT, (1, 2), "$.source", "root element `source` has 10 possible types"),
        (
            "{\"a\\u001b\\n'\": {}}",
            Code::UNKNOWN_ROOT,
            (1, 2),
            r"$['a\u{1b}...']",
            "unknown root element `a\\u{1b}...`",
        ),
    ] {
        let error = json::parse_any(text, Limits::default()).map(|_| ()).expect_err(text);
        let first = &error.findings()[0];
        let found =
            (first.code, (first.position.line, first.position.column), first.path.as_str(), first.message.as_str());
        assert_eq!(found, (code, place, path, message), "{text}");
        assert!(first.help.is_some() || code == Code::WRONG_TYPE, "{first:?}");
    }
}

#[test]
fn nesting_and_size_are_bounded() {
    for open in
        ["[", "{\"domain\":", "{\"a\":[", "{\"domain\": {\"devices\": {\"list\": [{\"disk\": {\"backing_store\": "]
    {
        let error = json::parse_any(&open.repeat(100_000), Limits::default()).map(|_| ()).unwrap_err();
        assert_eq!(error.findings()[0].code, Code::TOO_DEEP, "{open}");
        assert_eq!(error.findings()[0].position.line, 1, "{open}");
    }
    let limits = Limits { size: 10, ..Limits::default() };
    let error = json::parse_any("{\"domain\": {}}", limits).map(|_| ()).unwrap_err();
    assert_eq!(error.findings()[0].code, Code::TOO_LARGE);
    // The deepest chain that XML can have, on the stack of a thread.
    let work = || {
        let limits = Limits { depth: usize::MAX, ..Limits::default() };
        let levels = Limits::MAX_DEPTH - 4;
        let mut chain = BackingStore::default();
        for _ in 1..levels {
            chain = BackingStore { backing_store: Some(chain.into()), ..BackingStore::default() };
        }
        let xml = format!("<domain><devices><disk>{}</disk></devices></domain>", chain.to_xml().unwrap());
        let text = parse_any(&xml, limits).unwrap().value.to_json().unwrap();
        let back = json::parse_any(&text, limits).unwrap();
        assert_eq!(back.to_json().unwrap(), text);
        assert_eq!(text.matches("backing_store").count(), levels);
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap();
}

#[test]
fn mistakes_are_counted_beyond_the_limit() {
    let keys: Vec<String> = (0..1000).map(|i| format!("\"odd{i}\": {i}")).collect();
    let text = format!("{{\"domain\": {{{}}}}}", keys.join(","));
    let limits = Limits { findings: 10, ..Limits::default() };
    let error = json::parse_any(&text, limits).map(|_| ()).unwrap_err();
    assert_eq!(error.findings().len(), 11);
    assert_eq!(error.findings()[10].to_string(), "error[more-findings]: 990 more errors are not listed");
    let names: Vec<String> = (0..200_000).map(|_| "\"name\": \"\"".to_owned()).collect();
    let text = format!("{{\"domain\": {{{}}}}}", names.join(","));
    let error = json::parse_any(&text, limits).map(|_| ()).unwrap_err();
    assert_eq!(error.findings()[10].to_string(), "error[more-findings]: 199989 more errors are not listed");
}
