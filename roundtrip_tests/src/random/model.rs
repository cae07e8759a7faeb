//! Valid texts of everything that the tables list, as XML.
//!
//! [`places`] finds every element type once, and a [`Place`] makes a document that holds all it may
//! hold; [`document`] makes documents of any mixture. Which parts exclude one another is not looked
//! at: the reader does not, either.

use std::collections::BTreeSet;

use domxml_schema::Domain;
use domxml_schema::xml::{Datatype, Element, ElementDef, FieldDef, FieldKind, Namespace, Term};

use super::{Choices, text};
use crate::canonical::NAMESPACES;

/// Elements with content in a random document, in each of its chapters, and levels of them.
const BUDGET: usize = 80;
const SHARE: usize = 24;
const DEPTH: usize = 9;

/// An element type at a place where it may stand.
#[derive(Clone, Debug)]
pub struct Place {
    /// The elements from the root to it.
    steps: Vec<Step>,
    /// Its table.
    pub def: &'static ElementDef,
}

/// How an element is written: its name, and the attribute that tells which variant of a union it is.
#[derive(Clone, Copy, Debug)]
struct Step {
    name: &'static str,
    namespace: Option<&'static Namespace>,
    tag: Option<(&'static str, &'static str)>,
    /// The tag that must be missing for the variant that stands for the rest.
    untagged: Option<&'static str>,
}

/// Every element type below the domain, once for each variant that it stands for.
pub fn places() -> Vec<Place> {
    let root = Step { name: Domain::DEF.name, namespace: None, tag: None, untagged: None };
    let mut found = vec![Place { steps: vec![root], def: Domain::DEF }];
    let mut seen = BTreeSet::new();
    let mut next = 0;
    while let Some(place) = found.get(next).cloned() {
        next += 1;
        for (step, def) in place.def.fields.iter().flat_map(alternatives) {
            if seen.insert((def.module, def.type_name, step.tag)) {
                let steps = place.steps.iter().copied().chain([step]).collect();
                found.push(Place { steps, def });
            }
        }
    }
    found
}

/// What may stand for a field that holds elements.
fn alternatives(field: &FieldDef) -> Vec<(Step, &'static ElementDef)> {
    let plain = Step { name: field.name, namespace: field.namespace, tag: None, untagged: None };
    let known = |def: &&'static ElementDef| !def.fields.is_empty();
    match field.kind {
        FieldKind::Element { def, .. } => {
            let def = def();
            let Some(tag) = def.tag else {
                return vec![(plain, def)];
            };
            let variants = def.variants.iter();
            let variants = variants.map(|it| (Step { tag: Some((tag, it.name)), ..plain }, (it.def)()));
            let rest = def.other.map(|other| other()).filter(known);
            variants.chain(rest.map(|def| (Step { untagged: Some(tag), ..plain }, def))).collect()
        }
        FieldKind::Choice { def } => {
            def().variants.iter().map(|it| (Step { name: it.name, ..plain }, (it.def)())).collect()
        }
        _ => Vec::new(),
    }
}

impl Place {
    /// Path and variant, for messages.
    pub fn path(&self) -> String {
        let step = |step: &Step| match step.tag {
            Some((name, value)) => format!("{}[@{name}='{value}']", step.name),
            None => step.name.to_owned(),
        };
        self.steps.iter().map(step).collect::<Vec<_>>().join("/")
    }

    /// How many documents it takes until each term of each of its types had its turn.
    pub fn rounds(&self) -> usize {
        let terms = |field: &FieldDef| datatype(field).map_or(0, |datatype| datatype.terms.len());
        self.def.fields.iter().map(terms).max().unwrap_or_default().max(3)
    }

    /// A document in which the element has every field, with terms in their turn.
    pub fn document(&self, round: usize, choices: &mut Choices<'_>) -> String {
        let mut maker = Maker { choices, budget: 0, round: Some(round), declared: round.is_multiple_of(2) };
        let mut steps = self.steps.iter().enumerate().rev();
        let (level, step) = steps.next().map_or((0, self.steps[0]), |(level, step)| (level, *step));
        let inner = maker.element(step, self.def, level);
        steps.fold(inner, |inner, (level, step)| maker.around(*step, level, &[], &inner))
    }
}

/// A document of any mixture.
pub fn document(choices: &mut Choices<'_>) -> String {
    let declared = choices.once_in(2);
    let mut maker = Maker { choices, budget: BUDGET, round: None, declared };
    maker.element(Step { name: Domain::DEF.name, namespace: None, tag: None, untagged: None }, Domain::DEF, 0)
}

fn datatype(field: &FieldDef) -> Option<&'static Datatype> {
    match field.kind {
        FieldKind::Attribute(datatype) | FieldKind::Text(datatype) | FieldKind::Value { datatype, .. } => {
            Some(datatype)
        }
        _ => None,
    }
}

struct Maker<'m, 'c> {
    choices: &'m mut Choices<'c>,
    budget: usize,
    /// Every field is there, with this term of its type.
    round: Option<usize>,
    /// The root declares the prefixes; otherwise each element does for itself.
    declared: bool,
}

impl Maker<'_, '_> {
    fn element(&mut self, step: Step, def: &'static ElementDef, level: usize) -> String {
        let (mut attributes, mut before, mut children) = (Vec::new(), String::new(), Vec::new());
        for field in def.fields {
            match field.kind {
                FieldKind::Attribute(datatype) if Some(field.name) != step.untagged && self.takes(2) => {
                    attributes.push((field.name, self.text(datatype)));
                }
                FieldKind::Text(datatype) if self.takes(2) => before = escaped(&self.text(datatype)),
                FieldKind::Attribute(_) | FieldKind::Text(_) => {}
                _ if self.takes(if level == 0 { 4 } else { 2 }) => self.children(field, level + 1, &mut children),
                _ => {}
            }
        }
        if self.round.is_none() {
            self.choices.shuffle(&mut attributes);
            self.choices.shuffle(&mut children);
        }
        self.around(step, level, &attributes, &(before + &children.concat()))
    }

    /// Returns `true` if a part that may be missing is there.
    fn takes(&mut self, once_in: usize) -> bool {
        self.round.is_some() || self.choices.once_in(once_in)
    }

    fn text(&mut self, datatype: &'static Datatype) -> String {
        match (self.round, datatype.terms.len()) {
            (Some(round), count @ 1..) => text::of_term(&datatype.terms[round % count], self.choices),
            _ => text::of(datatype, self.choices),
        }
    }

    fn children(&mut self, field: &'static FieldDef, level: usize, children: &mut Vec<String>) {
        let several = match field.kind {
            FieldKind::Value { repeated, .. } | FieldKind::Element { repeated, .. } => repeated,
            FieldKind::Choice { .. } | FieldKind::Any => true,
            _ => false,
        };
        let count = if several { 1 + self.choices.below(3) } else { 1 };
        let step = Step { name: field.name, namespace: field.namespace, tag: None, untagged: None };
        for _ in 0..count {
            children.push(match field.kind {
                FieldKind::Value { datatype, .. } => {
                    let text = escaped(&self.text(datatype));
                    self.around(step, level, &[], &text)
                }
                FieldKind::Any => self.foreign(),
                FieldKind::Element { .. } | FieldKind::Choice { .. } => {
                    let (step, def) = self.choices.pick(&alternatives(field));
                    if self.budget == 0 || level > DEPTH {
                        self.around(step, level, &[], "")
                    } else {
                        let share = if level == 1 { self.budget.min(SHARE) } else { self.budget };
                        let others = self.budget - share;
                        self.budget = share - 1;
                        let element = self.element(step, def, level);
                        self.budget += others;
                        element
                    }
                }
                _ => self.around(step, level, &[], ""),
            });
        }
    }

    fn foreign(&mut self) -> String {
        let text = escaped(&text::of_term(&Term::Text, self.choices));
        self.choices
            .pick(&[
                "<f:a xmlns:f='urn:f'/>",
                "<a xmlns='urn:f' k='&lt;v&gt;'><b>  </b></a>",
                "<f:a xmlns:f=\"urn:f\" f:k='v'><!-- of others --><?keep it?><![CDATA[<]]></f:a>",
                "<a>TEXT<b/>TEXT</a>",
            ])
            .replace("TEXT", &text)
    }

    /// Tags and attributes around content.
    fn around(&mut self, step: Step, level: usize, attributes: &[(&str, String)], content: &str) -> String {
        let mut words: Vec<String> = Vec::new();
        let quote = self.choices.pick(&["'", "\""]);
        let mut add = |name: &str, value: &str| words.push(format!(" {name}={quote}{}{quote}", escaped(value)));
        if level == 0 && self.declared {
            for namespace in NAMESPACES {
                add(&format!("xmlns:{}", namespace.prefix), namespace.uri);
            }
        }
        let name = match step.namespace {
            Some(Namespace { prefix, uri }) => {
                if !self.declared {
                    add(&format!("xmlns:{prefix}"), uri);
                }
                format!("{prefix}:{}", step.name)
            }
            None => step.name.to_owned(),
        };
        for (name, value) in step.tag.into_iter().chain(attributes.iter().map(|(name, value)| (*name, value.as_str())))
        {
            add(name, value);
        }
        let words = words.concat();
        if content.is_empty() && !self.choices.once_in(3) {
            format!("<{name}{words}/>")
        } else {
            format!("<{name}{words}>{content}</{name}>")
        }
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\'' => out.push_str("&apos;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#xA;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::numbers;

    #[test]
    fn documents_are_rich_and_well_formed() {
        let (mut elements, mut attributes) = (0, 0);
        for seed in 0..50 {
            let source = document(&mut Choices::new(&numbers(seed, 2500)));
            let document = roxmltree::Document::parse(&source).unwrap_or_else(|error| panic!("{error}: {source}"));
            elements += document.descendants().filter(|node| node.is_element()).count();
            attributes += document.descendants().map(|node| node.attributes().len()).sum::<usize>();
        }
        assert!(elements > 2000 && attributes > 1000, "{elements} elements, {attributes} attributes");
        assert_eq!(document(&mut Choices::new(&[])), "<domain/>");
    }

    #[test]
    fn every_place_is_reached_through_its_own_elements() {
        let places = places();
        let disk = places.iter().find(|place| place.path() == "domain/devices/disk");
        let source = disk.map(|place| place.document(0, &mut Choices::new(&[])));
        assert!(source.as_ref().is_some_and(|source| source.contains("<devices><disk ")), "{source:?}");
    }
}
