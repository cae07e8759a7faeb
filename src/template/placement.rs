//! The places where placeholders are allowed, in the model and in a document.

use std::sync::LazyLock;

use domxml_schema::Domain;
use domxml_schema::path::{Path, Pattern};
use domxml_schema::visit::{Flow, Node, visit};
use domxml_schema::xml::{FieldDef, FieldKind};

use super::PlaceholderKind;

/// Places where a kind of placeholder is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The kind.
    pub kind: PlaceholderKind,
    /// The places, from below the root; an element stands for its text.
    pub pattern: Pattern,
}

static PLACEMENTS: LazyLock<Vec<Placement>> = LazyLock::new(|| {
    let placements = PlaceholderKind::ALL.iter().flat_map(|kind| {
        let patterns = kind.definition().placements.iter().filter_map(|pattern| pattern.parse().ok());
        patterns.map(|pattern| Placement { kind: *kind, pattern })
    });
    placements.collect()
});

/// Every place where a placeholder is allowed.
pub fn placements() -> &'static [Placement] {
    &PLACEMENTS
}

/// A place of a document where placeholders are allowed, with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// By identity.
    pub(super) path: Path,
    /// By number.
    pub(super) numbered_path: Path,
    /// The kinds that are allowed.
    pub(super) kinds: Vec<PlaceholderKind>,
    /// The content of the place.
    pub(super) text: String,
    /// The type of the value, by the schema's name.
    pub(super) value_type: &'static str,
    /// Index in the list of devices, if it is in a device.
    pub(super) device: Option<usize>,
}

/// The places of a domain where placeholders are allowed and that are not empty, in the order of writing; `root` is
/// the name of the document's root.
pub(super) fn candidates(domain: &Domain, root: &str) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    visit(domain, root, |node| {
        if node.is_own_text() {
            return Flow::Enter;
        }
        let name = node.name();
        let is_here = |placement: &&Placement| placement.pattern.name() == name && placement.pattern.is_of(node);
        let kinds: Vec<PlaceholderKind> = PLACEMENTS.iter().filter(is_here).map(|placement| placement.kind).collect();
        let text = if kinds.is_empty() { String::new() } else { node.text().into_owned() };
        if !text.is_empty() {
            candidates.push(Candidate {
                path: node.path(),
                numbered_path: node.numbered_path(),
                kinds,
                text,
                value_type: value_type(node),
                device: node.device_index(),
            });
        }
        if node.is_element() && !leads_on(node, &name) { Flow::Skip } else { Flow::Enter }
    });
    candidates
}

/// Returns `true` if a placeholder may be in an element, by its name and depth.
fn leads_on(node: &Node<'_>, name: &str) -> bool {
    let depth = node.ancestors().count();
    let is_on_way = |placement: &Placement| placement.pattern.steps().get(depth - 1).is_some_and(|it| it.name == name);
    depth == 0 || PLACEMENTS.iter().any(is_on_way)
}

/// The type of an attribute, or of the text of an element.
fn value_type(node: &Node<'_>) -> &'static str {
    let is_text = |field: &&FieldDef| matches!(field.kind, FieldKind::Text(_));
    let field = if node.is_element() { node.element().def().fields.iter().find(is_text) } else { node.field() };
    match field.map(|field| field.kind) {
        Some(FieldKind::Attribute(datatype) | FieldKind::Text(datatype) | FieldKind::Value { datatype, .. }) => {
            datatype.name
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_placements_are_patterns() {
        for kind in PlaceholderKind::ALL {
            let parsed: Vec<String> =
                placements().iter().filter(|it| it.kind == *kind).map(|it| it.pattern.to_string()).collect();
            assert_eq!(parsed, kind.definition().placements, "{kind:?}");
            assert!(!parsed.is_empty(), "{kind:?}");
        }
    }
}
