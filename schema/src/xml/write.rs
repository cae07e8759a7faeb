//! Writing: one ordinary writer that walks the tables, in libvirt's own formatting.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::chars::is_char;
use super::error::{Code, Diagnostic, Error, Position};
use super::extra::{Extra, Kept, KeptElement, NamespaceDecl, Namespaces, Node, Place};
use super::index::Class;
use super::slot::{Element, Fields, Slot, ValueSlot};
use super::table::{Case, ElementDef, FieldDef, FieldKind, Format, Namespace};
use super::token::XML_URI;

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
    let mut writer = Writer { out: String::with_capacity(4096), scope: Vec::new(), rows: Vec::new() };
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
    /// Which one of its field it is, from 0.
    index: usize,
    parent: Option<&'a Frame<'a>>,
}

struct Writer {
    out: String,
    scope: Vec<NamespaceDecl>,
    /// Rows that hold something, of all elements being written.
    rows: Vec<u16>,
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
        let (first_row, scope) = (self.rows.len(), self.scope.len());
        fields.present(0, &mut self.rows);
        if let Some(kept) = extra {
            // What is not of its type stands where its field would.
            let invalid = kept.texts.iter().filter(|text| text.invalid).map(|text| text.field);
            let mut rows = self.rows.split_off(first_row);
            rows.extend(invalid);
            rows.sort_unstable();
            rows.dedup();
            self.rows.append(&mut rows);
        }
        let declared = self.declare(def, first_row, extra, fields.namespaces(), namespace);
        let name = self.qualified(frame.name, namespace.map(|(_, uri)| uri), true);
        self.out.push('<');
        self.out.push_str(&name);
        if let Some((tag, value)) = fields.tag() {
            self.attribute(tag, value);
            self.out.push('\'');
        }
        self.attributes(frame, def, first_row)?;
        for attribute in extra.map_or(&[][..], |kept| &kept.attributes) {
            let uri = attribute.namespace.as_deref();
            let name = if !attribute.prefix.is_empty() && uri.is_some() && self.bound(&attribute.prefix) == uri {
                format!("{}:{}", attribute.prefix, attribute.name)
            } else {
                self.qualified(&attribute.name, uri, false).into_owned()
            };
            let from = self.attribute(&name, &attribute.value);
            self.escape(from, true).map_err(|c| not_writable(frame, &format!("/@{name}"), c))?;
            self.out.push('\'');
        }
        for decl in &declared {
            self.declaration(decl);
        }
        let content = self.out.len();
        self.out.push('>');
        let line = self.content(frame, def, first_row, depth)?;
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
        self.rows.truncate(first_row);
        Ok(())
    }

    /// Begins an attribute, up to the quote behind its value; returns where the value begins.
    fn attribute(&mut self, name: &str, value: &str) -> usize {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("='");
        let from = self.out.len();
        self.out.push_str(value);
        from
    }

    fn attributes(&mut self, frame: &Frame<'_>, def: &'static ElementDef, first_row: usize) -> Result<(), Error> {
        let extra = frame.fields.extra();
        for at in first_row..self.rows.len() {
            let index = usize::from(self.rows[at]);
            if def.index.rows[index].class != Class::Attribute {
                continue;
            }
            let field = &def.fields[index];
            if let Slot::Value(slot) = frame.fields.slot(index) {
                let from = match field.namespace {
                    None => self.attribute(field.name, ""),
                    Some(namespace) => {
                        let name = self.qualified(field.name, Some(namespace.uri), false);
                        self.attribute(&name, "")
                    }
                };
                self.value(frame, extra, (index, 0), slot);
                self.escape(from, true).map_err(|c| not_writable(frame, &format!("/@{}", field.name), c))?;
                self.out.push('\'');
            }
        }
        Ok(())
    }

    /// Brings the element's declarations into scope, with those that its names need besides.
    fn declare(
        &mut self,
        def: &'static ElementDef,
        first_row: usize,
        kept: Option<&Kept>,
        namespaces: Option<&Namespaces>,
        own: Option<(&str, &str)>,
    ) -> Vec<NamespaceDecl> {
        let namespaces = namespaces.into_iter().chain(kept.map(|kept| &kept.namespaces));
        let mut declared: Vec<NamespaceDecl> = namespaces.flat_map(|namespaces| namespaces.0.iter().cloned()).collect();
        self.scope.extend(declared.iter().cloned());
        let known = self.rows[first_row..]
            .iter()
            .map(|row| usize::from(*row))
            .filter(|row| def.index.rows[*row].namespace.is_some());
        let known = known.filter_map(|row| def.fields[row].namespace);
        let known = known.map(|namespace| (namespace.prefix, namespace.uri));
        let unknown = kept.into_iter().flat_map(|kept| &kept.attributes);
        let unknown = unknown.filter_map(|attribute| Some((&*attribute.prefix, attribute.namespace.as_deref()?)));
        let needed: Vec<(&str, &str)> = own.into_iter().chain(known).chain(unknown).collect();
        for (prefix, uri) in needed {
            let is_bound = |decl: &NamespaceDecl| {
                *decl.uri == *uri && !decl.prefix.is_empty() && self.bound(&decl.prefix) == Some(uri)
            };
            if uri != XML_URI && !self.scope.iter().any(is_bound) {
                let taken = |prefix: &str| self.bound(prefix).is_some();
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
        let mut bound = self.scope.iter().filter(|decl| *decl.uri == *uri && self.bound(&decl.prefix) == Some(uri));
        match bound.find(|decl| element || !decl.prefix.is_empty()) {
            Some(decl) if decl.prefix.is_empty() => Cow::Borrowed(name),
            Some(decl) => Cow::Owned(format!("{}:{name}", decl.prefix)),
            None => Cow::Borrowed(name),
        }
    }

    /// What a prefix stands for here.
    fn bound(&self, prefix: &str) -> Option<&str> {
        self.scope.iter().rev().find(|decl| *decl.prefix == *prefix).map(|decl| &*decl.uri)
    }

    fn declaration(&mut self, decl: &NamespaceDecl) {
        self.out.push_str(if decl.prefix.is_empty() { " xmlns" } else { " xmlns:" });
        self.out.push_str(&decl.prefix);
        self.out.push_str("='");
        let from = self.out.len();
        self.out.push_str(&decl.uri);
        // A declaration came out of a document, or is one of ours.
        let _ = self.escape(from, true);
        self.out.push('\'');
    }

    /// Writes text and children; returns whether they stand on one line.
    ///
    /// Where there is text, blanks count: then nothing is added around the children.
    fn content(
        &mut self,
        frame: &Frame<'_>,
        def: &'static ElementDef,
        first_row: usize,
        depth: usize,
    ) -> Result<bool, Error> {
        let fields = frame.fields;
        let is_text = |node: &Node| matches!(node, Node::Text(_));
        let kept = fields.extra().and_then(Extra::kept).filter(|kept| !kept.nodes.is_empty() || !kept.order.is_empty());
        let inner = |place: &Place| !matches!(place, Place::Prolog | Place::Epilog);
        // Blanks are a value where any text is one.
        let blanks_count =
            |field: &FieldDef| matches!(field.kind, FieldKind::Text(datatype) if datatype.name == "text");
        let mut line = kept.is_some_and(|kept| {
            kept.nodes.iter().any(|(_, node)| is_text(node))
                || (kept.nodes.iter().any(|(place, _)| inner(place)) && def.fields.iter().any(blanks_count))
        });
        for at in first_row..self.rows.len() {
            let index = usize::from(self.rows[at]);
            match def.index.rows[index].class {
                Class::Text => {
                    let from = self.out.len();
                    if let Slot::Value(slot) = fields.slot(index) {
                        self.value(frame, fields.extra(), (index, 0), slot);
                    }
                    self.escape(from, false).map_err(|c| not_writable(frame, "", c))?;
                    line |= self.out.len() > from;
                }
                Class::Choice | Class::Any => {
                    line |= matches!(fields.slot(index), Slot::Nodes(nodes) if nodes.iter().any(is_text))
                }
                _ => {}
            }
        }
        let indent = (!line).then_some(depth + 1);
        if kept.is_none() && !def.reordered {
            for at in first_row..self.rows.len() {
                let index = usize::from(self.rows[at]);
                if matches!(def.index.rows[index].class, Class::Attribute | Class::Text) {
                    continue;
                }
                for i in 0..count(fields, index, &def.fields[index]) {
                    self.item(frame, &def.fields[index], (index, i), depth + 1, indent)?;
                }
            }
            return Ok(line);
        }
        let items = self.items(frame, def, first_row);
        let mut nodes = kept.into_iter().flat_map(|kept| &kept.nodes).filter(|(place, _)| inner(place)).peekable();
        let anchors = Anchors::new(&items);
        for (at, item) in items.iter().enumerate() {
            while let Some((_, node)) = nodes.next_if(|(place, _)| anchors.of(place) <= at) {
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
    fn items(&self, frame: &Frame<'_>, def: &'static ElementDef, first_row: usize) -> Vec<Item> {
        let fields = frame.fields;
        let mut items: Vec<Item> = Vec::new();
        for row in &self.rows[first_row..] {
            let index = usize::from(*row);
            items.extend((0..count(fields, index, &def.fields[index])).map(|i| (index, i)));
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
            let rank: HashMap<Item, usize> =
                order.iter().zip(1..).map(|((field, i), rank)| ((usize::from(*field), *i as usize), rank)).collect();
            items.sort_by_key(|item| rank.get(item).copied().unwrap_or_default());
        }
        items
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
        let slot = frame.fields.slot(index);
        if let Slot::Nodes(nodes) = slot {
            return nodes.get(i).map_or(Ok(()), |node| self.kept_node(frame, node, indent));
        }
        if let Some(depth) = indent {
            self.newline(depth);
        }
        let namespace = field.namespace.map(|namespace| (namespace.prefix, namespace.uri));
        if let Slot::Element(slot) = slot {
            let Some(child) = slot.get(i) else { return Ok(()) };
            let name = child.element_name().unwrap_or(field.name);
            let child = Frame { fields: child, name, index: i, parent: Some(frame) };
            return self.element(&child, namespace, depth);
        }
        let extra = frame.fields.extra();
        if let Some(rest) = extra.and_then(|extra| extra.of_field(index, i)) {
            let from = self.out.len();
            if let Slot::Value(slot) = slot {
                self.value(frame, extra, item, slot);
            }
            let text = Some(self.out.split_off(from)).filter(|text| !text.is_empty());
            let child = ValueWithRest { text, extra: rest.clone() };
            let child = Frame { fields: &child, name: field.name, index: i, parent: Some(frame) };
            return self.element(&child, namespace, depth);
        }
        let name = self.qualified(field.name, namespace.map(|(_, uri)| uri), true);
        self.out.push('<');
        self.out.push_str(&name);
        self.out.push('>');
        let from = self.out.len();
        if let Slot::Value(slot) = slot {
            self.value(frame, extra, item, slot);
            let place = |c| {
                not_writable(&Frame { fields: frame.fields, name: field.name, index: i, parent: Some(frame) }, "", c)
            };
            self.escape(from, false).map_err(place)?;
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

    /// Appends the text of a value, as it is to be read; `extra` is that of the element that has it.
    fn value(&mut self, frame: &Frame<'_>, extra: Option<&Extra>, item: Item, slot: &dyn ValueSlot) {
        let (index, i) = item;
        let field = &frame.fields.def().fields[index];
        let kept = extra.and_then(|extra| extra.text(index, i));
        if i >= slot.count() {
            self.out.push_str(kept.map_or("", |text| &text.text));
            return;
        }
        let (FieldKind::Attribute(datatype) | FieldKind::Text(datatype) | FieldKind::Value { datatype, .. }) =
            field.kind
        else {
            return;
        };
        if let Some(text) = kept.filter(|text| !text.invalid && slot.reads_as(i, &text.text, datatype)) {
            self.out.push_str(&text.text);
            return;
        }
        let up = u8::from(matches!(field.kind, FieldKind::Value { .. }));
        let look = |case: &Case| case.holds(|level, name| frame.attribute(level.checked_sub(up)?, name));
        let format = if field.decimal_when.iter().any(look) { Format::Plain } else { field.format };
        slot.write(i, &mut self.out, format);
    }

    fn kept_node(&mut self, frame: &Frame<'_>, node: &Node, indent: Option<usize>) -> Result<(), Error> {
        if let Some(depth) = indent {
            self.newline(depth);
        }
        self.node(node, frame)
    }

    fn node(&mut self, node: &Node, frame: &Frame<'_>) -> Result<(), Error> {
        let from = self.out.len();
        match node {
            Node::Element(kept) => self.kept_element(kept),
            Node::Text(text) => {
                self.out.push_str(text);
                self.escape(from, false).map_err(|c| not_writable(frame, "", c))?;
            }
            Node::Comment(text) if !text.contains("--") && !text.ends_with('-') => {
                self.out.push_str(&format!("<!--{text}-->"));
            }
            Node::ProcessingInstruction(text) if !text.contains("?>") => self.out.push_str(&format!("<?{text}?>")),
            Node::Comment(_) | Node::ProcessingInstruction(_) => {
                let message = "the text would end the comment or instruction".to_owned();
                return Err(refusal(frame, "", message));
            }
        }
        match node {
            Node::Comment(text) | Node::ProcessingInstruction(text) => match text.chars().find(|c| !is_char(*c)) {
                Some(c) => Err(not_writable(frame, "", c)),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// An element as it stood, with the declarations that it misses here.
    fn kept_element(&mut self, kept: &KeptElement) {
        let missing: Vec<NamespaceDecl> =
            kept.bindings.iter().filter(|decl| self.bound(&decl.prefix) != Some(&*decl.uri)).cloned().collect();
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

    /// Escapes what was appended from a place on, as libvirt does it; the error is a character that XML
    /// cannot carry.
    fn escape(&mut self, from: usize, attribute: bool) -> Result<(), char> {
        let suspect = |byte: u8| byte < 0x20 || matches!(byte, b'&' | b'<' | b'>' | b'\'' | b'"' | 0xef);
        let Some(first) = self.out.as_bytes()[from..].iter().position(|byte| suspect(*byte)) else { return Ok(()) };
        let tail = self.out.split_off(from + first);
        for c in tail.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '\'' => self.out.push_str("&apos;"),
                '"' => self.out.push_str("&quot;"),
                '\r' => self.out.push_str("&#13;"),
                '\n' if attribute => self.out.push_str("&#10;"),
                '\t' if attribute => self.out.push_str("&#9;"),
                c if is_char(c) => self.out.push(c),
                c => return Err(c),
            }
        }
        Ok(())
    }
}

/// How many pieces of content a field gives.
fn count(fields: &dyn Fields, index: usize, field: &FieldDef) -> usize {
    if matches!(field.kind, FieldKind::Attribute(_) | FieldKind::Text(_)) {
        return 0;
    }
    match (field.kind, fields.slot(index)) {
        // A value that is not of its type counts, too.
        (FieldKind::Value { .. }, Slot::Value(slot)) => slot.count().max(1),
        (_, Slot::Element(slot)) => slot.count(),
        (_, Slot::Flag(flag)) => usize::from(*flag),
        (_, Slot::Nodes(nodes)) => nodes.len(),
        _ => 0,
    }
}

impl Frame<'_> {
    /// Text of an attribute of this element or of one above it.
    fn attribute(&self, up: u8, name: &str) -> Option<Cow<'_, str>> {
        let mut frame = self;
        for _ in 0..up {
            frame = frame.parent?;
        }
        frame.fields.attribute(name)
    }

    fn path(&self) -> String {
        let mut path = self.parent.map(Frame::path).unwrap_or_default();
        path.push('/');
        path.push_str(self.name);
        let before = self.before();
        if before > 0 {
            path.push_str(&format!("[{}]", before + 1));
        }
        path
    }

    /// How many of its siblings of the same name stand before it.
    fn before(&self) -> usize {
        let is_choice = |field: &FieldDef| matches!(field.kind, FieldKind::Choice { .. });
        let siblings = self.parent.filter(|_| self.fields.element_name().is_some()).and_then(|parent| {
            let row = parent.fields.def().fields.iter().position(is_choice)?;
            Some(parent.fields.slot(row))
        });
        match siblings {
            Some(Slot::Element(siblings)) => {
                (0..self.index).filter(|i| siblings.get(*i).and_then(Fields::element_name) == Some(self.name)).count()
            }
            _ => self.index,
        }
    }
}

/// Positions in the order of writing, to place kept nodes by.
struct Anchors<'i> {
    items: &'i [Item],
    positions: HashMap<Item, usize>,
    /// Behind the last of a row.
    ends: BTreeMap<usize, usize>,
}

impl<'i> Anchors<'i> {
    fn new(items: &'i [Item]) -> Self {
        let positions = items.iter().copied().zip(0..).collect();
        let ends = items.iter().zip(1..).map(|(item, end)| (item.0, end)).collect();
        Self { items, positions, ends }
    }

    /// Position before which a node may be written.
    fn of(&self, place: &Place) -> usize {
        let (Place::Before(field, index) | Place::Surplus(field, index)) = *place else { return self.items.len() };
        let item = (usize::from(field), index as usize);
        if let Some(at) = self.positions.get(&item).or_else(|| self.ends.get(&item.0)) {
            return *at;
        }
        let following = self.items.iter().position(|other| other.0 > item.0);
        following.unwrap_or(self.items.len())
    }
}

fn not_writable(frame: &Frame<'_>, place: &str, c: char) -> Error {
    refusal(frame, place, format!("the character U+{:04X} cannot stand in XML", u32::from(c)))
}

fn refusal(frame: &Frame<'_>, place: &str, message: String) -> Error {
    Error::new(Diagnostic {
        code: Code::NotWritable,
        message,
        help: Some("remove the character, or encode the value".to_owned()),
        position: Position::default(),
        path: frame.path() + place,
        text: String::new(),
    })
}

/// A value child that held more than its value.
#[derive(domxml_derive::Element, Clone, Debug, Default, PartialEq)]
struct ValueWithRest {
    #[xml(text)]
    text: Option<String>,
    #[xml(extra)]
    extra: Extra,
}
