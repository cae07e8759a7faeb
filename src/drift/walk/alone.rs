//! Elements that are there on one side only, and those that are of another variant.

use std::borrow::Cow;

use domxml_schema::visit;
use domxml_schema::xml::{FieldKind, Fields, Slot};

use super::super::accounts::Count;
use super::super::declared::{Choice, DEFAULT, Declared, NORMAL_FORM};
use super::super::difference::Class;
use super::super::frame::{Side, Sides, Steps};
use super::super::rule::{Effect, is_live};
use super::super::{tally, value};
use super::{ATTRIBUTE, ELEMENT, Part, Walk, is_same_variant};

impl<'e> Walk<'e> {
    /// An element that is there and not desired.
    pub(super) fn added(&mut self, at: usize, actual: &'e dyn Fields) {
        if actual.kept().is_some() {
            return self.report(
                at,
                Part::Whole,
                Class::Kept,
                (None, Some(&self.shown(at, actual))),
                tally::element(actual),
            );
        }
        if self.is_without_effect(at, Side::Actual) {
            return self.derived(NORMAL_FORM, tally::element(actual));
        }
        match self.explain_whole(at, actual, Effect::Added, 0) {
            Some(counts) => counts.into_iter().for_each(|(rule, count)| self.derived(rule, count)),
            None => {
                let text = self.shown(at, actual);
                self.report(at, Part::Whole, Class::Added, (None, Some(&text)), tally::element(actual));
            }
        }
    }

    /// An element that is desired and not there.
    pub(super) fn dropped(&mut self, at: usize, desired: &'e dyn Fields) {
        if !self.is_without_effect(at, Side::Desired) && self.explain_whole(at, desired, Effect::Dropped, 0).is_none() {
            let text = self.shown(at, desired);
            self.report(at, Part::Whole, Class::Missing, (Some(&text), None), Count::default());
        }
    }

    /// Whether libvirt leaves an element out when it defines the domain, with all that is in it.
    fn is_without_effect(&self, at: usize, side: Side) -> bool {
        let frame = &self.frames.0[at];
        let around = self.frames.0[frame.parent].normal.of(side);
        around.is_some() && frame.normal.of(side).is_none() && !is_live(self.domains.of(side))
    }

    /// Whether an element that is in one document only is in the normal form of the other: none that libvirt is free to
    /// choose.
    fn is_completed(&self, at: usize) -> bool {
        let frame = &self.frames.0[at];
        let side = if frame.written.desired.is_none() { Side::Desired } else { Side::Actual };
        frame.normal.of(side).is_some()
    }

    /// An element that is of another variant now.
    pub(super) fn changed_whole(&mut self, at: usize, desired: &'e dyn Fields, actual: &'e dyn Fields) {
        let count = if self.frames.0[at].written.actual.is_some() { tally::element(actual) } else { Count::default() };
        match self.rule(at, Part::Whole, Effect::Differs, (None, None)) {
            Some(rule) => self.derived(rule, count),
            None if self.is_of_normal_variant(at) => {}
            None => {
                let texts = (self.shown(at, desired), self.shown(at, actual));
                let texts = (Some(&*texts.0), Some(&*texts.1));
                self.report(at, Part::Whole, Class::Changed, texts, count);
            }
        }
    }

    /// Whether libvirt makes the same of an element that has different variants in the documents; then it is accounted
    /// for.
    fn is_of_normal_variant(&mut self, at: usize) -> bool {
        let (written, normal) = (self.frames.0[at].written, self.frames.0[at].normal);
        let live = self.domains.map(|domain| is_live(domain));
        for side in [Side::Desired, Side::Actual] {
            let other = written.of(side.other());
            let completed = normal.of(side).filter(|_| !live.of(side));
            let same = completed.zip(*other).is_some_and(|(one, other)| is_same_variant(one, other));
            if same {
                let frame = &mut self.frames.0[at];
                *frame.written.of_mut(side) = None;
                let explained = self.is_implied(at);
                self.frames.0[at].written = written;
                if explained {
                    return true;
                }
            }
        }
        false
    }

    /// What explains an element that is there on one side only, and how much of it each: one rule or declaration for
    /// all of it, or one for each of its parts. A device needs a rule of its own.
    fn explain_whole(
        &mut self,
        at: usize,
        fields: &'e dyn Fields,
        effect: Effect,
        depth: usize,
    ) -> Option<Vec<(&'static str, Count)>> {
        const DEPTH: usize = 16;
        let text = visit::own_text(fields);
        if let Some(rule) = self.rule(at, Part::Whole, effect, sides(effect, text.as_deref())) {
            return Some(vec![(rule, tally::element(fields))]);
        }
        let is_device = self.frames.0[self.frames.0[at].parent].name == "devices";
        let kept = fields.extra().is_some_and(|extra| extra.nodes().next().is_some() || !extra.attributes().is_empty());
        if is_device || depth > DEPTH || kept {
            return None;
        }
        let choice = self.choice(at, Part::Whole, effect, sides(effect, text.as_deref()), self.is_completed(at));
        if choice == Choice::None {
            return None;
        }
        let frame = &self.frames.0[at];
        let declared = frame.field.map(|field| Declared::new(&self.frames, frame.parent, field, self.domains));
        if let Some(name) = declared.as_ref().and_then(|declared| declared.element(effect, fields, choice)) {
            return Some(vec![(name, tally::element(fields))]);
        }
        if fields.tag().is_some() {
            return None;
        }
        let defaults = declared.as_ref().and_then(|declared| declared.contents(effect));
        let is_default = declared.is_some_and(|declared| {
            let mut texts = defaults.iter().flatten().filter_map(|default| default.text.as_deref());
            texts.any(|default| text.as_deref() == Some(default) || declared.is_size(fields, default))
        });
        let mut counts = Vec::new();
        for row in value::rows(fields) {
            let field = &fields.def().fields[row];
            let part = |walk: &mut Self, part: Part<'_>, text: Option<&str>| {
                let texts = sides(effect, text);
                walk.rule(at, part, effect, texts).or_else(|| {
                    let choice = walk.choice(at, part, effect, texts, false);
                    let declared = Declared::new(&walk.frames, at, field, walk.domains);
                    defaults.is_some().then(|| declared.value(effect, texts.0, texts.1, choice)).flatten()
                })
            };
            match (field.kind, fields.slot(row)) {
                (FieldKind::Text(_), _) if is_default => {}
                (FieldKind::Text(_), _) => {
                    part(self, Part::Whole, text.as_deref())?;
                }
                // The unit is part of the number.
                (FieldKind::Attribute(_), _) if text.is_some() && value::unit_row(fields.def()) == Some(row) => {
                    counts.push((DEFAULT, ATTRIBUTE));
                }
                (FieldKind::Attribute(_), _) => {
                    let text = value::text(fields, row);
                    counts.push((part(self, Part::Attribute(field.name), text.as_deref())?, ATTRIBUTE));
                }
                (FieldKind::Value { .. } | FieldKind::Flag, _) => {
                    let name = field.qualified_name();
                    let mut texts = value::texts(fields, row);
                    if matches!(field.kind, FieldKind::Flag) {
                        texts.push(String::new());
                    }
                    for (index, text) in texts.iter().enumerate() {
                        let name = part(self, Part::Child(&name, index), Some(text))?;
                        counts.push((name, tally::child(fields, row, index)));
                    }
                }
                (FieldKind::Element { .. } | FieldKind::Choice { .. }, Slot::Element(slot)) => {
                    for index in 0..slot.count() {
                        let child = slot.get(index)?;
                        let (desired, actual) = sides(effect, Some(child));
                        let name = child.element_name().map_or_else(|| field.qualified_name(), Cow::Borrowed);
                        let steps = Steps::numbered(&name, index + 1);
                        let definition = Some(field).filter(|field| !field.name.is_empty());
                        let (written, steps) = (Sides::new(desired, actual), Sides::new(steps.clone(), steps));
                        let frame = self.child(at, name, definition, (written, Sides::default()), steps);
                        let found = self.explain_whole(frame, child, effect, depth + 1);
                        self.frames.0.pop();
                        counts.extend(found?);
                    }
                }
                _ => return None,
            }
        }
        let name = match counts.first() {
            Some((name, _)) => *name,
            None => defaults.map(|_| DEFAULT)?,
        };
        counts.push((name, ELEMENT));
        Some(counts)
    }
}

fn sides<T>(effect: Effect, value: Option<T>) -> (Option<T>, Option<T>) {
    if effect == Effect::Dropped { (value, None) } else { (None, value) }
}
