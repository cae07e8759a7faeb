//! Values: texts that become typed, and unrecognized content next to them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::Reader;
use super::content::{Content, is_blank, place_last};
use crate::report::Code;
use crate::xml::codec::extra::{Extra, FieldText, KeptAttribute, KeptElement, NamespaceDecl, Node};
use crate::xml::codec::slot::{Fields, Outcome, SlotMut};
use crate::xml::codec::table::{ElementDef, FieldDef, Format};
use crate::xml::text::chars::shorten;
use crate::xml::text::error::Error;
use crate::xml::text::token::{Attr, Token};

impl<'s> Reader<'s> {
    /// A child that holds nothing but a value.
    pub(super) fn value_child(
        &mut self,
        fields: &mut dyn Fields,
        def: &'static ElementDef,
        content: &mut Content<'s>,
        index: usize,
        count: usize,
        empty: bool,
    ) -> Result<(), Error> {
        let (start, level) = (self.tokens.span.start, self.tokens.level() - 1);
        let mut rest = Extra::default();
        let (text, at) = self.simple(&mut rest, empty, true)?;
        let repeated = def.index.rows[index].repeated;
        if self.value(fields, def, index, &text, at, content.level + 1) == Outcome::Invalid && repeated {
            let kept = self.kept_value(start..self.tokens.span.end, level);
            self.keep_node(fields, def, content, Node::Element(kept));
            place_last(fields, index, count);
        } else {
            content.keep_rest(fields, index, count, rest);
            content.placed(fields, index, count);
        }
        Ok(())
    }

    /// An element that has been passed, with what its prefixes mean: all words before a colon are taken for such.
    fn kept_value(&self, range: Range<usize>, level: usize) -> KeptElement {
        let text = &self.tokens.source[range];
        let mut bindings = Vec::new();
        if self.tokens.has_bindings() {
            let word = |at: usize| text[..at].rsplit(['<', '/', ' ', '\t', '\n', '\r', ':']).next().unwrap_or_default();
            let prefixes: BTreeSet<&str> = text.match_indices(':').map(|(at, _)| word(at)).chain([""]).collect();
            for prefix in prefixes {
                if let Some((uri, true)) = self.tokens.resolve(prefix, level) {
                    bindings.push(NamespaceDecl { prefix: prefix.into(), uri: uri.into() });
                }
            }
        }
        KeptElement { text: text.into(), bindings }
    }

    /// Reads an element that should hold only text, or nothing if it has no value; the rest goes to `extra`.
    pub(super) fn simple(
        &mut self,
        extra: &mut Extra,
        empty: bool,
        valued: bool,
    ) -> Result<(Cow<'s, str>, Range<usize>), Error> {
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
            let message = format!("unknown attribute `{}` in `<{name}>`", shorten(attr.name));
            self.found(Code::UNKNOWN_ATTRIBUTE, at..at + attr.name.len(), message, None);
        }
        if empty {
            return Ok((Cow::Borrowed(""), tag));
        }
        let mut value: Option<(Cow<'s, str>, Range<usize>)> = None;
        let (mut run, mut run_at, mut elements) = (Cow::Borrowed(""), tag.end..tag.end, false);
        loop {
            let token = self.tokens.next()?;
            let ends = matches!(token, Token::Start { .. } | Token::End | Token::Eof);
            if ends || !valued && !matches!(token, Token::Text(_)) {
                // Blanks are the value if they are all there is.
                let all = !elements && !matches!(token, Token::Start { .. });
                let run = std::mem::replace(&mut run, Cow::Borrowed(""));
                if valued && value.is_none() && (all || !is_blank(&run)) {
                    value = Some((run, run_at.clone()));
                } else if !is_blank(&run) {
                    let message = match valued {
                        true => format!("unexpected text in `<{name}>` after an element"),
                        false => format!("`<{name}>` holds no text"),
                    };
                    self.found(Code::STRAY_TEXT, run_at.clone(), message, None);
                    push_text(extra, &run);
                }
            }
            match token {
                Token::Text(text) if run.is_empty() => (run, run_at) = (text, self.tokens.span.clone()),
                Token::Text(text) => run.to_mut().push_str(&text),
                Token::Start { empty } => {
                    elements = true;
                    let (child, start) = (self.tokens.current().map_or("", |open| open.name), self.tokens.span.clone());
                    let kept = self.keep(empty)?;
                    let message = format!("unknown element `<{}>` in `<{name}>`", shorten(child));
                    self.found(Code::UNKNOWN_ELEMENT, start, message, None);
                    extra.push_node(Node::Element(kept));
                }
                Token::Comment(comment) => extra.push_node(Node::Comment(comment.into())),
                Token::ProcessingInstruction(pi) => {
                    self.found_instruction();
                    extra.push_node(Node::ProcessingInstruction(pi.into()));
                }
                Token::End | Token::Eof => return Ok(value.unwrap_or((Cow::Borrowed(""), tag.end..tag.end))),
            }
        }
    }

    /// Gives a text to the field of a row.
    pub(super) fn value(
        &mut self,
        fields: &mut dyn Fields,
        def: &'static ElementDef,
        index: usize,
        text: &str,
        range: Range<usize>,
        level: usize,
    ) -> Outcome {
        let row = &def.index.rows[index];
        let format = if row.conditional { self.format(&def.fields[index], level) } else { row.format };
        let (SlotMut::Value(slot), Some(datatype)) = (fields.slot_mut(index), row.datatype) else {
            return Outcome::Invalid;
        };
        let count = if row.repeated { slot.count() } else { 0 };
        let outcome = slot.read(text, format, datatype, &mut self.scratch);
        if outcome != Outcome::Exact {
            self.inexact(fields, def, (index, count), text, range, outcome);
        }
        outcome
    }

    /// Reports and preserves a text that is not what writing its field would give.
    #[cold]
    fn inexact(
        &mut self,
        fields: &mut dyn Fields,
        def: &'static ElementDef,
        (index, count): (usize, usize),
        text: &str,
        range: Range<usize>,
        outcome: Outcome,
    ) {
        let (field, row) = (&def.fields[index], &def.index.rows[index]);
        let code = match outcome {
            Outcome::Other => Some(Code::UNKNOWN_KEYWORD),
            Outcome::Invalid => Some(Code::INVALID_VALUE),
            Outcome::Exact | Outcome::Spelled => None,
        };
        if let (Some(code), Some(datatype)) = (code, row.datatype) {
            self.wrong_value(code, field, datatype, text, range);
        }
        let invalid = outcome == Outcome::Invalid;
        if ((invalid && !row.repeated) || outcome == Outcome::Spelled)
            && let Some(extra) = fields.extra_mut()
        {
            let text = FieldText { field: index as u16, index: count as u32, text: text.into(), invalid };
            extra.kept_mut().texts.push(text);
        }
    }

    /// The number format of a field at this place; `level` is that of the element that has it.
    fn format(&self, field: &FieldDef, level: usize) -> Format {
        let value = |up: u8, name: &str| {
            let attrs = self.tokens.attributes_at(level.checked_sub(1 + usize::from(up))?);
            attrs.iter().find(|attr| attr.name == name).map(Attr::value)
        };
        if field.decimal_when.iter().any(|case| case.holds(value)) { Format::Plain } else { field.format }
    }
}

/// Text nodes must not touch: two runs would become one.
fn push_text(extra: &mut Extra, text: &str) {
    extra.push_node(Node::Text(text.into()));
}
