//! The narrow interface over the XML reader: well-formed, name-space aware tokens with positions.
//!
//! quick-xml splits the text into markup; what XML and *Namespaces in XML* demand beyond that
//! (end tags, names, duplicate attributes, references, one root, bound prefixes, no document type)
//! is checked here, so that a document read to its end is well-formed.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::chars::{decode, first_char, forbidden_character, is_blank, is_nc_name, shorten, split, unix_lines};
use super::error::{Code, Diagnostic, Error, Position};
use super::extra::NamespaceDecl;
use super::source_map;

/// Bounds on documents from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Greatest depth of nesting; at most [`Limits::MAX_DEPTH`] has an effect.
    pub depth: usize,
    /// Greatest size in bytes.
    pub size: usize,
    /// Greatest number of findings that are listed; the rest is counted.
    pub findings: usize,
}

impl Limits {
    /// Bound of `depth`: a reader that recurses stays well within a thread's stack.
    pub const MAX_DEPTH: usize = 384;
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 256, size: 1 << 30, findings: 100_000 }
    }
}

/// One piece of markup or text.
#[derive(Debug)]
pub(crate) enum Token<'s> {
    /// A start tag; an empty element has no end token.
    Start {
        empty: bool,
    },
    End,
    Text(Cow<'s, str>),
    Comment(&'s str),
    ProcessingInstruction(&'s str),
    Eof,
}

/// An attribute as it stands in the source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attr<'s> {
    /// Qualified name.
    pub(crate) name: &'s str,
    /// Length of the prefix; 0 without one.
    prefix: usize,
    raw: &'s str,
    plain: bool,
}

impl<'s> Attr<'s> {
    /// An attribute without prefix whose value needs no decoding.
    #[cfg(feature = "json")]
    pub(crate) fn plain(name: &'s str, value: &'s str) -> Self {
        Self { name, prefix: 0, raw: value, plain: true }
    }

    /// The value with references resolved; they were checked when the tag was read.
    pub(crate) fn value(&self) -> Cow<'s, str> {
        if self.plain { Cow::Borrowed(self.raw) } else { decode(self.raw, true).unwrap_or(Cow::Borrowed(self.raw)) }
    }

    /// Prefix and local part of the name.
    pub(crate) fn split(&self) -> (&'s str, &'s str) {
        parts(self.name, self.prefix)
    }

    /// The prefix that a declaration binds; empty for the default name space.
    pub(crate) fn declares(&self) -> Option<&'s str> {
        match self.name.strip_prefix("xmlns")? {
            "" => Some(""),
            rest => rest.strip_prefix(':'),
        }
    }
}

/// A start tag whose element is still open.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Open<'s> {
    /// Qualified name.
    pub(crate) name: &'s str,
    prefix: usize,
    pub(crate) start: usize,
    attrs: usize,
    bindings: usize,
}

impl<'s> Open<'s> {
    /// Prefix and local part of the name.
    pub(crate) fn split(&self) -> (&'s str, &'s str) {
        parts(self.name, self.prefix)
    }
}

fn parts(name: &str, prefix: usize) -> (&str, &str) {
    if prefix == 0 { ("", name) } else { (&name[..prefix], &name[prefix + 1..]) }
}

#[derive(Clone, Debug)]
struct Binding<'s> {
    prefix: &'s str,
    uri: Cow<'s, str>,
}

/// The tokens of a source text.
pub(crate) struct Tokens<'s> {
    pub(crate) source: &'s str,
    reader: Reader<&'s [u8]>,
    depth: usize,
    open: Vec<Open<'s>>,
    attrs: Vec<Attr<'s>>,
    bindings: Vec<Binding<'s>>,
    /// Byte range of the current token.
    pub(crate) span: Range<usize>,
    root: Root,
    pending_close: bool,
    last: Last,
    /// Errors need no path: this walk is itself the search for one.
    quiet: bool,
}

/// The token before the current one.
#[derive(Clone, Copy)]
enum Last {
    Start,
    End,
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Root {
    Awaited,
    Open,
    Closed,
}

pub(crate) const XML_URI: &str = "http://www.w3.org/XML/1998/namespace";

const XMLNS_URI: &str = "http://www.w3.org/2000/xmlns/";

impl<'s> Tokens<'s> {
    pub(crate) fn new(source: &'s str, limits: Limits) -> Result<Self, Error> {
        let mut tokens = Self::bare(source);
        tokens.depth = limits.depth.min(Limits::MAX_DEPTH);
        if source.len() > limits.size {
            let message = format!("the document has {} bytes, more than the limit of {}", source.len(), limits.size);
            return Err(tokens.plain_error(Code::TooLarge, message, "raise the limit if the source is trusted"));
        }
        if let Some(at) = forbidden_character(source) {
            let message = format!("the character U+{:04X} is not allowed in XML", first_char(&source[at..]));
            return Err(tokens.error_at(Code::IllFormed, message, at..at + 1, "remove the character"));
        }
        Ok(tokens)
    }

    fn bare(source: &'s str) -> Self {
        let mut reader = Reader::from_str(source);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        Self {
            source,
            reader,
            depth: 0,
            open: Vec::with_capacity(16),
            attrs: Vec::with_capacity(32),
            bindings: Vec::new(),
            span: 0..0,
            root: Root::Awaited,
            pending_close: false,
            last: Last::Other,
            quiet: false,
        }
    }

    /// Tokens of a source whose errors nobody looks at; the depth is not bounded.
    pub(crate) fn quiet(source: &'s str) -> Self {
        let mut tokens = Self::bare(source);
        tokens.depth = usize::MAX;
        tokens.quiet = true;
        tokens
    }

    /// The next token; after an error there is none.
    pub(crate) fn next(&mut self) -> Result<Token<'s>, Error> {
        if std::mem::take(&mut self.pending_close) {
            self.close();
        }
        loop {
            let start = self.position();
            if start == 0 && self.source.starts_with('\u{feff}') {
                // A document's one mark was taken off; quick-xml would pass over a second one unseen.
                self.span = 0..'\u{feff}'.len_utf8();
                self.inside("text")?;
            }
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.syntax_error(start, &error)),
            };
            self.span = start..self.position();
            let token = match event {
                Event::Start(tag) => {
                    let (name, empty) = (tag.name().0.len(), false);
                    self.start(name, empty)?
                }
                Event::Empty(tag) => {
                    let (name, empty) = (tag.name().0.len(), true);
                    self.start(name, empty)?
                }
                Event::End(_) => self.end()?,
                Event::Text(_) | Event::GeneralRef(_) => match self.text()? {
                    Some(text) => Token::Text(text),
                    None => continue,
                },
                Event::CData(_) => {
                    self.inside("a CDATA section")?;
                    let (from, to) = (self.span.start + "<![CDATA[".len(), self.span.end - "]]>".len());
                    Token::Text(unix_lines(&self.source[from..to]))
                }
                Event::Comment(_) => self.comment()?,
                Event::PI(_) => self.processing_instruction()?,
                Event::Decl(_) => {
                    self.declaration()?;
                    continue;
                }
                Event::DocType(_) => {
                    let help = "remove the <!DOCTYPE ...>; libvirt's documents have none";
                    return Err(self.error(Code::DoctypeRefused, "document type declarations are refused", help));
                }
                Event::Eof => self.eof()?,
            };
            self.last = match token {
                Token::Start { empty: false } => Last::Start,
                Token::Start { empty: true } | Token::End => Last::End,
                _ => Last::Other,
            };
            return Ok(token);
        }
    }

    /// The innermost open element: of a start token, the one it opened.
    pub(crate) fn current(&self) -> Option<&Open<'s>> {
        self.open.last()
    }

    /// How many elements are open.
    pub(crate) fn level(&self) -> usize {
        self.open.len()
    }

    /// Attributes of the innermost open element.
    pub(crate) fn attributes(&self) -> &[Attr<'s>] {
        &self.attrs[self.open.last().map_or(0, |open| open.attrs)..]
    }

    /// Attributes of the open element at a level, counted from 0 at the root.
    pub(crate) fn attributes_at(&self, level: usize) -> &[Attr<'s>] {
        let Some(open) = self.open.get(level) else {
            return &[];
        };
        let end = self.open.get(level + 1).map_or(self.attrs.len(), |open| open.attrs);
        &self.attrs[open.attrs..end]
    }

    /// The open element at a level, counted from 0 at the root.
    pub(crate) fn open_at(&self, level: usize) -> Option<&Open<'s>> {
        self.open.get(level)
    }

    /// What prefixes mean just outside of the open element at a level.
    pub(crate) fn bindings_outside(&self, level: usize) -> Vec<NamespaceDecl> {
        let end = self.open.get(level).map_or(self.bindings.len(), |open| open.bindings);
        let mut seen: Vec<NamespaceDecl> = Vec::new();
        for binding in self.bindings[..end].iter().rev() {
            if !seen.iter().any(|decl| *decl.prefix == *binding.prefix) {
                seen.push(NamespaceDecl { prefix: binding.prefix.into(), uri: (&*binding.uri).into() });
            }
        }
        seen.retain(|decl| !decl.uri.is_empty());
        seen
    }

    /// URI that a prefix stands for at this place, and whether the binding lies outside of the
    /// element at the given level; `None` for the empty prefix without default name space.
    pub(crate) fn resolve(&self, prefix: &str, level: usize) -> Option<(&str, bool)> {
        if prefix == "xml" {
            return Some((XML_URI, false));
        }
        let outer = self.open.get(level).map_or(self.bindings.len(), |open| open.bindings);
        let (at, binding) = self.bindings.iter().enumerate().rev().find(|(_, binding)| binding.prefix == prefix)?;
        Some((&*binding.uri, at < outer)).filter(|(uri, _)| !uri.is_empty())
    }

    /// Whether any name space declaration is in scope.
    pub(crate) fn has_bindings(&self) -> bool {
        !self.bindings.is_empty()
    }

    /// URI of an element's name space, for a qualified name.
    pub(crate) fn uri_of_element(&self, name: &str) -> Option<&str> {
        if self.bindings.is_empty() {
            return None;
        }
        self.resolve(split(name).0, self.open.len()).map(|(uri, _)| uri)
    }

    /// Skips the content of the element whose start token was the last one, up to its end.
    pub(crate) fn skip(&mut self, empty: bool, mut each: impl FnMut(&Self)) -> Result<(), Error> {
        let level = self.open.len();
        self.check_names()?;
        each(self);
        if empty {
            return Ok(());
        }
        loop {
            match self.next()? {
                Token::Start { .. } => {
                    self.check_names()?;
                    each(self);
                }
                Token::End if self.open.len() == level => return Ok(()),
                Token::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// Checks the names of a start tag that no table knows.
    pub(crate) fn check_names(&self) -> Result<(), Error> {
        let Some(open) = self.open.last() else {
            return Ok(());
        };
        for name in [open.name].into_iter().chain(self.attributes().iter().map(|attr| attr.name)) {
            self.check_name(name)?;
        }
        Ok(())
    }

    /// Checks that a text is a qualified name.
    pub(crate) fn check_name(&self, name: &str) -> Result<(), Error> {
        let (prefix, local) = split(name);
        let good = is_nc_name(local) && (prefix.is_empty() && !name.starts_with(':') || is_nc_name(prefix));
        if good {
            return Ok(());
        }
        let at = name.as_ptr() as usize - self.source.as_ptr() as usize;
        let message = format!("`{}` is not a name of XML", shorten(name));
        Err(self.error_at(Code::IllFormed, message, at..at + name.len(), "names begin with a letter or `_`"))
    }

    fn start(&mut self, name_len: usize, empty: bool) -> Result<Token<'s>, Error> {
        let (start, source) = (self.span.start, self.source);
        let name = &source[start + 1..start + 1 + name_len];
        if self.root == Root::Closed {
            let message = format!("a second root element <{}>", shorten(name));
            return Err(self.error(
                Code::IllFormed,
                &message,
                "a document has one root; put each into a file of its own",
            ));
        }
        if name.is_empty() {
            return Err(self.error(Code::IllFormed, "a tag without a name", "write `&lt;` for a `<` in text"));
        }
        self.root = Root::Open;
        let prefix = name.bytes().position(|byte| byte == b':').unwrap_or_default();
        self.open.push(Open { name, prefix, start, attrs: self.attrs.len(), bindings: self.bindings.len() });
        let end = self.span.end - if empty { 2 } else { 1 };
        let prefixed = self.read_attributes(start + 1 + name_len, end)?;
        self.check_duplicates(prefixed)?;
        if prefixed > 0 || name.as_bytes().contains(&b':') {
            self.check_prefixes(name)?;
        }
        if self.open.len() > self.depth {
            let message = format!("the elements are nested deeper than the limit of {}", self.depth);
            return Err(self.error(Code::TooDeep, &message, "libvirt's own documents need less than 64 levels"));
        }
        self.pending_close = empty;
        Ok(Token::Start { empty })
    }

    /// Reads `name="value"` pairs up to `end`; returns how many names have a prefix.
    fn read_attributes(&mut self, from: usize, end: usize) -> Result<usize, Error> {
        let (source, mut at, mut prefixed) = (self.source, from, 0);
        let bytes = source.as_bytes();
        loop {
            let blanks = bytes[at..end].iter().take_while(|byte| is_blank(**byte)).count();
            at += blanks;
            if at == end {
                return Ok(prefixed);
            }
            let (name_from, mut prefix) = (at, 0);
            for byte in &bytes[at..end] {
                match byte {
                    b'=' | b' ' | b'\t' | b'\n' | b'\r' => break,
                    b':' if prefix == 0 => {
                        prefix = at - name_from;
                        prefixed += 1;
                    }
                    _ => {}
                }
                at += 1;
            }
            let name = &source[name_from..at];
            if blanks == 0 {
                let help = "put a blank between attributes";
                return Err(self.error_at(
                    Code::IllFormed,
                    "an attribute must follow a blank".into(),
                    at..at + 1,
                    help,
                ));
            }
            // The usual case is name='value', without blanks.
            let quote = match bytes[at..end] {
                [b'=', quote @ (b'"' | b'\''), ..] => {
                    at += 1;
                    Some(quote)
                }
                _ => {
                    at += bytes[at..end].iter().take_while(|byte| is_blank(**byte)).count();
                    let equals = bytes[at..end].first() == Some(&b'=');
                    at += usize::from(equals);
                    at += bytes[at..end].iter().take_while(|byte| is_blank(**byte)).count();
                    bytes[at..end].first().copied().filter(|byte| equals && matches!(byte, b'"' | b'\''))
                }
            };
            let value_from = (at + 1).min(end);
            let (mut plain, mut closed, mut value_to) = (true, false, value_from);
            for byte in &bytes[value_from..end] {
                if Some(*byte) == quote {
                    closed = true;
                    break;
                }
                plain &= !matches!(byte, b'&' | b'<' | b'\n' | b'\t' | b'\r');
                value_to += 1;
            }
            if !closed {
                let message = format!("the attribute `{}` has no quoted value", shorten(name));
                return Err(self.error_at(Code::IllFormed, message, name_from..at, "write it as name='value'"));
            }
            let attr = Attr { name, prefix, raw: &source[value_from..value_to], plain };
            if !plain {
                self.check_value(attr.raw, value_from)?;
            }
            if let Some(prefix) = attr.declares() {
                self.bind(prefix, attr.value(), name_from..value_to + 1)?;
            }
            self.attrs.push(attr);
            at = value_to + 1;
        }
    }

    fn bind(&mut self, prefix: &'s str, uri: Cow<'s, str>, span: Range<usize>) -> Result<(), Error> {
        let wrong = (!prefix.is_empty() && uri.is_empty())
            || prefix == "xmlns"
            || (prefix == "xml") != (uri == XML_URI)
            || uri == XMLNS_URI;
        if wrong {
            let message = format!("the prefix `{prefix}` cannot stand for the name space `{uri}`");
            return Err(self.error_at(Code::IllFormed, message, span, "choose another prefix, or a URI"));
        }
        self.bindings.push(Binding { prefix, uri });
        Ok(())
    }

    fn check_value(&self, raw: &str, at: usize) -> Result<(), Error> {
        if let Some(less) = raw.find('<') {
            let place = at + less..at + less + 1;
            return Err(self.error_at(Code::IllFormed, "`<` in an attribute value".into(), place, "write `&lt;`"));
        }
        self.decode(raw, at, true).map(|_| ())
    }

    /// No two attributes of an element have the same name.
    fn check_duplicates(&self, prefixed: usize) -> Result<(), Error> {
        let attrs = self.attributes();
        let same = if attrs.len() <= 16 {
            attrs
                .iter()
                .enumerate()
                .find(|(i, attr)| attrs[..*i].iter().any(|other| other.name == attr.name))
                .map(|(_, attr)| attr)
        } else {
            let mut sorted: Vec<&Attr<'s>> = attrs.iter().collect();
            sorted.sort_by_key(|attr| (attr.name, attr.name.as_ptr() as usize));
            sorted.windows(2).find(|pair| pair[0].name == pair[1].name).map(|pair| pair[1])
        };
        let same = same.or_else(|| if prefixed > 1 { self.same_expanded_name() } else { None });
        let Some(attr) = same else { return Ok(()) };
        let at = attr.name.as_ptr() as usize - self.source.as_ptr() as usize;
        let message = format!("the attribute `{}` stands twice", shorten(attr.name));
        Err(self.error_at(Code::IllFormed, message, at..at + attr.name.len(), "keep one of them"))
    }

    /// The second of two attributes whose prefixes stand for one name space.
    fn same_expanded_name(&self) -> Option<&Attr<'s>> {
        let mut names: Vec<_> = self
            .attributes()
            .iter()
            .filter(|attr| attr.declares().is_none())
            .filter_map(|attr| {
                let (prefix, local) = split(attr.name);
                (!prefix.is_empty())
                    .then(|| (self.resolve(prefix, 0).map(|(uri, _)| uri), local, attr.name.as_ptr() as usize, attr))
            })
            .collect();
        names.sort_by_key(|(uri, local, at, _)| (*uri, *local, *at));
        names.windows(2).find(|pair| (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1)).map(|pair| pair[1].3)
    }

    fn check_prefixes(&self, name: &str) -> Result<(), Error> {
        let attributes = self.attributes().iter().filter(|attr| attr.declares().is_none()).map(|attr| attr.name);
        for name in [name].into_iter().chain(attributes) {
            let prefix = split(name).0;
            if !prefix.is_empty() && self.resolve(prefix, 0).is_none() {
                let at = name.as_ptr() as usize - self.source.as_ptr() as usize;
                let message = format!("the prefix `{}` is not declared", shorten(prefix));
                let help = "declare it: xmlns:PREFIX='URI' on this or an outer element";
                return Err(self.error_at(Code::IllFormed, message, at..at + name.len(), help));
            }
            if name.contains(':') {
                self.check_name(name)?;
            }
        }
        let declared = self.attributes().iter().filter(|attr| attr.declares().is_some());
        declared.filter(|attr| attr.name != "xmlns").try_for_each(|attr| self.check_name(attr.name))
    }

    fn end(&mut self) -> Result<Token<'s>, Error> {
        let tag = &self.source[self.span.start + 2..self.span.end - 1];
        let name = tag.trim_end_matches([' ', '\t', '\n', '\r']);
        let Some(open) = self.open.last().copied() else {
            let message = format!("the end tag </{}> closes nothing", shorten(name));
            return Err(self.error(Code::IllFormed, &message, "remove it, or add the start tag"));
        };
        if open.name != name {
            let line = Position::of(self.source, open.start..open.start).line;
            let message = format!("</{}> closes <{}> of line {line}", shorten(name), shorten(open.name));
            let help = format!("write </{}> first", shorten(open.name));
            return Err(self.error(Code::IllFormed, &message, &help));
        }
        // The element stays current while its end token is looked at.
        self.pending_close = true;
        Ok(Token::End)
    }

    fn close(&mut self) {
        if let Some(open) = self.open.pop() {
            self.attrs.truncate(open.attrs);
            self.bindings.truncate(open.bindings);
        }
        if self.open.is_empty() {
            self.root = Root::Closed;
        }
    }

    /// A run of text up to the next markup; `None` for blanks outside of the root.
    fn text(&mut self) -> Result<Option<Cow<'s, str>>, Error> {
        let start = self.span.start;
        if self.source.as_bytes().get(self.span.end) == Some(&b'&') || self.source.as_bytes()[start] == b'&' {
            let rest = &self.source.as_bytes()[start..];
            let end = start + memchr::memchr(b'<', rest).unwrap_or(rest.len());
            self.decode(&self.source[start..end], start, false)?;
            while self.position() < end {
                if let Err(error) = self.reader.read_event() {
                    return Err(self.syntax_error(start, &error));
                }
            }
            self.span = start..end;
        }
        let raw = &self.source[self.span.clone()];
        let spaces = raw.bytes().all(|byte| matches!(byte, b' ' | b'\n' | b'\t'));
        if spaces && !self.open.is_empty() {
            // Blanks between two tags say nothing, unless they are all that an element holds.
            let next = self.source.as_bytes().get(self.span.end + 1);
            let between = match self.last {
                Last::Start => !matches!(next, Some(b'/' | b'!' | b'?')),
                Last::End => !matches!(next, Some(b'!' | b'?')),
                Last::Other => false,
            };
            return Ok((!between).then_some(Cow::Borrowed(raw)));
        }
        if self.open.is_empty() {
            if raw.bytes().all(is_blank) {
                return Ok(None);
            }
            self.inside("text")?;
        }
        if let Some(at) = memchr::memchr(b']', raw.as_bytes()).and_then(|_| raw.find("]]>")) {
            let place = start + at..start + at + 3;
            return Err(self.error_at(Code::IllFormed, "`]]>` in text".into(), place, "write `]]&gt;`"));
        }
        self.decode(raw, start, false).map(Some)
    }

    fn decode(&self, raw: &'s str, at: usize, attribute: bool) -> Result<Cow<'s, str>, Error>
    where
        's: 's,
    {
        decode(raw, attribute).map_err(|bad| {
            let reference = &raw[bad..];
            let end = reference.find(';').map_or(1, |end| end + 1).min(32);
            let end = (1..=end).rev().find(|end| reference.is_char_boundary(*end)).unwrap_or(1);
            let message = format!("`{}` is not a reference that XML knows", &reference[..end]);
            let help = "write `&amp;` for `&`; only amp, lt, gt, quot, apos and character numbers are known";
            self.error_at(Code::IllFormed, message, at + bad..at + bad + end, help)
        })
    }

    fn comment(&self) -> Result<Token<'s>, Error> {
        let from = self.span.start + "<!--".len();
        let text = &self.source[from..self.span.end - "-->".len()];
        if let Some(at) = text.find("--").or_else(|| text.ends_with('-').then(|| text.len() - 1)) {
            let place = from + at..from + at + 1;
            return Err(self.error_at(Code::IllFormed, "`--` in a comment".into(), place, "break up the hyphens"));
        }
        Ok(Token::Comment(text))
    }

    fn processing_instruction(&self) -> Result<Token<'s>, Error> {
        let text = &self.source[self.span.start + 2..self.span.end - 2];
        let target = text.split([' ', '\t', '\n', '\r']).next().unwrap_or_default();
        if !is_nc_name(target) || target.eq_ignore_ascii_case("xml") {
            let help = "an XML declaration stands at the very start; other targets are names";
            return Err(self.error(Code::IllFormed, "a processing instruction without a proper target", help));
        }
        Ok(Token::ProcessingInstruction(text))
    }

    fn declaration(&mut self) -> Result<(), Error> {
        let help = "the declaration is <?xml version='1.0' encoding='UTF-8'?>, at the very start, or left out";
        if self.span.start != 0 {
            return Err(self.error(Code::IllFormed, "an XML declaration in the middle of the document", help));
        }
        let (from, end) = (self.span.start + "<?xml".len(), self.span.end - 2);
        self.read_attributes(from, end)?;
        let names: Vec<&str> = self.attrs.iter().map(|attr| attr.name).collect();
        let values = self.attrs.iter().all(|attr| match attr.name {
            "version" => attr
                .raw
                .strip_prefix("1.")
                .is_some_and(|minor| !minor.is_empty() && minor.bytes().all(|byte| byte.is_ascii_digit())),
            "encoding" => {
                attr.raw.starts_with(|c: char| c.is_ascii_alphabetic())
                    && attr.raw.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
            }
            _ => matches!(attr.raw, "yes" | "no"),
        });
        self.attrs.clear();
        let good = matches!(
            names[..],
            ["version"] | ["version", "encoding" | "standalone"] | ["version", "encoding", "standalone"]
        );
        if !(good && values) {
            return Err(self.error(Code::IllFormed, "a malformed XML declaration", help));
        }
        Ok(())
    }

    fn inside(&self, what: &str) -> Result<(), Error> {
        if !self.open.is_empty() {
            return Ok(());
        }
        let place = if self.root == Root::Awaited { "before" } else { "after" };
        let message = format!("{what} {place} the root element");
        Err(self.error(Code::IllFormed, &message, "only comments and blanks may stand outside of the root"))
    }

    fn eof(&mut self) -> Result<Token<'s>, Error> {
        if let Some(open) = self.open.last() {
            let message = format!("the document ends before </{}>", shorten(open.name));
            let line = Position::of(self.source, open.start..open.start).line;
            let help = format!("it is cut short, or the end tag of <{}> of line {line} is missing", shorten(open.name));
            return Err(self.error(Code::IllFormed, &message, &help));
        }
        if self.root == Root::Awaited {
            return Err(self.error(Code::IllFormed, "there is no root element", "the document is empty"));
        }
        Ok(Token::Eof)
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.source.len())
    }

    fn syntax_error(&self, start: usize, error: &quick_xml::Error) -> Error {
        let message = match error {
            quick_xml::Error::Syntax(error) => error.to_string(),
            other => other.to_string(),
        };
        self.error_at(
            Code::IllFormed,
            message,
            start..start + 1,
            "the document is cut short, or a bracket or quote is missing",
        )
    }

    pub(crate) fn error(&self, code: Code, message: &str, help: &str) -> Error {
        self.error_at(code, message.to_owned(), self.span.clone(), help)
    }

    fn error_at(&self, code: Code, message: String, range: Range<usize>, help: &str) -> Error {
        let text = self.source.get(range.clone()).map(|text| shorten(text).into_owned()).unwrap_or_default();
        Error::new(Diagnostic {
            code,
            message,
            help: Some(help.to_owned()),
            path: if self.quiet { String::new() } else { source_map::path_at(self.source, range.start) },
            position: Position::of(self.source, range),
            text,
        })
    }

    /// An error that concerns the whole document, whose text is not looked at.
    fn plain_error(&self, code: Code, message: String, help: &str) -> Error {
        let position = Position { range: 0..0, line: 1, column: 1 };
        let help = Some(help.to_owned());
        Error::new(Diagnostic { code, message, help, position, path: String::new(), text: String::new() })
    }
}
