//! Attributes of a start tag.

use std::borrow::Cow;

use super::{Tokens, names, swar};
use crate::report::Code;
use crate::xml::text::chars::{decode, is_blank, same_name, shorten, split};
use crate::xml::text::error::Error;

/// An attribute as it is in the source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attr<'s> {
    /// Qualified name.
    pub(crate) name: &'s str,
    /// Length of the prefix; 0 without one.
    prefix: usize,
    /// The value as it was written.
    pub(super) raw: &'s str,
    plain: bool,
}

impl<'s> Attr<'s> {
    /// An attribute as read from a tag, without prefix and with nothing in its value to decode.
    pub(crate) fn plain(name: &'s str, value: &'s str) -> Self {
        Self { name, prefix: 0, raw: value, plain: true }
    }

    /// The value with references resolved; they were checked when the tag was read.
    pub(crate) fn value(&self) -> Cow<'s, str> {
        if self.plain { Cow::Borrowed(self.raw) } else { decode(self.raw, true).unwrap_or(Cow::Borrowed(self.raw)) }
    }

    /// Prefix and local part of the name.
    pub(crate) fn split(&self) -> (&'s str, &'s str) {
        names::parts(self.name, self.prefix)
    }

    /// The prefix that a declaration binds; empty for the default namespace.
    pub(crate) fn declares(&self) -> Option<&'s str> {
        match self.name.strip_prefix("xmlns")? {
            "" => Some(""),
            rest => rest.strip_prefix(':'),
        }
    }
}

impl<'s> Tokens<'s> {
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

    /// Reads `name="value"` pairs up to `end`.
    pub(super) fn read_attributes(&mut self, from: usize, end: usize) -> Result<NamesSeen, Error> {
        let (source, mut at, mut names) = (self.source, from, NamesSeen::default());
        let around = swar::up_to(source.as_bytes(), end);
        while at < end {
            match usual(around, at) {
                Some((name_to, value_to)) if value_to < end => {
                    let (name, raw) = (&source[at + 1..name_to], &source[name_to + 2..value_to]);
                    names.add(name);
                    self.attrs.push(Attr::plain(name, raw));
                    at = value_to + 1;
                }
                _ => at = self.read_attribute(at, end, &mut names)?,
            }
        }
        Ok(names)
    }

    /// Reads one pair, however it is written; returns the place behind it.
    fn read_attribute(&mut self, from: usize, end: usize, names: &mut NamesSeen) -> Result<usize, Error> {
        let source = self.source;
        let bytes = &source.as_bytes()[..end];
        let name_from = pass_blanks(bytes, from);
        if name_from == end {
            return Ok(end);
        }
        let mut at = find(bytes, name_from, |byte| is_blank(byte) || byte == b'=');
        let name = &source[name_from..at];
        let prefix = name.find(':');
        names.prefixed += usize::from(prefix.is_some());
        names.add(name);
        if name_from == from {
            let message = format!("expected a space before the attribute `{}`", shorten(name));
            return Err(self.error_at(Code::ILL_FORMED, message, at..at + 1, "separate attributes by spaces"));
        }
        at = pass_blanks(bytes, at);
        let equals = bytes.get(at) == Some(&b'=');
        at = pass_blanks(bytes, at + usize::from(equals));
        let quote = bytes.get(at).copied().filter(|byte| equals && matches!(byte, b'"' | b'\''));
        let value_from = (at + 1).min(end);
        let value_to = find(bytes, value_from, |byte| Some(byte) == quote);
        if value_to == end {
            let message = format!("attribute `{}` has no quoted value", shorten(name));
            return Err(self.error_at(Code::ILL_FORMED, message, name_from..at, "write it as `name='value'`"));
        }
        let raw = &source[value_from..value_to];
        let plain = !raw.bytes().any(|byte| matches!(byte, b'&' | b'<' | b'\n' | b'\t' | b'\r'));
        if !plain {
            self.check_value(raw, value_from)?;
        }
        let attr = Attr { name, prefix: prefix.unwrap_or_default(), raw, plain };
        if let Some(prefix) = attr.declares() {
            self.bind(prefix, attr.value(), name_from..value_to + 1)?;
        }
        self.attrs.push(attr);
        Ok(value_to + 1)
    }

    fn check_value(&self, raw: &'s str, at: usize) -> Result<(), Error> {
        if let Some(less) = raw.find('<') {
            let place = at + less..at + less + 1;
            return Err(self.error_at(
                Code::ILL_FORMED,
                "`<` is not allowed in an attribute value".into(),
                place,
                "write `&lt;`",
            ));
        }
        self.decode(raw, at, true).map(|_| ())
    }

    /// No two attributes of an element have the same name.
    pub(super) fn check_duplicates(&self, names: &NamesSeen) -> Result<(), Error> {
        if !names.twice && names.prefixed < 2 {
            return Ok(());
        }
        let attrs = self.attributes();
        let same = if attrs.len() <= 16 {
            let is_second = |i: &usize| attrs[..*i].iter().any(|other| same_name(other.name, attrs[*i].name));
            (1..attrs.len()).find(is_second).map(|i| &attrs[i])
        } else {
            let mut sorted: Vec<&Attr<'s>> = attrs.iter().collect();
            sorted.sort_by_key(|attr| (attr.name, attr.name.as_ptr() as usize));
            sorted.windows(2).find(|pair| pair[0].name == pair[1].name).map(|pair| pair[1])
        };
        let same = same.or_else(|| if names.prefixed > 1 { self.same_expanded_name() } else { None });
        let Some(attr) = same else { return Ok(()) };
        let at = attr.name.as_ptr() as usize - self.source.as_ptr() as usize;
        let message = format!("duplicate attribute `{}`", shorten(attr.name));
        Err(self.error_at(Code::ILL_FORMED, message, at..at + attr.name.len(), "keep one of them"))
    }

    /// The second of two attributes whose prefixes are bound to one namespace.
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
}

/// A digest of the names of a tag's attributes.
#[derive(Default)]
pub(super) struct NamesSeen {
    /// The number of those with a prefix.
    pub(super) prefixed: usize,
    /// A bit for each, the same for equal ones.
    seen: u64,
    /// True if two may be equal.
    twice: bool,
}

impl NamesSeen {
    fn add(&mut self, name: &str) {
        let (first, last) = (name.as_bytes().first(), name.as_bytes().last());
        let digest = usize::from(*first.unwrap_or(&0)) ^ (usize::from(*last.unwrap_or(&0)) << 2) ^ (name.len() << 4);
        let bit = 1 << (digest % 64);
        self.twice |= self.seen & bit != 0;
        self.seen |= bit;
    }
}

/// The ends of the name and the value of an attribute that is written as usual: behind one blank, without
/// prefix, no declaration, and with a value that is taken literally.
#[inline]
fn usual(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let [b' ', first] = *bytes.get(at..)?.first_chunk()? else { return None };
    let name_to = swar::name_end(bytes, at + 1);
    let [b'=', quote @ (b'\'' | b'"')] = *bytes.get(name_to..)?.first_chunk()? else { return None };
    let value_to = swar::value_end(bytes, name_to + 2, quote);
    (first != b'x' && *bytes.get(value_to)? == quote).then_some((name_to, value_to))
}

/// Place of the first byte of some kind, from a place on; the end if there is none.
fn find(bytes: &[u8], from: usize, is_it: impl Fn(u8) -> bool) -> usize {
    bytes[from..].iter().position(|byte| is_it(*byte)).map_or(bytes.len(), |at| from + at)
}

/// Place of the first byte that is no blank, from a place on.
fn pass_blanks(bytes: &[u8], from: usize) -> usize {
    find(bytes, from, |byte| !is_blank(byte))
}
