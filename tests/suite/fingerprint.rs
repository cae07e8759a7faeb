//! A document whose fingerprint is unchanged is the document that generation would make.

use std::collections::BTreeSet;

use domxml::context::Context;
use domxml::entity::{self, Format, canonical};
use domxml::fingerprint::Fingerprint;
use domxml::generate;
use domxml::vm::Vm;
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

fn xml(vm: &Vm, context: &Context) -> Result<String, Vec<String>> {
    let template = generate(vm, context);
    let template = template.map_err(|problems| problems.0.into_iter().map(|problem| problem.path).collect::<Vec<_>>());
    template.map(|template| template.to_xml().expect("it can be written"))
}

/// Every value of entity and context is changed on its own, in several ways. The fingerprint may only stay the same
/// if the document does.
#[test]
fn a_change_of_the_document_is_a_change_of_the_fingerprint() {
    for Sample { vm, context } in samples() {
        let made = Fingerprint::of(&vm, &context);
        let document = xml(&vm, &context).expect("the sample is possible");
        let mut unchanged = Vec::new();
        let mut look = |path: &str, vm: &Vm, context: &Context| {
            if Fingerprint::of(vm, context) != made {
                return;
            }
            match xml(vm, context) {
                Ok(now) => assert_eq!(now, document, "{path} changes the document, and not its fingerprint"),
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
    let made = Fingerprint::of(&vm, &context);
    let changes = |change: fn(&mut Value)| {
        let mut now = value(&context);
        change(&mut now["host"]);
        let changes = Fingerprint::of(&vm, &read(now).expect("it is a context")).changes_since(&made);
        changes.into_iter().map(|change| change.path).collect::<Vec<_>>()
    };
    assert_eq!(changes(|host| host["fipsEnabled"] = json!(true)), ["context.host.fipsEnabled"]);
    let nvme = changes(|host| host["devices"]["nvme"]["pci"]["bus"] = json!(7));
    assert_eq!(nvme, ["context.host.devices.nvme.pci.bus"]);
    assert_eq!(changes(|host| host["devices"]["other"]["pci"]["bus"] = json!(7)), [""; 0]);
    assert_eq!(changes(|host| host["vgpuPlacement"] = json!("separated")), [""; 0]);
}

#[test]
fn a_change_to_daylight_saving_time_counts() {
    let [Sample { vm, context }, _] = samples();
    let made = Fingerprint::of(&vm, &context);
    let changes = |time: &str| {
        let now = Context { time: Some(time.to_owned()), ..context.clone() };
        Fingerprint::of(&vm, &now).changes_since(&made).iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(changes("2026-08-15T12:00:00Z"), [""; 0]);
    assert_eq!(changes("2026-12-15T12:00:00Z"), ["context.time is gone"]);
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
