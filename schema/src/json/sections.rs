//! Reading what is remembered of elements that libvirt reads as one.

use super::extra::key;
use super::read::Reader;
use super::tree::{Kind, Tree};
use crate::report::Code;
use crate::xml::inside::{Kept, Section};
use crate::xml::{Element as _, KeptElement};

impl Reader {
    /// One of several elements that are read as one.
    pub(super) fn section(&mut self, tree: &Tree) -> Option<Section> {
        let mut section = Section::default();
        for (member, key) in self.members(tree, || [key::SECTION, key::NAMESPACES, key::ATTRIBUTES].into_iter()) {
            let tree = &member.value;
            self.below_key(member, |reader| match key {
                key::SECTION => section.within = reader.number(tree).unwrap_or_default(),
                key::NAMESPACES => section.namespaces.0 = reader.namespaces(tree),
                // Those that a field could hold are ignored where they are.
                _ => reader.list(tree, |reader, item| {
                    section.attributes.extend(reader.attribute(KeptElement::DEF, None, item));
                }),
            });
        }
        Some(section)
    }

    /// Numbers of sections must be those of sections, and nodes be in their order.
    pub(super) fn check_sections(&mut self, kept: &Kept, tree: &Tree) {
        let last = kept.sections.len().saturating_sub(1);
        let sections = || kept.nodes.iter().map(|kept| kept.section);
        let problem = if sections().chain([kept.attributed]).any(|section| section as usize > last) {
            "there is no such section"
        } else if !sections().is_sorted() {
            "nodes are not in the order of their sections"
        } else if kept.sections.first().is_some_and(|first| first.within > 0 || !first.namespaces.0.is_empty()) {
            "section and namespaces of the first section belong to the element"
        } else {
            return;
        };
        let help = "`sections` lists all elements that were read as this one, the first included";
        self.wrong(tree, Code::INVALID_VALUE, problem.to_owned(), Some(help.to_owned()));
    }

    /// The number of an item or section.
    pub(super) fn number(&mut self, tree: &Tree) -> Option<u32> {
        let number = match tree.kind {
            Kind::Whole(number) => u32::try_from(number).ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(tree, "a whole number from 0 to 4294967295", None);
        }
        number
    }
}
