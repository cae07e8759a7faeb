//! Generation from outside: the same bytes whatever the order, and no text that becomes markup.

use std::path::Path;

use domxml::context::Context;
use domxml::entity::{self, Format};
use domxml::fingerprint::Fingerprint;
use domxml::generate;
use domxml::host::{self, Facts};
use domxml::schema::{Domain, Element};
use domxml::vm::{SerialNumber, Vm};
use pretty_assertions::assert_eq;
use serde::de::DeserializeOwned;

const SAMPLES: [(&str, &str); 6] = [
    ("small", "x86_64"),
    ("windows-desktop", "x86_64"),
    ("numa-server", "x86_64"),
    ("ppc64le", "ppc64le"),
    ("s390x", "s390x"),
    ("aarch64", "aarch64"),
];

fn sample<T: DeserializeOwned>(path: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(path).with_extension("yaml");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    entity::read(&text, Format::Yaml).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn xml(vm: &Vm, context: &Context) -> String {
    generate(vm, context).unwrap_or_else(|problems| panic!("{problems}")).to_xml().expect("it can be written")
}

/// A sequence of numbers that looks random, the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

#[test]
fn order_without_meaning_changes_nothing() {
    let mut numbers = Numbers(1);
    let samples = SAMPLES.map(|(name, context)| {
        let (mut vm, context): (Vm, Context) = (sample(&format!("vm/{name}")), sample(&format!("context/{context}")));
        // More of one kind, with names that sort in another order than ids.
        for at in 1..4_u128 {
            let Some(mut disk) = vm.disks.first().cloned() else { continue };
            disk.id = domxml::schema::types::Uuid::from_u128(0x1000 - at);
            disk.name = format!("more-{at}");
            disk.storage = entity::read(&format!("lun: {{ lunId: '3600{at}' }}"), Format::Yaml).expect("a disk");
            vm.disks.push(disk);
        }
        let wanted = xml(&vm, &context);
        (vm, context, wanted)
    });
    for round in 0..1000 {
        let (vm, context, wanted) = &samples[round % samples.len()];
        let mut vm = vm.clone();
        numbers.shuffle(&mut vm.disks);
        numbers.shuffle(&mut vm.nics);
        numbers.shuffle(&mut vm.controllers);
        numbers.shuffle(&mut vm.numa_nodes);
        numbers.shuffle(&mut vm.redirs);
        numbers.shuffle(&mut vm.vgpus);
        numbers.shuffle(&mut vm.host_devices);
        numbers.shuffle(&mut vm.graphics);
        assert_eq!(&xml(&vm, context), wanted);
    }
}

#[test]
fn texts_stay_texts() {
    let (vm, context): (Vm, Context) = (sample("vm/small"), sample("context/x86_64"));
    let facts: Facts = sample("facts/x86_64-bridge");
    let long = "&'\"<]]>".repeat(150_000);
    for name in ["OS-NAME:", "a'b\"c<d>&amp;]]>", "</name><devices/>", "ünïcödé", &long] {
        let mut vm = vm.clone();
        vm.name = name.to_owned();
        vm.custom_properties.insert("note".to_owned(), name.to_owned());
        let template = match generate(&vm, &context) {
            Ok(template) => template,
            Err(problems) => {
                assert!(problems.0.iter().all(|problem| problem.path == "name"), "{problems}");
                continue;
            }
        };
        let resolved = host::resolve(&template, &facts).unwrap_or_else(|errors| panic!("{errors}"));
        let written = resolved.domain.to_xml().expect("it can be written");
        assert_eq!(Domain::parse(&written).expect("it is a document").name.as_deref(), Some(name));
    }
}

#[test]
fn what_cannot_be_carried_is_refused() {
    let (vm, context): (Vm, Context) = (sample("vm/small"), sample("context/x86_64"));
    let refused = |change: &dyn Fn(&mut Vm)| {
        let mut vm = vm.clone();
        change(&mut vm);
        let problems = generate(&vm, &context).expect_err("it is refused");
        problems.0.into_iter().map(|problem| problem.path).collect::<Vec<_>>()
    };
    assert_eq!(refused(&|vm| vm.name = "a\u{0}b".to_owned()), ["name"]);
    assert_eq!(
        refused(&|vm| vm.serial_number = Some(SerialNumber::Custom("HOST-SERIAL:".to_owned()))),
        ["serialNumber"]
    );
    let key = |key: &'static str| move |vm: &mut Vm| drop(vm.custom_properties.insert(key.to_owned(), "x".to_owned()));
    for bad in ["a b", "1a", "a><b/", ""] {
        let fields = refused(&key(bad));
        assert!(fields.iter().all(|field| field.starts_with("customProperties")), "{bad}: {fields:?}");
    }
}

#[test]
fn a_document_says_whether_it_is_current_after_the_host_has_filled_it_in() {
    let (mut vm, context): (Vm, Context) = (sample("vm/small"), sample("context/x86_64"));
    let template = generate(&vm, &context).expect("the sample is sound");
    let resolved = host::resolve(&template, &sample("facts/x86_64-ovs")).unwrap_or_else(|errors| panic!("{errors}"));
    let made = Fingerprint::read(&resolved.domain).expect("it is sound").expect("it is there");
    assert_eq!(Fingerprint::of(&vm, &context).changes_since(&made), []);
    vm.memory.size_mb *= 2;
    let changes = Fingerprint::of(&vm, &context).changes_since(&made);
    assert_eq!(changes.iter().map(|change| change.path.as_str()).collect::<Vec<_>>(), ["vm.memory.sizeMb"]);
}
