//! What is wrong with a document in JSON: every mistake with path, place and remedy.

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

#[test]
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
            r#"{"namespaces": [{"prefix": "a b", "uri": "x"}]}"#,
            "$.domain.extra: `a b` cannot stand as a name or prefix in XML",
        ),
        (
            r#"{"attributes": [{"name": "a b", "value": ""}]}"#,
            "$.domain.extra: `a b` cannot stand as a name or prefix in XML",
        ),
        (
            r#"{"attributes": [{"name": "a='1' b", "value": ""}]}"#,
            "$.domain.extra: `a='1' b` cannot stand as a name or prefix in XML",
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
        (r#"{"nodes": [{"comment": "a--b"}]}"#, "$.domain.extra.nodes[0]: the text would end the comment"),
        (
            r#"{"nodes": [{"instruction": "xml version='1.0'"}]}"#,
            "$.domain.extra.nodes[0]: no proper processing instruction",
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
        ("[]", Code::WRONG_TYPE, (1, 1), "$", "a list where an object is wanted"),
        ("{}", Code::WRONG_TYPE, (1, 1), "$", "the document has 0 keys, where one says what it is"),
        ("\u{feff}{\"domain\": 1}", Code::WRONG_TYPE, (1, 12), "$.domain", "the number 1 where an object is wanted"),
        ("{\"domian\": {}}", Code::UNKNOWN_ROOT, (1, 2), "$.domian", "the document is of `domian`"),
        ("{\"source\": {}}", Code::UNKNOWN_ROOT, (1, 2), "$.source", "`source` could be one of 10 elements"),
        ("{\"a\\u001b\\n'\": {}}", Code::UNKNOWN_ROOT, (1, 2), r"$['a\u{1b}...']", "the document is of `a\\u{1b}...`"),
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
    assert_eq!(error.findings()[10].to_string(), "990 more mistakes are not listed");
    let names: Vec<String> = (0..200_000).map(|_| "\"name\": \"\"".to_owned()).collect();
    let text = format!("{{\"domain\": {{{}}}}}", names.join(","));
    let error = json::parse_any(&text, limits).map(|_| ()).unwrap_err();
    assert_eq!(error.findings()[10].to_string(), "199989 more mistakes are not listed");
}
