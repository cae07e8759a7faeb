//! Domain XML -> VM: what runs, as the entity that it was made from.

mod import;
mod record;

use domxml_schema::Domain;
use domxml_schema::xml;

use self::record::Record;
use crate::context::Context;
use crate::vm::Vm;

/// The entity of a document, nothing else being known, with what the document says of its surroundings.
pub fn import(domain: &Domain) -> (Vm, Context) {
    let import = import::Import::new(domain, false).run();
    (import.vm, import.context)
}

/// Records in a document what it cannot say of the entity that it was made from.
pub(crate) fn record(vm: &Vm, domain: &mut Domain) -> Result<(), xml::Error> {
    let imported = import::Import::new(domain, true).run().vm;
    Record::of(vm, &imported).write(domain)
}
