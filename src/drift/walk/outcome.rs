//! What becomes of a part: matched, derived by a rule, or reported.

use std::iter::once;

use domxml_schema::xml::Fields;

use super::super::accounts::Count;
use super::super::finding::{Class, Finding};
use super::super::frame::Side;
use super::super::rule::{self, Case, Effect};
use super::super::show;
use super::{FILLED_IN, Part, Walk};

impl Walk<'_> {
    /// A value on one side or both; whether it needs no further account of what it belongs to.
    pub(super) fn value(
        &mut self,
        at: usize,
        part: Part<'_>,
        texts: (Option<String>, Option<String>),
        count: Count,
        same: impl Fn(&str, &str) -> bool,
    ) -> bool {
        // The text of an element counts as the element, which is counted once, at its end.
        let matched = if matches!(part, Part::Whole) { Count::default() } else { count };
        let (asked, running) = (texts.0.as_deref(), texts.1.as_deref());
        let (effect, class) = match (asked, running) {
            (Some(asked), Some(running)) if same(asked, running) => {
                self.found.accounts.matched += matched;
                return true;
            }
            (Some(_), Some(_)) => (Effect::Differs, Class::Changed),
            (None, Some(_)) => (Effect::Added, Class::Added),
            (Some(_), None) => (Effect::Dropped, Class::Missing),
            (None, None) => return true,
        };
        let rule = match self.is_filled_in(at, part, running) {
            true => Some(FILLED_IN),
            false => self.rule(at, part, effect, (asked, running)),
        };
        // Of what is not there, there is nothing to count; the element that a text is missing from is.
        let gone = running.is_none() && !matches!(part, Part::Whole);
        match rule {
            Some(_) if gone => {}
            Some(rule) => self.derived(rule, count),
            None => {
                let shown = |text: Option<&str>| text.map(|text| show::value(self.names(at, part), text));
                let texts = (shown(asked), shown(running));
                let count = if gone { Count::default() } else { count };
                self.report(at, part, class, (texts.0.as_deref(), texts.1.as_deref()), count);
            }
        }
        false
    }

    /// Whether a place-holder was asked, and what runs may stand in its place.
    fn is_filled_in(&self, at: usize, part: Part<'_>, running: Option<&str>) -> bool {
        let (false, Some(running)) = (self.open.is_empty(), running) else { return false };
        let mut path = self.frames.path(at, Side::Asked);
        if let Part::Attribute(name) = part {
            path.push_str("/@");
            path.push_str(name);
        }
        self.open.get(&path).is_some_and(|placeholder| placeholder.fits(running))
    }

    /// The rule that explains a difference, by its name.
    pub(super) fn rule(
        &self,
        at: usize,
        part: Part<'_>,
        effect: Effect,
        (asked, running): (Option<&str>, Option<&str>),
    ) -> Option<&'static str> {
        let case = Case { domains: self.domains, frames: &self.frames, at, asked, running };
        let rule = match part {
            Part::Whole => rule::explain(effect, &self.frames.0[at].name, self.frames.names(at), &case),
            Part::Child(name, _) => rule::explain(effect, name, once(name).chain(self.frames.names(at)), &case),
            Part::Attribute(name) => {
                let name = format!("@{name}");
                rule::explain(effect, &name, once(&*name).chain(self.frames.names(at)), &case)
            }
        };
        rule.map(|rule| rule.name)
    }

    pub(super) fn matched(&mut self, count: Count) {
        self.found.accounts.matched += count;
    }

    pub(super) fn derived(&mut self, rule: &'static str, count: Count) {
        *self.found.accounts.derived.entry(rule).or_default() += count;
    }

    pub(super) fn report(
        &mut self,
        at: usize,
        part: Part<'_>,
        class: Class,
        (asked, running): (Option<&str>, Option<&str>),
        count: Count,
    ) {
        let side = if class == Class::Missing { Side::Asked } else { Side::Running };
        let (mut path, mut near) = (self.frames.path(at, side), self.frames.running_path(at));
        let mut pattern = self.frames.pattern(at, None);
        match part {
            Part::Whole => {}
            Part::Attribute(name) => {
                path = format!("{path}/@{name}");
                pattern = format!("{pattern}{}@{name}", if pattern.is_empty() { "" } else { "/" });
            }
            Part::Child(name, number) => {
                let number = if number > 0 { format!("[{}]", number + 1) } else { String::new() };
                path = format!("{path}/{name}{number}");
                pattern = format!("{pattern}{}{name}", if pattern.is_empty() { "" } else { "/" });
            }
        }
        if class != Class::Missing {
            near.clone_from(&path);
        }
        let (asked, running) = (asked.map(str::to_owned), running.map(str::to_owned));
        let finding = Finding { class, path, asked, running, line: 0, column: 0, near, pattern };
        match class {
            Class::Missing if count == Count::default() => {
                *self.found.accounts.missing.entry(finding.kind()).or_default() += 1;
            }
            _ => *self.found.accounts.reported.entry(finding.kind()).or_default() += count,
        }
        self.found.findings.push(finding);
    }

    /// The path of a part, from the last name to the first.
    pub(super) fn names<'s>(&'s self, at: usize, part: Part<'s>) -> impl Iterator<Item = &'s str> + Clone {
        let last = match part {
            Part::Whole => None,
            // No secret shares its path with an element: the sign of an attribute is not needed.
            Part::Attribute(name) | Part::Child(name, _) => Some(name),
        };
        last.into_iter().chain(self.frames.names(at))
    }

    /// An element on one line.
    pub(super) fn shown(&self, at: usize, fields: &dyn Fields) -> String {
        show::element(fields, self.frames.names(at))
    }
}
