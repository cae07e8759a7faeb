//! The comparison: one walk over the tables of the model, element by element, without recursion.

mod alone;
mod kept;
mod outcome;

use std::borrow::Cow;
use std::collections::BTreeMap;

use domxml_schema::domain::{Device, Devices};
use domxml_schema::xml::{ElementSlot, FieldKind, Fields, Slot};

use super::accounts::{Accounts, Count};
use super::children;
use super::finding::Finding;
use super::frame::{Frame, Frames, Side};
use super::matching::{self, Pair};
use super::rule::Domains;
use super::value::{self, Size};
use crate::pattern;
use crate::template::Placeholder;

/// Name by which accounts know what stands in the place of a place-holder.
pub(super) const FILLED_IN: &str = "place-holder";

const ELEMENT: Count = Count { elements: 1, attributes: 0 };
const ATTRIBUTE: Count = Count { elements: 0, attributes: 1 };

/// What a walk finds out.
#[derive(Default)]
pub(super) struct Found {
    pub(super) findings: Vec<Finding>,
    pub(super) accounts: Accounts,
    pub(super) devices: Vec<Pair>,
}

/// Compares two domains; `open` are the place-holders of the asked one, by their paths.
pub(super) fn compare(domains: Domains<'_>, open: &BTreeMap<String, Placeholder>) -> Found {
    let mut walk = Walk { domains, open, frames: Frames::default(), pending: Vec::new(), found: Found::default() };
    let root = walk.frames.push(Frame {
        parent: 0,
        name: Cow::Borrowed("domain"),
        asked: Some(domains.asked),
        running: Some(domains.running),
        numbers: (0, 0),
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
        match (self.frames.0[at].asked, self.frames.0[at].running) {
            (Some(asked), Some(running)) => self.both(at, asked, running),
            (None, Some(running)) => self.added(at, running),
            (Some(asked), None) => self.dropped(at, asked),
            (None, None) => {}
        }
        // What was found inside comes next, in its order.
        let below = self.frames.0[first..].iter().enumerate().filter(|(_, frame)| frame.parent == at);
        let below: Vec<usize> = below.map(|(index, _)| first + index).collect();
        self.pending.extend(below.into_iter().rev());
    }

    fn both(&mut self, at: usize, asked: &'e dyn Fields, running: &'e dyn Fields) {
        if let (Some(one), Some(other)) = (asked.kept(), running.kept()) {
            return self.kept_elements(at, one, other);
        }
        let (one, other) = (asked.def(), running.def());
        if (one.type_name, one.module, asked.tag()) != (other.type_name, other.module, running.tag()) {
            return self.changed_whole(at, asked, running);
        }
        if running.tag().is_some() {
            self.found.accounts.matched += ATTRIBUTE;
        }
        let size = value::unit_row(one).and_then(|_| {
            let name = self.frames.0[at].name.clone();
            Some((Size::of(asked, &name)?, Size::of(running, &name)?))
        });
        let mut equal = true;
        for row in union(&value::rows(asked), &value::rows(running)) {
            let field = &one.fields[row];
            if let Some(sizes) = size.as_ref().filter(|(size, _)| size.row == row || value::unit_row(one) == Some(row))
            {
                equal &= self.size(at, row, sizes, (asked, running));
                continue;
            }
            match (field.kind, asked.slot(row), running.slot(row)) {
                (FieldKind::Attribute(_), ..) => {
                    let texts = (value::text(asked, row), value::text(running, row));
                    self.value(at, Part::Attribute(field.name), texts, ATTRIBUTE, |a, b| value::same(field, a, b));
                }
                (FieldKind::Text(_), ..) => {
                    let texts = (value::text(asked, row), value::text(running, row));
                    equal &= self.value(at, Part::Whole, texts, ELEMENT, |a, b| value::same(field, a, b));
                }
                (FieldKind::Value { .. }, ..) => self.values(at, row, asked, running),
                (FieldKind::Flag, Slot::Flag(one), Slot::Flag(other)) => {
                    let name = pattern::qualified(field);
                    let text = |there: &bool| there.then(|| format!("<{name}/>"));
                    self.value(at, Part::Child(&name, 0), (text(one), text(other)), ELEMENT, |_, _| true);
                    self.extras_of_field(at, row, (Some(0), Some(0)));
                }
                (FieldKind::Element { repeated, .. }, Slot::Element(one), Slot::Element(other)) => {
                    let name = pattern::qualified(field);
                    let pairs = if repeated { children::pair(one, other) } else { children::single(one, other) };
                    for (a, b) in pairs {
                        self.child(at, name.clone(), a.and_then(|i| one.get(i)), b.and_then(|i| other.get(i)), (a, b));
                    }
                }
                (FieldKind::Choice { .. }, Slot::Element(one), Slot::Element(other)) => self.choice(at, one, other),
                (FieldKind::Any, Slot::Nodes(one), Slot::Nodes(other)) => {
                    self.nodes(at, one.iter(), other.iter(), false)
                }
                _ => {}
            }
        }
        self.extras(at, asked.extra(), running.extra());
        if equal {
            self.found.accounts.matched += ELEMENT;
        }
    }

    /// A number with its unit; whether it is the same.
    fn size(&mut self, at: usize, row: usize, sizes: &(Size, Size), sides: (&dyn Fields, &dyn Fields)) -> bool {
        let (asked, running) = sizes;
        let field = &sides.1.def().fields[row];
        let is_text = matches!(field.kind, FieldKind::Text(_));
        if row == asked.row {
            let (part, count) = if is_text { (Part::Whole, ELEMENT) } else { (Part::Attribute(field.name), ATTRIBUTE) };
            let texts = (Some(asked.text.clone()), Some(running.text.clone()));
            let equal = self.value(at, part, texts, count, |_, _| asked.same(running));
            return equal || !is_text;
        }
        if value::text(sides.1, row).is_some() {
            // The unit is part of the number: it is what the number is.
            self.found.accounts.matched += ATTRIBUTE;
        }
        true
    }

    /// Children that are values.
    fn values(&mut self, at: usize, row: usize, asked: &'e dyn Fields, running: &'e dyn Fields) {
        let field = &running.def().fields[row];
        let name = pattern::qualified(field);
        let (one, other) = (value::texts(asked, row), value::texts(running, row));
        for (a, b) in children::pair_texts(&one, &other, |a, b| value::same(field, a, b)) {
            let texts = (a.map(|i| one[i].clone()), b.map(|i| other[i].clone()));
            let part = Part::Child(&name, b.or(a).unwrap_or_default());
            self.value(at, part, texts, ELEMENT, |a, b| value::same(field, a, b));
            self.extras_of_field(at, row, (a, b));
        }
    }

    fn choice(&mut self, at: usize, asked: &'e dyn ElementSlot, running: &'e dyn ElementSlot) {
        let list = |side: Option<&'e Devices>| side.map_or(&[][..], |devices| &devices.list[..]);
        let devices = self.frames.0[at].name == "devices" && self.frames.0[at].parent == 0;
        if !devices {
            for (a, b) in children::pair(asked, running) {
                let (one, other) = (a.and_then(|i| asked.get(i)), b.and_then(|i| running.get(i)));
                let name = other.or(one).and_then(|it| it.element_name()).unwrap_or_default();
                self.child(at, Cow::Borrowed(name), one, other, (a, b));
            }
            return;
        }
        let (one, other) = (list(self.domains.asked.devices.as_ref()), list(self.domains.running.devices.as_ref()));
        let matching = matching::devices(one, other);
        let (numbers, other_numbers) = (children::numbers(one), children::numbers(other));
        let running_only = matching.running_only.iter().map(|running| (None, Some(*running)));
        let both = matching.pairs.iter().map(|pair| (Some(pair.asked), Some(pair.running)));
        let mut all: Vec<(Option<usize>, Option<usize>)> = both.chain(running_only).collect();
        all.sort_by_key(|(_, running)| *running);
        all.extend(matching.asked_only.iter().map(|asked| (Some(*asked), None)));
        for (a, b) in all {
            let (device, running) = (a.map(|i| &one[i]), b.map(|i| &other[i]));
            let Some(name) = running.or(device).map(children::device_name) else { continue };
            let places = (a.map(|i| numbers[i]), b.map(|i| other_numbers[i]));
            let at = self.child(at, Cow::Borrowed(name), device.map(as_fields), running.map(as_fields), places);
            self.frames.0[at].placeholder = self.placeholder_in(at);
        }
        self.found.devices = matching.pairs;
    }

    /// The first place-holder in an asked device.
    fn placeholder_in(&self, at: usize) -> Option<&'e Placeholder> {
        if self.open.is_empty() || self.frames.0[at].asked.is_none() {
            return None;
        }
        let path = self.frames.path(at, Side::Asked) + "/";
        let (found, placeholder) = self.open.range(path.clone()..).next()?;
        found.starts_with(&path).then_some(placeholder)
    }

    /// Adds a child; numbers count from 0 among siblings of the name.
    fn child(
        &mut self,
        parent: usize,
        name: Cow<'e, str>,
        asked: Option<&'e dyn Fields>,
        running: Option<&'e dyn Fields>,
        numbers: (Option<usize>, Option<usize>),
    ) -> usize {
        let numbers = (numbers.0.unwrap_or_default(), numbers.1.unwrap_or_default());
        self.frames.push(Frame { parent, name, asked, running, numbers, placeholder: None })
    }
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
