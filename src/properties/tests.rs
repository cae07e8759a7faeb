//! The declarations of keys: each key is read into the field that it states, in any order of declaration.

use std::collections::BTreeMap;
use std::fmt::Debug;

use domxml_schema::types::Uuid;
use pretty_assertions::assert_eq;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::devices::{ForEachKind, LegacyDevice, for_each_kind};
use super::info::{KeyInfo, Target};
use super::key::{self, Key};
use super::object;
use super::state::State;
use super::value_type::ValueType;
use super::vm_keys;
use crate::context::Context;
use crate::vm::Vm;

/// Number of sample values of each type.
const VARIANTS: usize = 8;

/// The keys of the VM or of a kind of device.
struct Level<D> {
    title: &'static str,
    keys: fn() -> Vec<Key<D>>,
    add: fn(D, &mut State),
}

trait Check {
    fn level<D: Clone + Debug + Default + PartialEq + Serialize>(&mut self, level: &Level<D>);
}

fn for_each_level(check: impl Check) {
    struct Levels<C>(C);
    impl<C: Check> ForEachKind for Levels<C> {
        fn kind<D: LegacyDevice>(&mut self, title: &'static str) {
            let add = |device: D, state: &mut State| {
                let _ = device.add(state);
            };
            self.0.level(&Level { title, keys: D::keys, add });
        }
    }
    let mut levels = Levels(check);
    levels.0.level(&Level { title: "virtual machine", keys: vm_keys::keys, add: |(), _| {} });
    for_each_kind(&mut levels);
}

/// A value of a type, in normal form.
fn sample(value_type: ValueType, variant: usize) -> Value {
    let pick = |choices: &[&str]| Value::from(choices[variant % choices.len()]);
    match value_type {
        ValueType::Text => pick(&["n", "red", "/dev/sdx", "pci_0000_3b_00_0", "virtio-scsi", "POWER8", "pc-q35-4.1"]),
        ValueType::Bool => pick(&["true", "false"]),
        ValueType::Number { .. } => pick(&["3", "1", "0", "250"]),
        ValueType::Integer { .. } => pick(&["3600", "-7200", "5"]),
        ValueType::Uuid => Value::from(Uuid::from_u128(variant as u128 + 1).to_string()),
        ValueType::SixUuids => vec![Uuid::from_u128(7).to_string(); 6].join(",").into(),
        ValueType::Mac => pick(&["02:00:00:00:00:01", "02:00:00:00:00:02"]),
        ValueType::Set => pick(&["0", "1-2"]),
        ValueType::Words(_) => {
            let words = value_type.to_string();
            let words: Vec<&str> = words.split(", ").map(|word| word.trim_matches('`')).collect();
            let word = value_type.normal(&pick(&words)).expect("it is one of the words");
            word.expect("words are not empty")
        }
        ValueType::Address => json!({"type": "pci", "domain": "0x0000", "bus": "0x00", "slot": "0x05"}),
        ValueType::Texts | ValueType::Custom => [json!({"a": "aGk="}), json!({"queues": "4"})][variant % 2].clone(),
        ValueType::Pins => json!({"0": "1-2"}),
        ValueType::TextList => json!(["red"]),
        ValueType::List(members) => {
            let members = members.iter().map(|member| (member.name.to_owned(), sample(member.value_type, variant)));
            Value::Array(vec![Value::Object(members.collect())])
        }
        ValueType::Any => json!("any"),
    }
}

/// The results of reading a level.
#[derive(Debug, PartialEq)]
struct Outcome<D> {
    device: D,
    vm: Vm,
    context: Context,
    boot_order: BTreeMap<Uuid, u64>,
}

impl<D: Serialize> Outcome<D> {
    /// The values at the path of a target.
    fn at(&self, target: Target) -> Vec<Value> {
        let (entity, path) = match target {
            Target::Vm(path) => (serde_json::to_value(&self.vm), path),
            Target::Device(path) => (serde_json::to_value(&self.device), path),
            Target::Context(path) => (serde_json::to_value(&self.context), path),
            _ => return Vec::new(),
        };
        at(&entity.expect("it can be written"), &path.to_string()).into_iter().cloned().collect()
    }
}

fn read<D: Clone + Default>(level: &Level<D>, keys: &[Key<D>], map: &Map<String, Value>) -> Outcome<D> {
    let mut state = State { vm: Vm { id: Uuid::from_u128(1), ..Vm::default() }, ..State::default() };
    let (mut device, mut errors) = (D::default(), Vec::new());
    key::read(keys, &mut device, &mut state, map, "", &mut errors);
    let errors: Vec<String> = errors.iter().map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{}: {errors:?}", level.title);
    (level.add)(device.clone(), &mut state);
    Outcome { device, vm: state.vm, context: state.context, boot_order: state.boot_order }
}

/// All values at a path, in which `*` stands for any member and `[]` for any item.
fn at<'a>(value: &'a Value, path: &str) -> Vec<&'a Value> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let name = first.strip_suffix("[]").unwrap_or(first);
    let found: Vec<&Value> = match name {
        "*" => value.as_object().into_iter().flat_map(Map::values).collect(),
        _ => value.get(name).into_iter().collect(),
    };
    let found: Vec<&Value> = match first.ends_with("[]") {
        true => found.into_iter().filter_map(Value::as_array).flatten().collect(),
        false => found,
    };
    match rest {
        Some(rest) => found.into_iter().flat_map(|value| at(value, rest)).collect(),
        None => found,
    }
}

#[test]
fn each_key_is_read_into_the_field_that_it_states() {
    struct Fields;
    impl Check for Fields {
        fn level<D: Clone + Debug + Default + PartialEq + Serialize>(&mut self, level: &Level<D>) {
            let keys = (level.keys)();
            for key in keys.iter().filter(|key| key.info.target.is_field()) {
                // The boot order of devices is complete only after all devices.
                if key.info.name != "bootOrder" {
                    let changes = (0..VARIANTS * VARIANTS).any(|variant| changes(level, &keys, key, variant));
                    assert!(changes, "{} of the {}: {}", key.info.name, level.title, key.info.target);
                }
            }
        }
    }
    for_each_level(Fields);
}

/// Returns true if a sample value of a key changes the field that the key states.
fn changes<D: Clone + Default + Serialize>(level: &Level<D>, keys: &[Key<D>], key: &Key<D>, variant: usize) -> bool {
    let mut map = Map::new();
    let insert = |map: &mut Map<String, Value>, info: &KeyInfo, variant: usize| {
        object::insert(map, info.name, sample(info.value_type, variant));
    };
    // Without files there is no payload.
    let files = keys.iter().filter(|other| other.info.name.ends_with(".file") && other.info.name != key.info.name);
    files.for_each(|files| insert(&mut map, &files.info, 0));
    let (before, value) = (variant / VARIANTS, variant % VARIANTS);
    if before > 0 {
        let prerequisites = keys.iter().filter(|other| key.after.contains(&other.info.name));
        prerequisites.for_each(|other| insert(&mut map, &other.info, before - 1));
    }
    let without = read(level, keys, &map);
    insert(&mut map, &key.info, value);
    let with = read(level, keys, &map);
    without.at(key.info.target) != with.at(key.info.target)
}

#[test]
fn reading_does_not_depend_on_the_order_of_declaration() {
    struct Orders;
    impl Check for Orders {
        fn level<D: Clone + Debug + Default + PartialEq + Serialize>(&mut self, level: &Level<D>) {
            let (keys, mut reversed) = ((level.keys)(), (level.keys)());
            reversed.reverse();
            let mut seed = 1_usize;
            for _ in 0..100 {
                let mut map = Map::new();
                for key in &keys {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    let random = seed >> 33;
                    if !random.is_multiple_of(4) {
                        object::insert(&mut map, key.info.name, sample(key.info.value_type, random / 4));
                    }
                }
                let (there, back) = (read(level, &keys, &map), read(level, &reversed, &map));
                assert_eq!(there, back, "{}: {map:?}", level.title);
            }
        }
    }
    for_each_level(Orders);
}

#[test]
fn keys_follow_keys_that_exist() {
    struct Names;
    impl Check for Names {
        fn level<D: Clone + Debug + Default + PartialEq + Serialize>(&mut self, level: &Level<D>) {
            let keys = (level.keys)();
            for key in &keys {
                for name in key.after {
                    assert!(keys.iter().any(|other| other.info.name == *name), "{name} of the {}", level.title);
                }
            }
        }
    }
    for_each_level(Names);
}
