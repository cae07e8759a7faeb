//! Legacy maps from outside: samples come back, keys with a field come back from the entity alone, and errors have
//! paths.

use std::fmt::Write as _;
use std::path::Path;

use domxml::context::Context;
use domxml::entity::{self, Format};
use domxml::properties::{Imported, NOT_REPRESENTABLE, Table, normal, oldest_context, read, tables, write};
use domxml::schema::report::Finding;
use domxml::vm::{DiskInterface, SerialNumber, Vm, VmDevice as _};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

const SAMPLES: [&str; 3] = [
    include_str!("../../samples/properties/web.json"),
    include_str!("../../samples/properties/oldest.json"),
    include_str!("../../samples/properties/running.json"),
];

fn import(map: &Value) -> Imported {
    read(&map.to_string(), &oldest_context()).unwrap_or_else(|errors| panic!("{errors}\n{map:#}"))
}

fn errors(text: &str) -> Vec<String> {
    let errors = read(text, &oldest_context()).expect_err("it is wrong");
    errors.0.iter().map(ToString::to_string).collect()
}

fn findings(map: &Value) -> Vec<String> {
    let line = |finding: &Finding| {
        assert!(finding.position.is_known(), "{finding}");
        let help = finding.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
        format!("{}: {}{help}", finding.path, finding.message)
    };
    import(map).findings.iter().map(line).collect()
}

/// A sample as an object.
fn sample(text: &str) -> Value {
    let value: Value = serde_json::from_str(text).expect("it is JSON");
    value.as_array().map_or(value.clone(), |list| list[0].clone())
}

#[test]
fn samples_come_back_value_for_value() {
    for text in SAMPLES {
        let imported = read(text, &oldest_context()).expect("it is sound");
        assert_eq!(imported.findings, [], "{}", imported.vm.name);
        for context in [imported.context.clone(), Context::default(), oldest_context()] {
            assert_eq!(write(&imported.vm, &context).expect("its system is known"), sample(text));
        }
        // Also through the VM's own file.
        for format in [Format::Json, Format::Yaml] {
            let vm: Vm = entity::read(&entity::write(&imported.vm, format), format).expect("it was written");
            assert_eq!(vm, imported.vm);
        }
    }
}

#[test]
fn keys_with_a_field_come_back_without_preserved_content() {
    let known = tables();
    for text in SAMPLES {
        let Imported { mut vm, context, .. } = read(text, &oldest_context()).expect("it is sound");
        vm.legacy_properties = None;
        let (source, written) = (normal(&sample(text)), normal(&write(&vm, &context).expect("it can be written")));
        compare_fields(&known[0], &source, &written);
        for device in source["devices"].as_array().into_iter().flatten() {
            let id = &device["deviceId"];
            let same = |other: &&Value| !id.is_null() && other["deviceId"] == *id;
            let Some(other) = written["devices"].as_array().and_then(|list| list.iter().find(same)) else { continue };
            let word = device["type"].as_str().unwrap_or_default();
            let table = known.iter().find(|table| {
                table.device_type == Some(word) && (word != "disk" || table.title.contains(kind_of_drive(device)))
            });
            compare_fields(table.unwrap_or_else(|| panic!("no table for {device}")), device, other);
        }
        assert!(import(&written).findings.is_empty());
        let again = import(&written);
        let maps = [write(&again.vm, &again.context), Ok(written.clone())].map(|map| normal(&map.expect("it is one")));
        assert_eq!(maps[0], maps[1]);
    }
}

fn kind_of_drive(device: &Value) -> &'static str {
    match device["device"].as_str() {
        Some("cdrom") => "CD drive",
        Some("floppy") => "floppy",
        _ => "disk",
    }
}

/// Compares the keys that have a field.
fn compare_fields(table: &Table, source: &Value, written: &Value) {
    for key in table.keys.iter().filter(|key| key.target().is_field()) {
        let pointer = format!("/{}", key.name().replace('.', "/"));
        // The path of a disk on a host, and unmanaged devices, are not in the VM.
        if key.name() == "path" && table.title == "disk" || key.name() == "custom" && written["custom"].is_null() {
            continue;
        }
        if let Some(value) = source.pointer(&pointer) {
            assert_eq!(written.pointer(&pointer), Some(value), "{} of the {}", key.name(), table.title);
        }
    }
}

#[test]
fn a_map_makes_a_vm() {
    let Imported { vm, context, .. } = import(&sample(SAMPLES[0]));
    assert_eq!((vm.name.as_str(), vm.memory.max_mb, vm.cpu.topology.sockets), ("web-7", Some(16384), 2));
    assert_eq!(vm.cpu.custom_cpu_name.as_deref(), Some("Haswell-noTSX,+sse4.1,-x2apic"));
    assert_eq!(vm.time_zone.as_deref(), Some("Etc/GMT-2"));
    assert_eq!(vm.serial_number, Some(SerialNumber::Custom("WEB-0007".to_owned())));
    assert_eq!(vm.boot.sequence.to_string(), "CDN");
    assert_eq!((vm.disks.len(), vm.cdroms.len(), vm.nics.len(), vm.vgpus.len()), (3, 1, 2, 2));
    assert!(vm.initialization.is_some() && vm.vgpus.iter().all(|vgpu| vgpu.no_display));
    assert!(!vm.custom_properties.contains_key("mdev_type"));
    let red = &context.vnic_profiles["red"];
    assert_eq!((red.network_filter.as_deref(), red.port_mirroring), (Some("vdsm-no-mac-spoofing"), true));
    assert_eq!(red.qos.and_then(|qos| qos.inbound).map(|limit| (limit.average, limit.burst)), Some((10, 10)));
    assert_eq!(context.networks["red"].mtu, Some(9000));
}

#[test]
fn samples_make_domains() {
    for text in SAMPLES {
        let imported = read(text, &oldest_context()).expect("it is sound");
        let template = imported.template().unwrap_or_else(|error| panic!("{}: {error}", imported.vm.name));
        assert_eq!(template.domain.name, Some(imported.vm.name));
    }
}

#[test]
fn older_keys_imply_devices() {
    let imported = import(&sample(SAMPLES[1]));
    let vm = &imported.vm;
    assert_eq!((vm.graphics.len(), vm.videos.len(), vm.sounds.len(), vm.nics.len()), (1, 1, 1, 2));
    assert_eq!((vm.disks[0].interface, vm.disks[0].boot), (DiskInterface::Virtio, true));
    assert_eq!(vm.cdroms[0].path.as_deref(), Some("/rhev/isos/rescue.iso"));
    assert_eq!(imported.context.networks.keys().collect::<Vec<_>>(), ["blue", "red"]);
    // Once the VM is changed, the map has a list of all devices.
    let mut changed = vm.clone();
    changed.sounds.clear();
    let map = write(&changed, &imported.context).expect("its system is known");
    let types: Vec<&Value> = map["devices"].as_array().expect("a list").iter().map(|device| &device["type"]).collect();
    assert_eq!(types, ["video", "graphics", "disk", "disk", "interface", "interface"]);
    assert_eq!(import(&map).vm.nics.len(), 2);
}

#[test]
fn a_disk_known_only_by_its_path_is_preserved() {
    let map = json!({"vmName": "old", "hda": "/images/root.img"});
    let message = "hda: a disk that is known only by its path is not representable (preserved)";
    assert_eq!(findings(&map), [message]);
    assert_eq!(write(&import(&map).vm, &Context::default()).expect("its system is known"), map);
}

#[test]
fn unmanaged_devices_are_recognized_and_preserved() {
    let imported = import(&sample(SAMPLES[2]));
    let ids: Vec<String> = imported.unmanaged.iter().map(|device| device.id.to_string()).collect();
    assert_eq!(ids, ["a2b6c0de-5b1c-4c55-8a05-6f1d7e3c4b10", "a2b6c0de-5b1c-4c55-8a05-6f1d7e3c4b11"]);
    assert!(imported.vm.custom_properties.is_empty());
    assert!(!imported.vm.controllers[0].managed(), "a host reported it");
}

#[test]
fn unknown_content_is_reported_and_preserved() {
    let map = json!({
        "memsize2": 1,
        "memSzie": "512",
        "numaTune": {"mod": "strict"},
        "devices": [
            {"type": "sonud", "device": "ich6"},
            {"type": "video", "device": "voodoo"},
            {"type": "rng", "specParams": {"sourc": "random"}, "colour": {"deep": [1, {}]}},
        ],
        "guestNumaNodes": [{"cpus": "0", "memory": 256, "nodeIndex": 0, "speed": 1}],
    });
    assert_eq!(
        findings(&map),
        [
            "guestNumaNodes[0].speed: unknown key `speed` (preserved)",
            "memSzie: unknown key `memSzie` (preserved); did you mean `memSize`?",
            "memsize2: unknown key `memsize2` (preserved); did you mean `memSize`?",
            "numaTune.mod: unknown key `mod` (preserved); did you mean `mode`?",
            "devices[0].type: unknown device type `sonud` (preserved); did you mean `sound`?",
            "devices[1].device: unknown kind of video: `voodoo` (preserved)",
            "devices[2].colour: unknown key `colour` (preserved)",
            "devices[2].specParams.sourc: unknown key `sourc` (preserved); did you mean `source`?",
        ]
    );
    assert_eq!(write(&import(&map).vm, &Context::default()).expect("its system is known"), map);
}

#[test]
fn values_that_are_not_representable_are_reported_and_preserved() {
    let map = json!({
        "smp": "3",
        "smpCoresPerSocket": "2",
        "timeOffset": "1801",
        "kvmEnable": "no",
        "devices": [
            {"type": "disk", "iface": "virtio", "volumeID": "7d20a9b4-1f35-4f0e-8c49-3a6c1b5e9da3",
             "specParams": {"ioTune": {"total_bytes_sec": 1}}},
        ],
    });
    assert_eq!(
        findings(&map),
        [
            "kvmEnable: `no` is not representable; the VM has `true` (preserved)",
            "timeOffset: `1801` is not representable; the VM has `0` (preserved)",
            "smp: `3` is not representable; the VM has `4` (preserved)",
            "devices[0].specParams.ioTune.total_bytes_sec: `1` is not representable; the VM has `1048576` (preserved)",
        ]
    );
    let imported = import(&map);
    assert!(imported.findings.iter().all(|finding| finding.code == NOT_REPRESENTABLE));
    assert_eq!(write(&imported.vm, &imported.context).expect("its system is known"), map);
}

#[test]
fn a_changed_vm_goes_before_preserved_content() {
    let mut imported = import(&json!({"memSize": 512, "colour": "red", "smp": "3", "smpCoresPerSocket": "2"}));
    imported.vm.memory.size_mb = 1024;
    imported.vm.cpu.topology.cores = 4;
    let map = write(&imported.vm, &imported.context).expect("its system is known");
    assert_eq!((&map["memSize"], &map["colour"]), (&json!("1024"), &json!("red")));
    assert_eq!((&map["smp"], &map["smpCoresPerSocket"]), (&json!("8"), &json!("4")));
}

#[test]
fn wrong_values_are_errors_with_path_and_expected_type() {
    let wrong = json!({
        "vmId": "7",
        "memSize": "4G",
        "maxMemSize": -1,
        "smp": [2],
        "acpiEnable": "maybe",
        "custom": {"a": {}},
        "numaTune": "strict",
        "cpuPinning": {"0": "1-"},
        "guestNumaNodes": [{"cpus": "0-99999999", "nodeIndex": 0}],
        "hiberVolHandle": "a,b",
        "devices": [
            7,
            {"device": "qxl"},
            {"type": "rng", "specParams": {"source": "urandon"}},
            {"type": "interface", "macAddr": "00:1a", "address": {"type": "pci", "slot": "0xzz"}},
            {"type": "sound", "deviceId": "4b1f0c8e-77a5-4a53-9d3c-1f0e6a7b2c1b"},
            {"type": "sound", "deviceId": "4b1f0c8e-77a5-4a53-9d3c-1f0e6a7b2c1b"},
        ],
    });
    let found = errors(&wrong.to_string());
    let expected = [
        "expected a non-negative integer (MiB), found `4G` at memSize",
        "expected a UUID, found `7` at vmId",
        "expected an integer from 0 to 65536 (processors), found a list at smp",
        "expected `true` or `false`, found `maybe` at acpiEnable",
        "expected a string, found an object at custom.a",
        "expected an object, found `strict` at numaTune",
        "found `1-` at cpuPinning.0",
        "found `0-99999999` at guestNumaNodes[0].cpus",
        "expected six comma-separated UUIDs, found `a,b` at hiberVolHandle",
        "expected a device, found `7` at devices[0]",
        "`type` is missing at devices[1]; help: set the type of the device, such as `disk`",
        "found `urandon` at devices[2].specParams.source; help: did you mean `urandom`?",
        "expected a MAC address, found `00:1a` at devices[3].macAddr",
        "duplicate id `4b1f0c8e-77a5-4a53-9d3c-1f0e6a7b2c1b` at devices[5].deviceId; help: give each device its own id",
    ];
    for message in expected {
        assert!(found.iter().any(|error| error.contains(message)), "{message}\nis not in {found:#?}");
    }
    assert!(found.iter().any(|error| error.contains("not an address") && error.contains("devices[3].address")));
    assert_eq!(found.len(), expected.len() + 2, "{found:#?}");
}

#[test]
fn texts_that_are_not_maps_are_errors_with_their_place() {
    let table = [
        ("{\"vmName\": \"a\", \"vmName\": \"b\"}", "duplicate key `vmName`"),
        ("{\"devices\": [{\"type\": \"rng\", \"type\": \"rng\"}]}", "duplicate key `type` at devices[0].type"),
        (
            "{\"statusTime\": 99999999999999999999999}",
            "too large to be preserved exactly; write it as a string at statusTime",
        ),
        ("{\"statusTime\": 1e999}", "number out of range"),
        (
            "{\"memSize\": 18014398509481984}",
            "expected at most 18014398509481983 MiB, found `18014398509481984` at memSize",
        ),
        ("[{}, {}]", "expected one map of properties, found a list of 2"),
        ("7", "expected a map of properties, found `7`"),
        ("{\"devices\": {}}", "expected a list of devices, found an object at devices"),
        ("{\"vmName\": \"a\"", "1:15: error[ill-formed]: EOF while parsing"),
    ];
    for (text, message) in table {
        let found = errors(text);
        assert!(found.len() == 1 && found[0].contains(message), "{text}: {found:?}");
    }
    let deep = format!("{{\"a\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(errors(&deep)[0].contains("nested deeper than the limit"));
    assert!(errors("{\n  \"vmName\": 1 2\n}")[0].starts_with("2:"));
}

#[test]
fn xml_in_the_map_goes_before_all_other_keys() {
    let xml = "<domain type='kvm'><name>other</name></domain>";
    let imported = import(&json!({"vmName": "web", "xml": xml}));
    assert_eq!(imported.template().expect("it is sound").domain.name.as_deref(), Some("other"));
    let broken = import(&json!({"xml": "<domain>"}));
    assert!(broken.template().expect_err("it is broken").to_string().contains("malformed `xml`"));
}

#[test]
fn the_documentation_lists_every_key() {
    let mut expected = String::new();
    for table in tables() {
        let of = table.device_type.map(|word| format!(" (`{word}`)")).unwrap_or_default();
        let _ = writeln!(
            expected,
            "## {}{of}\n\n| key | old names | value | meaning | field |\n|---|---|---|---|---|",
            table.title
        );
        for key in &table.keys {
            let old: Vec<String> = key.old_names().iter().map(|name| format!("`{name}`")).collect();
            let default = key.default().map(|default| format!("; default `{default}`")).unwrap_or_default();
            let (name, values, meaning, target) = (key.name(), key.values(), key.meaning(), key.target());
            let _ = writeln!(expected, "| `{name}` | {} | {values}{default} | {meaning} | {target} |", old.join(", "));
        }
        expected.push('\n');
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/properties.md");
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let (_, listed) = text.split_once("<!-- keys -->\n\n").unwrap_or_default();
    if listed.trim() != expected.trim() {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("properties.md");
        std::fs::write(&path, &expected).expect("the directory exists");
        panic!("docs/properties.md is out of date; what must follow `<!-- keys -->` is in {}", path.display());
    }
}

#[test]
fn a_written_map_is_read_as_the_same_vm_but_for_documented_fields() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let load = |path: &str| std::fs::read_to_string(folder.join(path)).expect("it is there");
    let vm: Vm = entity::read(&load("vm/small.yaml"), Format::Yaml).expect("it is sound");
    let context: Context = entity::read(&load("context/x86_64.yaml"), Format::Yaml).expect("it is sound");
    let map = write(&vm, &context).expect("its system is known");
    let again = read(&map.to_string(), &context).expect("it was written");
    assert_eq!(again.findings, []);
    let (was, is) = (entity::canonical(&vm), entity::canonical(&again.vm));
    let mut lost: Vec<&str> = Vec::new();
    let fields = was.as_object().into_iter().flatten();
    lost.extend(fields.filter(|(field, value)| is.get(field.as_str()) != Some(value)).map(|(field, _)| field.as_str()));
    let text = std::fs::read_to_string(folder.join("../docs/properties.md")).expect("it is there");
    for field in lost {
        assert!(text.contains(&format!("`{field}")), "{field}: {} became {}", was[field], is[field]);
    }
}
