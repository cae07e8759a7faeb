//! Generation from outside: no text becomes markup.

use domxml::context::Context;
use domxml::current::changes;
use domxml::generate;
use domxml::host::{self, Facts};
use domxml::schema::{Domain, Element};
use domxml::vm::{SerialNumber, Vm};
use pretty_assertions::assert_eq;

use crate::samples::sample;

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
    let since =
        |vm: &Vm| changes(&resolved.domain, vm, &context).expect("the fingerprint is sound").expect("it is there");
    assert_eq!(since(&vm), []);
    vm.memory.size_mb *= 2;
    assert_eq!(since(&vm).iter().map(|change| change.path.as_str()).collect::<Vec<_>>(), ["vm.memory.sizeMb"]);
}
