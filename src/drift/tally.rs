//! How many elements and attributes there are in a part of a domain.

use domxml_schema::xml::{Extra, FieldKind, Fields, KeptElement, Node, Slot, Tree};

use super::accounts::Count;
use super::value;

/// An element with all that it holds.
pub(super) fn element(fields: &dyn Fields) -> Count {
    let mut count = Count::default();
    let mut left: Vec<&dyn Fields> = vec![fields];
    while let Some(fields) = left.pop() {
        if let Some(element) = fields.kept() {
            count += kept(element);
            continue;
        }
        count.elements += 1;
        count.attributes += usize::from(fields.tag().is_some());
        if let Some(kept) = fields.extra() {
            count += extra(kept);
        }
        for row in value::rows(fields) {
            match (fields.def().fields[row].kind, fields.slot(row)) {
                (FieldKind::Attribute(_), _) => count.attributes += 1,
                (FieldKind::Value { .. }, _) => {
                    let values = value::texts(fields, row).len();
                    (0..values).for_each(|index| count += child(fields, row, index));
                }
                (FieldKind::Flag, _) => count += child(fields, row, 0),
                (_, Slot::Element(slot)) => left.extend((0..slot.count()).filter_map(|index| slot.get(index))),
                (_, Slot::Nodes(nodes)) => count += self::nodes(nodes.iter()),
                _ => {}
            }
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
    // What cannot be read as a tree counts as one.
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
