//! Legacy maps of a real engine and real hosts give the XML that the hosts generated from them, except for the
//! differences that `properties/differences.txt` lists with their reasons; and random maps with the documented keys
//! come back value for value. A listed difference that no longer applies is a failure.

use std::collections::BTreeSet;
use std::path::Path;

use domxml::context::Context;
use domxml::metadata::ovirt;
use domxml::properties::{KeyInfo, Table, normal, oldest_context, read, tables, write};
use domxml::schema::device::controller::Kind;
use domxml::schema::domain::Device;
use domxml::schema::{Domain, Element};
use pretty_assertions::assert_eq;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use roundtrip_tests::random::cases;
use roundtrip_tests::{listed, reference, semantic};
use serde_json::{Map, Value, json};

/// The file names of maps end with this; their XML is beside them.
const ENDING: &str = ".properties.json";

#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn maps_give_the_xml_of_hosts_and_come_back() {
    let folder = reference::corpus("ovirt");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("properties/differences.txt");
    let load =
        |path: &Path| std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let table = load(&own);
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).expect("the directory can be read").filter_map(Result::ok) {
        let file = entry.file_name().to_string_lossy().into_owned();
        let Some(name) = file.strip_suffix(ENDING) else { continue };
        count += 1;
        let text = load(&entry.path());
        let imported = read(&text, &oldest_context()).unwrap_or_else(|errors| panic!("{name}: {errors}"));
        assert_eq!(imported.findings, [], "{name}: every key is known and representable");
        let source: Value = serde_json::from_str(&text).expect("it is JSON");
        let source = source.as_array().map_or(source.clone(), |list| list[0].clone());
        for context in [&imported.context, &Context::default()] {
            assert_eq!(write(&imported.vm, context).expect("its system is known"), source, "{name}");
        }
        let template = imported.template().unwrap_or_else(|error| panic!("{name}: {error}"));
        let made = Domain::parse(&load(&folder.join(name).with_extension("xml"))).expect("it is a document");
        let found = semantic::differences(&plain(made), &plain(template.domain)).into_iter().collect();
        listed::check(&table, name, &found);
    }
    assert!(count > 0, "there is no map in {}", folder.display());
    let names: BTreeSet<&str> =
        table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split(" | ").next()).collect();
    for name in names {
        assert!(folder.join(format!("{name}{ENDING}")).is_file(), "differences of a map that does not exist: {name}");
    }
}

/// A document without fingerprint, and with devices and channels in a fixed order.
fn plain(mut domain: Domain) -> String {
    for device in domain.devices.iter_mut().flat_map(|devices| &mut devices.list) {
        if let Device::Graphics(graphics) = device {
            graphics.channels.sort_by_key(|channel| format!("{:?}", channel.name));
        }
    }
    let place = |device: &Device| match device {
        Device::Controller(controller) if controller.kind == Some(Kind::Pci) => "last".to_owned(),
        Device::Controller(controller) => format!("{:?} {:?}", controller.kind, controller.index),
        _ => String::new(),
    };
    if let Some(devices) = &mut domain.devices {
        devices.list.sort_by_key(place);
    }
    let vm: Option<ovirt::Vm> = domain.metadata_of().expect("the metadata are sound");
    domain.metadata = None;
    if let Some(vm) = vm {
        domain.set_metadata(&vm).expect("it can be written");
    }
    domain.to_xml().expect("it can be written")
}

/// A value of a key, by the description of its values.
fn value_of(key: &KeyInfo) -> BoxedStrategy<Value> {
    let words = key.values();
    let spelled = |text: String| Value::from(text);
    if words.starts_with("`true` or `false`") {
        let spellings = [json!("true"), json!(false), json!("yes"), json!("No"), json!(1), json!("0")];
        return proptest::sample::select(spellings.to_vec()).boxed();
    }
    if words.starts_with("an integer") || words.starts_with("a non-negative integer") {
        return prop_oneof![
            (0_u32..70).prop_map(Value::from),
            (0_u32..70).prop_map(|number| Value::from(number.to_string())),
            (0_u32..70).prop_map(move |number| Value::from((u64::from(number) * 1_048_576 % 65_536).to_string())),
        ]
        .boxed();
    }
    if words.starts_with('`') {
        let choices: Vec<Value> = words.split(", ").map(|word| word.trim_matches('`').into()).collect();
        return proptest::sample::select(choices).boxed();
    }
    let id = any::<u128>().prop_map(|number| {
        let hex = format!("{number:032X}");
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    });
    let text = "[a-z]{0,8}".boxed();
    match words.as_str() {
        "a UUID" => id.prop_map(spelled).boxed(),
        "six comma-separated UUIDs" => proptest::collection::vec(id, 6).prop_map(|ids| ids.join(",").into()).boxed(),
        "a MAC address" => any::<[u8; 5]>()
            .prop_map(|bytes| {
                let parts: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
                format!("02:{}", parts.join(":")).into()
            })
            .boxed(),
        "a set of numbers such as `0-3,8`" => "[0-8][0-9]?-9[0-9]|[0-9],[0-9]".prop_map(spelled).boxed(),
        "an object of strings" => {
            let values = prop_oneof![text.prop_map(Value::from), any::<i32>().prop_map(Value::from)];
            proptest::collection::btree_map("[a-z_/~.]{1,5}", values, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect()))
                .boxed()
        }
        "an object of sets of host processors by vCPU" => proptest::collection::btree_map(0_u32..8, 0_u32..8, 0..3)
            .prop_map(|pins| {
                Value::Object(pins.into_iter().map(|(cpu, host)| (cpu.to_string(), json!(host))).collect())
            })
            .boxed(),
        "a list of strings" => proptest::collection::vec("[a-z]{1,4}", 0..2).prop_map(|texts| json!(texts)).boxed(),
        "an object of address attributes" => (0_u8..32)
            .prop_map(|slot| json!({"type": "pci", "domain": 0, "bus": "0x00", "slot": slot, "function": "0x0"}))
            .boxed(),
        list if list.starts_with("a list of objects") => Just(json!([])).boxed(),
        _ => prop_oneof![text.prop_map(Value::from), (-90_i32..90).prop_map(Value::from)].boxed(),
    }
}

/// A map with some of these keys, under their current or an old name, and some unknown keys.
fn map_of(table: &Table) -> BoxedStrategy<Map<String, Value>> {
    // The values of these are narrower than their types.
    let special = ["type", "device", "deviceId", "drives", "hda", "hdb", "hdc", "hdd"];
    let lists = ["macAddr", "nicModel", "bridge"];
    let vm = table.device_type.is_none();
    let drawn = |key: &&KeyInfo| !special.contains(&key.name()) && (!vm || !lists.contains(&key.name()));
    let keys: Vec<KeyInfo> = table.keys.iter().filter(drawn).copied().collect();
    let members: Vec<_> = keys
        .iter()
        .map(|key| {
            let old: Vec<&'static str> = std::iter::once(key.name()).chain(key.old_names().iter().copied()).collect();
            let value = if key.name() == "timeOffset" || key.name() == "nice" {
                (-12_i32..15).prop_map(|hours| Value::from((hours * 1800).to_string())).boxed()
            } else {
                value_of(key)
            };
            proptest::option::weighted(0.4, (proptest::sample::select(old), value))
        })
        .collect();
    let odd = proptest::collection::btree_map("x[a-z]{3}", any::<i16>().prop_map(Value::from), 0..2);
    (members, odd)
        .prop_map(|(members, odd)| {
            let mut map: Map<String, Value> = odd.into_iter().collect();
            for (name, value) in members.into_iter().flatten() {
                put(&mut map, name, value);
            }
            map
        })
        .boxed()
}

fn put(map: &mut Map<String, Value>, name: &str, value: Value) {
    match name.split_once('.') {
        Some((first, rest)) => {
            let inner = map.entry(first).or_insert_with(|| json!({}));
            if let Some(inner) = inner.as_object_mut() {
                put(inner, rest, value);
            }
        }
        None => {
            map.insert(name.to_owned(), value);
        }
    }
}

fn device() -> BoxedStrategy<Value> {
    let words: &[(&str, &[&str])] = &[
        ("video card", &["qxl", "vga", "cirrus"]),
        ("graphics", &["spice", "vnc"]),
        ("controller", &["scsi", "usb", "virtio-serial", "ccid"]),
        ("payload", &["cdrom", "floppy"]),
        ("CD drive", &["cdrom"]),
        ("floppy drive", &["floppy"]),
        ("disk", &["disk", "lun"]),
        ("NIC", &["bridge", "hostdev"]),
    ];
    let tables: Vec<Table> = tables().into_iter().filter(|table| table.device_type.is_some()).collect();
    let one = |table: Table| {
        let choice = words.iter().find(|(title, _)| *title == table.title).map_or(&["ich6"][..], |(_, words)| words);
        let title = table.title;
        let (word, named) = (table.device_type.unwrap_or_default(), proptest::option::of(any::<u128>()));
        (map_of(&table), proptest::sample::select(choice), named)
            .prop_map(move |(mut map, device, id)| {
                if title == "payload" {
                    put(&mut map, "specParams.vmPayload.volId", "config-2".into());
                }
                map.insert("type".to_owned(), word.into());
                map.insert("device".to_owned(), device.into());
                if let Some(id) = id {
                    let hex = format!("{id:032x}");
                    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
                    map.insert("deviceId".to_owned(), parts.join("-").into());
                }
                Value::Object(map)
            })
            .boxed()
    };
    proptest::strategy::Union::new(tables.into_iter().map(one)).boxed()
}

fn map() -> BoxedStrategy<Value> {
    let vm = tables().into_iter().find(|table| table.device_type.is_none()).expect("the VM has keys");
    let devices = proptest::option::of(proptest::collection::vec(device(), 0..5));
    (map_of(&vm), devices)
        .prop_map(|(mut map, devices)| {
            map.extend(devices.map(|devices| ("devices".to_owned(), Value::Array(devices))));
            Value::Object(map)
        })
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: cases(200),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_260_518),
        ..ProptestConfig::default()
    })]

    /// Maps come back from the VM, in its context and alone; a key without a finding comes back from the fields of
    /// the entity, without preserved content.
    #[test]
    fn drawn_maps_come_back(source in map()) {
        let imported = match read(&source.to_string(), &oldest_context()) {
            Ok(imported) => imported,
            Err(errors) => return Err(TestCaseError::fail(format!("{errors}"))),
        };
        for context in [&imported.context, &Context::default()] {
            prop_assert_eq!(&write(&imported.vm, context).expect("its system is known"), &source);
        }
        let form = normal(&source);
        prop_assert_eq!(&normal(&form), &form);
        let mut vm = imported.vm.clone();
        vm.legacy_properties = None;
        let written = normal(&write(&vm, &imported.context).expect("its system is known"));
        let different: BTreeSet<&str> = imported.findings.iter().map(|finding| finding.path.as_str()).collect();
        let known = tables();
        for key in known[0].keys.iter().filter(|key| key.target().is_field()) {
            let pointer = format!("/{}", key.name().replace('.', "/"));
            let (before, after) = (form.pointer(&pointer), written.pointer(&pointer));
            if before.is_some() && key.is_checked() && !different.contains(key.name()) && key.name() != "custom" {
                prop_assert_eq!(before, after, "{}", key.name());
            }
        }
        let again = read(&written.to_string(), &imported.context);
        prop_assert!(again.is_ok(), "{:?}", again.err());
    }
}
