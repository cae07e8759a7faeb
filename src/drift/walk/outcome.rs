//! What becomes of a part: matched, derived by a rule, or reported.

use std::iter::once;

use domxml_schema::path::{Path, Step};
use domxml_schema::xml::{FieldDef, Fields};

use super::super::accounts::Count;
use super::super::declared::Declared;
use super::super::difference::{Class, Difference};
use super::super::frame::Side;
use super::super::rule::{self, Case, Effect};
use super::super::{open, show};
use super::{FILLED_IN, Part, Walk};

impl Walk<'_> {
    /// A value on one side or both; whether it needs no further account of what it belongs to.
    pub(super) fn value(
        &mut self,
        at: usize,
        part: Part<'_>,
        field: &'static FieldDef,
        texts: (Option<String>, Option<String>),
        count: Count,
        same: impl Fn(&str, &str) -> bool,
    ) -> bool {
        // The text of an element counts as the element, which is counted once, at its end.
        let matched = if matches!(part, Part::Whole) { Count::default() } else { count };
        let (desired, actual) = (texts.0.as_deref(), texts.1.as_deref());
        let (effect, class) = match (desired, actual) {
            (Some(desired), Some(actual)) if same(desired, actual) => {
                self.found.accounts.matched += matched;
                return true;
            }
            (Some(_), Some(_)) => (Effect::Differs, Class::Changed),
            (None, Some(_)) => (Effect::Added, Class::Added),
            (Some(_), None) => (Effect::Dropped, Class::Missing),
            (None, None) => return true,
        };
        let rule = match self.is_filled_in(at, part, actual) {
            true => Some(FILLED_IN),
            false => self
                .rule(at, part, effect, (desired, actual))
                .or_else(|| Declared::new(&self.frames, at, field, &self.domains).value(effect, desired, actual)),
        };
        // Of what is not there, there is nothing to count; the element that a text is missing from is.
        let gone = actual.is_none() && !matches!(part, Part::Whole);
        match rule {
            Some(_) if gone => {}
            Some(rule) => self.derived(rule, count),
            None => {
                let shown = |text: Option<&str>| text.map(|text| show::value(self.names(at, part), text));
                let texts = (shown(desired), shown(actual));
                let count = if gone { Count::default() } else { count };
                self.report(at, part, class, (texts.0.as_deref(), texts.1.as_deref()), count);
            }
        }
        false
    }

    /// Whether a placeholder is desired, and the actual value fits it.
    fn is_filled_in(&self, at: usize, part: Part<'_>, actual: Option<&str>) -> bool {
        let (false, Some(actual)) = (self.open.is_empty(), actual) else { return false };
        let mut path = self.frames.numbered_path(at, Side::Desired);
        if let Part::Attribute(name) = part {
            path = path.with_attribute(name.to_owned());
        }
        self.open.get(&path.to_string()).is_some_and(|placeholder| open::fits(placeholder, actual))
    }

    /// The rule that explains a difference, by its name.
    pub(super) fn rule(
        &self,
        at: usize,
        part: Part<'_>,
        effect: Effect,
        (desired, actual): (Option<&str>, Option<&str>),
    ) -> Option<&'static str> {
        let case = Case { domains: self.domains, frames: &self.frames, at, desired, actual };
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
        (desired, actual): (Option<&str>, Option<&str>),
        count: Count,
    ) {
        let whole = |path: Path| match part {
            Part::Whole => path,
            Part::Attribute(name) => path.with_attribute(name.to_owned()),
            Part::Child(name, number) => path.child(Step::numbered(name.to_owned(), number + 1)),
        };
        let missing = class == Class::Missing;
        let path = whole(self.frames.path(at, if missing { Side::Desired } else { Side::Actual }));
        let near = match missing {
            true => self.frames.numbered_path(self.frames.nearest_actual(at), Side::Actual),
            false => whole(self.frames.numbered_path(at, Side::Actual)),
        };
        let mut names: Vec<&str> = self.frames.names(at).collect();
        names.reverse();
        let mut pattern = names.join("/");
        if let Part::Attribute(name) | Part::Child(name, _) = part {
            let slash = if pattern.is_empty() { "" } else { "/" };
            let sign = if matches!(part, Part::Attribute(_)) { "@" } else { "" };
            pattern.extend([slash, sign, name]);
        }
        let difference = Difference::new(class, (desired, actual), &path, near, pattern);
        match class {
            Class::Missing if count == Count::default() => {
                *self.found.accounts.missing.entry(difference.kind()).or_default() += 1;
            }
            _ => *self.found.accounts.reported.entry(difference.kind()).or_default() += count,
        }
        self.found.findings.push(difference);
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
