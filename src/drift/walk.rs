//! The comparison: one walk over the tables of the model, element by element, without recursion.
//!
//! What the documents say is compared. What they do not say, libvirt's normal forms of them do: where the documents
//! differ and the normal forms agree, there is no drift.

mod alone;
mod children;
mod kept;
mod outcome;
mod values;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use domxml_schema::Domain;
use domxml_schema::xml::{FieldDef, FieldKind, Fields, Slot};

use super::accounts::{Accounts, Count};
use super::difference::Difference;
use super::frame::{Frame, Frames, Pair, Side, Sides, Steps};
use super::matching;
use super::value;
use crate::template::{Open, Placeholder};
use values::Texts;

/// Name by which accounts know what stands in the place of a placeholder.
pub(super) const FILLED_IN: &str = "placeholder";

const ELEMENT: Count = Count { elements: 1, attributes: 0 };
const ATTRIBUTE: Count = Count { elements: 0, attributes: 1 };

/// What a walk finds out.
#[derive(Default)]
pub(super) struct Found {
    pub(super) findings: Vec<Difference>,
    /// Changes that the guest made by itself.
    pub(super) volatile: Vec<Difference>,
    /// Numbered paths of the placeholders for which some value was accepted.
    pub(super) accepted: BTreeSet<String>,
    pub(super) accounts: Accounts,
    pub(super) devices: Vec<matching::Pair>,
}

/// The two domains: as they are, and in normal form.
#[derive(Clone, Copy)]
pub(super) struct Subject<'e> {
    pub(super) written: Sides<&'e Domain>,
    pub(super) normal: Sides<&'e Domain>,
    /// The placeholders of the desired one, by their paths.
    pub(super) open: &'e BTreeMap<String, Open>,
}

/// Compares two domains.
pub(super) fn compare(subject: Subject<'_>) -> Found {
    let mut walk = Walk {
        domains: subject.written,
        open: subject.open,
        frames: Frames::default(),
        pending: Vec::new(),
        found: Found::default(),
        implied: false,
    };
    let root = walk.frames.push(Frame {
        parent: 0,
        name: Cow::Borrowed("domain"),
        written: root(subject.written),
        normal: root(subject.normal),
        field: None,
        steps: Sides::new(Steps::numbered("domain", 1), Steps::numbered("domain", 1)),
        placeholder: None,
    });
    walk.pending.push(root);
    while let Some(at) = walk.pending.pop() {
        walk.element(at);
    }
    walk.found
}

fn root(domains: Sides<&Domain>) -> Pair<'_> {
    Sides::new(Some(domains.desired), Some(domains.actual))
}

pub(super) struct Walk<'e> {
    domains: Sides<&'e Domain>,
    open: &'e BTreeMap<String, Open>,
    pub(super) frames: Frames<'e>,
    /// Elements that are still to be compared, the next one last.
    pending: Vec<usize>,
    found: Found,
    /// Whether what is compared is in one document only, and in the normal form of the other.
    implied: bool,
}

/// What is compared: a part of an element.
#[derive(Clone, Copy)]
pub(super) enum Part<'p> {
    /// The element itself, or its text.
    Whole,
    Attribute(&'p str),
    /// A child without a struct of its own, by its name and its number among those of the name.
    Child(&'p str, usize),
}

impl<'e> Walk<'e> {
    fn element(&mut self, at: usize) {
        let (written, normal) = (self.frames.0[at].written, self.frames.0[at].normal);
        match (written.desired, written.actual) {
            (Some(_), Some(_)) => self.both(at),
            (None, Some(_)) if normal.desired.is_some() && self.implied => self.both(at),
            (Some(_), None) if normal.actual.is_some() && self.implied => self.both(at),
            (None, Some(actual)) if !self.is_implied(at) => self.added(at, actual),
            (Some(desired), None) if !self.is_implied(at) => self.dropped(at, desired),
            _ => {}
        }
    }

    /// Whether an element of one document is, with all that is in it, in the normal form of the other one; then it
    /// is accounted for.
    fn is_implied(&mut self, at: usize) -> bool {
        let (written, normal) = (self.frames.0[at].written, self.frames.0[at].normal);
        let other = if written.desired.is_none() { normal.desired } else { normal.actual };
        if other.is_none() || self.implied {
            return false;
        }
        let (pending, found) = (std::mem::take(&mut self.pending), std::mem::take(&mut self.found));
        self.implied = true;
        self.both(at);
        while self.found.findings.is_empty()
            && let Some(next) = self.pending.pop()
        {
            self.element(next);
        }
        self.implied = false;
        self.pending = pending;
        let inside = std::mem::replace(&mut self.found, found);
        let implied = inside.findings.is_empty();
        if implied {
            self.found.accounts += &inside.accounts;
            self.found.volatile.extend(inside.volatile);
            self.found.accepted.extend(inside.accepted);
        }
        implied
    }

    /// Compares an element that is on both sides, if only in a normal form.
    fn both(&mut self, at: usize) {
        let (written, normal) = (self.frames.0[at].written, self.frames.0[at].normal);
        let (Some(desired), Some(actual)) = (written.desired.or(normal.desired), written.actual.or(normal.actual))
        else {
            return;
        };
        if let (Some(one), Some(other)) = (desired.kept(), actual.kept()) {
            return self.kept_elements(at, one, other);
        }
        if !is_same_variant(desired, actual) {
            return self.changed_whole(at, desired, actual);
        }
        let of_variant = |pair: Pair<'e>| pair.map(|side| side.filter(|it| is_same_variant(*it, actual)));
        let (written, normal) = (of_variant(written), of_variant(normal));
        if actual.tag().is_some() {
            self.matched_on(written, ATTRIBUTE);
        }
        let first = self.frames.0.len();
        let mut equal = true;
        let unit = value::unit_row(actual.def());
        let sizes = unit.and_then(|_| self.sizes(at, written, normal));
        for row in rows(written) {
            let field = &actual.def().fields[row];
            if let Some(sizes) = sizes.as_ref().filter(|sizes| sizes.row == row || unit == Some(row)) {
                equal &= self.size(at, row, sizes, written);
                continue;
            }
            match field.kind {
                FieldKind::Attribute(_) => {
                    let texts = Texts::of_row(written, normal, row);
                    self.value(at, Part::Attribute(field.name), field, &texts, ATTRIBUTE);
                }
                FieldKind::Text(_) => {
                    let texts = Texts::of_row(written, normal, row);
                    equal &= self.value(at, Part::Whole, field, &texts, ELEMENT);
                }
                FieldKind::Value { .. } => self.values(at, row, written, normal),
                FieldKind::Flag => {
                    let name = field.qualified_name();
                    let texts = Texts::of_flag(written, normal, row, &name);
                    self.value(at, Part::Child(&name, 0), field, &texts, ELEMENT);
                    self.extras_of_field(at, row, (Some(0), Some(0)));
                }
                FieldKind::Element { .. } | FieldKind::Choice { .. } => self.children(at, row, written, normal),
                FieldKind::Any => {
                    let nodes = |side: Option<&'e dyn Fields>| match side.map(|fields| fields.slot(row)) {
                        Some(Slot::Nodes(nodes)) => &nodes[..],
                        _ => &[],
                    };
                    self.nodes(at, nodes(written.desired).iter(), nodes(written.actual).iter(), false);
                }
            }
        }
        self.extras(
            at,
            written.desired.and_then(|fields| fields.extra()),
            written.actual.and_then(|fields| fields.extra()),
        );
        if equal && written.actual.is_some() {
            self.matched_on(written, ELEMENT);
        }
        // What was found inside comes next, in its order.
        let below = self.frames.0[first..].iter().enumerate().filter(|(_, frame)| frame.parent == at);
        let below: Vec<usize> = below.map(|(index, _)| first + index).collect();
        self.pending.extend(below.into_iter().rev());
    }

    /// Adds a child.
    fn child(
        &mut self,
        parent: usize,
        name: Cow<'e, str>,
        field: Option<&'static FieldDef>,
        (written, normal): (Pair<'e>, Pair<'e>),
        steps: Sides<Steps>,
    ) -> usize {
        self.frames.push(Frame { parent, name, field, written, normal, steps, placeholder: None })
    }

    /// The first placeholder in a desired device.
    fn placeholder_in(&self, at: usize) -> Option<(&'e str, &'e Placeholder)> {
        if self.open.is_empty() || self.frames.0[at].written.desired.is_none() {
            return None;
        }
        let path = self.frames.numbered_path(at, Side::Desired).to_string() + "/";
        let (found, open) = self.open.range(path.clone()..).next()?;
        found.starts_with(&path).then_some((found.as_str(), open.placeholder()))
    }
}

/// The rows that one of two elements holds, in ascending order.
fn rows(written: Pair<'_>) -> Vec<usize> {
    let mut rows: Vec<usize> = [written.desired, written.actual].into_iter().flatten().flat_map(value::rows).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// Whether two elements have the same struct, and are the same variant of it.
fn is_same_variant(one: &dyn Fields, other: &dyn Fields) -> bool {
    let key = |fields: &dyn Fields| (fields.def().type_name, fields.def().module, fields.tag());
    key(one) == key(other)
}
