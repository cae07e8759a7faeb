//! The metadata of documents that a real engine wrote.

use domxml::metadata::Vocabulary;
use domxml::metadata::ovirt::Vm;
use domxml::schema::xml::{KeptElement, Tree};
use domxml::schema::{Domain, Element};
use pretty_assertions::assert_eq;
use roundtrip_tests::reference;

#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn what_engines_wrote_is_read_whole() {
    let mut count = 0;
    for entry in std::fs::read_dir(reference::corpus("ovirt")).unwrap() {
        let path = entry.unwrap().path();
        let source = std::fs::read_to_string(&path).unwrap();
        if path.extension().is_none_or(|extension| extension != "xml") || !source.contains("<domain") {
            continue;
        }
        let Ok(mut domain) = Domain::parse(&source) else { continue };
        let Some(vm) = domain.metadata_of::<Vm>().unwrap_or_else(|error| panic!("{}: {error}", path.display())) else {
            continue;
        };
        count += 1;
        assert!(vm.unknown.is_empty() && vm.devices.iter().all(|device| device.unknown.is_empty()), "{vm:?}");
        let before = words(domain.metadata.as_ref().unwrap().of_namespace(Vm::NAMESPACE).next().unwrap());
        domain.set_metadata(&vm).unwrap();
        assert_eq!(domain.metadata_of::<Vm>().unwrap(), Some(vm));
        let after = words(domain.metadata.as_ref().unwrap().of_namespace(Vm::NAMESPACE).next().unwrap());
        assert_eq!(before, after, "{}", path.display());
    }
    assert!(count >= 5, "{count} documents");
}

/// Names, attributes and texts of an element, without order and name spaces.
fn words(element: &KeptElement) -> Vec<String> {
    fn collect(tree: &Tree, path: &str, words: &mut Vec<String>) {
        let path = format!("{path}/{}", tree.name);
        words.extend(tree.attributes.iter().map(|attribute| format!("{path}@{}={}", attribute.name, attribute.value)));
        words.push(format!("{path}={}", tree.text()));
        tree.elements().for_each(|element| collect(element, &path, words));
    }
    let mut words = Vec::new();
    collect(&element.tree().unwrap(), "", &mut words);
    words.sort();
    words
}
