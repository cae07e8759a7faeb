//! Writing: one ordinary writer that walks the tables, in libvirt's own formatting.

use std::borrow::Cow;

use super::error::{Code, Diagnostic, Error, Position};
use super::extra::{Extra, KeptElement, NamespaceDecl, Node, Place};
use super::table::{Case, Element, ElementDef, FieldDef, FieldKind, Fields, Format, Namespace, Slot, ValueSlot};
use super::token::{XML_URI, is_char};

/// Writes an element as a document: UTF-8, no XML declaration, two blanks of indentation.
///
/// # Errors
/// If a value holds a character that XML cannot carry.
pub fn write<T: Element>(value: &T) -> Result<String, Error> {
    write_any(value, T::DEF.name, T::DEF.namespace)
}

/// Writes an element of any type under a name.
pub(crate) fn write_any(
    value: &dyn Fields,
    name: &str,
    namespace: Option<&'static Namespace>,
) -> Result<String, Error> {
    let mut writer = Writer { out: String::new(), scope: Vec::new(), scratch: String::new() };
    let name = value.element_name().unwrap_or(name);
    let frame = Frame { fields: value, name, index: 0, parent: None };
    let outside = |wanted: Place| {
        let nodes = value.extra().and_then(Extra::kept).map_or(&[][..], |kept| &kept.nodes);
        nodes.iter().filter(move |(place, _)| *place == wanted).map(|(_, node)| node)
    };
    for node in outside(Place::Prolog) {
        writer.node(node, &frame)?;
        writer.out.push('\n');
    }
    writer.element(&frame, namespace.map(|namespace| (namespace.prefix, namespace.uri)), 0)?;
    writer.out.push('\n');
    for node in outside(Place::Epilog) {
        writer.node(node, &frame)?;
        writer.out.push('\n');
    }
    Ok(writer.out)
}

/// An element being written, with the ones around it.
struct Frame<'a> {
    fields: &'a dyn Fields,
    name: &'a str,
    /// Which of its siblings of the same name it is, from 0.
    index: usize,
    parent: Option<&'a Frame<'a>>,
}

struct Writer {
    out: String,
    scope: Vec<NamespaceDecl>,
    scratch: String,
}

/// A piece of content in the order of writing.
type Item = (usize, usize);

impl Writer {
    fn element(&mut self, frame: &Frame<'_>, namespace: Option<(&str, &str)>, depth: usize) -> Result<(), Error> {
        let fields = frame.fields;
        if let Some(kept) = fields.kept() {
            self.kept_element(kept);
            return Ok(());
        }
        let (def, extra) = (fields.def(), fields.extra().and_then(Extra::kept));
        let scope = self.scope.len();
        let declared = self.declare(fields, def, namespace);
        let name = self.qualified(frame.name, namespace.map(|(_, uri)| uri), true);
        self.out.push('<');
        self.out.push_str(&name);
        if let Some((tag, value)) = fields.tag() {
            self.out.push_str(&format!(" {tag}='{value}'"));
        }
        for (index, field) in def.fields.iter().enumerate() {
            if let (FieldKind::Attribute(_), Slot::Value(slot)) = (field.kind, fields.slot(index))
                && self.value(frame, field, index, 0, slot)?
            {
                self.out.push(' ');
                let name = self.qualified(field.name, field.namespace.map(|namespace| namespace.uri), false);
                self.out.push_str(&name);
                self.out.push_str("='");
                self.escaped(true);
                self.out.push('\'');
            }
        }
        for attribute in extra.map_or(&[][..], |kept| &kept.attributes) {
            let name = match &attribute.namespace {
                Some(uri) => self.qualified(&attribute.name, Some(uri), false),
                None => Cow::Borrowed(&*attribute.name),
            };
            self.scratch.clear();
            self.scratch.push_str(&attribute.value);
            self.check(frame, &format!("/@{name}"))?;
            self.out.push_str(&format!(" {name}='"));
            self.escaped(true);
            self.out.push('\'');
        }
        for decl in &declared {
            self.declaration(decl);
        }
        let content = self.out.len();
        self.out.push('>');
        let line = self.content(frame, def, depth)?;
        let expanded = |case: &Case| case.holds(|up, name| frame.attribute(up, name));
        let expanded = def.expanded.iter().any(expanded) || extra.is_some_and(|kept| kept.expanded);
        if self.out.len() == content + 1 && !expanded {
            self.out.truncate(content);
            self.out.push_str("/>");
        } else {
            if !line {
                self.newline(depth);
            }
            self.out.push_str("</");
            self.out.push_str(&name);
            self.out.push('>');
        }
        self.scope.truncate(scope);
        Ok(())
    }

    /// Brings the element's declarations into scope, with those that its names need besides.
    fn declare(
        &mut self,
        fields: &dyn Fields,
        def: &'static ElementDef,
        own: Option<(&str, &str)>,
    ) -> Vec<NamespaceDecl> {
        let kept = fields.extra().and_then(Extra::kept);
        let namespaces = fields.namespaces().into_iter().chain(kept.map(|kept| &kept.namespaces));
        let mut declared: Vec<NamespaceDecl> = namespaces.flat_map(|namespaces| namespaces.0.iter().cloned()).collect();
        self.scope.extend(declared.iter().cloned());
        let known = def.fields.iter().enumerate().filter_map(|(index, field)| {
            let namespace = field.namespace?;
            let present = match fields.slot(index) {
                Slot::Value(slot) => slot.count() > 0,
                Slot::Element(slot) => slot.count() > 0,
                Slot::Flag(flag) => *flag,
                Slot::Nodes(_) | Slot::None => false,
            };
            present.then_some((namespace.prefix, namespace.uri))
        });
        let unknown = kept.into_iter().flat_map(|kept| &kept.attributes);
        let unknown = unknown.filter_map(|attribute| Some((&*attribute.prefix, attribute.namespace.as_deref()?)));
        let needed: Vec<(&str, &str)> = own.into_iter().chain(known).chain(unknown).collect();
        for (prefix, uri) in needed {
            if uri != XML_URI && !self.scope.iter().any(|decl| *decl.uri == *uri && !decl.prefix.is_empty()) {
                let taken = |prefix: &str| declared.iter().any(|decl| *decl.prefix == *prefix);
                let mut fresh = prefix.to_owned();
                while fresh.is_empty() || taken(&fresh) {
                    fresh.push('n');
                }
                let decl = NamespaceDecl { prefix: fresh.into(), uri: uri.into() };
                self.scope.push(decl.clone());
                declared.push(decl);
            }
        }
        declared
    }

    /// A name with the prefix that its name space has in scope.
    fn qualified<'n>(&self, name: &'n str, uri: Option<&str>, element: bool) -> Cow<'n, str> {
        let Some(uri) = uri else {
            return Cow::Borrowed(name);
        };
        if uri == XML_URI {
            return Cow::Owned(format!("xml:{name}"));
        }
        let visible = |decl: &NamespaceDecl| {
            self.scope.iter().rev().find(|other| other.prefix == decl.prefix).is_some_and(|other| *other.uri == *uri)
        };
        let mut bound = self.scope.iter().filter(|decl| *decl.uri == *uri && visible(decl));
        match bound.find(|decl| element || !decl.prefix.is_empty()) {
            Some(decl) if decl.prefix.is_empty() => Cow::Borrowed(name),
            Some(decl) => Cow::Owned(format!("{}:{name}", decl.prefix)),
            None => Cow::Borrowed(name),
        }
    }

    fn declaration(&mut self, decl: &NamespaceDecl) {
        self.out.push_str(if decl.prefix.is_empty() { " xmlns" } else { " xmlns:" });
        self.out.push_str(&decl.prefix);
        self.out.push_str("='");
        self.scratch.clear();
        self.scratch.push_str(&decl.uri);
        self.escaped(true);
        self.out.push('\'');
    }

    /// Writes text and children; returns whether they stand on one line.
    ///
    /// Where there is text, blanks count: then nothing is added around the children.
    fn content(&mut self, frame: &Frame<'_>, def: &'static ElementDef, depth: usize) -> Result<bool, Error> {
        let fields = frame.fields;
        let kept = fields.extra().and_then(Extra::kept).filter(|kept| !kept.nodes.is_empty() || !kept.order.is_empty());
        let mut line = kept.is_some_and(|kept| kept.nodes.iter().any(|(_, node)| matches!(node, Node::Text(_))));
        for (index, field) in def.fields.iter().enumerate() {
            match (field.kind, fields.slot(index)) {
                (FieldKind::Text(_), Slot::Value(slot)) => {
                    let text = self.value(frame, field, index, 0, slot)? && !self.scratch.is_empty();
                    line |= text;
                    if text {
                        self.escaped(false);
                    }
                }
                (FieldKind::Any, Slot::Nodes(nodes)) => line |= nodes.iter().any(|node| matches!(node, Node::Text(_))),
                _ => {}
            }
        }
        let indent = (!line).then_some(depth + 1);
        if kept.is_none() && !def.reordered {
            for (index, field) in def.fields.iter().enumerate() {
                for i in 0..self.count(fields, index, field) {
                    self.item(frame, field, (index, i), depth + 1, indent)?;
                }
            }
            return Ok(line);
        }
        let items = self.items(frame, def);
        let inner = |place: &Place| !matches!(place, Place::Prolog | Place::Epilog);
        let mut nodes = kept.into_iter().flat_map(|kept| &kept.nodes).filter(|(place, _)| inner(place)).peekable();
        for (at, item) in items.iter().enumerate() {
            while let Some((_, node)) = nodes.next_if(|(place, _)| anchor(place, &items) <= at) {
                self.kept_node(frame, node, indent)?;
            }
            self.item(frame, &def.fields[item.0], *item, depth + 1, indent)?;
        }
        for (_, node) in nodes {
            self.kept_node(frame, node, indent)?;
        }
        Ok(line)
    }

    /// Typed children in the order of writing.
    fn items(&self, frame: &Frame<'_>, def: &'static ElementDef) -> Vec<Item> {
        let fields = frame.fields;
        let mut items: Vec<Item> = Vec::new();
        for (index, field) in def.fields.iter().enumerate() {
            items.extend((0..self.count(fields, index, field)).map(|i| (index, i)));
        }
        for (index, field) in def.fields.iter().enumerate() {
            if let Some((other, case)) = &field.precedes
                && case.holds(|up, name| frame.attribute(up, name))
            {
                let (moved, mut rest): (Vec<Item>, Vec<Item>) = items.iter().partition(|item| item.0 == index);
                let at = rest.iter().position(|item| def.fields[item.0].name == *other);
                rest.splice(at.map_or(rest.len()..rest.len(), |at| at..at), moved);
                items = rest;
            }
        }
        let order = fields.extra().and_then(Extra::kept).map_or(&[][..], |kept| &kept.order);
        if !order.is_empty() {
            // Text between children holds them where they stood.
            let order: Vec<Item> = order.iter().map(|(field, i)| (usize::from(*field), *i as usize)).collect();
            let (mut first, rest): (Vec<Item>, Vec<Item>) = items.iter().partition(|item| !order.contains(item));
            first.extend(order.into_iter().filter(|item| rest.contains(item)));
            items = first;
        }
        items
    }

    fn count(&self, fields: &dyn Fields, index: usize, field: &FieldDef) -> usize {
        match (field.kind, fields.slot(index)) {
            (FieldKind::Value { .. }, Slot::Value(slot)) => match slot.count() {
                0 => usize::from(
                    fields.extra().is_some_and(|extra| extra.text(index, 0).is_some_and(|text| text.invalid)),
                ),
                count => count,
            },
            (_, Slot::Element(slot)) => slot.count(),
            (_, Slot::Flag(flag)) => usize::from(*flag),
            (_, Slot::Nodes(nodes)) => nodes.len(),
            _ => 0,
        }
    }

    fn item(
        &mut self,
        frame: &Frame<'_>,
        field: &FieldDef,
        item: Item,
        depth: usize,
        indent: Option<usize>,
    ) -> Result<(), Error> {
        let (index, i) = item;
        match frame.fields.slot(index) {
            Slot::Nodes(nodes) => {
                return nodes.get(i).map_or(Ok(()), |node| self.kept_node(frame, node, indent));
            }
            Slot::None => return Ok(()),
            _ => {}
        }
        if let Some(depth) = indent {
            self.newline(depth);
        }
        let namespace = field.namespace.map(|namespace| (namespace.prefix, namespace.uri));
        match frame.fields.slot(index) {
            Slot::Element(slot) => match slot.get(i) {
                Some(child) => {
                    let name = child.element_name().unwrap_or(field.name);
                    let child = Frame { fields: child, name, index: i, parent: Some(frame) };
                    self.element(&child, namespace, depth)
                }
                None => Ok(()),
            },
            Slot::Value(slot) => {
                let fields = Simple;
                let child = Frame { fields: &fields, name: field.name, index: i, parent: Some(frame) };
                let has = self.value(&child, field, index, i, slot)?;
                let text = if has { self.scratch.clone() } else { String::new() };
                self.simple(&child, field, item, &text, depth)
            }
            _ => {
                let fields = Simple;
                let child = Frame { fields: &fields, name: field.name, index: i, parent: Some(frame) };
                self.simple(&child, field, item, "", depth)
            }
        }
    }

    /// A child that is a text or nothing, and what else was found in it.
    fn simple(
        &mut self,
        frame: &Frame<'_>,
        field: &FieldDef,
        item: Item,
        text: &str,
        depth: usize,
    ) -> Result<(), Error> {
        let namespace = field.namespace.map(|namespace| (namespace.prefix, namespace.uri));
        let rest =
            frame.parent.and_then(|parent| parent.fields.extra()).and_then(|extra| extra.of_field(item.0, item.1));
        if let Some(rest) = rest {
            let value =
                SimpleWithRest { text: Some(text.to_owned()).filter(|text| !text.is_empty()), extra: rest.clone() };
            let frame = Frame { fields: &value, name: frame.name, index: frame.index, parent: frame.parent };
            return self.element(&frame, namespace, depth);
        }
        let name = self.qualified(field.name, namespace.map(|(_, uri)| uri), true);
        self.out.push('<');
        self.out.push_str(&name);
        if text.is_empty() {
            self.out.push_str("/>");
            return Ok(());
        }
        self.out.push('>');
        self.scratch.clear();
        self.scratch.push_str(text);
        self.escaped(false);
        self.out.push_str("</");
        self.out.push_str(&name);
        self.out.push('>');
        Ok(())
    }

    /// Puts the text of a value into `scratch`; `false` if there is none.
    fn value(
        &mut self,
        frame: &Frame<'_>,
        field: &FieldDef,
        index: usize,
        i: usize,
        slot: &dyn ValueSlot,
    ) -> Result<bool, Error> {
        self.scratch.clear();
        // A value child's texts are kept by the element around it.
        let owner = if matches!(field.kind, FieldKind::Value { .. }) {
            frame.parent.map(|parent| parent.fields)
        } else {
            Some(frame.fields)
        };
        let kept = owner.and_then(Fields::extra).and_then(|extra| extra.text(index, i));
        if i >= slot.count() {
            let Some(text) = kept.filter(|text| text.invalid) else {
                return Ok(false);
            };
            self.scratch.push_str(&text.text);
        } else {
            let (FieldKind::Attribute(datatype) | FieldKind::Text(datatype) | FieldKind::Value { datatype, .. }) =
                field.kind
            else {
                return Ok(false);
            };
            match kept.filter(|text| !text.invalid && slot.reads_as(i, &text.text, datatype)) {
                Some(text) => self.scratch.push_str(&text.text),
                None => {
                    let decimal =
                        field.decimal_when.iter().any(|case| case.holds(|up, name| frame.attribute(up, name)));
                    let format = if decimal { Format::Plain } else { field.format };
                    slot.write(i, &mut self.scratch, format);
                }
            }
        }
        let place = if matches!(field.kind, FieldKind::Attribute(_)) {
            Cow::Owned(format!("/@{}", field.name))
        } else {
            Cow::Borrowed("")
        };
        self.check(frame, &place)?;
        Ok(true)
    }

    fn kept_node(&mut self, frame: &Frame<'_>, node: &Node, indent: Option<usize>) -> Result<(), Error> {
        if let Some(depth) = indent {
            self.newline(depth);
        }
        self.node(node, frame)
    }

    fn node(&mut self, node: &Node, frame: &Frame<'_>) -> Result<(), Error> {
        match node {
            Node::Element(kept) => self.kept_element(kept),
            Node::Text(text) => {
                self.scratch.clear();
                self.scratch.push_str(text);
                self.check(frame, "")?;
                self.escaped(false);
            }
            Node::Comment(text) => {
                self.check_plain(frame, text, text.contains("--") || text.ends_with('-'))?;
                self.out.push_str(&format!("<!--{text}-->"));
            }
            Node::ProcessingInstruction(text) => {
                self.check_plain(frame, text, text.contains("?>"))?;
                self.out.push_str(&format!("<?{text}?>"));
            }
        }
        Ok(())
    }

    /// An element as it stood, with the declarations that it misses here.
    fn kept_element(&mut self, kept: &KeptElement) {
        let bound = |prefix: &str| self.scope.iter().rev().find(|decl| *decl.prefix == *prefix).map(|decl| &*decl.uri);
        let missing: Vec<NamespaceDecl> =
            kept.bindings.iter().filter(|decl| bound(&decl.prefix) != Some(&*decl.uri)).cloned().collect();
        let (start, rest) = kept.text.split_at((1 + kept.name().len()).min(kept.text.len()));
        self.out.push_str(start);
        for decl in &missing {
            self.declaration(decl);
        }
        self.out.push_str(rest);
    }

    fn newline(&mut self, depth: usize) {
        const BLANKS: &str = "                                                                ";
        self.out.push('\n');
        let mut rest = depth * 2;
        while rest > 0 {
            let piece = rest.min(BLANKS.len());
            self.out.push_str(&BLANKS[..piece]);
            rest -= piece;
        }
    }

    /// Appends `scratch`, escaped as libvirt does it.
    fn escaped(&mut self, attribute: bool) {
        let special = |byte: u8| {
            matches!(byte, b'&' | b'<' | b'>' | b'\'' | b'"' | b'\r') || (attribute && matches!(byte, b'\n' | b'\t'))
        };
        let mut from = 0;
        for (at, byte) in self.scratch.bytes().enumerate() {
            if special(byte) {
                self.out.push_str(&self.scratch[from..at]);
                self.out.push_str(match byte {
                    b'&' => "&amp;",
                    b'<' => "&lt;",
                    b'>' => "&gt;",
                    b'\'' => "&apos;",
                    b'"' => "&quot;",
                    b'\r' => "&#13;",
                    b'\n' => "&#10;",
                    _ => "&#9;",
                });
                from = at + 1;
            }
        }
        self.out.push_str(&self.scratch[from..]);
    }

    /// Refuses what XML cannot carry in `scratch`.
    fn check(&self, frame: &Frame<'_>, place: &str) -> Result<(), Error> {
        let suspect = |byte: u8| (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0xef;
        if !self.scratch.bytes().any(suspect) {
            return Ok(());
        }
        match self.scratch.chars().find(|c| !is_char(*c)) {
            Some(c) => {
                Err(not_writable(frame, place, &format!("the character U+{:04X} cannot stand in XML", u32::from(c))))
            }
            None => Ok(()),
        }
    }

    fn check_plain(&mut self, frame: &Frame<'_>, text: &str, wrong: bool) -> Result<(), Error> {
        self.scratch.clear();
        self.scratch.push_str(text);
        self.check(frame, "")?;
        if wrong { Err(not_writable(frame, "", "the text would end the comment or instruction")) } else { Ok(()) }
    }
}

impl Frame<'_> {
    /// Text of an attribute of this element or of one above it.
    fn attribute<'s>(&self, up: u8, name: &str) -> Option<Cow<'s, str>> {
        let mut frame = self;
        for _ in 0..up {
            frame = frame.parent?;
        }
        if let Some((_, value)) = frame.fields.tag().filter(|(tag, _)| *tag == name) {
            return Some(Cow::Borrowed(value));
        }
        let def = frame.fields.def();
        let index =
            def.fields.iter().position(|field| field.name == name && matches!(field.kind, FieldKind::Attribute(_)))?;
        let Slot::Value(slot) = frame.fields.slot(index) else {
            return None;
        };
        let mut text = String::new();
        slot.write(0, &mut text, def.fields[index].format);
        (slot.count() > 0).then_some(Cow::Owned(text))
    }

    fn path(&self) -> String {
        let mut path = self.parent.map(Frame::path).unwrap_or_default();
        path.push('/');
        path.push_str(self.name);
        if self.index > 0 {
            path.push_str(&format!("[{}]", self.index + 1));
        }
        path
    }
}

/// Position in the order of writing before which a kept node may be written.
fn anchor(place: &Place, items: &[Item]) -> usize {
    let Place::Before(field, index) = *place else {
        return items.len();
    };
    let (field, index) = (usize::from(field), index as usize);
    if let Some(at) = items.iter().position(|item| *item == (field, index)) {
        return at;
    }
    match items.iter().rposition(|item| item.0 == field) {
        Some(last) => last + 1,
        None => items.iter().position(|item| item.0 > field).unwrap_or(items.len()),
    }
}

fn not_writable(frame: &Frame<'_>, place: &str, message: &str) -> Error {
    Error::new(Diagnostic {
        code: Code::NotWritable,
        message: message.to_owned(),
        help: Some("remove the character, or encode the value".to_owned()),
        position: Position::default(),
        path: frame.path() + place,
        text: String::new(),
    })
}

/// Stands for a child without a struct of its own.
struct Simple;

impl Fields for Simple {
    fn def(&self) -> &'static ElementDef {
        SimpleWithRest::DEF
    }
    fn slot(&self, _: usize) -> Slot<'_> {
        Slot::None
    }
    fn slot_mut(&mut self, _: usize) -> super::table::SlotMut<'_> {
        super::table::SlotMut::None
    }
}

/// A value child that held more than its value.
#[derive(domxml_derive::Element, Clone, Debug, Default, PartialEq)]
struct SimpleWithRest {
    #[xml(text)]
    text: Option<String>,
    #[xml(extra)]
    extra: Extra,
}
