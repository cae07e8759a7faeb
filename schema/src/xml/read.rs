//! Reading: one ordinary reader that walks the tables.

use std::borrow::Cow;
use std::ops::Range;

use super::error::{Code, Diagnostic, Error, Position, nearest};
use super::extra::{Extra, FieldText, KeptAttribute, KeptElement, NamespaceDecl, Node, Place};
use super::source_map::{self, SourceMap};
use super::table::{
    Class, Datatype, Element, ElementDef, FieldDef, FieldKind, Fields, Format, Namespace, Outcome, SlotMut, StartView,
};
use super::token::{Attr, Limits, Token, Tokens, shorten, split};
use super::write::write_any;
use crate::Domain;

/// A document that was read: the value, what could not be typed, and where things stand.
#[derive(Debug)]
pub struct Parsed<'s, T> {
    /// The typed value.
    pub value: T,
    /// What had to be kept untyped, in the order of the document; comments are not mentioned.
    pub diagnostics: Vec<Diagnostic>,
    /// Place of any element or attribute by its path.
    pub source_map: SourceMap<'s>,
}

/// Reads a document whose root is an element of type `T`.
///
/// # Errors
/// If the text is not well-formed, has a document type declaration, exceeds the limits, or has
/// another root. Everything else is kept and reported in the diagnostics.
pub fn parse<'s, T: Element>(source: &'s str, limits: Limits) -> Result<Parsed<'s, T>, Error> {
    document(source, limits, |reader| reader.root::<T>())
}

/// Reads a document whose root is any element of the model that the name alone determines.
///
/// # Errors
/// As [`parse`]; also if several types of the model have elements of that name.
pub fn parse_any(source: &str, limits: Limits) -> Result<Parsed<'_, AnyElement>, Error> {
    document(source, limits, Reader::any_root)
}

fn document<'s, T: AsFields>(
    source: &'s str,
    limits: Limits,
    root: impl FnOnce(&mut Reader<'s>) -> Result<T, Error>,
) -> Result<Parsed<'s, T>, Error> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let mut reader = Reader { tokens: Tokens::new(source, limits)?, findings: Vec::new(), scratch: String::new() };
    let mut prolog = Vec::new();
    let empty = loop {
        match reader.tokens.next()? {
            Token::Start { empty } => break empty,
            Token::Comment(text) => prolog.push((Place::Prolog, Node::Comment(text.into()))),
            Token::ProcessingInstruction(text) => {
                reader.found_instruction();
                prolog.push((Place::Prolog, Node::ProcessingInstruction(text.into())));
            }
            _ => {}
        }
    };
    let mut value = root(&mut reader)?;
    let fields = value.fields();
    if !prolog.is_empty()
        && let Some(extra) = fields.extra_mut()
    {
        extra.kept_mut().nodes.append(&mut prolog);
    }
    let tag = fields.tag().map(|(tag, _)| tag);
    reader.element(fields, empty, tag)?;
    reader.epilog(fields)?;
    let diagnostics = reader.diagnostics();
    Ok(Parsed { value, diagnostics, source_map: SourceMap::new(source) })
}

/// What a reader can fill.
trait AsFields {
    fn fields(&mut self) -> &mut dyn Fields;
}

impl<T: Element> AsFields for T {
    fn fields(&mut self) -> &mut dyn Fields {
        self
    }
}

impl AsFields for AnyElement {
    fn fields(&mut self) -> &mut dyn Fields {
        &mut *self.value
    }
}

/// An element of the model whose type is known at run time only.
pub struct AnyElement {
    name: &'static str,
    namespace: Option<&'static Namespace>,
    value: Box<dyn Fields>,
}

impl AnyElement {
    /// The element's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Its fields.
    pub fn fields(&self) -> &dyn Fields {
        &*self.value
    }

    /// Writes it as a document in libvirt's formatting.
    ///
    /// # Errors
    /// If a value holds a character that XML cannot carry.
    pub fn to_xml(&self) -> Result<String, Error> {
        write_any(&*self.value, self.name, self.namespace)
    }
}

impl std::fmt::Debug for AnyElement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AnyElement").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Reads every element of type `T` that stands anywhere in a document of another kind (a domain in
/// a status or snapshot file), with its byte range.
///
/// # Errors
/// If the text is not well-formed, has a document type declaration, or exceeds the limits.
pub fn parse_embedded<T: Element>(source: &str, limits: Limits) -> Result<Vec<(Range<usize>, T)>, Error> {
    let text = source.strip_prefix('\u{feff}').unwrap_or(source);
    let mark = source.len() - text.len();
    let mut reader = Reader { tokens: Tokens::new(text, limits)?, findings: Vec::new(), scratch: String::new() };
    let mut found = Vec::new();
    loop {
        match reader.tokens.next()? {
            Token::Start { empty } if reader.starts::<T>() => {
                let (start, level) = (reader.tokens.span.start, reader.tokens.level());
                let mut value = T::begin(&reader.start_view());
                reader.declare_outer(&mut value, level);
                let tag = value.tag().map(|(tag, _)| tag);
                reader.element(&mut value, empty, tag)?;
                found.push((mark + start..mark + reader.tokens.span.end, value));
            }
            Token::Start { .. } => reader.tokens.check_names()?,
            Token::Eof => return Ok(found),
            _ => {}
        }
    }
}

struct Finding {
    code: Code,
    range: Range<usize>,
    message: String,
    help: Option<String>,
}

struct Reader<'s> {
    tokens: Tokens<'s>,
    findings: Vec<Finding>,
    scratch: String,
}

/// State of one element while its content is read.
struct Content<'s> {
    level: usize,
    text: Option<Cow<'s, str>>,
    text_start: usize,
    children: bool,
    /// Whether kept nodes wait for the typed child that they stand before.
    waiting: bool,
    strays: bool,
    hint: usize,
}

impl<'s> Reader<'s> {
    fn root<T: Element>(&mut self) -> Result<T, Error> {
        if self.starts::<T>() { Ok(T::begin(&self.start_view())) } else { Err(self.unknown_root(T::DEF)) }
    }

    fn unknown_root(&self, def: &'static ElementDef) -> Error {
        if let Err(error) = self.tokens.check_names() {
            return error;
        }
        let name = self.tokens.current().map_or("", |open| open.name);
        let known: Vec<&str> = root_names(def).collect();
        let message = match self.tokens.uri_of_element(name) {
            Some(uri) => format!("the root element is <{}> of the name space `{uri}`", shorten(name)),
            None => format!("the root element is <{}>", shorten(name)),
        };
        let expected = known.join(">, <");
        let help = match nearest(name, known) {
            Some(near) if near != name => format!("did you mean <{near}>?"),
            _ => format!("here it can be <{expected}>"),
        };
        self.tokens.error(Code::UnknownRoot, &message, &help)
    }

    fn any_root(&mut self) -> Result<AnyElement, Error> {
        if self.starts::<Domain>() {
            let value = Box::new(Domain::begin(&self.start_view()));
            return Ok(AnyElement { name: Domain::DEF.name, namespace: None, value });
        }
        let name = self.tokens.current().map_or("", |open| open.name);
        let uri = self.tokens.uri_of_element(name);
        let named: Vec<_> = elements(Domain::DEF).into_iter().filter(|found| found.name == split(name).1).collect();
        let namespace = |found: &NamedElement| found.namespace.map(|namespace| namespace.uri) == uri;
        let (message, help) = match &named.iter().filter(|found| namespace(found)).collect::<Vec<_>>()[..] {
            [found] => {
                let value = (found.def.create)(&self.start_view());
                return Ok(AnyElement { name: found.name, namespace: found.namespace, value });
            }
            [] => return Err(self.unknown_root(Domain::DEF)),
            several => {
                let types: Vec<&str> = several.iter().map(|found| found.def.type_name).collect();
                let message = format!("a document <{}> could be one of {} elements", shorten(name), several.len());
                (message, format!("give it within its device or chapter (it can be {})", types.join(", ")))
            }
        };
        Err(self.tokens.error(Code::UnknownRoot, &message, &help))
    }

    /// Whether the current start tag begins an element of type `T`.
    fn starts<T: Element>(&self) -> bool {
        let name = self.tokens.current().map_or("", |open| open.name);
        let uri = self.tokens.uri_of_element(name);
        uri == T::DEF.namespace.map(|namespace| namespace.uri) && root_names(T::DEF).any(|known| known == split(name).1)
    }

    fn start_view(&self) -> StartView<'_> {
        let name = self.tokens.current().map_or("", |open| open.split().1);
        StartView { name, attrs: self.tokens.attributes() }
    }

    /// Bindings from around an embedded element belong to it when it stands alone.
    fn declare_outer(&self, value: &mut dyn Fields, level: usize) {
        let own: Vec<&str> = self.tokens.attributes().iter().filter_map(Attr::declares).collect();
        for binding in self.tokens.bindings_outside(level - 1) {
            if !own.contains(&&*binding.prefix) {
                push_namespace(value, binding);
            }
        }
    }

    /// Reads attributes and content of the element whose start token was the last one.
    ///
    /// `tag` is the attribute that chose the variant of a union.
    fn element(&mut self, fields: &mut dyn Fields, empty: bool, tag: Option<&str>) -> Result<(), Error> {
        let def = fields.def();
        self.attributes(fields, def, tag)?;
        if empty {
            return Ok(());
        }
        let level = self.tokens.level();
        let mut content =
            Content { level, text: None, text_start: 0, children: false, waiting: false, strays: false, hint: 0 };
        loop {
            match self.tokens.next()? {
                Token::Start { empty } => {
                    self.flush_text(fields, def, &mut content, false);
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

    fn attributes(
        &mut self,
        fields: &mut dyn Fields,
        def: &'static ElementDef,
        tag: Option<&str>,
    ) -> Result<(), Error> {
        let (mut hint, count) = (0, self.tokens.attributes().len());
        for i in 0..count {
            let attr = self.tokens.attributes()[i];
            if let Some(prefix) = attr.declares() {
                push_namespace(fields, NamespaceDecl { prefix: prefix.into(), uri: attr.value().into() });
                continue;
            }
            if tag == Some(attr.name) {
                continue;
            }
            let (prefix, local) = attr.split();
            let uri = if prefix.is_empty() { None } else { self.tokens.resolve(prefix, 0).map(|(uri, _)| uri) };
            if let Some(index) = find(def, &mut hint, local, uri, Class::Attribute) {
                let at = self.offset(attr.name);
                let level = self.tokens.level();
                self.value(fields, def, index, &attr.value(), at..at + attr.name.len(), level);
                continue;
            }
            let kept = KeptAttribute {
                namespace: uri.map(Into::into),
                prefix: prefix.into(),
                name: local.into(),
                value: attr.value().into(),
            };
            self.tokens.check_name(attr.name)?;
            if let Some(extra) = fields.extra_mut() {
                extra.push_attribute(kept);
            }
            let legal = def.index.iter().filter(|row| row.class == Class::Attribute).map(|row| row.name);
            let help = nearest(attr.name, legal).map(|near| format!("did you mean `{near}`?"));
            let element = self.tokens.current().map_or("", |open| open.name);
            let message = format!("<{element}> has no attribute `{}`", shorten(attr.name));
            let at = self.offset(attr.name);
            self.found(Code::UnknownAttribute, at..at + attr.name.len(), message, help);
        }
        Ok(())
    }

    fn child(
        &mut self,
        fields: &mut dyn Fields,
        def: &'static ElementDef,
        content: &mut Content<'s>,
        empty: bool,
    ) -> Result<(), Error> {
        let (name, local) = self.tokens.current().map_or(("", ""), |open| (open.name, open.split().1));
        let start = self.tokens.span.clone();
        let uri = self.tokens.uri_of_element(name);
        let index = match find(def, &mut content.hint, local, uri, Class::Child) {
            Some(index) => Some(index),
            None => def
                .index
                .iter()
                .position(|row| row.class == Class::Open)
                .filter(|index| uri.is_none() || matches!(def.fields[*index].kind, FieldKind::Any)),
        };
        let Some(index) = index else {
            let kept = self.keep(empty)?;
            self.unknown_element(def, content.level, name, start);
            self.keep_node(fields, def, content, Node::Element(kept));
            return Ok(());
        };
        let field = &def.fields[index];
        let count = match fields.slot_mut(index) {
            SlotMut::Element(slot) => {
                let view = StartView { name: local, attrs: self.tokens.attributes() };
                match slot.begin(&view) {
                    Some((count, child)) => {
                        match field.kind {
                            FieldKind::Element { union: false, .. } => self.element(child, empty, None)?,
                            FieldKind::Element { def, .. } => {
                                let tag = child.tag().map(|(tag, _)| tag);
                                if tag.is_none() {
                                    self.unknown_tag(def());
                                }
                                self.element(child, empty, tag)?;
                            }
                            _ => match child.kept_mut() {
                                Some(kept) => {
                                    *kept = self.keep(empty)?;
                                    self.unknown_element(def, content.level, name, start.clone());
                                }
                                None => self.element(child, empty, None)?,
                            },
                        }
                        Some(count)
                    }
                    None => None,
                }
            }
            SlotMut::Value(slot) => {
                let repeated = matches!(field.kind, FieldKind::Value { repeated: true, .. });
                let count = slot.count();
                let taken = |extra: &Extra| extra.text(index, 0).is_some_and(|text| text.invalid);
                if repeated || (count == 0 && !fields.extra().is_some_and(taken)) {
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
                    let (text, at) = self.simple(&mut rest, empty)?;
                    if !is_blank(&text) {
                        let message = format!("<{name}> is empty, but here it has text");
                        self.found(Code::StrayText, at, message, None);
                        rest.push_node(Node::Text(text.into()));
                    }
                    keep_rest(fields, index, 0, rest);
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
            Some(count) => place_pending(fields, content, index, count),
            None => {
                let kept = self.keep(empty)?;
                let message = format!("a second <{name}>, where one may stand");
                self.found(Code::SurplusElement, start, message, Some("keep one of them".to_owned()));
                self.keep_node(fields, def, content, Node::Element(kept));
                place_last(fields, index, 1);
            }
        }
        Ok(())
    }

    /// A child that holds nothing but a value.
    fn value_child(
        &mut self,
        fields: &mut dyn Fields,
        def: &'static ElementDef,
        content: &mut Content<'s>,
        index: usize,
        count: usize,
        empty: bool,
    ) -> Result<(), Error> {
        let start = self.tokens.span.start;
        let bindings = self.tokens.has_bindings().then(|| self.tokens.bindings_outside(self.tokens.level() - 1));
        let mut rest = Extra::default();
        let (text, at) = self.simple(&mut rest, empty)?;
        let repeated = matches!(def.fields[index].kind, FieldKind::Value { repeated: true, .. });
        if self.value(fields, def, index, &text, at, content.level + 1) == Outcome::Invalid && repeated {
            let text = &self.tokens.source[start..self.tokens.span.end];
            let kept = KeptElement { text: text.into(), bindings: bindings.unwrap_or_default() };
            self.keep_node(fields, def, content, Node::Element(kept));
            place_last(fields, index, count);
        } else {
            keep_rest(fields, index, count, rest);
            place_pending(fields, content, index, count);
        }
        Ok(())
    }

    /// Reads an element that should hold only text; the rest goes to `extra`.
    fn simple(&mut self, extra: &mut Extra, empty: bool) -> Result<(Cow<'s, str>, Range<usize>), Error> {
        let tag = self.tokens.span.clone();
        let name = self.tokens.current().map_or("", |open| open.name);
        for i in 0..self.tokens.attributes().len() {
            let attr = self.tokens.attributes()[i];
            self.tokens.check_name(attr.name)?;
            if let Some(prefix) = attr.declares() {
                let decl = NamespaceDecl { prefix: prefix.into(), uri: attr.value().into() };
                extra.kept_mut().namespaces.0.push(decl);
                continue;
            }
            let (prefix, local) = attr.split();
            let uri = if prefix.is_empty() { None } else { self.tokens.resolve(prefix, 0).map(|(uri, _)| uri.into()) };
            extra.push_attribute(KeptAttribute {
                namespace: uri,
                prefix: prefix.into(),
                name: local.into(),
                value: attr.value().into(),
            });
            let at = self.offset(attr.name);
            let message = format!("<{name}> has no attribute `{}`", shorten(attr.name));
            self.found(Code::UnknownAttribute, at..at + attr.name.len(), message, None);
        }
        let (mut text, mut at, mut ended, mut elements) = (Cow::Borrowed(""), tag.end..tag.end, false, false);
        if empty {
            return Ok((text, tag));
        }
        loop {
            match self.tokens.next()? {
                Token::Text(run) if !ended => {
                    if text.is_empty() {
                        at = self.tokens.span.clone();
                        text = run;
                    } else {
                        text.to_mut().push_str(&run);
                    }
                }
                Token::Text(run) => {
                    if !is_blank(&run) {
                        self.found(
                            Code::StrayText,
                            self.tokens.span.clone(),
                            format!("text in <{name}> behind an element"),
                            None,
                        );
                        push_text(extra, &run);
                    }
                }
                Token::Start { empty } => {
                    elements = true;
                    ended = !is_blank(&text);
                    if !ended {
                        text = Cow::Borrowed("");
                    }
                    let (child, start) = (self.tokens.current().map_or("", |open| open.name), self.tokens.span.clone());
                    let kept = self.keep(empty)?;
                    let message = format!("<{name}> holds a value, no <{}>", shorten(child));
                    self.found(Code::UnknownElement, start, message, None);
                    extra.push_node(Node::Element(kept));
                }
                Token::Comment(comment) => extra.push_node(Node::Comment(comment.into())),
                Token::ProcessingInstruction(pi) => {
                    self.found_instruction();
                    extra.push_node(Node::ProcessingInstruction(pi.into()));
                }
                // Blanks between elements are no value.
                Token::End | Token::Eof if elements && is_blank(&text) => return Ok((Cow::Borrowed(""), at)),
                Token::End | Token::Eof => return Ok((text, at)),
            }
        }
    }

    /// Gives a text to the field of a row.
    fn value(
        &mut self,
        fields: &mut dyn Fields,
        def: &'static ElementDef,
        index: usize,
        text: &str,
        range: Range<usize>,
        level: usize,
    ) -> Outcome {
        let field = &def.fields[index];
        let (FieldKind::Attribute(datatype) | FieldKind::Text(datatype) | FieldKind::Value { datatype, .. }) =
            field.kind
        else {
            return Outcome::Invalid;
        };
        let format = self.format(field, level);
        let SlotMut::Value(slot) = fields.slot_mut(index) else {
            return Outcome::Invalid;
        };
        let repeated = matches!(field.kind, FieldKind::Value { repeated: true, .. });
        let count = if repeated { slot.count() } else { 0 };
        let outcome = slot.read(text, format, datatype, &mut self.scratch);
        match outcome {
            Outcome::Exact => {}
            Outcome::Other => self.wrong_value(Code::UnknownKeyword, field, datatype, text, range),
            Outcome::Invalid => self.wrong_value(Code::InvalidValue, field, datatype, text, range),
            Outcome::Spelled => {}
        }
        let invalid = outcome == Outcome::Invalid;
        if ((invalid && !repeated) || outcome == Outcome::Spelled)
            && let Some(extra) = fields.extra_mut()
        {
            let text = FieldText { field: index as u16, index: count as u32, text: text.into(), invalid };
            extra.kept_mut().texts.push(text);
        }
        outcome
    }

    /// The number format of a field at this place; `level` is that of the element that has it.
    fn format(&self, field: &FieldDef, level: usize) -> Format {
        let value = |up: u8, name: &str| {
            let attrs = self.tokens.attributes_at(level.checked_sub(1 + usize::from(up))?);
            attrs.iter().find(|attr| attr.name == name).map(Attr::value)
        };
        if field.decimal_when.iter().any(|case| case.holds(value)) { Format::Plain } else { field.format }
    }

    fn wrong_value(&mut self, code: Code, field: &FieldDef, datatype: &Datatype, text: &str, range: Range<usize>) {
        let what = match field.kind {
            FieldKind::Attribute(_) => format!("`{}`", field.name),
            FieldKind::Text(_) => "the text".to_owned(),
            _ => format!("<{}>", field.name),
        };
        let keywords: Vec<&str> = datatype.keywords().map(|keyword| keyword.name).collect();
        let message = match code {
            Code::UnknownKeyword => format!("{what} cannot be `{}`", shorten(text)),
            _ => format!("{what} is `{}`, which is not of type {}", shorten(text), datatype.name),
        };
        let help = match (nearest(text, keywords.iter().copied()), keywords.is_empty()) {
            (Some(near), _) => Some(format!("did you mean `{near}`?")),
            (None, false) => Some(format!("one of {}", keywords.join(", "))),
            (None, true) => (!datatype.doc.is_empty()).then(|| datatype.doc.to_owned()),
        };
        self.found(code, range, message, help);
    }

    fn unknown_tag(&mut self, def: &ElementDef) {
        let Some(tag) = def.tag else { return };
        let Some(attr) = self.tokens.attributes().iter().find(|attr| attr.name == tag).copied() else { return };
        let names = def.variants.iter().map(|variant| variant.name);
        let help = match nearest(&attr.value(), names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("one of {}", names.collect::<Vec<_>>().join(", ")),
        };
        let at = self.offset(attr.name);
        let message = format!("`{tag}` cannot be `{}`", shorten(&attr.value()));
        self.found(Code::UnknownKeyword, at..at + attr.name.len(), message, Some(help));
    }

    fn unknown_element(&mut self, def: &ElementDef, level: usize, name: &str, range: Range<usize>) {
        let parent = self.tokens.open_at(level - 1).map_or("", |open| open.name);
        let legal = def.fields.iter().flat_map(|field| match field.kind {
            FieldKind::Choice { def } => def().variants.iter().map(|variant| variant.name).collect(),
            FieldKind::Element { .. } | FieldKind::Value { .. } | FieldKind::Flag => {
                vec![field.name]
            }
            _ => Vec::new(),
        });
        let help = nearest(name, legal).map(|near| format!("did you mean <{near}>?"));
        let message = format!("<{}> is not known in <{parent}>", shorten(name));
        self.found(Code::UnknownElement, range, message, help);
    }

    /// Ends a run of text: into the text field if there is one and it is free, else it is kept.
    fn flush_text(&mut self, fields: &mut dyn Fields, def: &'static ElementDef, content: &mut Content<'s>, sole: bool) {
        let Some(text) = content.text.take() else {
            return;
        };
        let blank = is_blank(&text);
        if blank && !sole {
            return;
        }
        let range = content.text_start..content.text_start + text.len();
        let index = def.index.iter().position(|row| row.class == Class::Text);
        if let Some(index) = index {
            let plain_text = matches!(def.fields[index].kind, FieldKind::Text(datatype) if datatype.name == "text");
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
        let message = format!("text in <{name}>, where none is known");
        self.found(Code::StrayText, range, message, None);
        content.strays = true;
        self.keep_node(fields, def, content, Node::Text(text.into()));
    }

    fn keep_node(&self, fields: &mut dyn Fields, def: &'static ElementDef, content: &mut Content<'s>, node: Node) {
        if let Some(nodes) = open_content(fields, def) {
            nodes.push(node);
        } else if let Some(extra) = fields.extra_mut() {
            extra.push_node(node);
            content.waiting = true;
        }
    }

    /// Keeps the whole element whose start token was the last one.
    fn keep(&mut self, empty: bool) -> Result<KeptElement, Error> {
        let (start, level) = (self.tokens.span.start, self.tokens.level() - 1);
        let mut bindings: Vec<NamespaceDecl> = Vec::new();
        self.tokens.skip(empty, |tokens| {
            if !tokens.has_bindings() {
                return;
            }
            let name = tokens.current().map_or("", |open| open.name);
            let attributes =
                tokens.attributes().iter().filter(|attr| attr.declares().is_none()).map(|attr| split(attr.name).0);
            for prefix in [split(name).0].into_iter().chain(attributes.filter(|prefix| !prefix.is_empty())) {
                if let Some((uri, true)) = tokens.resolve(prefix, level)
                    && !bindings.iter().any(|binding| *binding.prefix == *prefix)
                {
                    bindings.push(NamespaceDecl { prefix: prefix.into(), uri: uri.into() });
                }
            }
        })?;
        Ok(KeptElement { text: self.tokens.source[start..self.tokens.span.end].into(), bindings })
    }

    fn epilog(&mut self, value: &mut dyn Fields) -> Result<(), Error> {
        loop {
            let node = match self.tokens.next()? {
                Token::Comment(text) => Node::Comment(text.into()),
                Token::ProcessingInstruction(text) => {
                    self.found_instruction();
                    Node::ProcessingInstruction(text.into())
                }
                Token::Eof => return Ok(()),
                _ => continue,
            };
            if let Some(extra) = value.extra_mut() {
                extra.kept_mut().nodes.push((Place::Epilog, node));
            }
        }
    }

    fn offset(&self, part: &str) -> usize {
        part.as_ptr() as usize - self.tokens.source.as_ptr() as usize
    }

    fn found_instruction(&mut self) {
        self.found(Code::ProcessingInstruction, self.tokens.span.clone(), "a processing instruction".to_owned(), None);
    }

    fn found(&mut self, code: Code, range: Range<usize>, message: String, help: Option<String>) {
        self.findings.push(Finding { code, range, message, help });
    }

    /// Gives the findings their lines and paths, in one walk over the source.
    fn diagnostics(self) -> Vec<Diagnostic> {
        let mut findings = self.findings;
        if findings.is_empty() {
            return Vec::new();
        }
        findings.sort_by_key(|finding| finding.range.start);
        let source = self.tokens.source;
        let offsets: Vec<usize> = findings.iter().map(|finding| finding.range.start).collect();
        let paths = source_map::paths_at(source, &offsets);
        let positions = Position::all(source, findings.iter().map(|finding| finding.range.clone()));
        findings
            .into_iter()
            .zip(paths)
            .zip(positions)
            .map(|((finding, path), position)| Diagnostic {
                code: finding.code,
                message: finding.message,
                help: finding.help,
                text: source.get(finding.range).map(|text| shorten(text).into_owned()).unwrap_or_default(),
                position,
                path,
            })
            .collect()
    }
}

/// An element type under a name.
struct NamedElement {
    name: &'static str,
    namespace: Option<&'static Namespace>,
    def: &'static ElementDef,
}

/// Every element type at and below a schema, once for each name that it goes under.
fn elements(def: &'static ElementDef) -> Vec<NamedElement> {
    let (mut found, mut queue): (Vec<NamedElement>, Vec<&'static ElementDef>) = (Vec::new(), vec![def]);
    while let Some(def) = queue.pop() {
        for field in def.fields {
            let named: Vec<_> = match field.kind {
                FieldKind::Element { def, .. } => vec![(field.name, def())],
                FieldKind::Choice { def } => {
                    def().variants.iter().map(|variant| (variant.name, (variant.def)())).collect()
                }
                _ => Vec::new(),
            };
            for (name, def) in named {
                if !found.iter().any(|known| known.name == name && known.def.is(def)) {
                    queue.extend([def].into_iter().chain(def.variants.iter().map(|variant| (variant.def)())));
                    found.push(NamedElement { name, namespace: field.namespace, def });
                }
            }
        }
    }
    found
}

fn root_names(def: &'static ElementDef) -> Box<dyn Iterator<Item = &'static str>> {
    if def.name.is_empty() {
        Box::new(def.variants.iter().map(|variant| variant.name))
    } else {
        Box::new([def.name].into_iter())
    }
}

/// The row of a name, looked for from behind the last one found: documents follow the table's order.
fn find(def: &'static ElementDef, hint: &mut usize, name: &str, uri: Option<&str>, class: Class) -> Option<usize> {
    let matches = |index: &usize| {
        let row = &def.index[*index];
        let same = same_name(row.name, name) && row.class == class;
        same && if row.namespaced {
            def.fields[*index].namespace.map(|namespace| namespace.uri) == uri
        } else {
            uri.is_none()
        }
    };
    let found = (*hint..def.index.len()).find(matches).or_else(|| (0..*hint).find(matches))?;
    *hint = found;
    Some(found)
}

/// Equality that looks at length and first byte before anything else.
fn same_name(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.as_bytes().first() == b.as_bytes().first() && a == b
}

fn push_namespace(fields: &mut dyn Fields, decl: NamespaceDecl) {
    if let Some(namespaces) = fields.namespaces_mut() {
        namespaces.0.push(decl);
    } else if let Some(extra) = fields.extra_mut() {
        extra.kept_mut().namespaces.0.push(decl);
    }
}

/// Whether a text is what XML calls white space, and nothing else.
fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

/// Text nodes must not touch: two runs would become one.
fn push_text(extra: &mut Extra, text: &str) {
    extra.push_node(Node::Text(text.into()));
}

fn keep_rest(fields: &mut dyn Fields, index: usize, count: usize, rest: Extra) {
    if !rest.is_empty()
        && let Some(extra) = fields.extra_mut()
    {
        extra.kept_mut().fields.push(((index as u16, count as u32), rest));
    }
}

/// Nodes kept since the last typed child stand before this one.
fn place_pending(fields: &mut dyn Fields, content: &mut Content<'_>, index: usize, count: usize) {
    if !content.waiting && !content.strays {
        return;
    }
    content.waiting = false;
    let Some(extra) = fields.extra_mut() else { return };
    let kept = extra.kept_mut();
    // What was placed already stands further back.
    for (place, _) in kept.nodes.iter_mut().rev() {
        match place {
            Place::End => *place = Place::Before(index as u16, count as u32),
            Place::Surplus(..) => {}
            _ => break,
        }
    }
    if content.strays {
        kept.order.push((index as u16, count as u32));
    }
}

/// The node kept last stands among the children of a row.
fn place_last(fields: &mut dyn Fields, index: usize, count: usize) {
    if let Some(extra) = fields.extra_mut()
        && let Some((place, _)) = extra.kept_mut().nodes.last_mut()
    {
        *place = Place::Surplus(index as u16, count as u32);
    }
}

fn open_content<'a>(fields: &'a mut dyn Fields, def: &'static ElementDef) -> Option<&'a mut Vec<Node>> {
    let index = def.fields.iter().position(|field| matches!(field.kind, FieldKind::Any))?;
    match fields.slot_mut(index) {
        SlotMut::Nodes(nodes) => Some(nodes),
        _ => None,
    }
}
