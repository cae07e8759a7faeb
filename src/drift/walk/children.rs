//! Children of an element: which is which, in the two documents and in their normal forms.

use std::borrow::Cow;
use std::collections::BTreeMap;

use domxml_schema::xml::{ElementSlot, FieldDef, FieldKind, Fields, Slot};

use super::super::children::{Pairing, Places, pair, single};
use super::super::frame::{Pair, Side, Sides, Steps};
use super::super::matching;
use super::Walk;

impl<'e> Walk<'e> {
    /// The elements of a row.
    pub(super) fn children(&mut self, at: usize, row: usize, written: Pair<'e>, normal: Pair<'e>) {
        let Some(fields) = written.actual.or(written.desired) else { return };
        let field = &fields.def().fields[row];
        let choice = matches!(field.kind, FieldKind::Choice { .. });
        let single = matches!(field.kind, FieldKind::Element { repeated: false, .. });
        let is_devices = choice && self.frames.0[at].name == "devices" && self.frames.0[at].parent == 0;
        let slots = written.map(|side| slot(*side, row));
        let lists = Lists {
            written: slots.map(|slot| elements(*slot)),
            normal: normal.map(|side| side.map(|fields| elements(slot(Some(fields), row)))),
        };
        let of_kind = match () {
            () if is_devices => Relation::Devices,
            () if single => Relation::Single,
            () => Relation::Siblings,
        };
        let (all, pairs) = lists.align(of_kind);
        if is_devices {
            self.found.devices = pairs;
        }
        let name = if choice { Cow::Borrowed("") } else { field.qualified_name() };
        let steps = slots.map(|slot| slot.map_or_else(Vec::new, |slot| Steps::of_siblings(slot, &name)));
        for places in all {
            let (written, normal) = lists.at(places);
            let own = written.actual.or(written.desired).map(matching::kind);
            let name = if choice { own.unwrap_or_default() } else { name.clone() };
            let step = |side| {
                let at: Option<usize> = *places.written.of(side);
                let known = at.and_then(|at| steps.of(side).get(at).cloned());
                known.unwrap_or_else(|| Steps::numbered(&name, 1))
            };
            let steps = Sides::new(step(Side::Desired), step(Side::Actual));
            let definition: Option<&'static FieldDef> = (!choice).then_some(field);
            let at = self.child(at, name, definition, (written, normal), steps);
            if is_devices {
                self.frames.0[at].placeholder = self.placeholder_in(at);
            }
        }
    }
}

/// How the elements of a row are told apart.
#[derive(Clone, Copy)]
enum Relation {
    /// There is one.
    Single,
    /// Siblings of one name, or of a choice.
    Siblings,
    Devices,
}

/// The elements of a row, in the two documents and in their normal forms.
struct Lists<'e> {
    written: Sides<Vec<&'e dyn Fields>>,
    normal: Sides<Option<Vec<&'e dyn Fields>>>,
}

/// The index of one element in each of the lists.
#[derive(Clone, Copy)]
struct Indices {
    written: Sides<Option<usize>>,
    normal: Sides<Option<usize>>,
}

impl<'e> Lists<'e> {
    /// Which element of each list is which of the others, in the order of the actual document; and the devices that
    /// were matched.
    fn align(&self, relation: Relation) -> (Vec<Indices>, Vec<matching::Pair>) {
        let counterparts = |side| self.counterparts(relation, side);
        let counterparts = Sides::new(counterparts(Side::Desired), counterparts(Side::Actual));
        let (places, pairs) = self.places(relation, &counterparts);
        let of = |side: Side, at: Option<usize>| counterparts.of(side).get(at?).copied().flatten();
        let mut all: Vec<Indices> = places
            .iter()
            .map(|(desired, actual)| Indices {
                written: Sides::new(*desired, *actual),
                normal: Sides::new(of(Side::Desired, *desired), of(Side::Actual, *actual)),
            })
            .collect();
        for side in [Side::Desired, Side::Actual] {
            self.add_implied(relation, side, counterparts.of(side), &mut all);
        }
        (all, pairs)
    }

    /// The elements at indices, in the documents and in the normal forms.
    fn at(&self, indices: Indices) -> (Pair<'e>, Pair<'e>) {
        let written = |side: Side| indices.written.of(side).and_then(|at| self.written.of(side).get(at).copied());
        let normal =
            |side: Side| indices.normal.of(side).and_then(|at| self.normal.of(side).as_ref()?.get(at).copied());
        (
            Sides::new(written(Side::Desired), written(Side::Actual)),
            Sides::new(normal(Side::Desired), normal(Side::Actual)),
        )
    }

    /// Which element of the one document is which of the other.
    fn places(
        &self,
        relation: Relation,
        counterparts: &Sides<Vec<Option<usize>>>,
    ) -> (Vec<Places>, Vec<matching::Pair>) {
        let (desired, actual) = (&self.written.desired, &self.written.actual);
        match relation {
            Relation::Single => (single(desired, actual), Vec::new()),
            Relation::Siblings => (pair(desired, actual), Vec::new()),
            Relation::Devices => {
                let completed = |side: Side| -> Vec<matching::Completed<'e>> {
                    let normal = |at: Option<usize>| self.normal.of(side).as_ref()?.get(at?).copied();
                    let both = self.written.of(side).iter().zip(counterparts.of(side));
                    both.map(|(fields, at)| (*fields, normal(*at))).collect()
                };
                let matching = matching::completed(&completed(Side::Desired), &completed(Side::Actual));
                (matching.places(), matching.pairs)
            }
        }
    }

    /// The index in the normal form of each element of a document.
    fn counterparts(&self, relation: Relation, side: Side) -> Vec<Option<usize>> {
        let written = self.written.of(side);
        let Some(normal) = self.normal.of(side) else { return vec![None; written.len()] };
        match relation {
            Relation::Devices => in_normal_form(written, normal),
            _ if written.len() == normal.len() => (0..written.len()).map(Some).collect(),
            Relation::Single => written.iter().map(|_| (!normal.is_empty()).then_some(0)).collect(),
            Relation::Siblings => partners(written.len(), pair(written, normal)),
        }
    }

    /// Finds what is in the other document only among what the normal form of this one adds.
    fn add_implied(&self, relation: Relation, side: Side, counterparts: &[Option<usize>], all: &mut [Indices]) {
        let Some(normal) = self.normal.of(side) else { return };
        let mut added: Vec<bool> = vec![true; normal.len()];
        counterparts.iter().flatten().for_each(|at| added[*at] = false);
        let added: Vec<usize> = (0..normal.len()).filter(|at| added[*at]).collect();
        let alone: Vec<usize> = (0..all.len()).filter(|at| all[*at].written.of(side).is_none()).collect();
        if added.is_empty() || alone.is_empty() {
            return;
        }
        let other = self.written.of(side.other());
        let alone_at = |at: &usize| all[*at].written.of(side.other()).and_then(|at| other.get(at).copied());
        let alone: Vec<(usize, &dyn Fields)> = alone.iter().filter_map(|at| Some((*at, alone_at(at)?))).collect();
        let one: Vec<&dyn Fields> = added.iter().map(|at| normal[*at]).collect();
        let other: Vec<&dyn Fields> = alone.iter().map(|(_, fields)| *fields).collect();
        let places = match relation {
            Relation::Single => single(&one, &other),
            Relation::Siblings => equal_first(&one, &other),
            Relation::Devices => {
                let all = |list: &[&'e dyn Fields]| plain(list, &(0..list.len()).collect::<Vec<_>>());
                matching::completed(&all(&one), &all(&other)).places()
            }
        };
        for (one, other) in places {
            if let (Some(one), Some(other)) = (one, other) {
                let indices = &mut all[alone[other].0].normal;
                match side {
                    Side::Desired => indices.desired = Some(added[one]),
                    Side::Actual => indices.actual = Some(added[one]),
                }
            }
        }
    }
}

/// The kinds of devices that libvirt sorts by their names and numbers; it adds others behind those of their kind.
const SORTED: &[&str] = &["disk", "controller", "video"];

/// The index of each device of a document in its normal form.
fn in_normal_form(written: &[&dyn Fields], normal: &[&dyn Fields]) -> Vec<Option<usize>> {
    let (kinds, completed) = (by_kind(written), by_kind(normal));
    let mut indices = vec![None; written.len()];
    for (kind, own) in &kinds {
        let Some(others) = completed.get(kind) else { continue };
        let partners = if SORTED.contains(&&**kind) {
            partners(own.len(), matching::completed(&plain(written, own), &plain(normal, others)).places())
        } else {
            // The twin of the first serial port is the first console.
            let added = if kind == "console" { others.len().saturating_sub(own.len()) } else { 0 };
            (0..own.len()).map(|at| (at + added < others.len()).then_some(at + added)).collect()
        };
        for (at, partner) in own.iter().zip(partners) {
            indices[*at] = partner.map(|partner| others[partner]);
        }
    }
    indices
}

/// The indices of the devices of each kind.
fn by_kind<'e>(list: &[&'e dyn Fields]) -> BTreeMap<Cow<'e, str>, Vec<usize>> {
    let mut kinds: BTreeMap<Cow<'e, str>, Vec<usize>> = BTreeMap::new();
    list.iter().enumerate().for_each(|(at, fields)| kinds.entry(matching::kind(*fields)).or_default().push(at));
    kinds
}

/// Pairs elements that are equal, then the others: of several that libvirt might have added, that one.
fn equal_first(one: &[&dyn Fields], other: &[&dyn Fields]) -> Vec<Places> {
    let texts = |list: &[&dyn Fields]| list.iter().map(|fields| matching::everything(*fields)).collect::<Vec<_>>();
    let (texts, others) = (texts(one), texts(other));
    let mut pairing = Pairing::new(one.len(), other.len());
    pairing.by(|at| Some(&texts[at]), |at| Some(&others[at]));
    let (mut equal, rest): (Vec<Places>, Vec<Places>) =
        pairing.finish().into_iter().partition(|(one, other)| one.is_some() && other.is_some());
    let left: Vec<usize> = rest.iter().filter_map(|(one, _)| *one).collect();
    let others: Vec<usize> = rest.iter().filter_map(|(_, other)| *other).collect();
    let list: Vec<&dyn Fields> = left.iter().map(|at| one[*at]).collect();
    let other: Vec<&dyn Fields> = others.iter().map(|at| other[*at]).collect();
    let places = pair(&list, &other).into_iter();
    equal.extend(places.map(|(one, other)| (one.map(|at| left[at]), other.map(|at| others[at]))));
    equal
}

/// Some of a list of devices, without their normal forms.
fn plain<'e>(list: &[&'e dyn Fields], of: &[usize]) -> Vec<matching::Completed<'e>> {
    of.iter().map(|at| (list[*at], None)).collect()
}

/// The partner in the second list of each in the first.
fn partners(count: usize, places: Vec<Places>) -> Vec<Option<usize>> {
    let mut partners = vec![None; count];
    for (one, other) in places {
        if let Some(one) = one {
            partners[one] = other;
        }
    }
    partners
}

fn slot(fields: Option<&dyn Fields>, row: usize) -> Option<&dyn ElementSlot> {
    match fields?.slot(row) {
        Slot::Element(slot) => Some(slot),
        _ => None,
    }
}

fn elements(slot: Option<&dyn ElementSlot>) -> Vec<&dyn Fields> {
    slot.into_iter().flat_map(|slot| (0..slot.count()).filter_map(|index| slot.get(index))).collect()
}
