//! Elements that are there on one side only, and those that are of another variant.

use std::borrow::Cow;

use domxml_schema::xml::{FieldKind, Fields, Slot};

use super::super::accounts::Count;
use super::super::finding::Class;
use super::super::rule::Effect;
use super::super::{tally, value};
use super::{ATTRIBUTE, ELEMENT, Part, Walk};
use crate::pattern;

impl<'e> Walk<'e> {
    /// An element that runs and was not asked.
    pub(super) fn added(&mut self, at: usize, running: &'e dyn Fields) {
        if running.kept().is_some() {
            return self.report(
                at,
                Part::Whole,
                Class::Kept,
                (None, Some(&self.shown(at, running))),
                tally::element(running),
            );
        }
        match self.explain_whole(at, running, Effect::Added, 0) {
            Some(counts) => counts.into_iter().for_each(|(rule, count)| self.derived(rule, count)),
            None => {
                let text = self.shown(at, running);
                self.report(at, Part::Whole, Class::Added, (None, Some(&text)), tally::element(running));
            }
        }
    }

    /// An element that was asked and does not run.
    pub(super) fn dropped(&mut self, at: usize, asked: &'e dyn Fields) {
        if self.explain_whole(at, asked, Effect::Dropped, 0).is_none() {
            let text = self.shown(at, asked);
            self.report(at, Part::Whole, Class::Missing, (Some(&text), None), Count::default());
        }
    }

    /// An element that is of another variant now.
    pub(super) fn changed_whole(&mut self, at: usize, asked: &'e dyn Fields, running: &'e dyn Fields) {
        match self.rule(at, Part::Whole, Effect::Differs, (None, None)) {
            Some(rule) => self.derived(rule, tally::element(running)),
            None => {
                let texts = (self.shown(at, asked), self.shown(at, running));
                let texts = (Some(&*texts.0), Some(&*texts.1));
                self.report(at, Part::Whole, Class::Changed, texts, tally::element(running));
            }
        }
    }

    /// The rules that explain an element that is there on one side only, and what each of them explains: one
    /// rule for all of it, or rules for each of its parts. A device needs a rule of its own.
    fn explain_whole(
        &mut self,
        at: usize,
        fields: &'e dyn Fields,
        effect: Effect,
        depth: usize,
    ) -> Option<Vec<(&'static str, Count)>> {
        const DEPTH: usize = 16;
        let text = pattern::own_text(fields);
        if let Some(rule) = self.rule(at, Part::Whole, effect, sides(effect, text.as_deref())) {
            return Some(vec![(rule, tally::element(fields))]);
        }
        let is_device = self.frames.0[self.frames.0[at].parent].name == "devices";
        let kept = fields.extra().is_some_and(|extra| extra.nodes().next().is_some() || !extra.attributes().is_empty());
        if is_device || depth > DEPTH || kept || text.is_some() || fields.tag().is_some() {
            return None;
        }
        let mut counts = Vec::new();
        for row in value::rows(fields) {
            let field = &fields.def().fields[row];
            match (field.kind, fields.slot(row)) {
                (FieldKind::Attribute(_), _) => {
                    let text = value::text(fields, row);
                    let rule = self.rule(at, Part::Attribute(field.name), effect, sides(effect, text.as_deref()))?;
                    counts.push((rule, ATTRIBUTE));
                }
                (FieldKind::Value { .. } | FieldKind::Flag, _) => {
                    let name = pattern::qualified(field);
                    let mut texts = value::texts(fields, row);
                    if matches!(field.kind, FieldKind::Flag) {
                        texts.push(String::new());
                    }
                    for (index, text) in texts.iter().enumerate() {
                        let rule = self.rule(at, Part::Child(&name, index), effect, sides(effect, Some(text)))?;
                        counts.push((rule, tally::child(fields, row, index)));
                    }
                }
                (FieldKind::Element { .. } | FieldKind::Choice { .. }, Slot::Element(slot)) => {
                    for index in 0..slot.count() {
                        let child = slot.get(index)?;
                        let (asked, running) =
                            if effect == Effect::Dropped { (Some(child), None) } else { (None, Some(child)) };
                        let name = child.element_name().map_or_else(|| pattern::qualified(field), Cow::Borrowed);
                        let frame = self.child(at, name, asked, running, (Some(index), Some(index)));
                        let found = self.explain_whole(frame, child, effect, depth + 1);
                        self.frames.0.pop();
                        counts.extend(found?);
                    }
                }
                _ => return None,
            }
        }
        let (rule, _) = *counts.first()?;
        counts.push((rule, ELEMENT));
        Some(counts)
    }
}

fn sides(effect: Effect, text: Option<&str>) -> (Option<&str>, Option<&str>) {
    if effect == Effect::Dropped { (text, None) } else { (None, text) }
}
