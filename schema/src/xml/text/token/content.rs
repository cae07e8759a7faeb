//! Content between tags: text, comments, instructions, the declaration.

use std::borrow::Cow;

use super::{Root, Token, Tokens};
use crate::report::Code;
use crate::xml::text::chars::{decode, is_blank, is_instruction, unix_lines};
use crate::xml::text::error::Error;

impl<'s> Tokens<'s> {
    /// A run of text up to the next markup; `None` for blanks outside of the root.
    pub(super) fn text(&mut self) -> Result<Option<Cow<'s, str>>, Error> {
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
        if self.open.is_empty() {
            if raw.bytes().all(is_blank) {
                return Ok(None);
            }
            self.inside("text")?;
        }
        if memchr::memchr3(b']', b'&', b'\r', raw.as_bytes()).is_none() {
            return Ok(Some(Cow::Borrowed(raw)));
        }
        if let Some(at) = raw.find("]]>") {
            let place = start + at..start + at + 3;
            return Err(self.error_at(
                Code::ILL_FORMED,
                "`]]>` is not allowed in text".into(),
                place,
                "write `]]&gt;`",
            ));
        }
        self.decode(raw, start, false).map(Some)
    }

    /// Resolves the references of a text or attribute value at a place.
    pub(super) fn decode(&self, raw: &'s str, at: usize, attribute: bool) -> Result<Cow<'s, str>, Error> {
        decode(raw, attribute).map_err(|bad| {
            let reference = &raw[bad..];
            let end = reference.find(';').map_or(1, |end| end + 1).min(32);
            let end = (1..=end).rev().find(|end| reference.is_char_boundary(*end)).unwrap_or(1);
            let message = format!("invalid reference `{}`", &reference[..end]);
            let help = "write `&amp;` for `&`; only `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&apos;` and character references are valid";
            self.error_at(Code::ILL_FORMED, message, at + bad..at + bad + end, help)
        })
    }

    pub(super) fn character_data(&self) -> Result<Token<'s>, Error> {
        self.inside("CDATA section")?;
        let (from, to) = (self.span.start + "<![CDATA[".len(), self.span.end - "]]>".len());
        Ok(Token::Text(unix_lines(&self.source[from..to])))
    }

    pub(super) fn comment(&self) -> Result<Token<'s>, Error> {
        let from = self.span.start + "<!--".len();
        let text = &self.source[from..self.span.end - "-->".len()];
        if let Some(at) = text.find("--").or_else(|| text.ends_with('-').then(|| text.len() - 1)) {
            let place = from + at..from + at + 1;
            return Err(self.error_at(
                Code::ILL_FORMED,
                "`--` is not allowed in a comment".into(),
                place,
                "separate the hyphens",
            ));
        }
        Ok(Token::Comment(text))
    }

    pub(super) fn processing_instruction(&self) -> Result<Token<'s>, Error> {
        let text = &self.source[self.span.start + 2..self.span.end - 2];
        if !is_instruction(text) {
            let help =
                "write `<?NAME ...?>`; the target `xml` is reserved for the declaration at the start of the document";
            return Err(self.error(Code::ILL_FORMED, "invalid target of a processing instruction", help));
        }
        Ok(Token::ProcessingInstruction(text))
    }

    pub(super) fn declaration(&mut self) -> Result<(), Error> {
        let help = "write `<?xml version='1.0' encoding='UTF-8'?>` at the start of the document, or remove it";
        if self.span.start != 0 {
            return Err(self.error(Code::ILL_FORMED, "unexpected XML declaration", help));
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
            return Err(self.error(Code::ILL_FORMED, "malformed XML declaration", help));
        }
        Ok(())
    }

    /// Refuses content that is only allowed inside of the root element.
    pub(super) fn inside(&self, what: &str) -> Result<(), Error> {
        if !self.open.is_empty() {
            return Ok(());
        }
        let place = if self.root == Root::Awaited { "before" } else { "after" };
        let message = format!("unexpected {what} {place} the root element");
        Err(self.error(
            Code::ILL_FORMED,
            &message,
            "only comments and whitespace are allowed outside of the root element",
        ))
    }
}
