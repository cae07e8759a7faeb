//! What the model does not type: unknown attributes and elements, and the content of `<metadata>`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use domxml_schema::xml::{Extra, FieldKind, KeptAttribute, KeptElement, Merge, Node, Tree};

use super::super::accounts::Count;
use super::super::children::{Pairing, Places};
use super::super::declared::NORMAL_FORM;
use super::super::difference::Class;
use super::super::frame::{Side, Sides, Steps};
use super::super::rule::Effect;
use super::super::{show, tally, value};
use super::{Part, Walk};
use crate::metadata::ovirt;

impl<'e> Walk<'e> {
    /// What two elements hold beyond their fields.
    pub(super) fn extras(&mut self, at: usize, desired: Option<&'e Extra>, actual: Option<&'e Extra>) {
        let attributes = |extra: Option<&'e Extra>| extra.map_or(&[][..], Extra::attributes);
        let (one, other) = (attributes(desired), attributes(actual));
        self.attributes(at, one, other, Class::Kept);
        let nodes = |extra: Option<&'e Extra>| extra.into_iter().flat_map(Extra::nodes);
        self.nodes(at, nodes(desired), nodes(actual), true);
    }

    /// What two children without a struct of their own hold beyond themselves.
    pub(super) fn extras_of_field(&mut self, at: usize, row: usize, indices: Places) {
        let frame = &self.frames.0[at];
        let written = frame.written;
        let desired = written.desired.and_then(|fields| fields.extra()?.of_field(row, indices.0?));
        let actual = written.actual.and_then(|fields| fields.extra()?.of_field(row, indices.1?));
        let Some(fields) = written.actual.or(written.desired).filter(|_| desired.is_some() || actual.is_some()) else {
            return;
        };
        let name = fields.def().fields[row].qualified_name();
        let at = self.tree_frame(at, name, indices.1.or(indices.0).unwrap_or_default());
        self.extras(at, desired, actual);
    }

    /// Elements and texts; `unknown` says that the model has no place for them.
    pub(super) fn nodes(
        &mut self,
        at: usize,
        desired: impl Iterator<Item = &'e Node>,
        actual: impl Iterator<Item = &'e Node>,
        unknown: bool,
    ) {
        let (desired, actual): (Vec<&Node>, Vec<&Node>) = (desired.collect(), actual.collect());
        if desired.is_empty() && actual.is_empty() {
            return;
        }
        let text = |nodes: &[&Node]| -> String {
            nodes.iter().map(|node| if let Node::Text(text) = node { text.trim() } else { "" }).collect()
        };
        let texts = (text(&desired), text(&actual));
        if texts.0 != texts.1 {
            let texts = [texts.0, texts.1].map(|text| Some(text).filter(|text| !text.is_empty()));
            let class = if texts[1].is_none() { Class::Missing } else { Class::Kept };
            self.report(at, Part::Whole, class, (texts[0].as_deref(), texts[1].as_deref()), Count::default());
        }
        let elements = |nodes: Vec<&'e Node>| -> Vec<&'e KeptElement> {
            nodes.into_iter().filter_map(|node| if let Node::Element(it) = node { Some(it) } else { None }).collect()
        };
        let (desired, actual) = (elements(desired), elements(actual));
        let mut pairing = Pairing::new(desired.len(), actual.len());
        pairing.by(|at| Some(desired[at].text()), |at| Some(actual[at].text()));
        let named = |element: &KeptElement| Some((element.namespace(), element.local_name().to_owned()));
        pairing.by(|at| named(desired[at]), |at| named(actual[at]));
        let mut numbers = Numbers::default();
        for (one, other) in pairing.finish() {
            let (one, other) = (one.map(|at| desired[at]), other.map(|at| actual[at]));
            let Some(element) = other.or(one) else { continue };
            let name = name(element);
            let number = numbers.next(&name);
            let at = self.tree_frame(at, name, number);
            match (one, other) {
                (Some(one), Some(other)) => self.kept_elements(at, one, other),
                (None, Some(_)) if unknown && self.is_surplus(at, Side::Actual, element) => {
                    self.derived(NORMAL_FORM, tally::kept(element));
                }
                (Some(_), None) if unknown && self.is_surplus(at, Side::Desired, element) => {}
                (None, _) => {
                    let class = if unknown { Class::Kept } else { Class::Added };
                    self.alone(at, class, &short(element), tally::kept(element));
                }
                (Some(_), None) => self.alone(at, Class::Missing, &short(element), Count::default()),
            }
        }
    }

    /// Whether an element is one more of a child that can be meant once, of which libvirt takes the first.
    fn is_surplus(&self, at: usize, side: Side, element: &KeptElement) -> bool {
        let around = &self.frames.0[self.frames.0[at].parent];
        let Some(fields) = around.written.of(side).filter(|_| around.name != "sysinfo") else { return false };
        let is_taken = |row: &usize| {
            let field = &fields.def().fields[*row];
            let single = matches!(
                field.kind,
                FieldKind::Element { repeated: false, .. } | FieldKind::Value { repeated: false, .. } | FieldKind::Flag
            );
            single && field.name == element.local_name() && field.meaning.merge != Some(Merge::Refused)
        };
        element.namespace().is_none() && value::rows(fields).iter().any(is_taken)
    }

    /// Two elements of one name, whatever is in them.
    pub(super) fn kept_elements(&mut self, at: usize, desired: &KeptElement, actual: &KeptElement) {
        if desired == actual {
            return self.matched(tally::kept(actual));
        }
        if let Some(rule) = self.rule(at, Part::Whole, Effect::Differs, (None, None)) {
            return self.derived(rule, tally::kept(actual));
        }
        match (desired.tree(), actual.tree()) {
            (Ok(desired), Ok(actual)) => self.trees(at, &desired, &actual),
            _ => self.report(at, Part::Whole, Class::Changed, (None, None), tally::kept(actual)),
        }
    }

    /// Two elements as trees. Their depth is bounded: they were read.
    fn trees(&mut self, at: usize, desired: &Tree, actual: &Tree) {
        if desired == actual {
            return self.matched(tally::tree(actual));
        }
        self.attributes(at, &desired.attributes, &actual.attributes, Class::Added);
        let count = Count { elements: 1, attributes: 0 };
        let (one, other) = (desired.text(), actual.text());
        if one.trim() == other.trim() {
            self.matched(count);
        } else if let Some(rule) = self.rule(at, Part::Whole, Effect::Differs, (Some(&one), Some(&other))) {
            self.derived(rule, count);
        } else {
            let texts = [one, other].map(|text| show::value(self.frames.names(at), &text));
            self.report(at, Part::Whole, Class::Changed, (Some(&texts[0]), Some(&texts[1])), count);
        }
        let (desired, actual): (Vec<&Tree>, Vec<&Tree>) = (desired.elements().collect(), actual.elements().collect());
        let mut pairing = Pairing::new(desired.len(), actual.len());
        let alike = |tree: &Tree, text: bool| {
            let attributes: BTreeSet<_> =
                tree.attributes.iter().map(|it| (it.name.clone(), it.value.clone())).collect();
            Some((tree.namespace.clone(), tree.name.clone(), attributes, text.then(|| tree.text().trim().to_owned())))
        };
        pairing.by(|at| alike(desired[at], true), |at| alike(actual[at], true));
        pairing.by(|at| alike(desired[at], false), |at| alike(actual[at], false));
        let mut numbers = Numbers::default();
        for (one, other) in pairing.finish() {
            let (one, other) = (one.map(|at| desired[at]), other.map(|at| actual[at]));
            let Some(tree) = other.or(one) else { continue };
            let name = tree_name(tree).into_owned();
            let number = numbers.next(&name);
            let at = self.tree_frame(at, Cow::Owned(name), number);
            match (one, other) {
                (Some(one), Some(other)) => self.trees(at, one, other),
                (None, _) => self.alone(at, Class::Added, &shown(tree), tally::tree(tree)),
                (Some(_), None) => self.alone(at, Class::Missing, &shown(tree), Count::default()),
            }
        }
    }

    /// Attributes that the model does not know; `added` is the class of what is there and not desired.
    fn attributes(&mut self, at: usize, desired: &[KeptAttribute], actual: &[KeptAttribute], added: Class) {
        let key = |attribute: &KeptAttribute| Some((attribute.namespace.clone(), attribute.name.clone()));
        let mut pairing = Pairing::new(desired.len(), actual.len());
        pairing.by(|at| key(&desired[at]), |at| key(&actual[at]));
        for (one, other) in pairing.finish() {
            let (one, other) = (one.map(|at| &desired[at]), other.map(|at| &actual[at]));
            let Some(attribute) = other.or(one) else { continue };
            let count = if other.is_some() { Count { elements: 0, attributes: 1 } } else { Count::default() };
            let texts = (one.map(|it| &*it.value), other.map(|it| &*it.value));
            let (effect, class) = match texts {
                (Some(one), Some(other)) if one == other => {
                    self.matched(count);
                    continue;
                }
                (Some(_), Some(_)) => (Effect::Differs, Class::Changed),
                (None, _) => (Effect::Added, added),
                (Some(_), None) => (Effect::Dropped, Class::Missing),
            };
            let part = Part::Attribute(&attribute.name);
            // Rules are about what the model knows, and about metadata.
            match self.rule(at, part, effect, texts).filter(|_| added != Class::Kept) {
                Some(rule) => self.derived(rule, count),
                None => self.report(at, part, class, texts, count),
            }
        }
    }

    /// What is there on one side only.
    fn alone(&mut self, at: usize, class: Class, text: &str, count: Count) {
        let missing = class == Class::Missing;
        let (effect, texts) =
            if missing { (Effect::Dropped, (Some(text), None)) } else { (Effect::Added, (None, Some(text))) };
        if let Some(rule) = self.rule(at, Part::Whole, effect, texts) {
            return self.derived(rule, count);
        }
        let text = show::value(self.frames.names(at), text.trim());
        let texts = if missing { (Some(&*text), None) } else { (None, Some(&*text)) };
        self.report(at, Part::Whole, class, texts, count);
    }

    /// A place in the path for an element that is no struct.
    fn tree_frame(&mut self, parent: usize, name: Cow<'e, str>, number: usize) -> usize {
        let steps = Steps::numbered(&name, number + 1);
        self.child(parent, name, None, Default::default(), Sides::new(steps.clone(), steps))
    }
}

/// How many elements of each name there were.
#[derive(Default)]
struct Numbers(BTreeMap<String, usize>);

impl Numbers {
    /// The number of the next one of a name, from 0.
    fn next(&mut self, name: &str) -> usize {
        let number = self.0.entry(name.to_owned()).or_default();
        *number += 1;
        *number - 1
    }
}

/// An element on one line: its text if it has nothing else.
fn shown(tree: &Tree) -> String {
    if tree.attributes.is_empty() && tree.elements().next().is_none() {
        let text = tree.text();
        return if text.is_empty() { format!("<{}/>", tree.qualified_name()) } else { text };
    }
    let attributes: String = tree.attributes.iter().map(|it| format!(" {}='{}'", it.name, it.value)).collect();
    format!("<{}{attributes}…>", tree.qualified_name())
}

/// The name of an element in paths: what the engine keeps has the engine's prefixes.
fn name(element: &KeptElement) -> Cow<'_, str> {
    match element.namespace().as_deref().and_then(known_prefix) {
        Some(prefix) => Cow::Owned(format!("{prefix}:{}", element.local_name())),
        None => Cow::Borrowed(element.name()),
    }
}

/// An element by its name: what is in it may be long, or secret.
fn short(element: &KeptElement) -> String {
    format!("<{}…>", element.name())
}

fn tree_name(tree: &Tree) -> Cow<'_, str> {
    match tree.namespace.as_deref().and_then(known_prefix) {
        Some(prefix) => Cow::Owned(format!("{prefix}:{}", tree.name)),
        None => Cow::Owned(tree.qualified_name()),
    }
}

fn known_prefix(namespace: &str) -> Option<&'static str> {
    match namespace {
        ovirt::VM_NAMESPACE => Some("ovirt-vm"),
        ovirt::TUNE_NAMESPACE => Some("ovirt-tune"),
        _ => None,
    }
}
