//! Values, escapes, and what was kept as it stood.

use super::Writer;
use super::frame::{Frame, ends_early, no_instruction, not_writable};
use super::names::declaration;
use crate::xml::codec::extra::{Kept, KeptElement, Node};
use crate::xml::codec::index::Class;
use crate::xml::codec::slot::ValueSlot;
use crate::xml::codec::table::{Case, Format};
use crate::xml::text::chars::{is_char, is_instruction};
use crate::xml::text::error::Error;

/// Bytes that may need an escape, or begin a character that XML cannot carry.
static SUSPECT: [bool; 256] = {
    let mut suspect = [false; 256];
    let mut i = 0;
    while i < suspect.len() {
        suspect[i] = i < 0x20 || matches!(i as u8, b'&' | b'<' | b'>' | b'\'' | b'"' | 0xef);
        i += 1;
    }
    suspect
};

impl<'a> Writer<'a> {
    /// Appends the text of a value, escaped; `kept` is of the element that has it. The error is a
    /// character that XML cannot carry.
    pub(super) fn value(
        &mut self,
        frame: &Frame<'_, 'a>,
        kept: Option<&Kept>,
        place: (usize, usize),
        slot: &dyn ValueSlot,
    ) -> Result<(), char> {
        let from = self.out.len();
        if self.plain_value(frame, kept, place, slot) {
            return Ok(());
        }
        self.escape(from, frame.fields.def().index.rows[place.0].class == Class::Attribute)
    }

    /// Appends the text of a value as it is to be read; returns whether it surely needs no escape.
    pub(super) fn plain_value(
        &mut self,
        frame: &Frame<'_, 'a>,
        kept: Option<&Kept>,
        (row, index): (usize, usize),
        slot: &dyn ValueSlot,
    ) -> bool {
        let def = frame.fields.def();
        let field = &def.index.rows[row];
        if let Some(text) = kept.and_then(|kept| kept.text(row, index)) {
            let written = || !text.invalid && field.datatype.is_some_and(|it| slot.reads_as(index, &text.text, it));
            if index >= slot.count() || written() {
                self.out.push_str(&text.text);
                return false;
            }
        }
        let format = if field.conditional {
            let up = u8::from(field.class == Class::Value);
            let look = |case: &Case| case.holds(|level, name| frame.attribute(level.checked_sub(up)?, name));
            if def.fields[row].decimal_when.iter().any(look) { Format::Plain } else { field.format }
        } else {
            field.format
        };
        slot.write(index, &mut self.out, format)
    }

    /// Escapes what was appended from a place on.
    pub(super) fn escape(&mut self, from: usize, attribute: bool) -> Result<(), char> {
        escape(&mut self.out, from, attribute)
    }

    /// Gives the start tag that was appended from a place on the quotes that libxml2 writes.
    pub(super) fn in_double_quotes(&mut self, start: usize) {
        let tag = self.out.split_off(start).replace('\'', "\"").replace("&apos;", "'");
        self.out.push_str(&tag);
    }

    pub(super) fn newline(&mut self, depth: usize) {
        const BLANKS: &str = "\n                                                                ";
        let mut rest = depth * 2;
        let piece = rest.min(BLANKS.len() - 1);
        self.out.push_str(&BLANKS[..=piece]);
        rest -= piece;
        self.out.extend(std::iter::repeat_n(' ', rest));
    }

    pub(super) fn kept_node(&mut self, frame: &Frame<'_, 'a>, node: &Node, indent: Option<usize>) -> Result<(), Error> {
        if let Some(depth) = indent {
            self.newline(depth);
        }
        self.node(node, frame)
    }

    pub(super) fn node(&mut self, node: &Node, frame: &Frame<'_, 'a>) -> Result<(), Error> {
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
            Node::ProcessingInstruction(text) if is_instruction(text) => self.out.push_str(&format!("<?{text}?>")),
            Node::Comment(_) => return Err(ends_early(frame)),
            Node::ProcessingInstruction(_) => return Err(no_instruction(frame)),
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
    pub(super) fn kept_element(&mut self, kept: &KeptElement) {
        let (start, rest) = kept.text.split_at((1 + kept.name().len()).min(kept.text.len()));
        self.out.push_str(start);
        for decl in &kept.bindings {
            if self.scope.bound(&decl.prefix) != Some(&*decl.uri) {
                declaration(&mut self.out, &decl.prefix, &decl.uri);
            }
        }
        self.out.push_str(rest);
    }
}

/// Escapes what was appended from a place on, as libvirt does it; the error is a character that XML
/// cannot carry.
pub(super) fn escape(out: &mut String, from: usize, attribute: bool) -> Result<(), char> {
    let Some(first) = out.as_bytes()[from..].iter().position(|byte| SUSPECT[usize::from(*byte)]) else {
        return Ok(());
    };
    let tail = out.split_off(from + first);
    for c in tail.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\'' => out.push_str("&apos;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' if attribute => out.push_str("&#10;"),
            '\t' if attribute => out.push_str("&#9;"),
            c if is_char(c) => out.push(c),
            c => return Err(c),
        }
    }
    Ok(())
}
