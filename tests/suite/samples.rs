//! The repository's samples, and what hosts make of them.

use std::path::Path;

use domxml::context::Context;
use domxml::entity::{self, Format};
use domxml::generate;
use domxml::host::{self, Facts};
use domxml::schema::Domain;
use domxml::vm::Vm;
use serde::de::DeserializeOwned;

/// A sample by its path below `samples`, without its extension.
pub(crate) fn sample<T: DeserializeOwned>(path: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(path).with_extension("yaml");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    entity::read(&text, Format::Yaml).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The small VM.
pub(crate) fn small() -> Vm {
    sample("vm/small")
}

/// What a host of these facts makes of a VM in a context.
pub(crate) fn resolved(vm: &Vm, context: &str, facts: &str) -> Domain {
    let context: Context = sample(&format!("context/{context}"));
    let facts: Facts = sample(&format!("facts/{facts}"));
    let template = generate(vm, &context).expect("the VM is sound");
    host::resolve(&template, &facts).expect("the host knows enough").domain
}
