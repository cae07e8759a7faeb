//! What the model does not type: unknown attributes and elements, and the content of `<metadata>`.

use std::borrow::Cow;

use domxml_schema::xml::{Extra, KeptElement, Node, Tree};

use super::super::accounts::Count;
use super::super::finding::Class;
use super::super::frame::Frame;
use super::super::rule::Effect;
use super::super::tally;
use super::{Part, Walk};
use crate::metadata::ovirt;
use crate::secret;

impl<'e> Walk<'e> {
    /// What two elements hold beyond their fields.
    pub(super) fn extras(&mut self, at: usize, asked: Option<&'e Extra>, running: Option<&'e Extra>) {
        let attributes = |extra: Option<&'e Extra>| extra.map_or(&[][..], Extra::attributes);
        let (one, other) = (attributes(asked), attributes(running));
        for attribute in other {
            let partner = one.iter().find(|it| it.name == attribute.name && it.namespace == attribute.namespace);
            let asked = partner.map(|it| &*it.value);
            match asked {
                Some(value) if value == &*attribute.value => self.matched(Count { elements: 0, attributes: 1 }),
                _ => {
                    let class = if asked.is_some() { Class::Changed } else { Class::Kept };
                    let count = Count { elements: 0, attributes: 1 };
                    self.report(at, Part::Attribute(&attribute.name), class, (asked, Some(&attribute.value)), count);
                }
            }
        }
        for attribute in one {
            if !other.iter().any(|it| it.name == attribute.name && it.namespace == attribute.namespace) {
                let texts = (Some(&*attribute.value), None);
                self.report(at, Part::Attribute(&attribute.name), Class::Missing, texts, Count::default());
            }
        }
        let nodes = |extra: Option<&'e Extra>| extra.into_iter().flat_map(Extra::nodes);
        self.nodes(at, nodes(asked), nodes(running), true);
    }

    /// What two children without a struct of their own hold beyond themselves.
    pub(super) fn extras_of_field(&mut self, at: usize, row: usize, indices: (usize, usize)) {
        let frame = &self.frames.0[at];
        let asked = frame.asked.and_then(|fields| fields.extra()?.of_field(row, indices.0));
        let running = frame.running.and_then(|fields| fields.extra()?.of_field(row, indices.1));
        self.extras(at, asked, running);
    }

    /// Elements and texts; `unknown` says that the model has no place for them.
    pub(super) fn nodes(
        &mut self,
        at: usize,
        asked: impl Iterator<Item = &'e Node>,
        running: impl Iterator<Item = &'e Node>,
        unknown: bool,
    ) {
        let (asked, running): (Vec<&Node>, Vec<&Node>) = (asked.collect(), running.collect());
        if asked.is_empty() && running.is_empty() {
            return;
        }
        let text = |nodes: &[&Node]| -> String {
            nodes.iter().map(|node| if let Node::Text(text) = node { text.trim() } else { "" }).collect()
        };
        let texts = (text(&asked), text(&running));
        if texts.0 != texts.1 {
            let texts = [texts.0, texts.1].map(|text| Some(text).filter(|text| !text.is_empty()));
            let class = if texts[1].is_none() { Class::Missing } else { Class::Kept };
            self.report(at, Part::Whole, class, (texts[0].as_deref(), texts[1].as_deref()), Count::default());
        }
        let elements = |nodes: Vec<&'e Node>| -> Vec<&'e KeptElement> {
            nodes.into_iter().filter_map(|node| if let Node::Element(it) = node { Some(it) } else { None }).collect()
        };
        let (mut left, running) = (elements(asked), elements(running));
        for element in running {
            let same = |other: &&KeptElement| {
                other.local_name() == element.local_name() && other.namespace() == element.namespace()
            };
            let partner = left.iter().position(|other| other == &element).or_else(|| left.iter().position(same));
            let partner = partner.map(|place| left.remove(place));
            let at = self.tree_frame(at, name(element), 0);
            match partner {
                Some(partner) => self.kept_elements(at, partner, element),
                None => {
                    let class = if unknown { Class::Kept } else { Class::Added };
                    self.alone(at, class, &short(element), tally::kept(element));
                }
            }
        }
        for element in left {
            let at = self.tree_frame(at, name(element), 0);
            self.alone(at, Class::Missing, &short(element), Count::default());
        }
    }

    /// Two elements of one name, whatever is in them.
    pub(super) fn kept_elements(&mut self, at: usize, asked: &KeptElement, running: &KeptElement) {
        if asked == running {
            return self.matched(tally::kept(running));
        }
        match (asked.tree(), running.tree()) {
            (Ok(asked), Ok(running)) => self.trees(at, &asked, &running),
            _ => self.report(at, Part::Whole, Class::Changed, (None, None), tally::kept(running)),
        }
    }

    /// Two elements as trees. Their depth is bounded: they were read.
    fn trees(&mut self, at: usize, asked: &Tree, running: &Tree) {
        if asked == running {
            return self.matched(tally::tree(running));
        }
        for attribute in &running.attributes {
            let count = Count { elements: 0, attributes: 1 };
            let partner = asked.attributes.iter().find(|it| it.name == attribute.name);
            match partner.map(|it| &*it.value) {
                Some(value) if value == &*attribute.value => self.matched(count),
                value => {
                    let class = if value.is_some() { Class::Changed } else { Class::Added };
                    let part = Part::Attribute(&attribute.name);
                    let effect = if value.is_some() { Effect::Differs } else { Effect::Added };
                    match self.rule(at, part, effect, (value, Some(&attribute.value))) {
                        Some(rule) => self.derived(rule, count),
                        None => self.report(at, part, class, (value, Some(&attribute.value)), count),
                    }
                }
            }
        }
        for attribute in &asked.attributes {
            if !running.attributes.iter().any(|it| it.name == attribute.name) {
                let texts = (Some(&*attribute.value), None);
                self.report(at, Part::Attribute(&attribute.name), Class::Missing, texts, Count::default());
            }
        }
        let count = Count { elements: 1, attributes: 0 };
        let (one, other) = (asked.text(), running.text());
        if one.trim() == other.trim() {
            self.matched(count);
        } else if let Some(rule) = self.rule(at, Part::Whole, Effect::Differs, (Some(&one), Some(&other))) {
            self.derived(rule, count);
        } else {
            let texts = [one, other].map(|text| secret::hide(self.frames.names(at), &text).into_owned());
            self.report(at, Part::Whole, Class::Changed, (Some(&texts[0]), Some(&texts[1])), count);
        }
        let mut left: Vec<&Tree> = asked.elements().collect();
        for (index, child) in running.elements().enumerate() {
            let named = |other: &&Tree| other.is(child.namespace.as_deref(), &child.name);
            let alike = |other: &&Tree| named(other) && other.attributes == child.attributes;
            let partner = left.iter().position(|other| *other == child);
            let partner = partner.or_else(|| left.iter().position(alike));
            // What is told apart by attributes is another if these differ.
            let partner = partner.or_else(|| left.iter().position(named).filter(|_| child.attributes.is_empty()));
            let partner = partner.map(|place| left.remove(place));
            let before =
                running.elements().take(index).filter(|other| other.is(child.namespace.as_deref(), &child.name));
            let at = self.tree_frame(at, tree_name(child).into_owned().into(), before.count());
            match partner {
                Some(partner) => self.trees(at, partner, child),
                None => self.alone(at, Class::Added, &child.text(), tally::tree(child)),
            }
        }
        for child in left {
            let at = self.tree_frame(at, tree_name(child).into_owned().into(), 0);
            self.alone(at, Class::Missing, &child.text(), Count::default());
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
        let text = secret::hide(self.frames.names(at), text.trim()).into_owned();
        let texts = if missing { (Some(&*text), None) } else { (None, Some(&*text)) };
        self.report(at, Part::Whole, class, texts, count);
    }

    /// A place in the path for an element that is no struct.
    fn tree_frame(&mut self, parent: usize, name: Cow<'e, str>, number: usize) -> usize {
        let numbers = (number, number);
        self.frames.push(Frame { parent, name, asked: None, running: None, numbers, placeholder: None })
    }
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
