//! A document that is current is the document that generation would make.

use std::collections::BTreeSet;

use domxml::context::Context;
use domxml::current::changes;
use domxml::entity::{self, Format, canonical};
use domxml::fingerprint::Fingerprint;
use domxml::generate;
use domxml::schema::{Domain, Element};
use domxml::vm::{Initialization, Vm};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Sample {
    vm: Vm,
    context: Context,
}

impl Sample {
    fn read(text: &str) -> Self {
        entity::read(text, Format::Yaml).expect("the sample can be read")
    }
}

fn samples() -> [Sample; 2] {
    [include_str!("../fingerprint/desktop.yaml"), include_str!("../fingerprint/server.yaml")].map(Sample::read)
}

fn document(vm: &Vm, context: &Context) -> Result<Domain, Vec<String>> {
    let template = generate(vm, context);
    let template = template.map_err(|problems| problems.0.into_iter().map(|problem| problem.path).collect::<Vec<_>>());
    template.map(|template| template.domain)
}

/// The changes since a document was made.
fn since(document: &Domain, vm: &Vm, context: &Context) -> Vec<String> {
    let changes = changes(document, vm, context).expect("the fingerprint is right");
    changes.expect("the document has a fingerprint").iter().map(ToString::to_string).collect()
}

/// Every value of entity and context is changed on its own, in several ways. The document may only be current if it is
/// the one that would be generated.
#[test]
fn a_document_is_current_only_if_it_would_be_made_again() {
    for Sample { vm, context } in samples() {
        let made = document(&vm, &context).expect("the sample is possible");
        let mut unchanged = Vec::new();
        let mut look = |path: &str, vm: &Vm, context: &Context| {
            if !since(&made, vm, context).is_empty() {
                return;
            }
            match document(vm, context) {
                Ok(now) => assert_eq!(now.to_xml(), made.to_xml(), "{path} changes the document, which seems current"),
                Err(fields) => assert_eq!(fields, ["context.time"], "{path}"),
            }
            unchanged.push(path.to_owned());
        };
        let mutants = each_mutant(&vm, 1, |path, vm| look(&format!("vm{path}"), vm, &context));
        assert!(mutants > 120, "{mutants} changed entities");
        let mutants = each_mutant(&context, usize::MAX, |path, context| look(&format!("context{path}"), &vm, context));
        assert!(mutants > 150, "{mutants} changed contexts");
        assert!(unchanged.iter().all(|path| path.starts_with("context")), "{unchanged:?}");
        assert!(!unchanged.is_empty());
    }
}

#[test]
fn the_host_counts_as_far_as_this_run_looks_at_it() {
    let [Sample { vm, context }, _] = samples();
    let made = document(&vm, &context).expect("the sample is possible");
    let changes = |change: fn(&mut Value)| {
        let mut now = value(&context);
        change(&mut now["host"]);
        since(&made, &vm, &read(now).expect("it is a context"))
    };
    let host = ["context.host has another value"];
    assert_eq!(changes(|host| host["fipsEnabled"] = json!(true)), host);
    assert_eq!(changes(|host| host["devices"]["nvme"]["pci"]["bus"] = json!(7)), host);
    assert_eq!(changes(|host| host["devices"]["other"]["pci"]["bus"] = json!(7)), [""; 0]);
    assert_eq!(changes(|host| host["vgpuPlacement"] = json!("separated")), [""; 0]);
}

#[test]
fn a_change_to_daylight_saving_time_counts() {
    let [Sample { vm, context }, _] = samples();
    let made = document(&vm, &context).expect("the sample is possible");
    let changes = |time: &str| since(&made, &vm, &Context { time: Some(time.to_owned()), ..context.clone() });
    assert_eq!(changes("2026-08-15T12:00:00Z"), [""; 0]);
    assert_eq!(changes("2026-12-15T12:00:00Z"), ["context.time has another value"]);
}

#[test]
fn changes_of_the_entity_are_named() {
    let [Sample { vm, context }, _] = samples();
    let made = document(&vm, &context).expect("the sample is possible");
    let mut now = vm.clone();
    now.memory.size_mb *= 2;
    now.disks[0].boot = !now.disks[0].boot;
    let disk = now.disks[0].id;
    let boot = if now.disks[0].boot == vm.disks[0].boot { "is new" } else { "has another value" };
    let expected = [format!("vm.disks[{disk}].boot {boot}"), "vm.memory.sizeMb has another value".to_owned()];
    assert_eq!(since(&made, &now, &context), expected);
    let gone = now.nics.pop().expect("the sample has a NIC").id;
    assert!(since(&made, &now, &context).contains(&format!("vm.nics[{gone}] is gone")));
}

#[test]
fn order_without_meaning_does_not_count() {
    let [Sample { mut vm, context }, _] = samples();
    let made = document(&vm, &context).expect("the sample is possible");
    vm.disks.reverse();
    assert_eq!(since(&made, &vm, &context), [""; 0]);
}

/// What initializes a guest has passwords in it, and a digest of a password tells which one it is.
#[test]
fn files_for_the_guest_are_in_no_digest() {
    let [Sample { mut vm, context }, _] = samples();
    let mut with = |password: &str| {
        vm.initialization = Some(Initialization::Ignition(password.to_owned()));
        (document(&vm, &context).expect("it is possible"), Fingerprint::of(&vm, &context))
    };
    let (made, fingerprint) = with("secret-1");
    let (_, other) = with("secret-2");
    assert_eq!(fingerprint, other);
    assert_eq!(since(&made, &vm, &context), ["vm.initialization.ignition has another value"]);
}

#[test]
fn a_fingerprint_is_small_and_comes_back() {
    for Sample { vm, context } in samples() {
        let mut domain = Domain::default();
        assert_eq!(Fingerprint::read(&domain), Ok(None));
        let made = Fingerprint::of(&vm, &context);
        made.write(&mut domain).expect("it can be written");
        let written = domain.to_xml().expect("it can be written");
        let element =
            &written[written.find("<made-from").expect("it is there")..written.find("/>").expect("it is empty")];
        assert!(element.len() < 400, "{} bytes: {element}", element.len());
        assert_eq!(Fingerprint::read(&Domain::parse(&written).expect("a document")), Ok(Some(made)), "{written}");
        for (from, to, expected) in [
            ("rules=", "rulez=", "has no attribute `rules`"),
            (" vm=\"", " vm=\"!", "of `vm`"),
            ("rules=\"", "rules=\"-", "of `rules`"),
        ] {
            let damaged = Domain::parse(&written.replace(from, to)).expect("a document");
            let error = Fingerprint::read(&damaged).expect_err("it is damaged").to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}

/// Documents carry digests of each value, of another form of entities, from before the rules had their number.
#[test]
fn fingerprints_of_single_values_are_read() {
    let [Sample { vm, context }, _] = samples();
    let document = "<domain type='kvm'><metadata>\
        <made-from:entity xmlns:made-from='https://github.com/domxml/domxml/made-from/1.0' rules='1' digest='00'>\
        <made-from:part path='vm'>name=12345678</made-from:part></made-from:entity></metadata></domain>";
    let changes = since(&Domain::parse(document).expect("a document"), &vm, &context);
    assert!(changes.contains(&"rules has another value".to_owned()), "{changes:?}");
}

/// Calls `look` with the path of each value and what becomes of the whole when it is changed, in at most `most` ways;
/// returns the number of calls.
fn each_mutant<T: Serialize + DeserializeOwned>(whole: &T, most: usize, mut look: impl FnMut(&str, &T)) -> usize {
    let tree = value(whole);
    let same = canonical(whole);
    let names = names(&tree);
    let mut paths = Vec::new();
    collect(&tree, String::new(), &mut paths);
    let mut count = 0;
    for path in paths {
        let original = tree.pointer(&path).expect("it was collected").clone();
        let mutants = others(&original, &names).into_iter().filter_map(|other| {
            let mut mutant = tree.clone();
            *mutant.pointer_mut(&path).expect("it was collected") = other;
            // What is absent and what is empty are the same.
            read::<T>(mutant).filter(|mutant| canonical(mutant) != same)
        });
        for mutant in mutants.take(most) {
            count += 1;
            look(&path, &mutant);
        }
    }
    count
}

fn value<T: Serialize>(whole: &T) -> Value {
    serde_json::to_value(whole).expect("it can be written")
}

fn read<T: DeserializeOwned>(value: Value) -> Option<T> {
    serde_json::from_value(value).ok()
}

/// JSON pointers of all values but the whole.
fn collect(value: &Value, path: String, paths: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => {
            members.iter().map(|(key, member)| (key.replace('~', "~0").replace('/', "~1"), member)).collect()
        }
        Value::Array(items) => items.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect(),
        _ => Vec::new(),
    };
    for (step, child) in children {
        collect(child, format!("{path}/{step}"), paths);
    }
    if !path.is_empty() {
        paths.push(path);
    }
}

/// Words of the format, those of one kind together.
const WORDS: &[&[&str]] = &[
    &["consolidated", "separated"],
    &["full", "compatible"],
    &["ovirt", "rhev"],
    &["linux", "windows", "other"],
    &["2026-07-01T12:00:00Z", "2026-08-01T12:00:00Z", "2026-01-31T12:00:00Z"],
    &["4.8", "4.7", "4.2"],
    &["svm", "monitor", "vmx"],
    &["AMD EPYC 7402", "Intel Xeon Gold 6230"],
];

/// Other values in place of one: those that are not of its type are not read.
fn others(value: &Value, names: &[BTreeSet<String>]) -> Vec<Value> {
    match value {
        Value::Null => vec![json!(true), json!(1), json!([]), json!({}), json!("4.6"), json!("vm_id"), json!("office")],
        Value::Bool(flag) => vec![json!(!flag)],
        Value::Number(number) => {
            let number = number.as_u64().unwrap_or_default();
            vec![json!(number + 1), json!(number / 2)]
        }
        Value::String(text) => {
            let words = WORDS.iter().filter(|words| words.contains(&text.as_str())).flat_map(|words| words.iter());
            let names = names.iter().filter(|names| names.contains(text)).flatten();
            let texts = words.map(|word| (*word).to_owned()).chain(names.cloned());
            let texts = texts.chain([format!("{text}x"), format!("{text}1")]);
            texts.map(Value::from).filter(|other| other != value).collect()
        }
        Value::Array(items) => {
            let fewer = items.split_last().map(|(_, rest)| rest.to_vec());
            let more = [json!("x"), json!(9)].map(|item| [items.clone(), vec![item]].concat());
            fewer.into_iter().chain(more).map(Value::from).collect()
        }
        Value::Object(members) => {
            let less = members.keys().map(|key| members.iter().filter(move |(other, _)| *other != key));
            let less = less.map(|rest| Value::from_iter(rest.map(|(key, member)| (key.clone(), member.clone()))));
            let first = members.values().next().cloned().unwrap_or(json!("x"));
            let more = members.iter().map(|(key, member)| (key.clone(), member.clone()));
            let more = more.chain([("more".to_owned(), first)]).collect();
            less.chain([more]).collect()
        }
    }
}

/// The names of each map: what one value names, it may also name otherwise.
fn names(tree: &Value) -> Vec<BTreeSet<String>> {
    let mut names = Vec::new();
    let mut open = vec![tree];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => {
                names.push(members.keys().cloned().collect());
                open.extend(members.values());
            }
            _ => {}
        }
    }
    names
}
