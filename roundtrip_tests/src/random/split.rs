//! Elements that libvirt reads as one, made of one element.

use std::collections::HashSet;

use domxml_schema::xml::{ElementDef, FieldKind, Merge};
use domxml_schema::{Domain, Element};
use roxmltree::{Document, Node};

use super::Choices;

/// Splits an element of a domain in two, with the same attributes, where libvirt reads both as one; nothing if there is
/// no such element with children.
///
/// # Panics
/// If the document is not well-formed.
pub fn one(source: &str, choices: &mut Choices<'_>) -> Option<String> {
    let document = Document::parse(source).unwrap_or_else(|error| panic!("{error} in {source}"));
    let merged = merged();
    let elements: Vec<Node<'_, '_>> = document
        .descendants()
        .filter(|node| {
            let name = |node: Node<'_, '_>| node.tag_name().name().to_owned();
            let around = node.parent_element().map(name).unwrap_or_default();
            let namespace = node.tag_name().namespace().map(str::to_owned);
            node.is_element() && node.has_children() && merged.contains(&(around, namespace, name(*node)))
        })
        .collect();
    if elements.is_empty() {
        return None;
    }
    let element = choices.pick(&elements);
    let children: Vec<Node<'_, '_>> = element.children().filter(|child| !child.is_text()).collect();
    if children.is_empty() {
        return None;
    }
    let range = element.range();
    let at = choices.pick(&children).range().start;
    let start = &source[range.start..element.first_child()?.range().start];
    let end = &source[range.start..range.end];
    let end = &end[end.rfind("</")?..];
    let between = choices.pick(&["", "<!-- between -->", "\n  "]);
    Some(format!("{}{end}{between}{start}{}", &source[..at], &source[at..]))
}

/// Namespaces and names of elements that libvirt reads as one, behind the name of the element around them.
fn merged() -> HashSet<(String, Option<String>, String)> {
    let (mut found, mut seen) = (HashSet::new(), HashSet::new());
    let mut queue: Vec<(&str, &'static ElementDef)> = vec![(Domain::DEF.name, Domain::DEF)];
    while let Some((around, def)) = queue.pop() {
        if !seen.insert((around, def.module, def.type_name)) {
            continue;
        }
        for field in def.fields {
            match field.kind {
                FieldKind::Element { def, .. } => {
                    if matches!(field.meaning.merge, Some(Merge::Children | Merge::LastChildren)) {
                        let namespace = field.namespace.map(|namespace| namespace.uri.to_owned());
                        found.insert((around.to_owned(), namespace, field.name.to_owned()));
                    }
                    queue.push((field.name, def()));
                }
                FieldKind::Choice { def } => {
                    queue.extend(def().variants.iter().map(|variant| (variant.name, (variant.def)())));
                }
                _ => {}
            }
        }
    }
    found
}
