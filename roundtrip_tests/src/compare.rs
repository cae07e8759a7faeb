//! The model's own list beside that of libvirt's RELAX NG.

use std::collections::{BTreeMap, BTreeSet};

use domxml_schema::xml::{Datatype, ElementShape, Term as ModelTerm, ValueShape};

use crate::oracle::{Oracle, Space, Term};

/// All differences at and below `root`, one line each: `missing` (the oracle has it), `invented` (the
/// model has it), or `differs`.
pub fn differences(shapes: &[ElementShape], oracle: &Oracle, root: &str) -> Vec<String> {
    let below = |path: &str| path == root || path.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'));
    let model: BTreeMap<&str, &ElementShape> = shapes.iter().map(|shape| (shape.path.as_str(), shape)).collect();
    let mut lines = Vec::new();
    for element in oracle.elements().filter(|element| below(&element.path)) {
        let path = &element.path;
        let Some(shape) = model.get(path.as_str()) else {
            // Report the topmost missing element only.
            let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
            if model.contains_key(parent) || path == root {
                lines.push(format!("missing {path}"));
            }
            continue;
        };
        let known: BTreeMap<&str, _> = shape.attributes.iter().map(|attribute| (attribute.name, attribute)).collect();
        for (name, info) in &element.attributes {
            let Some(attribute) = known.get(name.as_str()) else {
                lines.push(format!("missing {path}/@{name}"));
                continue;
            };
            if attribute.required && !info.required {
                lines.push(format!("differs {path}/@{name}: required in the model only"));
            }
            value(&mut lines, &format!("{path}/@{name}"), &attribute.value, &info.space);
        }
        for name in known.keys().filter(|name| !element.attributes.contains_key(**name)) {
            lines.push(format!("invented {path}/@{name}"));
        }
        for (name, info) in &element.children {
            let Some(child) = shape.children.iter().find(|child| child.name == *name) else {
                continue;
            };
            if child.repeated != info.repeated {
                lines.push(format!("differs {path}/{name}: repeated is {} in the model", child.repeated));
            }
            if child.required && !info.required {
                lines.push(format!("differs {path}/{name}: required in the model only"));
            }
        }
        for child in shape.children.iter().filter(|child| !element.children.contains_key(&child.name)) {
            lines.push(format!("invented {path}/{}", child.name));
        }
        match (&shape.text, &element.text) {
            (None, Some(_)) => lines.push(format!("missing {path}/text()")),
            (Some(_), None) => lines.push(format!("invented {path}/text()")),
            (Some(model), Some(oracle)) => value(&mut lines, &format!("{path}/text()"), model, oracle),
            (None, None) => {}
        }
        if element.any_content != shape.open {
            lines.push(format!("differs {path}: open content is {} in the model", shape.open));
        }
    }
    lines
}

fn value(lines: &mut Vec<String>, path: &str, model: &ValueShape, oracle: &Space) {
    let keywords: BTreeSet<&str> = model.keywords().into_iter().collect();
    let wanted: BTreeSet<&str> = oracle.terms.iter().filter_map(keyword).collect();
    for keyword in wanted.difference(&keywords) {
        lines.push(format!("missing {path}='{keyword}'"));
    }
    for keyword in keywords.difference(&wanted) {
        lines.push(format!("invented {path}='{keyword}'"));
    }
    let model: BTreeSet<String> = model.terms().map(model_term).filter(|term| term != "empty").collect();
    let oracle: BTreeSet<String> = oracle
        .terms
        .iter()
        .filter(|term| keyword(term).is_none())
        .map(oracle_term)
        .filter(|term| term != "empty")
        .collect();
    if model != oracle {
        let list = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(" | ");
        lines.push(format!("differs {path}: {} in the model, {} in the oracle", list(&model), list(&oracle)));
    }
}

fn keyword(term: &Term) -> Option<&str> {
    match term {
        Term::Keyword(word) => Some(word),
        _ => None,
    }
}

fn model_term(term: &ModelTerm) -> String {
    match term {
        ModelTerm::Text => "text".to_owned(),
        ModelTerm::Empty => "empty".to_owned(),
        ModelTerm::Keyword(keyword) => keyword.name.to_owned(),
        ModelTerm::Integer { min, max } => integer(*min, *max),
        ModelTerm::Pattern(pattern) => format!("/{pattern}/"),
        ModelTerm::MaxLength(max) => format!("length 0..{max}"),
        ModelTerm::DateTime => "dateTime".to_owned(),
        ModelTerm::NcName => "NCName".to_owned(),
    }
}

fn oracle_term(term: &Term) -> String {
    match term {
        Term::Text => "text".to_owned(),
        Term::Empty => "empty".to_owned(),
        Term::Integer { min, max } => integer(*min, *max),
        Term::Pattern(pattern) => format!("/{pattern}/"),
        Term::DateTime => "dateTime".to_owned(),
        Term::NcName => "NCName".to_owned(),
        Term::Length { min: None, max: Some(max) } => format!("length 0..{max}"),
        Term::Except(term, _) => oracle_term(term),
        other => format!("{other:?}"),
    }
}

fn integer(min: Option<i128>, max: Option<i128>) -> String {
    let bound = |bound: Option<i128>| bound.map(|bound| bound.to_string()).unwrap_or_default();
    format!("{}..{}", bound(min), bound(max))
}

/// Names of the types of a value space.
pub fn names(datatypes: &[&'static Datatype]) -> String {
    datatypes.iter().map(|datatype| datatype.name).collect::<Vec<_>>().join("|")
}
