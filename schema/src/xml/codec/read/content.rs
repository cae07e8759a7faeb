//! Elements: attributes, children, text, and what is kept.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Reader;
use crate::report::Code;
use crate::xml::codec::extra::{Extra, KeptElement, KeptNode, NamespaceDecl, Node, Place};
use crate::xml::codec::index::{Class, Precedence};
use crate::xml::codec::sections;
use crate::xml::codec::slot::{Fields, SlotMut, StartView};
use crate::xml::codec::table::ElementDef;
use crate::xml::text::chars::split;
use crate::xml::text::error::Error;
use crate::xml::text::token::Token;

/// The element, or the part of it, that is read.
#[derive(Clone, Copy, Default)]
pub(super) struct Part {
    /// Its number among the sections that are read as one.
    pub(super) section: u32,
    /// The one that counts of several children where there is room for one.
    pub(super) precedence: Precedence,
}

/// State of one element while its content is read.
pub(super) struct Content<'s> {
    pub(super) level: usize,
    pub(super) part: Part,
    text: Option<Cow<'s, str>>,
    text_start: usize,
    children: bool,
    /// True if kept nodes wait for the typed child behind them.
    waiting: bool,
    strays: bool,
    /// The row of the child before.
    last: usize,
}

impl<'s> Reader<'s> {
    /// Reads attributes and content of the element whose start token was the last one.
    ///
    /// `tag` is the attribute that chose the variant of a union.
    pub(super) fn element(&mut self, fields: &mut dyn Fields, empty: bool, tag: Option<&str>) -> Result<(), Error> {
        self.part(fields, empty, tag, Part::default())
    }

    /// As `element`, for a part of one.
    pub(super) fn part(
        &mut self,
        fields: &mut dyn Fields,
        empty: bool,
        tag: Option<&str>,
        part: Part,
    ) -> Result<(), Error> {
        let def = fields.def();
        match part.section {
            0 => self.attributes(fields, def, tag)?,
            _ => self.section_attributes(fields, def, part)?,
        }
        if empty {
            return Ok(());
        }
        let level = self.tokens.level();
        let mut content =
            Content { level, part, text: None, text_start: 0, children: false, waiting: false, strays: false, last: 0 };
        loop {
            match self.tokens.next()? {
                Token::Start { empty } => {
                    if content.text.is_some() {
                        self.flush_text(fields, def, &mut content, false);
                    }
                    content.children = true;
                    self.child(fields, def, &mut content, empty)?;
                }
                Token::Text(text) => match &mut content.text {
                    Some(run) => run.to_mut().push_str(&text),
                    None => {
                        content.text_start = self.tokens.span.start;
                        content.text = Some(text);
                    }
                },
                Token::Comment(text) => self.keep_node(fields, def, &mut content, Node::Comment(text.into())),
                Token::ProcessingInstruction(text) => {
                    let node = Node::ProcessingInstruction(text.into());
                    self.keep_node(fields, def, &mut content, node);
                    self.found_instruction();
                }
                Token::End | Token::Eof => {
                    let sole = !content.children;
                    let lines = |text: &Cow<'_, str>| is_blank(text) && text.contains('\n');
                    if def.layout
                        && sole
                        && content.text.as_ref().is_some_and(lines)
                        && let Some(extra) = fields.extra_mut()
                    {
                        extra.kept_mut().expanded = true;
                    }
                    self.flush_text(fields, def, &mut content, sole);
                    return Ok(());
                }
            }
        }
    }

    pub(super) fn child(
        &mut self,
        fields: &mut dyn Fields,
        def: &'static ElementDef,
        content: &mut Content<'s>,
        empty: bool,
    ) -> Result<(), Error> {
        let (name, local) = self.tokens.current().map_or(("", ""), |open| (open.name, open.split().1));
        let start = self.tokens.span.clone();
        let uri = self.tokens.uri_of_element(name);
        let known = find(def, content.last, local, uri, false);
        let open = || def.index.open.filter(|index| uri.is_none() || def.index.rows[*index].class == Class::Any);
        let index = known.or_else(open);
        content.last = known.unwrap_or(content.last);
        let Some(index) = index else {
            let kept = self.keep(empty)?;
            self.unknown_element(def, content.level, name, start);
            self.keep_node(fields, def, content, Node::Element(kept));
            return Ok(());
        };
        let row = &def.index.rows[index];
        match content.part.precedence {
            Precedence::First => {}
            Precedence::Last => self.displace(fields, content, index, &start),
            Precedence::FirstElement if content.part.section > 0 && !row.anywhere => {
                return self.ignore_child(fields, def, content, empty);
            }
            Precedence::FirstElement => {}
        }
        let count = match fields.slot_mut(index) {
            SlotMut::Element(slot) => {
                let view = StartView { name: local, attrs: self.tokens.attributes() };
                match slot.begin(&view) {
                    Some((count, child)) => {
                        match row.class {
                            Class::Element => {
                                let precedence = row.sections.unwrap_or_default();
                                self.part(child, empty, None, Part { section: 0, precedence })?;
                            }
                            Class::Union => {
                                let tag = child.tag().map(|(tag, _)| tag);
                                if tag.is_none() {
                                    self.unknown_tag(&def.fields[index]);
                                }
                                self.element(child.inner_mut(), empty, tag)?;
                            }
                            _ => match child.kept_mut() {
                                Some(kept) => {
                                    *kept = self.keep(empty)?;
                                    self.unknown_element(def, content.level, name, start.clone());
                                }
                                None => self.element(child.inner_mut(), empty, None)?,
                            },
                        }
                        if content.part.section > 0 {
                            sections::remember(fields, index, count, content.part.section);
                        }
                        Some(count)
                    }
                    None => match row.sections {
                        Some(precedence) => self.section(slot, empty, precedence, content.part.section)?,
                        None => None,
                    },
                }
            }
            SlotMut::Value(slot) => {
                let count = slot.count();
                let taken = |extra: &Extra| extra.text(index, 0).is_some_and(|text| text.invalid);
                if row.repeated || (count == 0 && !fields.extra().is_some_and(taken)) {
                    return self.value_child(fields, def, content, index, count, empty);
                }
                None
            }
            SlotMut::Flag(flag) => {
                if *flag {
                    None
                } else {
                    *flag = true;
                    let mut rest = Extra::default();
                    self.simple(&mut rest, empty, false)?;
                    content.keep_rest(fields, index, 0, rest);
                    Some(0)
                }
            }
            SlotMut::Nodes(nodes) => {
                let kept = self.keep(empty)?;
                nodes.push(Node::Element(kept));
                return Ok(());
            }
            SlotMut::None => None,
        };
        match count {
            Some(count) => content.placed(fields, index, count),
            None => {
                let kept = self.keep(empty)?;
                let message = format!("duplicate element `<{name}>`");
                self.found(Code::SURPLUS_ELEMENT, start, message, Some("keep one of them".to_owned()));
                self.keep_node(fields, def, content, Node::Element(kept));
                place_last(fields, index, 1);
            }
        }
        Ok(())
    }

    /// Ends a run of text: into the text field if there is one and it is free, else it is kept.
    pub(super) fn flush_text(
        &mut self,
        fields: &mut dyn Fields,
        def: &'static ElementDef,
        content: &mut Content<'s>,
        sole: bool,
    ) {
        let Some(text) = content.text.take() else {
            return;
        };
        let blank = is_blank(&text);
        if blank && !sole {
            return;
        }
        let range = content.text_start..content.text_start + text.len();
        if let Some(index) = def.index.text {
            let plain_text = def.index.rows[index].datatype.is_some_and(|datatype| datatype.name == "text");
            if blank && !plain_text {
                return;
            }
            let taken = fields.extra().is_some_and(|extra| extra.text(index, 0).is_some());
            let free = matches!(fields.slot_mut(index), SlotMut::Value(slot) if slot.count() == 0) && !taken;
            if free {
                self.value(fields, def, index, &text, range, content.level);
                return;
            }
        }
        if blank {
            return;
        }
        if let Some(nodes) = open_content(fields, def) {
            nodes.push(Node::Text(text.into()));
            return;
        }
        let name = self.tokens.open_at(content.level - 1).map_or("", |open| open.name);
        let message = format!("`<{name}>` holds no text");
        self.found(Code::STRAY_TEXT, range, message, None);
        content.strays = true;
        self.keep_node(fields, def, content, Node::Text(text.into()));
    }

    pub(super) fn keep_node(
        &self,
        fields: &mut dyn Fields,
        def: &'static ElementDef,
        content: &mut Content<'s>,
        node: Node,
    ) {
        if let Some(nodes) = open_content(fields, def) {
            nodes.push(node);
        } else if let Some(extra) = fields.extra_mut() {
            let section = content.part.section;
            extra.kept_mut().nodes.push(KeptNode { section, place: Place::End, node });
            content.waiting = true;
        }
    }

    /// Keeps the whole element whose start token was the last one.
    pub(super) fn keep(&mut self, empty: bool) -> Result<KeptElement, Error> {
        let (start, level) = (self.tokens.span.start, self.tokens.level() - 1);
        let (mut bindings, mut seen) = (Vec::new(), BTreeSet::new());
        self.tokens.skip(empty, |tokens| {
            if !tokens.has_bindings() {
                return;
            }
            let name = tokens.current().map_or("", |open| open.name);
            let attributes =
                tokens.attributes().iter().filter(|attr| attr.declares().is_none()).map(|attr| split(attr.name).0);
            for prefix in [split(name).0].into_iter().chain(attributes.filter(|prefix| !prefix.is_empty())) {
                if let Some((uri, true)) = tokens.resolve(prefix, level)
                    && seen.insert(prefix)
                {
                    bindings.push(NamespaceDecl { prefix: prefix.into(), uri: uri.into() });
                }
            }
        })?;
        Ok(KeptElement { text: self.tokens.source[start..self.tokens.span.end].into(), bindings })
    }

    pub(super) fn offset(&self, part: &str) -> usize {
        part.as_ptr() as usize - self.tokens.source.as_ptr() as usize
    }
}

/// The row of an attribute or child, looked for from a row on.
pub(super) fn find(
    def: &'static ElementDef,
    from: usize,
    name: &str,
    uri: Option<&str>,
    attribute: bool,
) -> Option<usize> {
    match uri {
        None => def.index.find(from, name, attribute),
        Some(uri) => def.index.find_in(uri, name, attribute),
    }
}

impl Content<'_> {
    /// Keeps what was found in a child that is a value or a flag, and the section that it is in.
    pub(super) fn keep_rest(&self, fields: &mut dyn Fields, index: usize, count: usize, mut rest: Extra) {
        if self.part.section > 0 {
            rest.kept_mut().section = self.part.section;
        }
        if !rest.is_unused()
            && let Some(extra) = fields.extra_mut()
        {
            *extra.of_field_mut(index, count) = rest;
        }
    }

    /// Nodes kept since the last typed child are before this one.
    pub(super) fn placed(&mut self, fields: &mut dyn Fields, index: usize, count: usize) {
        if self.waiting || self.strays {
            self.place_pending(fields, index, count);
        }
    }

    fn place_pending(&mut self, fields: &mut dyn Fields, index: usize, count: usize) {
        self.waiting = false;
        let Some(extra) = fields.extra_mut() else { return };
        let kept = extra.kept_mut();
        // Nodes that are placed already are further back, and those of the sections before.
        for KeptNode { section, place, .. } in kept.nodes.iter_mut().rev() {
            match place {
                Place::End if *section == self.part.section => *place = Place::Before(index as u16, count as u32),
                Place::Surplus(..) if *section == self.part.section => {}
                _ => break,
            }
        }
        if self.strays {
            kept.order.push((index as u16, count as u32));
        }
    }
}

/// The node kept last is among the children of a row.
pub(super) fn place_last(fields: &mut dyn Fields, index: usize, count: usize) {
    if let Some(extra) = fields.extra_mut()
        && let Some(kept) = extra.kept_mut().nodes.last_mut()
    {
        kept.place = Place::Surplus(index as u16, count as u32);
    }
}

fn open_content<'a>(fields: &'a mut dyn Fields, def: &'static ElementDef) -> Option<&'a mut Vec<Node>> {
    match fields.slot_mut(def.index.open?) {
        SlotMut::Nodes(nodes) => Some(nodes),
        _ => None,
    }
}

/// Returns `true` if a text is what XML calls white space, and nothing else.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}
