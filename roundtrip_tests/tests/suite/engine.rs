//! Entities written by hand give what a real engine wrote of such VMs, but for the differences that
//! `engine/differences.txt` lists, each with its reason. A row that no longer applies is a failure.

use std::collections::BTreeSet;
use std::path::Path;

use domxml::context::Context;
use domxml::entity::{self, Format};
use domxml::generate;
use domxml::metadata::ovirt;
use domxml::schema::{Domain, Element};
use domxml::vm::Vm;
use roundtrip_tests::{listed, reference, semantic};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    vm: Vm,
    context: Context,
}

#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn the_vm_that_an_engine_runs_in() {
    compare("hosted-engine", "hostedengine_lease.xml");
}

#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn a_vm_with_a_scsi_disk() {
    compare("scsi-disk", "vm_replace_md_base.xml");
}

/// A document with nothing but the engine's own metadata, in one spelling.
fn plain(mut domain: Domain) -> String {
    let vm: ovirt::Vm = domain.metadata_of().expect("the metadata are sound").expect("there are metadata");
    domain.metadata = None;
    domain.set_metadata(&vm).expect("it can be written");
    domain.to_xml().expect("it can be written")
}

fn compare(name: &str, document: &str) {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("engine");
    let read =
        |path: &Path| std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let case: Case = entity::read(&read(&own.join(name).with_extension("yaml")), Format::Yaml).expect("the entity");
    let written = read(&reference::corpus("ovirt").join(document));
    let template = generate(&case.vm, &case.context).expect("it is a sound VM");
    let written = Domain::parse(&written).expect("it is a document");
    let found: BTreeSet<String> = semantic::differences(&plain(written), &plain(template.domain)).into_iter().collect();
    listed::check(&read(&own.join("differences.txt")), name, &found);
}
