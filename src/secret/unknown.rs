//! Secrets in content that the model does not type: unrecognized attributes and elements, and foreign metadata.

use domxml_schema::Domain;
use domxml_schema::path::{Path, Step};
use domxml_schema::visit::visit_mut;
use domxml_schema::xml::{Extra, Fields, KeptElement, Node, Tree, TreeNode};

use super::HIDDEN;
use super::hide::{is_beside_secrets, says_secret};
use super::text::hide_but_references;

/// Puts [`HIDDEN`] in place of the secrets, and returns the paths of the elements that have them.
pub(super) fn redact(domain: &mut Domain) -> Vec<Path> {
    let mut paths = Vec::new();
    let has_unknown =
        |fields: &dyn Fields| fields.kept().is_some() || fields.extra().is_some_and(|extra| !extra.is_empty());
    visit_mut(
        domain,
        "domain",
        |node| node.is_element() && has_unknown(node.element()),
        |node| {
            let beside_secrets = is_beside_secrets(node.element().def());
            let mut redacted = node.element().kept_mut().is_some_and(element);
            if let Some(extra) = node.element().extra_mut() {
                redacted |= content(extra, beside_secrets);
            }
            if redacted {
                paths.push(node.path().clone());
            }
        },
    );
    let metadata = domain.metadata.iter_mut().flat_map(|metadata| &mut metadata.nodes);
    let elements = metadata.filter_map(|node| match node {
        Node::Element(element) => Some(element),
        _ => None,
    });
    let path = Path::root("domain").child(Step::new("metadata"));
    paths.extend(elements.filter_map(|kept| {
        let name = kept.name().to_owned();
        element(kept).then(|| path.clone().child(Step::new(name)))
    }));
    paths
}

/// Hides the secrets in the unrecognized content of an element.
fn content(extra: &mut Extra, beside_secrets: bool) -> bool {
    let mut redacted = false;
    for attribute in extra.attributes_mut() {
        redacted |= hide(&mut attribute.value, beside_secrets || says_secret(&attribute.name));
    }
    for node in extra.nodes_mut() {
        redacted |= match node {
            Node::Element(kept) => element(kept),
            Node::Text(text) => hide(text, beside_secrets),
            Node::Comment(text) | Node::ProcessingInstruction(text) => hide(text, false),
        };
    }
    redacted
}

/// Hides the secrets in an element that the model does not know. What is no XML, because a program made it, is hidden
/// as a text.
fn element(kept: &mut KeptElement) -> bool {
    let Ok(mut tree) = kept.tree() else { return false };
    if !below(&mut tree) {
        return false;
    }
    match tree.to_kept(2) {
        Ok(redacted) => *kept = redacted,
        Err(_) => return false,
    }
    true
}

fn below(tree: &mut Tree) -> bool {
    let mut redacted = false;
    for attribute in &mut tree.attributes {
        redacted |= hide(&mut attribute.value, says_secret(&attribute.name));
    }
    let is_secret = says_secret(&tree.name) || tree.attributes.iter().any(|attribute| says_secret(&attribute.name));
    for node in &mut tree.nodes {
        redacted |= match node {
            TreeNode::Element(child) => below(child),
            TreeNode::Text(text) => hide(text, is_secret),
            _ => false,
        };
    }
    redacted
}

/// Hides a value as a whole, or what looks like a secret in it; returns whether there was any.
fn hide<T: AsRef<str> + From<String>>(value: &mut T, whole: bool) -> bool {
    let text: &str = (*value).as_ref();
    if text.trim().is_empty() || text == HIDDEN {
        return false;
    }
    let hidden = if whole { HIDDEN.into() } else { hide_but_references(text) };
    if hidden == text {
        return false;
    }
    *value = hidden.into_owned().into();
    true
}
