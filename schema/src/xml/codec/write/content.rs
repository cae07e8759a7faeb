//! Content: text and children, in libvirt's order, with what was kept between them.

use std::collections::{BTreeMap, HashMap};

use super::Writer;
use super::frame::{Frame, not_writable};
use crate::xml::codec::extra::{Extra, Kept, KeptNode, Node, Place};
use crate::xml::codec::index::{Class, Row};
use crate::xml::codec::sections::pieces;
use crate::xml::codec::slot::{Held, Slot};
use crate::xml::codec::table::ElementDef;
use crate::xml::text::error::Error;

/// A piece of content in the order of writing: one of those that a field holds.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    pub(super) slot: Slot<'a>,
    pub(super) place: ItemPlace,
}

/// Row and number among those of the row.
pub(super) type ItemPlace = (usize, usize);

impl<'a> Writer<'a> {
    /// Writes text and children; returns whether they are on one line.
    ///
    /// Where there is text, blanks count: then nothing is added around the children.
    pub(super) fn content(
        &mut self,
        frame: &Frame<'_, 'a>,
        kept: Option<&Kept>,
        first: usize,
        depth: usize,
    ) -> Result<bool, Error> {
        let def = frame.fields.def();
        let has_text = self.text(frame, kept, first)?;
        if kept.is_none_or(|kept| kept.nodes.is_empty() && kept.order.is_empty()) && !def.reordered {
            let indent = (!has_text).then_some(depth + 1);
            for at in first..self.held.len() {
                let Held { row, slot } = self.held[at];
                for i in 0..pieces(&def.index.rows[row], slot) {
                    self.item(frame, def, Item { slot, place: (row, i) }, depth + 1, indent)?;
                }
            }
            return Ok(has_text);
        }
        let items = self.items(frame, def, first);
        let nodes = kept.map_or(&[][..], |kept| &kept.nodes);
        self.items_with_nodes(frame, &items, nodes, has_text, depth)
    }

    /// Writes children with what was kept between them; returns whether they are on one line.
    pub(super) fn items_with_nodes(
        &mut self,
        frame: &Frame<'_, 'a>,
        items: &[Item<'a>],
        nodes: &[KeptNode],
        has_text: bool,
        depth: usize,
    ) -> Result<bool, Error> {
        let def = frame.fields.def();
        // Blanks are a value where any text is one.
        let blanks_count =
            def.index.text.and_then(|row| def.index.rows[row].datatype).is_some_and(|it| it.name == "text");
        let is_inner = |kept: &&KeptNode| !matches!(kept.place, Place::Prolog | Place::Epilog);
        let mut nodes = nodes.iter().filter(is_inner).peekable();
        let line = has_text || nodes.clone().any(|kept| blanks_count || is_text(&kept.node));
        let indent = (!line).then_some(depth + 1);
        let anchors = Anchors::new(items);
        for (at, item) in items.iter().enumerate() {
            while let Some(kept) = nodes.next_if(|kept| anchors.of(&kept.place) <= at) {
                self.kept_node(frame, &kept.node, indent)?;
            }
            self.item(frame, def, *item, depth + 1, indent)?;
        }
        for kept in nodes {
            self.kept_node(frame, &kept.node, indent)?;
        }
        Ok(line)
    }

    /// Writes the element's own text; returns whether there is any, there or in open content.
    pub(super) fn text(&mut self, frame: &Frame<'_, 'a>, kept: Option<&Kept>, first: usize) -> Result<bool, Error> {
        let index = frame.fields.def().index;
        let mut found = false;
        if index.text.is_some() || index.open.is_some() {
            for at in first..self.held.len() {
                let Held { row, slot } = self.held[at];
                match slot {
                    Slot::Value(slot) if index.rows[row].class == Class::Text => {
                        let from = self.out.len();
                        self.value(frame, kept, (row, 0), slot).map_err(|c| not_writable(frame, "", c))?;
                        found |= self.out.len() > from;
                    }
                    Slot::Nodes(nodes) => found |= nodes.iter().any(is_text),
                    _ => {}
                }
            }
        }
        Ok(found)
    }

    /// Typed children in the order of writing.
    pub(super) fn items(&self, frame: &Frame<'_, 'a>, def: &'static ElementDef, first: usize) -> Vec<Item<'a>> {
        let mut items: Vec<Item<'a>> = Vec::new();
        for Held { row, slot } in &self.held[first..] {
            let places = (0..pieces(&def.index.rows[*row], *slot)).map(|i| (*row, i));
            items.extend(places.map(|place| Item { slot: *slot, place }));
        }
        for (row, field) in def.fields.iter().enumerate() {
            if let Some((other, case)) = &field.precedes
                && case.holds(|up, name| frame.attribute(up, name))
            {
                let (moved, mut rest): (Vec<Item<'a>>, Vec<Item<'a>>) =
                    items.iter().partition(|item| item.place.0 == row);
                let at = rest.iter().position(|item| def.fields[item.place.0].name == *other);
                rest.splice(at.map_or(rest.len()..rest.len(), |at| at..at), moved);
                items = rest;
            }
        }
        let order = frame.fields.extra().and_then(Extra::kept).map_or(&[][..], |kept| &kept.order);
        if !order.is_empty() {
            // Text between children holds them where they stood.
            let places = order.iter().map(|(row, i)| (usize::from(*row), *i as usize));
            let rank: HashMap<ItemPlace, usize> = places.zip(1..).collect();
            items.sort_by_key(|item| rank.get(&item.place).copied().unwrap_or_default());
        }
        items
    }

    fn item(
        &mut self,
        frame: &Frame<'_, 'a>,
        def: &'static ElementDef,
        item: Item<'a>,
        depth: usize,
        indent: Option<usize>,
    ) -> Result<(), Error> {
        let Item { slot, place: (row, i) } = item;
        let field = &def.index.rows[row];
        if let Slot::Nodes(nodes) = slot {
            return nodes.get(i).map_or(Ok(()), |node| self.kept_node(frame, node, indent));
        }
        if let Some(depth) = indent {
            self.newline(depth);
        }
        let Slot::Element(slot) = slot else { return self.simple(frame, field, item, depth) };
        if field.sections.is_some() {
            return self.element_with_sections(frame, field, slot, i, depth);
        }
        let Some(child) = slot.get(i) else { return Ok(()) };
        match field.class {
            Class::Element => self.element(&frame.child(child, field.name, i), field.namespace, depth),
            _ => {
                if let Some(kept) = child.kept() {
                    self.kept_element(kept);
                    return Ok(());
                }
                self.element(&frame.variant(child, field.name, i), field.namespace, depth)
            }
        }
    }

    /// A child that is a value or a flag.
    fn simple(&mut self, frame: &Frame<'_, 'a>, field: &Row, item: Item<'a>, depth: usize) -> Result<(), Error> {
        let Item { slot, place: (row, i) } = item;
        let extra = frame.fields.extra();
        if let Some(rest) = extra.and_then(|extra| extra.of_field(row, i)) {
            return self.value_with_rest(frame, field, item, rest, depth);
        }
        let name = self.qualified(field.name, field.namespace.map(|namespace| namespace.uri), true);
        self.out.push('<');
        self.out.push_str(&name);
        self.out.push('>');
        let from = self.out.len();
        if let Slot::Value(slot) = slot {
            self.value(frame, extra.and_then(Extra::kept), (row, i), slot)
                .map_err(|c| not_writable(&frame.child(frame.fields, field.name, i), "", c))?;
        }
        if self.out.len() == from {
            self.out.truncate(from - 1);
            self.out.push_str("/>");
        } else {
            self.out.push_str("</");
            self.out.push_str(&name);
            self.out.push('>');
        }
        Ok(())
    }

    /// A value or flag child that held more than its value.
    fn value_with_rest(
        &mut self,
        frame: &Frame<'_, 'a>,
        field: &Row,
        item: Item<'a>,
        rest: &Extra,
        depth: usize,
    ) -> Result<(), Error> {
        let (from, kept) = (self.out.len(), frame.fields.extra().and_then(Extra::kept));
        if let Slot::Value(slot) = item.slot {
            self.plain_value(frame, kept, item.place, slot);
        }
        let text = Some(self.out.split_off(from)).filter(|text| !text.is_empty());
        let child = ValueWithRest { text, extra: rest.clone() };
        // The child does not live as long as what is being written.
        let mut writer =
            Writer { scope: std::mem::take(&mut self.scope), ..Writer::new(std::mem::take(&mut self.out)) };
        let result = writer.element(&frame.child(&child, field.name, item.place.1), field.namespace, depth);
        (self.out, self.scope) = (writer.out, writer.scope);
        result
    }
}

fn is_text(node: &Node) -> bool {
    matches!(node, Node::Text(_))
}

/// Positions in the order of writing, to place kept nodes by.
struct Anchors<'i, 'a> {
    items: &'i [Item<'a>],
    positions: HashMap<ItemPlace, usize>,
    /// Behind the last of a row.
    ends: BTreeMap<usize, usize>,
}

impl<'i, 'a> Anchors<'i, 'a> {
    fn new(items: &'i [Item<'a>]) -> Self {
        let positions = items.iter().map(|item| item.place).zip(0..).collect();
        let ends = items.iter().zip(1..).map(|(item, end)| (item.place.0, end)).collect();
        Self { items, positions, ends }
    }

    /// Position before which a node may be written.
    fn of(&self, place: &Place) -> usize {
        let (Place::Before(row, index) | Place::Surplus(row, index)) = *place else { return self.items.len() };
        let place = (usize::from(row), index as usize);
        if let Some(at) = self.positions.get(&place).or_else(|| self.ends.get(&place.0)) {
            return *at;
        }
        let following = self.items.iter().position(|other| other.place.0 > place.0);
        following.unwrap_or(self.items.len())
    }
}

/// A value child that held more than its value.
#[derive(domxml_derive::Element, Clone, Debug, Default, PartialEq)]
struct ValueWithRest {
    #[xml(text)]
    text: Option<String>,
    #[xml(extra)]
    extra: Extra,
}
