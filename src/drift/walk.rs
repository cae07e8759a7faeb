//! The comparison: one walk over the tables of the model, element by element, without recursion.

mod alone;
mod kept;
mod outcome;

use std::borrow::Cow;
use std::collections::BTreeMap;

use domxml_schema::domain::{Device, Devices};
use domxml_schema::xml::{ElementSlot, FieldDef, FieldKind, Fields, Slot};

use super::accounts::{Accounts, Count};
use super::children::{self, Places};
use super::difference::Difference;
use super::frame::{Frame, Frames, Side, Steps};
use super::matching::{self, Pair};
use super::rule::Domains;
use super::value::{self, Size};
use crate::template::Placeholder;

/// Name by which accounts know what stands in the place of a placeholder.
pub(super) const FILLED_IN: &str = "placeholder";

const ELEMENT: Count = Count { elements: 1, attributes: 0 };
const ATTRIBUTE: Count = Count { elements: 0, attributes: 1 };

/// What a walk finds out.
#[derive(Default)]
pub(super) struct Found {
    pub(super) findings: Vec<Difference>,
    pub(super) accounts: Accounts,
    pub(super) devices: Vec<Pair>,
}

/// Compares two domains; `open` are the placeholders of the desired one, by their paths.
pub(super) fn compare(domains: Domains<'_>, open: &BTreeMap<String, Placeholder>) -> Found {
    let mut walk = Walk { domains, open, frames: Frames::default(), pending: Vec::new(), found: Found::default() };
    let root = walk.frames.push(Frame {
        parent: 0,
        name: Cow::Borrowed("domain"),
        desired: Some(domains.desired),
        actual: Some(domains.actual),
        field: None,
        steps: (Steps::numbered("domain", 1), Steps::numbered("domain", 1)),
        placeholder: None,
    });
    walk.pending.push(root);
    while let Some(at) = walk.pending.pop() {
        walk.element(at);
    }
    walk.found
}

pub(super) struct Walk<'e> {
    domains: Domains<'e>,
    open: &'e BTreeMap<String, Placeholder>,
    pub(super) frames: Frames<'e>,
    /// Elements that are still to be compared, the next one last.
    pending: Vec<usize>,
    found: Found,
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
        let first = self.frames.0.len();
        match (self.frames.0[at].desired, self.frames.0[at].actual) {
            (Some(desired), Some(actual)) => self.both(at, desired, actual),
            (None, Some(actual)) => self.added(at, actual),
            (Some(desired), None) => self.dropped(at, desired),
            (None, None) => {}
        }
        // What was found inside comes next, in its order.
        let below = self.frames.0[first..].iter().enumerate().filter(|(_, frame)| frame.parent == at);
        let below: Vec<usize> = below.map(|(index, _)| first + index).collect();
        self.pending.extend(below.into_iter().rev());
    }

    fn both(&mut self, at: usize, desired: &'e dyn Fields, actual: &'e dyn Fields) {
        if let (Some(one), Some(other)) = (desired.kept(), actual.kept()) {
            return self.kept_elements(at, one, other);
        }
        let (one, other) = (desired.def(), actual.def());
        if (one.type_name, one.module, desired.tag()) != (other.type_name, other.module, actual.tag()) {
            return self.changed_whole(at, desired, actual);
        }
        if actual.tag().is_some() {
            self.found.accounts.matched += ATTRIBUTE;
        }
        let size = value::unit_row(one).and_then(|_| {
            let field = self.frames.0[at].field;
            Some((Size::of(desired, field)?, Size::of(actual, field)?))
        });
        let mut equal = true;
        for row in union(&value::rows(desired), &value::rows(actual)) {
            let field = &one.fields[row];
            if let Some(sizes) = size.as_ref().filter(|(size, _)| size.row == row || value::unit_row(one) == Some(row))
            {
                equal &= self.size(at, row, sizes, (desired, actual));
                continue;
            }
            match (field.kind, desired.slot(row), actual.slot(row)) {
                (FieldKind::Attribute(_), ..) => {
                    let texts = (value::text(desired, row), value::text(actual, row));
                    self.value(at, Part::Attribute(field.name), field, texts, ATTRIBUTE, |a, b| {
                        value::same(field, a, b)
                    });
                }
                (FieldKind::Text(_), ..) => {
                    let texts = (value::text(desired, row), value::text(actual, row));
                    equal &= self.value(at, Part::Whole, field, texts, ELEMENT, |a, b| value::same(field, a, b));
                }
                (FieldKind::Value { .. }, ..) => self.values(at, row, desired, actual),
                (FieldKind::Flag, Slot::Flag(one), Slot::Flag(other)) => {
                    let name = field.qualified_name();
                    let text = |there: &bool| there.then(|| format!("<{name}/>"));
                    let texts = (text(one), text(other));
                    self.value(at, Part::Child(&name, 0), field, texts, ELEMENT, |_, _| true);
                    self.extras_of_field(at, row, (Some(0), Some(0)));
                }
                (FieldKind::Element { repeated, .. }, Slot::Element(one), Slot::Element(other)) => {
                    let name = field.qualified_name();
                    let pairs = if repeated { children::pair(one, other) } else { children::single(one, other) };
                    let steps = (Steps::of_siblings(one, &name), Steps::of_siblings(other, &name));
                    for (a, b) in pairs {
                        let sides = (a.and_then(|i| one.get(i)), b.and_then(|i| other.get(i)));
                        self.child(at, name.clone(), Some(field), sides, pick(&steps, &name, (a, b)));
                    }
                }
                (FieldKind::Choice { .. }, Slot::Element(one), Slot::Element(other)) => self.choice(at, one, other),
                (FieldKind::Any, Slot::Nodes(one), Slot::Nodes(other)) => {
                    self.nodes(at, one.iter(), other.iter(), false)
                }
                _ => {}
            }
        }
        self.extras(at, desired.extra(), actual.extra());
        if equal {
            self.found.accounts.matched += ELEMENT;
        }
    }

    /// A number with its unit; whether it is the same.
    fn size(&mut self, at: usize, row: usize, sizes: &(Size, Size), sides: (&dyn Fields, &dyn Fields)) -> bool {
        let (desired, actual) = sizes;
        let field = &sides.1.def().fields[row];
        let is_text = matches!(field.kind, FieldKind::Text(_));
        if row == desired.row {
            let (part, count) = if is_text { (Part::Whole, ELEMENT) } else { (Part::Attribute(field.name), ATTRIBUTE) };
            let texts = (Some(desired.text.clone()), Some(actual.text.clone()));
            let equal = self.value(at, part, field, texts, count, |_, _| desired.same(actual));
            return equal || !is_text;
        }
        if value::text(sides.1, row).is_some() {
            // The unit is part of the number: it is what the number is.
            self.found.accounts.matched += ATTRIBUTE;
        }
        true
    }

    /// Children that are values.
    fn values(&mut self, at: usize, row: usize, desired: &'e dyn Fields, actual: &'e dyn Fields) {
        let field = &actual.def().fields[row];
        let name = field.qualified_name();
        let (one, other) = (value::texts(desired, row), value::texts(actual, row));
        for (a, b) in children::pair_texts(&one, &other, |a, b| value::same(field, a, b)) {
            let texts = (a.map(|i| one[i].clone()), b.map(|i| other[i].clone()));
            let part = Part::Child(&name, b.or(a).unwrap_or_default());
            self.value(at, part, field, texts, ELEMENT, |a, b| value::same(field, a, b));
            self.extras_of_field(at, row, (a, b));
        }
    }

    fn choice(&mut self, at: usize, desired: &'e dyn ElementSlot, actual: &'e dyn ElementSlot) {
        let list = |side: Option<&'e Devices>| side.map_or(&[][..], |devices| &devices.list[..]);
        let devices = self.frames.0[at].name == "devices" && self.frames.0[at].parent == 0;
        let steps = (Steps::of_siblings(desired, ""), Steps::of_siblings(actual, ""));
        if !devices {
            for (a, b) in children::pair(desired, actual) {
                let (one, other) = (a.and_then(|i| desired.get(i)), b.and_then(|i| actual.get(i)));
                let name = other.or(one).and_then(|it| it.element_name()).unwrap_or_default();
                self.child(at, Cow::Borrowed(name), None, (one, other), pick(&steps, name, (a, b)));
            }
            return;
        }
        let (one, other) = (list(self.domains.desired.devices.as_ref()), list(self.domains.actual.devices.as_ref()));
        let matching = matching::devices(one, other);
        let actual_only = matching.actual_only.iter().map(|actual| (None, Some(*actual)));
        let both = matching.pairs.iter().map(|pair| (Some(pair.desired), Some(pair.actual)));
        let mut all: Vec<(Option<usize>, Option<usize>)> = both.chain(actual_only).collect();
        all.sort_by_key(|(_, actual)| *actual);
        all.extend(matching.desired_only.iter().map(|desired| (Some(*desired), None)));
        for (a, b) in all {
            let (device, actual) = (a.map(|i| &one[i]), b.map(|i| &other[i]));
            let Some(name) = actual.or(device).map(Device::name) else { continue };
            let sides = (device.map(as_fields), actual.map(as_fields));
            let at = self.child(at, Cow::Borrowed(name), None, sides, pick(&steps, name, (a, b)));
            self.frames.0[at].placeholder = self.placeholder_in(at);
        }
        self.found.devices = matching.pairs;
    }

    /// The first placeholder in a desired device.
    fn placeholder_in(&self, at: usize) -> Option<&'e Placeholder> {
        if self.open.is_empty() || self.frames.0[at].desired.is_none() {
            return None;
        }
        let path = self.frames.numbered_path(at, Side::Desired).to_string() + "/";
        let (found, placeholder) = self.open.range(path.clone()..).next()?;
        found.starts_with(&path).then_some(placeholder)
    }

    /// Adds a child.
    fn child(
        &mut self,
        parent: usize,
        name: Cow<'e, str>,
        field: Option<&'static FieldDef>,
        (desired, actual): (Option<&'e dyn Fields>, Option<&'e dyn Fields>),
        steps: (Steps, Steps),
    ) -> usize {
        self.frames.push(Frame { parent, name, field, desired, actual, steps, placeholder: None })
    }
}

/// The steps to a pair; to what is absent, that of the first of its name.
fn pick((desired, actual): &(Vec<Steps>, Vec<Steps>), name: &str, (a, b): Places) -> (Steps, Steps) {
    let step = |steps: &[Steps], at: Option<usize>| {
        at.and_then(|at| steps.get(at).cloned()).unwrap_or_else(|| Steps::numbered(name, 1))
    };
    (step(desired, a), step(actual, b))
}

/// The rows of either list, which ascend.
fn union(one: &[usize], other: &[usize]) -> Vec<usize> {
    let mut rows: Vec<usize> = one.iter().chain(other).copied().collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

fn as_fields(device: &Device) -> &dyn Fields {
    device
}
