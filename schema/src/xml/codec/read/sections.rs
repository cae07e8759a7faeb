//! Sections: several elements that libvirt reads as one.

use std::ops::Range;

use super::Reader;
use super::content::{Content, Part};
use crate::report::Code;
use crate::xml::codec::extra::{Extra, Kept, KeptAttribute, KeptElement, KeptNode, NamespaceDecl, Node, Place};
use crate::xml::codec::index::{Class, Precedence};
use crate::xml::codec::sections;
use crate::xml::codec::slot::{ElementSlot, Fields, Slot, SlotMut};
use crate::xml::codec::table::ElementDef;
use crate::xml::codec::write::write_within;
use crate::xml::text::chars::shorten;
use crate::xml::text::error::Error;

impl<'s> Reader<'s> {
    /// One more of the element that a slot holds; returns its number.
    pub(super) fn section(
        &mut self,
        slot: &mut dyn ElementSlot,
        empty: bool,
        precedence: Precedence,
        within: u32,
    ) -> Result<Option<usize>, Error> {
        let Some(element) = slot.get_mut(0) else { return Ok(None) };
        let Some(section) = sections::begin(element, within) else { return Ok(None) };
        self.part(element, empty, None, Part { section, precedence })?;
        Ok(Some(section as usize))
    }

    /// Attributes of a section behind the first: of all sections one has those that count.
    pub(super) fn section_attributes(
        &mut self,
        fields: &mut dyn Fields,
        def: &'static ElementDef,
        part: Part,
    ) -> Result<(), Error> {
        let declared = fields.extra().map_or(0, |extra| extra.namespaces().len());
        let has_any = self.tokens.attributes().iter().any(|attr| attr.declares().is_none());
        let counts = match part.precedence {
            Precedence::First => has_any && !has_attributes(fields, def),
            Precedence::Last => true,
            Precedence::FirstElement => false,
        };
        if counts {
            let ignored = take_attributes(fields, def);
            self.attributes(fields, def, None)?;
            if ignored.iter().any(|kept| !is_said(fields, kept)) {
                let name = self.tokens.current().map_or("", |open| open.name);
                let message = format!("attributes of the `<{name}>` before are ignored");
                let help = "put the attributes that count into one of them".to_owned();
                self.found(Code::SURPLUS_ATTRIBUTE, self.tokens.span.clone(), message, Some(help));
            }
            if let Some(kept) = fields.extra_mut().map(Extra::kept_mut) {
                kept.sections[kept.attributed as usize].attributes = ignored;
                kept.attributed = part.section;
            }
        } else if has_any || !self.tokens.attributes().is_empty() {
            self.ignore_attributes(fields, part)?;
        }
        if let Some(kept) = fields.extra_mut().map(Extra::kept_mut) {
            let namespaces = kept.namespaces.0.split_off(declared.min(kept.namespaces.0.len()));
            kept.sections[part.section as usize].namespaces.0.extend(namespaces);
        }
        Ok(())
    }

    fn ignore_attributes(&mut self, fields: &mut dyn Fields, part: Part) -> Result<(), Error> {
        let name = self.tokens.current().map_or("", |open| open.name);
        for i in 0..self.tokens.attributes().len() {
            let attr = self.tokens.attributes()[i];
            self.tokens.check_name(attr.name)?;
            let Some(kept) = fields.extra_mut().map(Extra::kept_mut) else { continue };
            let section = &mut kept.sections[part.section as usize];
            if let Some(prefix) = attr.declares() {
                section.namespaces.0.push(NamespaceDecl { prefix: prefix.into(), uri: attr.value().into() });
                continue;
            }
            let (prefix, local) = attr.split();
            let uri = if prefix.is_empty() { None } else { self.tokens.resolve(prefix, 0).map(|(uri, _)| uri.into()) };
            let (prefix, value) = (prefix.into(), attr.value().into());
            let attribute = KeptAttribute { namespace: uri, prefix, name: local.into(), value };
            section.attributes.push(attribute.clone());
            if is_said(fields, &attribute) {
                continue;
            }
            let at = self.offset(attr.name);
            let message = format!("attribute `{}` of one more `<{name}>` is ignored", shorten(attr.name));
            let help = format!("set it on the first `<{name}>`");
            self.found(Code::SURPLUS_ATTRIBUTE, at..at + attr.name.len(), message, Some(help));
        }
        Ok(())
    }

    /// Keeps the child that begins, because those of the first element count.
    pub(super) fn ignore_child(
        &mut self,
        fields: &mut dyn Fields,
        def: &'static ElementDef,
        content: &mut Content<'s>,
        empty: bool,
    ) -> Result<(), Error> {
        let (name, start) = (self.tokens.current().map_or("", |open| open.name), self.tokens.span.clone());
        let around = self.tokens.open_at(content.level - 1).map_or("", |open| open.name);
        let message = format!("`<{}>` of one more `<{around}>` is ignored", shorten(name));
        let help = format!("put it into the first `<{around}>`");
        self.found(Code::SURPLUS_ELEMENT, start, message, Some(help));
        let kept = self.keep(empty)?;
        self.keep_node(fields, def, content, Node::Element(kept));
        Ok(())
    }

    /// Keeps the child that a row has room for, so that the one that begins takes its place: the last counts.
    pub(super) fn displace(
        &mut self,
        fields: &mut dyn Fields,
        content: &Content<'_>,
        index: usize,
        start: &Range<usize>,
    ) {
        let row = &fields.def().index.rows[index];
        let Slot::Element(slot) = fields.slot(index) else { return };
        let Some(child) = slot.get(0).filter(|_| !row.repeated && row.sections.is_none()) else { return };
        // What was read can be written.
        let Ok(text) = write_within(child, row.name, row.namespace, content.level) else { return };
        let section = sections::remembered(fields, index, Slot::Element(slot), 0) as u32;
        let SlotMut::Element(slot) = fields.slot_mut(index) else { return };
        slot.clear();
        let message = format!("duplicate element `<{}>`", row.name);
        self.found(Code::SURPLUS_ELEMENT, start.clone(), message, Some("keep one of them; the last counts".to_owned()));
        let Some(kept) = fields.extra_mut().map(Extra::kept_mut) else { return };
        let node = Node::Element(KeptElement { text: text.into(), bindings: Vec::new() });
        let at = place_of_child(kept, section, index);
        kept.nodes.insert(at, KeptNode { section, place: Place::Before(index as u16, 0), node });
    }
}

/// The place among the kept nodes where one is before those that are behind the children of a row.
fn place_of_child(kept: &Kept, section: u32, index: usize) -> usize {
    let is_before = |kept: &KeptNode| match kept.place {
        _ if kept.section != section => kept.section < section,
        Place::Prolog => true,
        Place::Before(row, _) | Place::Surplus(row, _) => usize::from(row) <= index,
        Place::End | Place::Epilog => false,
    };
    kept.nodes.iter().rposition(is_before).map_or(0, |at| at + 1)
}

/// Returns `true` if the attributes that count say the same as one that is ignored.
fn is_said(fields: &dyn Fields, attribute: &KeptAttribute) -> bool {
    if attribute.namespace.is_some() {
        return false;
    }
    let row = fields.def().index.find(0, &attribute.name, true);
    let kept = row.and_then(|row| fields.extra()?.text(row, 0));
    match kept {
        Some(kept) => kept.text == attribute.value,
        None => fields.attribute(&attribute.name).is_some_and(|value| *value == *attribute.value),
    }
}

fn has_attributes(fields: &dyn Fields, def: &ElementDef) -> bool {
    let extra = fields.extra();
    let is_kept = |row: usize| extra.is_some_and(|extra| extra.text(row, 0).is_some());
    extra.is_some_and(|extra| !extra.attributes().is_empty())
        || attribute_rows(def)
            .any(|row| is_kept(row) || matches!(fields.slot(row), Slot::Value(slot) if slot.count() > 0))
}

/// Takes the attributes of an element off it.
fn take_attributes(fields: &mut dyn Fields, def: &ElementDef) -> Vec<KeptAttribute> {
    let mut taken = Vec::new();
    for row in attribute_rows(def) {
        let (field, kept) = (&def.index.rows[row], fields.extra().and_then(|extra| extra.text(row, 0)));
        let text = match (kept, fields.slot(row)) {
            (Some(kept), _) => kept.text.to_string(),
            (None, Slot::Value(slot)) if slot.count() > 0 => slot.text(0, field.format),
            _ => continue,
        };
        let namespace = field.namespace.map(|namespace| namespace.uri.into());
        let prefix = field.namespace.map_or("", |namespace| namespace.prefix).into();
        taken.push(KeptAttribute { namespace, prefix, name: field.name.into(), value: text.into() });
        if let Some(extra) = fields.extra_mut() {
            extra.replace_text(row, None);
        }
        if let SlotMut::Value(slot) = fields.slot_mut(row) {
            slot.clear();
        }
    }
    if let Some(extra) = fields.extra_mut() {
        taken.append(&mut extra.kept_mut().attributes);
    }
    taken
}

fn attribute_rows(def: &ElementDef) -> impl Iterator<Item = usize> + use<> {
    let rows = def.index.rows;
    (0..rows.len()).filter(move |row| rows[*row].class == Class::Attribute)
}
