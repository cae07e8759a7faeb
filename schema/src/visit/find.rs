//! Finding of nodes by patterns and paths.

use super::node::Node;
use super::walk::Walk;
use crate::path::{Path, Pattern};
use crate::xml::{Element, Fields};

/// The nodes of a value that a pattern stands for, in the order of writing.
pub struct Found<'p, 'v> {
    pattern: &'p Pattern,
    walk: Walk<'v>,
}

impl Pattern {
    /// Finds all places of a document's root element that the pattern stands for.
    pub fn find<'p, 'v, E: Element>(&'p self, root: &'v E) -> Found<'p, 'v> {
        let name = root.element_name().unwrap_or(E::DEF.name);
        self.find_in(root.fields(), name)
    }

    /// Finds all places in an element of that name that the pattern stands for.
    pub fn find_in<'p, 'v>(&'p self, root: &'v dyn Fields, name: &str) -> Found<'p, 'v> {
        Found { pattern: self, walk: Walk::new(root, name) }
    }

    /// Returns `true` if a node is one that the pattern stands for.
    pub fn is_of(&self, node: &Node<'_>) -> bool {
        if self.is_of_attribute() != node.is_attribute() {
            return false;
        }
        let (steps, attribute) = node.tests();
        self.matches_steps(&steps, attribute.as_deref())
    }
}

impl Path {
    /// Finds the place in a document's root element.
    pub fn find<'v, E: Element>(&self, root: &'v E) -> Option<Node<'v>> {
        Pattern::from(self.clone()).find(root).next()
    }

    /// Finds the place in an element of that name.
    pub fn find_in<'v>(&self, root: &'v dyn Fields, name: &str) -> Option<Node<'v>> {
        Pattern::from(self.clone()).find_in(root, name).next()
    }
}

impl<'v> Iterator for Found<'_, 'v> {
    type Item = Node<'v>;

    fn next(&mut self) -> Option<Node<'v>> {
        loop {
            let node = self.walk.next()?;
            // The text of an element has its element's path.
            if node.is_own_text() {
                continue;
            }
            if self.pattern.is_of(node) {
                return Some(node.clone());
            }
            if node.is_element() {
                let (steps, _) = node.tests();
                if !self.pattern.may_match_below(&steps) {
                    self.walk.skip();
                }
            }
        }
    }
}
