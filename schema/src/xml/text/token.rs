//! The narrow interface over the XML reader: well-formed, name-space aware tokens with positions.
//!
//! quick-xml splits the text into markup; what XML and *Namespaces in XML* demand beyond that
//! (end tags, names, duplicate attributes, references, one root, bound prefixes, no document type)
//! is checked here, so that a document read to its end is well-formed.

mod attributes;
mod content;
mod names;
mod swar;

use std::borrow::Cow;
use std::io::BufRead as _;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::report::{Code, Finding, Position};
use crate::xml::text::bindings::Bindings;
use crate::xml::text::chars::{first_char, forbidden_character, shorten};
use crate::xml::text::error::Error;
use crate::xml::text::source_map;

pub(crate) use attributes::Attr;
pub(crate) use names::{XML_URI, is_reserved};

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
        names::parts(self.name, self.prefix)
    }
}

/// The tokens of a source text.
pub(crate) struct Tokens<'s> {
    pub(crate) source: &'s str,
    reader: Reader<&'s [u8]>,
    depth: usize,
    open: Vec<Open<'s>>,
    attrs: Vec<Attr<'s>>,
    bindings: Bindings<'s>,
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

impl<'s> Tokens<'s> {
    pub(crate) fn new(source: &'s str, limits: Limits) -> Result<Self, Error> {
        let mut tokens = Self::bare(source);
        tokens.depth = limits.depth.min(Limits::MAX_DEPTH);
        if source.len() > limits.size {
            let message = format!("the document has {} bytes, more than the limit of {}", source.len(), limits.size);
            return Err(tokens.plain_error(Code::TOO_LARGE, message, "raise the limit if the source is trusted"));
        }
        if let Some(at) = forbidden_character(source) {
            let message = format!("character U+{:04X} is not allowed in XML", first_char(&source[at..]));
            return Err(tokens.error_at(Code::ILL_FORMED, message, at..at + 1, "remove the character"));
        }
        Ok(tokens)
    }

    /// Tokens of a source whose errors nobody looks at; the depth is not bounded.
    pub(crate) fn quiet(source: &'s str) -> Self {
        let mut tokens = Self::bare(source);
        tokens.depth = usize::MAX;
        tokens.quiet = true;
        tokens
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
            bindings: Bindings::default(),
            span: 0..0,
            root: Root::Awaited,
            pending_close: false,
            last: Last::Other,
            quiet: false,
        }
    }

    /// The next token; after an error there is none.
    pub(crate) fn next(&mut self) -> Result<Token<'s>, Error> {
        if std::mem::take(&mut self.pending_close) {
            self.close();
        }
        self.pass_blanks();
        self.last = Last::Other;
        loop {
            let start = self.position();
            if start == 0 {
                self.second_mark()?;
            }
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.syntax_error(start, &error)),
            };
            self.span = start..self.position();
            match event {
                Event::Start(tag) => {
                    self.last = Last::Start;
                    return self.start(tag.name().0.len(), false);
                }
                Event::Empty(tag) => {
                    self.last = Last::End;
                    return self.start(tag.name().0.len(), true);
                }
                Event::End(_) => {
                    self.last = Last::End;
                    return self.end();
                }
                Event::Text(_) | Event::GeneralRef(_) => {
                    if let Some(text) = self.text()? {
                        return Ok(Token::Text(text));
                    }
                }
                Event::CData(_) => return self.character_data(),
                Event::Comment(_) => return self.comment(),
                Event::PI(_) => return self.processing_instruction(),
                Event::Decl(_) => self.declaration()?,
                Event::DocType(_) => {
                    let help = "remove the <!DOCTYPE ...>; libvirt's documents have none";
                    return Err(self.error(Code::DOCTYPE_REFUSED, "document type declarations are not allowed", help));
                }
                Event::Eof => return self.eof(),
            }
        }
    }

    /// The innermost open element: of a start token, the one it opened.
    pub(crate) fn current(&self) -> Option<&Open<'s>> {
        self.open.last()
    }

    /// The number of open elements.
    pub(crate) fn level(&self) -> usize {
        self.open.len()
    }

    /// The open element at a level, counted from 0 at the root.
    pub(crate) fn open_at(&self, level: usize) -> Option<&Open<'s>> {
        self.open.get(level)
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

    /// Passes over blanks between two tags, which say nothing unless they are all that an element holds.
    fn pass_blanks(&mut self) {
        let rest = *self.reader.get_ref();
        let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\t')).count();
        let (Some(b'<'), Some(next)) = (rest.get(blanks), rest.get(blanks + 1)) else { return };
        let between = match self.last {
            Last::Start => !matches!(next, b'/' | b'!' | b'?'),
            Last::End => !matches!(next, b'!' | b'?'),
            Last::Other => false,
        };
        if between {
            self.reader.stream().consume(blanks);
        }
    }

    /// A document's one byte order mark was taken off; quick-xml would pass over a second one unseen.
    fn second_mark(&mut self) -> Result<(), Error> {
        if self.source.starts_with('\u{feff}') {
            self.span = 0..'\u{feff}'.len_utf8();
            self.inside("text")?;
        }
        Ok(())
    }

    fn start(&mut self, name_len: usize, empty: bool) -> Result<Token<'s>, Error> {
        let (start, source) = (self.span.start, self.source);
        let name = &source[start + 1..start + 1 + name_len];
        if self.root == Root::Closed {
            let message = format!("unexpected second root element `<{}>`", shorten(name));
            let help = "a document has one root element; put the second into a file of its own";
            return Err(self.error(Code::ILL_FORMED, &message, help));
        }
        if name.is_empty() {
            return Err(self.error(Code::ILL_FORMED, "expected a name after `<`", "write `&lt;` for `<` in text"));
        }
        self.root = Root::Open;
        let around = swar::up_to(source.as_bytes(), start + 1 + name_len);
        let colon = swar::name_end(around, start + 1) - start - 1;
        let colon = (name.as_bytes().get(colon) == Some(&b':')).then_some(colon);
        let prefix = colon.unwrap_or_default();
        self.open.push(Open { name, prefix, start, attrs: self.attrs.len(), bindings: self.bindings.len() });
        let end = self.span.end - if empty { 2 } else { 1 };
        let names = self.read_attributes(start + 1 + name_len, end)?;
        self.check_duplicates(&names)?;
        if names.prefixed > 0 || colon.is_some() {
            self.check_prefixes(name)?;
        }
        if self.open.len() > self.depth {
            let message = format!("elements are nested deeper than the limit of {}", self.depth);
            return Err(self.error(Code::TOO_DEEP, &message, "documents of libvirt have fewer than 64 levels"));
        }
        self.pending_close = empty;
        Ok(Token::Start { empty })
    }

    fn end(&mut self) -> Result<Token<'s>, Error> {
        let tag = &self.source[self.span.start + 2..self.span.end - 1];
        if self.open.last().is_none_or(|open| open.name != tag) {
            self.check_end(tag.trim_end_matches([' ', '\t', '\n', '\r']))?;
        }
        // The element stays current while its end token is looked at.
        self.pending_close = true;
        Ok(Token::End)
    }

    fn check_end(&self, name: &str) -> Result<(), Error> {
        let Some(open) = self.open.last() else {
            let message = format!("unexpected end tag `</{}>`", shorten(name));
            return Err(self.error(Code::ILL_FORMED, &message, "remove it, or add the start tag"));
        };
        if open.name == name {
            return Ok(());
        }
        let line = Position::of(self.source, open.start..open.start).line;
        let message =
            format!("expected `</{}>` (opened at line {line}), found `</{}>`", shorten(open.name), shorten(name));
        if name.strip_prefix(open.name).is_some_and(|rest| rest.starts_with([' ', '\t', '\n', '\r'])) {
            let message = format!("unexpected text in the end tag `</{}>`", shorten(open.name));
            return Err(self.error(Code::ILL_FORMED, &message, "attributes belong in the start tag"));
        }
        let help = format!("write `</{}>` before it", shorten(open.name));
        Err(self.error(Code::ILL_FORMED, &message, &help))
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

    fn eof(&mut self) -> Result<Token<'s>, Error> {
        if let Some(open) = self.open.last() {
            let line = Position::of(self.source, open.start..open.start).line;
            let message =
                format!("expected `</{}>` (opened at line {line}), found the end of the document", shorten(open.name));
            let help = "the document is cut short, or the end tag is missing";
            return Err(self.error(Code::ILL_FORMED, &message, help));
        }
        if self.root == Root::Awaited {
            return Err(self.error(
                Code::ILL_FORMED,
                "the document has no root element",
                "add one, such as `<domain>`",
            ));
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
            Code::ILL_FORMED,
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
        let path = if self.quiet { String::new() } else { source_map::path_at(self.source, range.start) };
        let position = Position::of(self.source, range);
        Error::new(Finding::new(code, message).help(help).path(path).position(position).text(text))
    }

    /// An error that concerns the whole document, whose text is not looked at.
    fn plain_error(&self, code: Code, message: String, help: &str) -> Error {
        let position = Position { range: 0..0, line: 1, column: 1 };
        Error::new(Finding::new(code, message).help(help).position(position))
    }
}
