//! A changed value of an owner, and what its type does not know of the element that stands there.
//!
//! What a type knows is what it writes again of the element that it read.

use crate::xml::{KeptAttribute, Tree, TreeNode};

/// Adds to `new` what `existing` holds and `old`, the same as its type knows it, does not: where it
/// stood, as long as that is clear. Returns the paths of the rest.
pub(super) fn merge(existing: &Tree, old: &Tree, new: &mut Tree, path: &str) -> Vec<String> {
    let mut lost = Vec::new();
    for attribute in &existing.attributes {
        if !has(old, attribute) && !has(new, attribute) {
            new.attributes.push(attribute.clone());
        }
    }
    if loses_text(existing, old) {
        lost.push(path.to_owned());
    }
    // What is kept stands before the next sibling that is known.
    let (mut waiting, mut kept): (Vec<TreeNode>, Vec<(usize, TreeNode)>) = (Vec::new(), Vec::new());
    for node in &existing.nodes {
        let TreeNode::Element(element) = node else {
            waiting.extend(Some(node.clone()).filter(|node| !matches!(node, TreeNode::Text(_))));
            continue;
        };
        let number = same(existing, element).take_while(|other| !std::ptr::eq(*other, element)).count();
        let (stood, known, now) =
            (same(existing, element).count(), same(old, element).count(), same(new, element).count());
        if known == 0 && now == 0 {
            waiting.push(node.clone());
            continue;
        }
        let here = format!("{path}/{}", existing.step_to(element));
        let at = place(new, element, number);
        match (same(old, element).nth(number), at) {
            (None, _) if known > 0 => lost.push(here),
            (Some(old), Some(at)) if (stood, known, now) == (1, 1, 1) => {
                if let TreeNode::Element(new) = &mut new.nodes[at] {
                    lost.extend(merge(element, old, new, &here));
                }
            }
            (Some(old), _) if now > 0 => lost.extend(unknown(element, old, &here)),
            _ => {}
        }
        if let Some(at) = at {
            kept.extend(waiting.drain(..).map(|node| (at, node)));
        }
    }
    kept.extend(waiting.into_iter().map(|node| (new.nodes.len(), node)));
    insert(new, kept);
    lost
}

/// The paths of what `existing` holds and `old`, the same as its type knows it, does not.
pub(super) fn unknown(existing: &Tree, old: &Tree, path: &str) -> Vec<String> {
    let attributes = existing.attributes.iter().filter(|attribute| !has(old, attribute));
    let mut unknown: Vec<String> = attributes.map(|attribute| format!("{path}/@{}", attribute.name)).collect();
    if loses_text(existing, old) {
        unknown.push(path.to_owned());
    }
    for element in existing.elements() {
        let number = same(existing, element).take_while(|other| !std::ptr::eq(*other, element)).count();
        let here = format!("{path}/{}", existing.step_to(element));
        match same(old, element).nth(number) {
            Some(old) => unknown.extend(self::unknown(element, old, &here)),
            None => unknown.push(here),
        }
    }
    unknown
}

fn has(tree: &Tree, attribute: &KeptAttribute) -> bool {
    let same = |other: &KeptAttribute| other.namespace == attribute.namespace && other.name == attribute.name;
    tree.attributes.iter().any(same)
}

fn loses_text(existing: &Tree, old: &Tree) -> bool {
    !existing.text().trim().is_empty() && old.text().trim().is_empty()
}

/// The elements of the same name in a tree.
fn same<'t>(tree: &'t Tree, element: &Tree) -> impl Iterator<Item = &'t Tree> {
    tree.elements().filter(|other| other.is(element.namespace.as_deref(), &element.name))
}

/// Which node of a tree is the element of a name with a number, from 0.
fn place(tree: &Tree, element: &Tree, number: usize) -> Option<usize> {
    let same = |node: &TreeNode| matches!(node, TreeNode::Element(other) if other.is(element.namespace.as_deref(), &element.name));
    tree.nodes.iter().enumerate().filter(|(_, node)| same(node)).nth(number).map(|(at, _)| at)
}

/// Inserts nodes before the places given; they never overtake each other.
fn insert(tree: &mut Tree, kept: Vec<(usize, TreeNode)>) {
    let mut kept = kept.into_iter().peekable();
    let mut nodes = Vec::new();
    for (at, node) in std::mem::take(&mut tree.nodes).into_iter().enumerate() {
        while let Some((_, node)) = kept.next_if(|(place, _)| *place <= at) {
            nodes.push(node);
        }
        nodes.push(node);
    }
    nodes.extend(kept.map(|(_, node)| node));
    tree.nodes = nodes;
}
