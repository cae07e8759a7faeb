//! Domain XML -> VM: what runs, as the entity that it was made from.

mod import;

use domxml_schema::Domain;

use crate::context::Context;
use crate::vm::Vm;

/// The entity of a document, nothing else being known, with what the document says of its surroundings.
pub fn import(domain: &Domain) -> (Vm, Context) {
    let import = import::Import::new(domain, false).run();
    (import.vm, import.context)
}
