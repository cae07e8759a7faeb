//! The number of elements and attributes in a part of a domain.

use domxml_schema::visit::{Flow, Kind, visit};
use domxml_schema::xml::{Extra, FieldKind, Fields, KeptElement, Node, Slot, Tree};

use super::accounts::Count;

/// An element with all that it holds.
pub(super) fn element(fields: &dyn Fields) -> Count {
    let mut count = Count::default();
    visit(fields, "", |node| {
        match node.kind() {
            Kind::Element => match node.element().kept() {
                Some(element) => {
                    count += kept(element);
                    return Flow::Skip;
                }
                None => count += itself(node.element()),
            },
            Kind::Attribute | Kind::UnknownAttribute(_) => count.attributes += 1,
            Kind::Value | Kind::Flag => count.elements += 1,
            Kind::UnknownElement(element) => count += kept(element),
            Kind::Text | Kind::UnknownText(_) => {}
        }
        Flow::Enter
    });
    count
}

/// An element with the attribute that tells its variant, and with open content, which a walk leaves out.
fn itself(fields: &dyn Fields) -> Count {
    let mut count = Count { elements: 1, attributes: usize::from(fields.tag().is_some()) };
    for (row, field) in fields.def().fields.iter().enumerate() {
        if let (FieldKind::Any, Slot::Nodes(content)) = (field.kind, fields.slot(row)) {
            count += nodes(content.iter());
        }
    }
    count
}

/// A child without a struct of its own.
pub(super) fn child(fields: &dyn Fields, row: usize, index: usize) -> Count {
    let mut count = Count { elements: 1, attributes: 0 };
    if let Some(kept) = fields.extra().and_then(|extra| extra.of_field(row, index)) {
        count += extra(kept);
    }
    count
}

/// An element that the model does not know.
pub(super) fn kept(element: &KeptElement) -> Count {
    // One that cannot be read as a tree counts as one.
    element.tree().map_or(Count { elements: 1, attributes: 0 }, |tree| self::tree(&tree))
}

/// An element as a tree.
pub(super) fn tree(tree: &Tree) -> Count {
    let mut count = Count::default();
    let mut left = vec![tree];
    while let Some(tree) = left.pop() {
        count += Count { elements: 1, attributes: tree.attributes.len() };
        left.extend(tree.elements());
    }
    count
}

fn nodes<'n>(nodes: impl Iterator<Item = &'n Node>) -> Count {
    let mut count = Count::default();
    for node in nodes {
        if let Node::Element(element) = node {
            count += kept(element);
        }
    }
    count
}

fn extra(extra: &Extra) -> Count {
    let mut count = nodes(extra.nodes());
    count.attributes += extra.attributes().len();
    count
}
