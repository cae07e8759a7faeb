//! The meaning that the model declares, field by field, and documents that show it.

mod documents;

pub use documents::{Documents, documents};

use std::collections::VecDeque;
use std::fmt;

use domxml_schema::xml::{
    Circumstance, DefaultSource, ElementDef, FieldDef, FieldKind, Meaning, Namespace, Pairing, Secret, Term,
};
use domxml_schema::{Domain, Element};

/// An element type of the model, with the steps that lead to it.
#[derive(Clone)]
pub struct Place {
    /// The elements from the domain to this one; the first such steps in order of breadth.
    pub steps: Vec<Step>,
    /// Other steps that lead to it.
    pub others: Vec<Vec<Step>>,
    /// Its schema; of a union, that of the variant.
    pub def: &'static ElementDef,
    /// The union, if it is a variant of one.
    pub union: Option<&'static ElementDef>,
}

/// An element on the way.
#[derive(Clone, Debug)]
pub struct Step {
    /// Name, with the usual prefix of its namespace.
    pub name: String,
    /// Its namespace.
    pub namespace: Option<&'static Namespace>,
    /// The attribute that chooses the variant of a union.
    pub tag: Option<(&'static str, &'static str)>,
}

/// A declaration of the model about a field or an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Short path of the place.
    pub path: String,
    /// The word of the declaration.
    pub kind: &'static str,
    /// Its value.
    pub value: String,
    /// Its conditions, or nothing.
    pub when: String,
}

impl fmt::Display for Fact {
    /// As a line of the list.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\t{}\t{}", self.path, self.kind, self.value)?;
        if self.when.is_empty() { Ok(()) } else { write!(f, "\t{}", self.when) }
    }
}

/// Every element type of the model, at the first place that has it.
pub fn places() -> Vec<Place> {
    let root = Step { name: "domain".to_owned(), namespace: None, tag: None };
    let root = Place { steps: vec![root], others: Vec::new(), def: Domain::DEF, union: None };
    let (mut found, mut queue): (Vec<Place>, VecDeque<Place>) = (Vec::new(), VecDeque::from([root]));
    while let Some(place) = queue.pop_front() {
        let same = |known: &&mut Place| {
            (known.def.type_name, known.def.module) == (place.def.type_name, place.def.module)
                && known.union.is_some() == place.union.is_some()
        };
        if let Some(known) = found.iter_mut().find(same) {
            known.others.push(place.steps);
            continue;
        }
        for field in place.def.fields {
            let below = |name: String, tag, def, union| {
                let step = Step { name, namespace: field.namespace, tag };
                Place { steps: [&place.steps[..], &[step]].concat(), others: Vec::new(), def, union }
            };
            match field.kind {
                FieldKind::Element { def, .. } => {
                    let (def, name) = (def(), field.qualified_name().into_owned());
                    match def.tag {
                        Some(tag) => {
                            queue.extend(def.variants.iter().map(|variant| {
                                below(name.clone(), Some((tag, variant.name)), (variant.def)(), Some(def))
                            }))
                        }
                        None => queue.push_back(below(name, None, def, None)),
                    }
                }
                FieldKind::Choice { def } => queue.extend(
                    def().variants.iter().map(|variant| below(variant.name.to_owned(), None, (variant.def)(), None)),
                ),
                _ => {}
            }
        }
        found.push(place);
    }
    found
}

impl Place {
    /// The path below the domain, where `~` is the devices.
    pub fn path(&self) -> String {
        let step = |step: &Step| match step.tag {
            Some((tag, value)) => format!("{}[@{tag}='{value}']", step.name),
            None => step.name.clone(),
        };
        let path = self.steps.iter().skip(1).map(step).collect::<Vec<_>>().join("/");
        match path.strip_prefix("devices/") {
            Some(device) => format!("~/{device}"),
            None => path,
        }
    }

    /// The path of a field.
    pub fn path_of(&self, field: &FieldDef) -> String {
        let name = match field.kind {
            FieldKind::Attribute(_) => format!("@{}", field.name),
            FieldKind::Text(_) => "text()".to_owned(),
            _ => field.qualified_name().into_owned(),
        };
        let path = self.path();
        if path.is_empty() { name } else { format!("{path}/{name}") }
    }
}

/// All declarations of the model.
pub fn of_the_model() -> Vec<Fact> {
    let mut facts = Vec::new();
    for place in places() {
        let def = place.union.unwrap_or(place.def);
        for identity in def.identities {
            let kind = if identity.sure { "identity" } else { "similar" };
            let value = format!("{}: {}", identity.by, identity.paths.join(" "));
            facts.push(Fact { path: place.path(), kind, value, when: String::new() });
        }
        if def.pairing != Pairing::OnlyOne {
            let value = def.pairing.as_str().to_owned();
            facts.push(Fact { path: place.path(), kind: "pairing", value, when: String::new() });
        }
        for field in place.def.fields {
            facts.extend(of_field(&place.path_of(field), field.meaning));
        }
    }
    facts
}

fn of_field(path: &str, meaning: &Meaning) -> Vec<Fact> {
    let fact = |kind, value: &str, when: &Circumstance| {
        let when = when.0.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        Fact { path: path.to_owned(), kind, value: value.to_owned(), when }
    };
    let always = |kind, value: &str| fact(kind, value, &Circumstance::ALWAYS);
    let defaults = meaning.defaults.iter().map(|default| {
        let value = match default.source {
            DefaultSource::Text(text) => text.to_owned(),
            DefaultSource::Place(place) => format!("={place}"),
            DefaultSource::Contents => "(element)".to_owned(),
        };
        fact(default.form.as_str(), &value, &default.when)
    });
    let secret = |Secret { extent, guarded }: Secret| {
        always("secret", &format!("{}{}", extent.as_str(), if guarded { " guarded" } else { "" }))
    };
    defaults
        .chain(meaning.unit.map(|unit| always("unit", unit.as_str())))
        .chain(meaning.secret.map(secret))
        .chain(meaning.assigned.iter().map(|it| fact("assigned", it.stage.as_str(), &it.when)))
        .chain(meaning.volatile.iter().map(|it| fact("volatile", it.by.as_str(), &it.when)))
        .chain(meaning.merge.map(|merge| always("merge", merge.as_str())))
        .collect()
}

/// Paths of the decimal numbers of the model, each with whether its unit is declared.
pub fn numbers() -> Vec<(String, bool)> {
    let mut numbers = Vec::new();
    for place in places() {
        for field in place.def.fields {
            let datatype = match field.kind {
                FieldKind::Attribute(datatype) | FieldKind::Text(datatype) | FieldKind::Value { datatype, .. } => {
                    datatype
                }
                _ => continue,
            };
            if datatype.terms.iter().any(|term| matches!(term, Term::Integer { .. })) {
                numbers.push((place.path_of(field), field.meaning.unit.is_some()));
            }
        }
    }
    numbers
}
