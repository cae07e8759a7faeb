//! The making of a record.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde_json::Value;

use super::linked;
use crate::entity::{self, Change, Path, Step, to_value};
use crate::metadata::desired::{Correction, DesiredRecord, Difference};
use crate::vm::Vm;

impl DesiredRecord {
    /// The record of what must be known besides `imported` to have `desired`.
    pub(crate) fn of(desired: &Vm, imported: &Vm) -> Self {
        let (mut tree, wanted) = (imported.to_value(), desired.to_value());
        let mut entries = rename(&mut tree, &wanted);
        entries.extend(entity::diff(&tree, &wanted).into_iter().map(Difference::from));
        // A host may leave a network unplugged, and with it the link of a NIC down, whoever had it up.
        for nic in desired.nics.iter().filter(|nic| !nic.linked) {
            let at = linked(nic.id);
            if entries.iter().all(|entry| entry.at != at) {
                entries.push(Difference { at, correction: Correction::Value { was: false.into(), is: false.into() } });
            }
        }
        // libvirt drops the alias of a serial console.
        for (at, console) in desired.consoles.iter().filter(|console| console.plugged).enumerate() {
            let natural = desired.role_id(&format!("console {at}"));
            for (member, was, is) in
                [("managed", false.into(), console.managed.into()), ("id", to_value(&natural), to_value(&console.id))]
            {
                let at = Path::root().member("consoles").id(natural).member(member);
                entries.push(Difference { at, correction: Correction::Value { was, is } });
            }
        }
        Self(entries)
    }
}

impl From<Change> for Difference {
    fn from(Change { path, from, to }: Change) -> Self {
        let is_item = matches!(path.steps().last(), Some(Step::Id(_) | Step::Index(_)));
        let correction = match (from, to) {
            (None, Some(add)) if is_item => Correction::Add { add },
            (Some(_), None) if is_item => Correction::Drop { drop: true },
            (was, is) => Correction::Value { was: was.unwrap_or_default(), is: is.unwrap_or_default() },
        };
        Self { at: path, correction }
    }
}

/// Gives items of the import that the desired entity has with another id that id: those that have most in common.
fn rename(imported: &mut Value, desired: &Value) -> Vec<Difference> {
    let mut entries = Vec::new();
    let Value::Object(members) = imported else { return entries };
    for (key, member) in members {
        let (Value::Array(items), Some(Value::Array(wanted))) = (member, desired.get(key)) else { continue };
        let ids = |items: &[Value]| items.iter().filter_map(id).map(str::to_owned).collect::<BTreeSet<String>>();
        let (known, there) = (ids(wanted), ids(items));
        if known.len() != wanted.len() || there.len() != items.len() {
            continue;
        }
        for (at, other) in closest(items, wanted, &there, &known) {
            let (Some(was), Some(is)) = (id(&items[at]).map(str::to_owned), id(&wanted[other])) else { continue };
            items[at]["id"] = is.into();
            let path = Path::root().member(key.clone()).id(&was).member("id");
            entries.push(Difference { at: path, correction: Correction::Value { was: was.into(), is: is.into() } });
        }
    }
    entries
}

/// Members that the same XML counts as.
const XML_COUNTS: usize = 100;

/// Pairs of items whose ids the other list does not have, those that have most in common first; of several, the first
/// by their ids.
fn closest(
    imported: &[Value],
    desired: &[Value],
    there: &BTreeSet<String>,
    known: &BTreeSet<String>,
) -> Vec<(usize, usize)> {
    let alone = |items: &[Value], others: &BTreeSet<String>| {
        let mut left: Vec<usize> =
            (0..items.len()).filter(|at| id(&items[*at]).is_some_and(|id| !others.contains(id))).collect();
        left.sort_by_key(|at| id(&items[*at]));
        left
    };
    let (left, wanted) = (alone(imported, known), alone(desired, there));
    let all = left.iter().flat_map(|one| wanted.iter().map(move |other| (*one, *other)));
    let mut all: Vec<(usize, usize)> = all.collect();
    all.sort_by_cached_key(|(one, other)| Reverse(common(&imported[*one], &desired[*other])));
    let (mut used, mut taken) = (vec![false; imported.len()], vec![false; desired.len()]);
    all.retain(|(one, other)| {
        let free = !used[*one] && !taken[*other];
        if free {
            (used[*one], taken[*other]) = (true, true);
        }
        free
    });
    all
}

/// The number of members that two objects have in common.
fn common(one: &Value, other: &Value) -> usize {
    let members = one.as_object().into_iter().flatten();
    let same = members.filter(|(name, value)| other.get(name) == Some(*value)).count();
    // XML may be written in many ways, and tells more than anything else.
    let xml = |item: &Value| {
        let text = item.get("xml").and_then(Value::as_str);
        text.map(|text| text.replace('"', "'").split_ascii_whitespace().collect::<String>())
    };
    let same_xml = xml(one).is_some_and(|one| Some(one) == xml(other));
    same + if same_xml { XML_COUNTS } else { 0 }
}

fn id(item: &Value) -> Option<&str> {
    item.get("id")?.as_str()
}
