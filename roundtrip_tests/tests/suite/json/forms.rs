//! What stands where in the form in JSON.

use domxml_schema::device::disk::Source;
use domxml_schema::parse_any;
use domxml_schema::xml::{KeptAttribute, Limits, Node};
use domxml_schema::{Domain, Element, json};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::valid;

#[test]
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

#[test]
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

#[test]
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
    assert_eq!(
        error.to_string(),
        "2:3: error[unknown-root]: unknown root element `source` at $.source; help: expected `domain`"
    );
    let error = json::from_value::<Domain>(&json!({ "domain": { "id": "x", "nam": "" } })).unwrap_err();
    assert_eq!(error.findings().len(), 2);
    assert_eq!(error.findings()[0].position.line, 0);
    assert!(
        error.to_string().starts_with("error[wrong-type]: expected a whole number, found \"x\" at $.domain.id;"),
        "{error}"
    );
}
