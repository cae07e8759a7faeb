//! The entity that a document was made from: it tells what the engine has changed since, and what the running domain.

use std::collections::BTreeMap;

use domxml_schema::Domain;
use serde_json::Value;

use crate::entity::{self, Change, Path, Step};
use crate::fingerprint::Fingerprint;
use crate::vm::Vm;

/// Groups of changes of which all combinations are tried.
const MOST_GROUPS: usize = 8;

/// What a document was made from.
#[derive(PartialEq)]
pub(super) enum MadeFrom {
    /// The document does not tell.
    Unsaid,
    /// This entity.
    Entity(Box<Vm>),
    /// Neither the known entity nor that of the document, nor one between them.
    Unknown,
}

impl MadeFrom {
    /// The entity, if it is known.
    pub(super) fn entity(&self) -> Option<&Vm> {
        if let Self::Entity(vm) = self { Some(vm) } else { None }
    }
}

/// Finds the entity that a document was made from, by its fingerprint: the known one, that of the document without
/// what libvirt added, or the known one with some of the changes. `recovered` has the ids of the known one.
pub(super) fn made_from(running: &Domain, known: &Vm, recovered: &Vm) -> MadeFrom {
    let Some(fingerprint) = Fingerprint::read(running).ok().flatten() else { return MadeFrom::Unsaid };
    if fingerprint.is_of(known) {
        return MadeFrom::Entity(Box::new(known.clone()));
    }
    let recovered = without_learned(recovered.clone(), known);
    if fingerprint.is_of(&recovered) {
        return MadeFrom::Entity(Box::new(recovered));
    }
    let known = known.to_value();
    let groups = groups(&known, &recovered.to_value());
    let between = combinations(groups.len()).find_map(|chosen| {
        let mut tree = known.clone();
        let changes = groups.iter().zip(&chosen).filter(|(_, chosen)| **chosen).flat_map(|(group, _)| group);
        for change in changes {
            change.apply(&mut tree);
        }
        Vm::from_value(tree).ok().filter(|vm| fingerprint.is_of(vm))
    });
    between.map_or(MadeFrom::Unknown, |vm| MadeFrom::Entity(Box::new(vm)))
}

/// The entity of a document without what libvirt added to its devices: addresses and aliases are the known ones.
fn without_learned(mut vm: Vm, known: &Vm) -> Vm {
    let known: BTreeMap<_, _> = known.devices().map(|(_, device)| (device.id(), device)).collect();
    for (_, device) in vm.devices_mut() {
        if let Some(known) = known.get(&device.id()) {
            device.set_address(known.address().cloned());
            device.set_stored_alias(known.stored_alias().map(str::to_owned));
        }
    }
    vm
}

/// The changes between two entities, those of each device and of each other member together.
fn groups(known: &Value, recovered: &Value) -> Vec<Vec<Change>> {
    let mut groups: BTreeMap<Path, Vec<Change>> = BTreeMap::new();
    for change in entity::diff(known, recovered) {
        let mut steps = change.path.steps().iter();
        let mut group = Path::root();
        steps.next().into_iter().for_each(|step| group.push(step.clone()));
        steps.next().filter(|step| matches!(step, Step::Id(_))).into_iter().for_each(|step| group.push(step.clone()));
        groups.entry(group).or_default().push(change);
    }
    groups.into_values().collect()
}

/// Choices of some of a number of groups: all of them, or of many groups one and all but one.
fn combinations(groups: usize) -> Box<dyn Iterator<Item = Vec<bool>>> {
    if groups <= MOST_GROUPS {
        let all = 1_usize..1 << groups;
        return Box::new(all.map(move |bits| (0..groups).map(|at| bits >> at & 1 == 1).collect()));
    }
    let one = (0..groups).flat_map(move |one| [true, false].map(|inside| (one, inside)));
    Box::new(one.map(move |(one, inside)| (0..groups).map(|at| (at == one) == inside).collect()))
}
