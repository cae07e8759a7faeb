//! What becomes of a part: matched, derived by a rule, or reported.

use domxml_schema::path::{Path, Step};
use domxml_schema::xml::{FieldDef, Fields};

use super::super::accounts::Count;
use super::super::declared::{Choice, Declared, GUEST, NORMAL_FORM, is_defined};
use super::super::difference::{Class, Difference};
use super::super::frame::{Pair, Side, Sides};
use super::super::rule::{self, Case, Effect, Verdict, is_live};
use super::super::rules::host;
use super::super::show;
use super::values::Texts;
use super::{FILLED_IN, Part, Walk};

impl Walk<'_> {
    /// A value on one side or both, with the question when two are the same; whether it needs no further account of
    /// what it belongs to.
    pub(super) fn value_as(
        &mut self,
        at: usize,
        part: Part<'_>,
        field: &'static FieldDef,
        texts: &Texts,
        count: Count,
        same: impl Fn(&str, &str) -> bool,
    ) -> bool {
        // The text of an element counts as the element, which is counted once, at its end.
        let matched = if matches!(part, Part::Whole) { Count::default() } else { count };
        let (desired, actual) = (texts.written.desired.as_deref(), texts.written.actual.as_deref());
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
        let live = self.domains.map(|domain| is_live(domain));
        let explanation =
            self.filled_in(at, part, actual).or_else(|| self.rule(at, part, effect, (desired, actual))).or_else(|| {
                let choice = self.choice(at, part, effect, (desired, actual), texts.is_completed(effect));
                if texts.agree(live, choice, same) {
                    return Some(NORMAL_FORM);
                }
                Declared::new(&self.frames, at, field, self.domains).value(effect, desired, actual, choice)
            });
        // Of what is not there, there is nothing to count; the element that a text is missing from is.
        let gone = actual.is_none() && (!matches!(part, Part::Whole) || self.frames.0[at].written.actual.is_none());
        let shown = |text: Option<&str>| text.map(|text| show::value(self.names(at, part), text));
        match explanation {
            Some(GUEST) => {
                let texts = (shown(desired), shown(actual));
                let difference = self.difference(at, part, class, (texts.0.as_deref(), texts.1.as_deref()));
                self.found.volatile.push(difference.volatile());
                if !gone {
                    self.derived(GUEST, count);
                }
            }
            Some(_) if gone => {}
            Some(name) => self.derived(name, count),
            None => {
                let texts = (shown(desired), shown(actual));
                let count = if gone { Count::default() } else { count };
                self.report(at, part, class, (texts.0.as_deref(), texts.1.as_deref()), count);
            }
        }
        false
    }

    /// The word for it if a placeholder is desired, and the actual value fits it.
    fn filled_in(&mut self, at: usize, part: Part<'_>, actual: Option<&str>) -> Option<&'static str> {
        let actual = actual.filter(|_| !self.open.is_empty())?;
        let mut path = self.frames.numbered_path(at, Side::Desired);
        if let Part::Attribute(name) = part {
            path = path.with_attribute(name.to_owned());
        }
        let path = path.to_string();
        self.open.get(&path).filter(|open| host::fits(open.placeholder(), actual))?;
        self.found.accepted.insert(path);
        Some(FILLED_IN)
    }

    /// The rule that explains a difference, by its name.
    pub(super) fn rule(
        &mut self,
        at: usize,
        part: Part<'_>,
        effect: Effect,
        (desired, actual): (Option<&str>, Option<&str>),
    ) -> Option<&'static str> {
        match self.verdict(at, part, effect, (desired, actual)) {
            Verdict::Explained(rule) => {
                if let Some((path, _)) = self.frames.placeholder(at).filter(|_| rule.is_about_placeholders()) {
                    self.found.accepted.insert(path.to_owned());
                }
                Some(rule.name)
            }
            _ => None,
        }
    }

    /// Who may have chosen a value, as far as the rules and the normal form leave it open.
    pub(super) fn choice(
        &self,
        at: usize,
        part: Part<'_>,
        effect: Effect,
        texts: (Option<&str>, Option<&str>),
        completed: bool,
    ) -> Choice {
        match self.verdict(at, part, effect, texts) {
            Verdict::Silent if completed => Choice::AtStart,
            Verdict::Silent => Choice::Any,
            _ => Choice::None,
        }
    }

    fn verdict(
        &self,
        at: usize,
        part: Part<'_>,
        effect: Effect,
        (desired, actual): (Option<&str>, Option<&str>),
    ) -> Verdict {
        let case = Case { domains: self.domains, frames: &self.frames, at, desired, actual, mirrored: false };
        let attribute;
        let (leaf, own) = match part {
            Part::Whole => (&*self.frames.0[at].name, None),
            Part::Child(name, _) => (name, Some(name)),
            Part::Attribute(name) => {
                attribute = format!("@{name}");
                (&*attribute, Some(&*attribute))
            }
        };
        let names = || own.into_iter().chain(self.frames.names(at));
        // What libvirt makes of a document is in the desired one only if it has yet to make it of the actual one.
        let mirrored = match is_live(self.domains.desired) {
            true => !is_live(self.domains.actual),
            false => !is_defined(self.domains.actual),
        };
        match rule::explain(effect, leaf, names(), &case) {
            Verdict::Explained(rule) => Verdict::Explained(rule),
            verdict if !mirrored => verdict,
            verdict => match rule::explain(effect.mirrored(), leaf, names(), &case.mirror()) {
                Verdict::Silent => verdict,
                mirrored => mirrored,
            },
        }
    }

    /// Counts what is on both sides as matched, what is in the actual document only as explained by its normal form.
    pub(super) fn matched_on(&mut self, written: Pair<'_>, count: Count) {
        if written.desired.is_some() {
            self.matched(count);
        } else {
            self.derived(NORMAL_FORM, count);
        }
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
        let difference = self.difference(at, part, class, (desired, actual));
        match class {
            Class::Missing if count == Count::default() => {
                *self.found.accounts.missing.entry(difference.kind()).or_default() += 1;
            }
            _ => *self.found.accounts.reported.entry(difference.kind()).or_default() += count,
        }
        self.found.findings.push(difference);
    }

    fn difference(&self, at: usize, part: Part<'_>, class: Class, texts: (Option<&str>, Option<&str>)) -> Difference {
        let whole = |path: Path| match part {
            Part::Whole => path,
            Part::Attribute(name) => path.with_attribute(name.to_owned()),
            Part::Child(name, number) => path.child(Step::numbered(name.to_owned(), number + 1)),
        };
        let path = whole(self.frames.path(at, if class == Class::Missing { Side::Desired } else { Side::Actual }));
        let near = |side: Side, is_there: bool| match is_there {
            true => whole(self.frames.numbered_path(at, side)),
            false => self.frames.numbered_path(self.frames.nearest(at, side), side),
        };
        let near = Sides::new(
            near(Side::Desired, !matches!(class, Class::Added | Class::Kept)),
            near(Side::Actual, class != Class::Missing),
        );
        let mut names: Vec<&str> = self.frames.names(at).collect();
        names.reverse();
        let mut pattern = names.join("/");
        if let Part::Attribute(name) | Part::Child(name, _) = part {
            let slash = if pattern.is_empty() { "" } else { "/" };
            let sign = if matches!(part, Part::Attribute(_)) { "@" } else { "" };
            pattern.extend([slash, sign, name]);
        }
        Difference::new(class, texts, &path, near, pattern)
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
