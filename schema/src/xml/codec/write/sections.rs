//! Sections: several elements that were read as one, written where they stood.

use std::ops::Range;
use std::rc::Rc;

use super::Writer;
use super::content::Item;
use super::frame::Frame;
use crate::xml::codec::extra::{Kept, KeptAttribute, NamespaceDecl};
use crate::xml::codec::index::Row;
use crate::xml::codec::sections;
use crate::xml::codec::slot::{ElementSlot, Held};
use crate::xml::text::error::Error;

/// The content of an element by its sections.
pub(super) struct Sections<'a> {
    /// Children in the order of writing.
    items: Vec<Item<'a>>,
    /// For each section its children and its kept nodes.
    ranges: Vec<(Range<usize>, Range<usize>)>,
}

impl<'a> Sections<'a> {
    /// The fields of which a section has something.
    pub(super) fn held(&self, section: usize) -> impl Iterator<Item = Held<'a>> {
        let items = &self.items[self.ranges[section].0.clone()];
        let row = |at: usize| items[at].place.0;
        let is_first = move |at: &usize| *at == 0 || row(at - 1) != row(*at);
        (0..items.len()).filter(is_first).map(move |at| Held { row: row(at), slot: items[at].slot })
    }
}

/// What was kept of a start tag.
#[derive(Clone, Copy, Default)]
pub(super) struct StartKept<'k> {
    pub(super) namespaces: &'k [NamespaceDecl],
    pub(super) attributes: &'k [KeptAttribute],
}

impl Kept {
    /// What was kept of the start tag of a section, or of all there is.
    pub(super) fn start(&self, section: Option<usize>, has_attributes: bool) -> StartKept<'_> {
        let own = section.and_then(|section| self.sections.get(section));
        let namespaces = own.filter(|_| section != Some(0)).map_or(&self.namespaces, |own| &own.namespaces);
        let attributes = own.filter(|_| !has_attributes).map_or(&self.attributes, |own| &own.attributes);
        StartKept { namespaces: &namespaces.0, attributes }
    }
}

impl<'a> Writer<'a> {
    /// A section of the element that a slot holds; all of the element if there is one.
    pub(super) fn element_with_sections(
        &mut self,
        frame: &Frame<'_, 'a>,
        field: &Row,
        slot: &'a dyn ElementSlot,
        section: usize,
        depth: usize,
    ) -> Result<(), Error> {
        let Some(child) = slot.get(0) else { return Ok(()) };
        let mut frame = frame.child(child, field.name, section);
        frame.section = (sections::count(child) > 1).then_some(section);
        self.element(&frame, field.namespace, depth)
    }

    /// Writes the content of a section, whose fields begin at `first`; returns whether it is on one line.
    pub(super) fn section(
        &mut self,
        frame: &Frame<'_, 'a>,
        kept: Option<&Kept>,
        sections: &Sections<'a>,
        (section, first): (usize, usize),
        depth: usize,
    ) -> Result<bool, Error> {
        let has_text = self.text(frame, kept, first)?;
        let (items, nodes) = sections.ranges[section].clone();
        let nodes = kept.map_or(&[][..], |kept| &kept.nodes[nodes]);
        self.items_with_nodes(frame, &sections.items[items], nodes, has_text, depth)
    }

    /// The content of an element by its sections, sorted once however many there are.
    pub(super) fn sections(&mut self, frame: &Frame<'_, 'a>, kept: &Kept) -> Rc<Sections<'a>> {
        let key = std::ptr::from_ref(kept).addr();
        if let Some(known) = self.sections.get(&key) {
            return Rc::clone(known);
        }
        let (fields, def, first) = (frame.fields, frame.fields.def(), self.held.len());
        Held::push_all(fields, &mut self.held);
        let items = self.items(frame, def, first);
        let mut of_rows: Vec<Vec<usize>> = vec![Vec::new(); def.fields.len()];
        for Held { row, slot } in &self.held[first..] {
            of_rows[*row] = sections::of_row(fields, *row, *slot);
        }
        self.held.truncate(first);
        let mut numbered: Vec<(usize, Item<'a>)> =
            items.into_iter().map(|item| (of_rows[item.place.0][item.place.1], item)).collect();
        numbered.sort_by_key(|(section, _)| *section);
        let of_node = |at: usize| kept.nodes[at].section as usize;
        let (mut items_at, mut nodes_at, last) = (0, 0, kept.sections.len() - 1);
        let ranges = (0..=last).map(|section| {
            let is_behind = |other: usize| section < last && other > section;
            let items = (items_at..numbered.len()).find(|at| is_behind(numbered[*at].0)).unwrap_or(numbered.len());
            let nodes = (nodes_at..kept.nodes.len()).find(|at| is_behind(of_node(*at))).unwrap_or(kept.nodes.len());
            let ranges = (items_at..items, nodes_at..nodes);
            (items_at, nodes_at) = (items, nodes);
            ranges
        });
        let ranges = ranges.collect();
        let items = numbered.into_iter().map(|(_, item)| item).collect();
        let sections = Rc::new(Sections { items, ranges });
        self.sections.insert(key, Rc::clone(&sections));
        sections
    }
}
