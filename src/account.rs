//! The share of a document that is representable in an entity.

use domxml_schema::Domain;
use domxml_schema::report::{Finding, Findings};
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::drift::Drift;
use crate::engine::generate;
use crate::recover::imported;
use crate::vm::Vm;

/// The number of values and devices that are left out at most until the entity can be generated.
const MOST_REFUSED: usize = 800;

/// The share of a document that is representable in an entity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Account {
    /// The document against what is generated of its entity: what matches or is derived is said by the entity, what
    /// is reported has no word there.
    pub drift: Drift,
    /// What of the entity could not be generated, and was left out: it is reported, too.
    #[serde(serialize_with = "refused")]
    pub refused: Vec<Finding>,
}

/// Accounts for every element of a document: it is imported, generated from what that gives, and compared with
/// itself.
///
/// # Errors
///
/// What keeps all of it from being generated, such as an architecture that has no rules.
pub fn account(running: &Domain) -> Result<Account, Findings> {
    let (mut vm, context) = imported(running);
    let mut running = running.clone();
    if vm.id.is_nil() {
        vm.id = vm.role_id("a domain without an id");
        running.uuid = Some(vm.id);
    }
    let mut refused = Vec::new();
    let template = loop {
        match generate(&vm, &context) {
            Ok(template) => break template,
            Err(problems) => {
                let Some(simpler) = simpler(&vm, &problems).filter(|_| refused.len() < MOST_REFUSED) else {
                    return Err(problems);
                };
                refused.extend(problems.0);
                vm = simpler;
            }
        }
    };
    // Both are the same VM's, and placeholders of the generator's own are right.
    let drift = Drift::of_template(&template, &running).unwrap_or_default();
    Ok(Account { drift, refused })
}

/// A finding in JSON, with the names that programs may still read: `field`, `value` and `remedy`.
fn refused<S: Serializer>(refused: &[Finding], serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Refused<'a> {
        field: &'a str,
        value: &'a str,
        remedy: &'a str,
        #[serde(flatten)]
        finding: &'a Finding,
    }
    serializer.collect_seq(refused.iter().map(|finding| Refused {
        field: &finding.path,
        value: &finding.text,
        remedy: finding.help.as_deref().unwrap_or_default(),
        finding,
    }))
}

/// The entity without the devices and values that are refused; none if that changes nothing.
fn simpler(vm: &Vm, problems: &Findings) -> Option<Vm> {
    let mut tree = vm.to_value();
    for problem in &problems.0 {
        take_out(&mut tree, &problem.path);
    }
    // A VM has some memory.
    if problems.0.iter().any(|problem| problem.path == "memory.sizeMb") {
        tree["memory"]["sizeMb"] = Value::from(1);
    }
    if problems.0.iter().any(|problem| problem.path == "name") {
        tree["name"] = Value::from("unnamed");
    }
    let mut simpler = Vm::from_value(tree).ok()?;
    simpler.id = vm.id;
    (simpler != *vm).then_some(simpler)
}

/// Takes out a device, by a path such as `disks[1].qos`, or a value.
fn take_out(tree: &mut Value, field: &str) {
    if let Some((list, rest)) = field.split_once('[') {
        let at = rest.split_once(']').and_then(|(at, _)| at.parse::<usize>().ok());
        // What is refused stays at its place, so that the places of others hold.
        if let (Some(Value::Array(items)), Some(at)) = (tree.get_mut(list), at)
            && let Some(Value::Object(item)) = items.get_mut(at)
        {
            item.insert("plugged".to_owned(), Value::Bool(false));
            if !item.contains_key("id") {
                items.clear();
            }
        }
        return;
    }
    let mut steps: Vec<&str> = field.split('.').collect();
    let last = steps.pop().unwrap_or_default();
    let place = steps.iter().try_fold(tree, |place, step| place.get_mut(*step));
    if let Some(Value::Object(members)) = place {
        members.remove(last);
    }
}
