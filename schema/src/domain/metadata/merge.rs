//! Merging of a changed value of an owner with content of its element that the type does not cover.
//!
//! A type covers the content that it writes again after reading the element.

use std::collections::BTreeMap;

use crate::xml::{KeptAttribute, Tree, TreeNode};

/// Adds to `new` the content of `existing` that is not in `old`, which is the same element as its type covers it;
/// unchanged values keep their spelling. Returns the paths of content that has no clear place in `new`.
pub(super) fn merge(existing: &Tree, old: &Tree, new: &mut Tree, path: &str) -> Vec<String> {
    let mut lost = Vec::new();
    if loses_text(existing, old) {
        lost.push(path.to_owned());
    }
    merge_values(existing, old, new);
    let (stood, known, now) = (Places::of(existing), Places::of(old), Places::of(new));
    let mut taken = vec![false; new.nodes.len()];
    // What is kept stands before the next sibling that is known.
    let (mut waiting, mut kept): (Vec<TreeNode>, Vec<(usize, TreeNode)>) = (Vec::new(), Vec::new());
    let mut children = children(existing, path).into_iter();
    for node in &existing.nodes {
        let Some(child) = matches!(node, TreeNode::Element(_)).then(|| children.next()).flatten() else {
            waiting.extend(Some(node.clone()).filter(|node| !matches!(node, TreeNode::Text(_))));
            continue;
        };
        let [stood, known, now] = [&stood, &known, &now].map(|places| places.named(child.element));
        if known.is_empty() && now.is_empty() {
            waiting.push(node.clone());
            continue;
        }
        let same = known.get(child.number).and_then(|at| element_at(old, *at));
        let unchanged = now.iter().copied().find(|at| !taken[*at] && element_at(new, *at) == same);
        let at = match (same, unchanged) {
            (None, _) => {
                lost.extend(Some(child.path).filter(|_| !known.is_empty()));
                now.get(child.number).copied()
            }
            (Some(_), Some(at)) => {
                new.nodes[at] = node.clone();
                Some(at)
            }
            (Some(same), None) => match (stood, known, now) {
                ([_], [_], [at]) => {
                    if let Some(TreeNode::Element(new)) = new.nodes.get_mut(*at) {
                        lost.extend(merge(child.element, same, new, &child.path));
                    }
                    Some(*at)
                }
                (_, _, []) => None,
                _ => {
                    lost.extend(unknown(child.element, same, &child.path));
                    None
                }
            },
        };
        if let Some(at) = at {
            taken[at] = true;
            kept.extend(waiting.drain(..).map(|node| (at, node)));
        }
    }
    kept.extend(waiting.into_iter().map(|node| (new.nodes.len(), node)));
    insert(new, kept);
    lost
}

/// Returns the paths of content of `existing` that is not in `old`, the same element as its type covers it.
pub(super) fn unknown(existing: &Tree, old: &Tree, path: &str) -> Vec<String> {
    let attributes = existing.attributes.iter().filter(|attribute| !has(old, attribute));
    let mut unknown: Vec<String> = attributes.map(|attribute| format!("{path}/@{}", attribute.name)).collect();
    if loses_text(existing, old) {
        unknown.push(path.to_owned());
    }
    let known = Places::of(old);
    for child in children(existing, path) {
        let same = known.named(child.element).get(child.number).and_then(|at| element_at(old, *at));
        match same {
            Some(same) => unknown.extend(self::unknown(child.element, same, &child.path)),
            None => unknown.push(child.path),
        }
    }
    unknown
}

/// Keeps attributes that are not covered, and the spelling of attributes and text that have not changed.
fn merge_values(existing: &Tree, old: &Tree, new: &mut Tree) {
    for attribute in &existing.attributes {
        let now = new.attributes.iter_mut().find(|other| is_same(other, attribute));
        let known = old.attributes.iter().find(|other| is_same(other, attribute));
        match (known, now) {
            (None, None) => new.attributes.push(attribute.clone()),
            (Some(known), Some(now)) if known.value == now.value => now.value.clone_from(&attribute.value),
            _ => {}
        }
    }
    if let [TreeNode::Text(text)] = &mut new.nodes[..]
        && *text == old.text()
    {
        *text = existing.text();
    }
}

fn has(tree: &Tree, attribute: &KeptAttribute) -> bool {
    tree.attributes.iter().any(|other| is_same(other, attribute))
}

fn is_same(a: &KeptAttribute, b: &KeptAttribute) -> bool {
    a.namespace == b.namespace && a.name == b.name
}

fn loses_text(existing: &Tree, old: &Tree) -> bool {
    !existing.text().trim().is_empty() && old.text().trim().is_empty()
}

fn element_at(tree: &Tree, at: usize) -> Option<&Tree> {
    match tree.nodes.get(at) {
        Some(TreeNode::Element(element)) => Some(element),
        _ => None,
    }
}

/// Positions of the elements of a tree, by name.
struct Places(BTreeMap<Name, Vec<usize>>);

/// Namespace and local name.
type Name = (Option<Box<str>>, Box<str>);

impl Places {
    fn of(tree: &Tree) -> Self {
        let mut places: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for at in 0..tree.nodes.len() {
            if let Some(element) = element_at(tree, at) {
                places.entry(name(element)).or_default().push(at);
            }
        }
        Self(places)
    }

    fn named(&self, element: &Tree) -> &[usize] {
        self.0.get(&name(element)).map_or(&[], Vec::as_slice)
    }
}

fn name(element: &Tree) -> Name {
    (element.namespace.clone(), element.name.clone())
}

/// Child element.
struct Child<'t> {
    element: &'t Tree,
    /// Number of siblings of the same name before it.
    number: usize,
    path: String,
}

fn children<'t>(tree: &'t Tree, path: &str) -> Vec<Child<'t>> {
    let (mut numbers, mut steps): (BTreeMap<Name, usize>, BTreeMap<String, usize>) = Default::default();
    let children = tree.elements().map(|element| {
        let (number, written) = (numbers.entry(name(element)).or_default(), element.qualified_name());
        let step = steps.entry(written.clone()).or_default();
        (*number, *step) = (*number + 1, *step + 1);
        let count = if *step > 1 { format!("[{step}]") } else { String::new() };
        Child { element, number: *number - 1, path: format!("{path}/{written}{count}") }
    });
    children.collect()
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
