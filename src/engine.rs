//! VM -> template: the domain that the rules give, and in its metadata a record of what it was made from.

use domxml_schema::Domain;
use domxml_schema::report::Findings;
use domxml_schema::xml::Error;

use crate::context::Context;
use crate::fingerprint::Fingerprint;
use crate::generate::{self, Relevant};
use crate::recover;
use crate::template::Template;
use crate::vm::Vm;

/// Generates the domain of a VM, with placeholders for what only the host knows. Its metadata hold the
/// [`Fingerprint`] of everything that it was made from, and all of the entity that the rest of it cannot represent.
///
/// ```
/// use domxml::context::Context;
/// use domxml::entity::{self, Format};
/// use domxml::vm::Vm;
///
/// let vm: Vm = entity::read("id: 8a2f3c1e-6d53-4a57-9b58-2f6f0a1c7b11\nname: web\nmemory: { sizeMb: 2048 }\n", Format::Yaml)?;
/// let template = domxml::generate(&vm, &Context::default())?;
/// assert_eq!(domxml::recover(&template.domain, None)?.vm, vm);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Everything that is contradictory or impossible in the entity and its context, not only the first of it.
pub fn generate(vm: &Vm, context: &Context) -> Result<Template, Findings> {
    let relevant = Relevant::new(vm, context);
    let mut domain = generate::domain(&relevant)?;
    let recorded = record(vm, &relevant, &mut domain);
    let help = "name what cannot be written in another way";
    recorded.map_err(|error| generate::problem("metadata", "", error.to_string(), help))?;
    Ok(Template::new(domain))
}

fn record(vm: &Vm, relevant: &Relevant<'_>, domain: &mut Domain) -> Result<(), Error> {
    recover::record(vm, domain)?;
    Fingerprint::of_relevant(relevant).write(domain)
}
