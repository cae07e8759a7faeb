//! What a reader finds wrong: messages, hints, places.

use std::ops::Range;

use super::Reader;
use crate::report::{Code, Finding, Position, Severity, nearest};
use crate::xml::codec::table::{Datatype, ElementDef, FieldDef, FieldKind, Term};
use crate::xml::text::chars::shorten;
use crate::xml::text::source_map;

/// A finding whose line and path are not yet known.
pub(super) struct Found {
    code: Code,
    range: Range<usize>,
    message: String,
    help: Option<String>,
}

impl Reader<'_> {
    pub(super) fn wrong_value(
        &mut self,
        code: Code,
        field: &FieldDef,
        datatype: &Datatype,
        text: &str,
        range: Range<usize>,
    ) {
        if self.is_full() {
            return;
        }
        let what = match field.kind {
            FieldKind::Attribute(_) => format!("`{}`", field.name),
            FieldKind::Text(_) => "the text".to_owned(),
            _ => format!("<{}>", field.name),
        };
        let keywords: Vec<&str> = datatype.keywords().map(|keyword| keyword.name).collect();
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let numbers = datatype.terms.iter().any(|term| matches!(term, Term::Integer { .. }));
        let number = numbers && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let message = match code {
            Code::UNKNOWN_KEYWORD => format!("{what} cannot be `{}`", shorten(text)),
            _ if number => format!("{what} is `{}`, which is out of the range of {}", shorten(text), datatype.name),
            _ => format!("{what} is `{}`, which is not of type {}", shorten(text), datatype.name),
        };
        let help = match (nearest(text, keywords.iter().copied()), keywords.is_empty()) {
            _ if number && code == Code::INVALID_VALUE => {
                Some(format!("{} Numbers have at most 64 bits.", datatype.doc).trim_start().to_owned())
            }
            (Some(near), _) => Some(format!("did you mean `{near}`?")),
            (None, false) => Some(format!("one of {}", keywords.join(", "))),
            (None, true) => (!datatype.doc.is_empty()).then(|| datatype.doc.to_owned()),
        };
        self.found(code, range, message, help);
    }

    pub(super) fn unknown_tag(&mut self, field: &FieldDef) {
        let FieldKind::Element { def, .. } = field.kind else { return };
        let def = def();
        let Some(tag) = def.tag else { return };
        let Some(attr) = self.tokens.attributes().iter().find(|attr| attr.name == tag).copied() else { return };
        let names = def.variants.iter().map(|variant| variant.name);
        let help = match nearest(&attr.value(), names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("one of {}", names.collect::<Vec<_>>().join(", ")),
        };
        let at = self.offset(attr.name);
        let message = format!("`{tag}` cannot be `{}`", shorten(&attr.value()));
        self.found(Code::UNKNOWN_KEYWORD, at..at + attr.name.len(), message, Some(help));
    }

    pub(super) fn unknown_element(&mut self, def: &ElementDef, level: usize, name: &str, range: Range<usize>) {
        if self.is_full() {
            return;
        }
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
        self.found(Code::UNKNOWN_ELEMENT, range, message, help);
    }

    pub(super) fn found_instruction(&mut self) {
        self.found(Code::PROCESSING_INSTRUCTION, self.tokens.span.clone(), "a processing instruction".to_owned(), None);
    }

    pub(super) fn found(&mut self, code: Code, range: Range<usize>, message: String, help: Option<String>) {
        if !self.is_full() {
            self.found.push(Found { code, range, message, help });
        }
    }

    /// Whether no more findings are listed; then one more is counted.
    pub(super) fn is_full(&mut self) -> bool {
        let full = self.found.len() >= self.listed;
        self.unlisted += usize::from(full);
        full
    }

    /// Gives the findings their lines and paths, in one walk over the source.
    pub(super) fn findings(self) -> Vec<Finding> {
        let mut found = self.found;
        if self.unlisted > 0 {
            let end = self.tokens.source.len();
            let message = format!("{} more findings are not listed", self.unlisted);
            found.push(Found { code: Code::MORE_FINDINGS, range: end..end, message, help: None });
        }
        if found.is_empty() {
            return Vec::new();
        }
        found.sort_by_key(|found| found.range.start);
        let source = self.tokens.source;
        let offsets: Vec<usize> = found.iter().map(|found| found.range.start).collect();
        let paths = source_map::paths_at(source, &offsets);
        let positions = Position::all(source, found.iter().map(|found| found.range.clone()));
        found
            .into_iter()
            .zip(paths)
            .zip(positions)
            .map(|((found, path), position)| {
                let text = source.get(found.range).map(|text| shorten(text).into_owned()).unwrap_or_default();
                let finding = Finding::new(found.code, found.message).severity(Severity::Warning);
                Finding { help: found.help, ..finding.path(path).position(position).text(text) }
            })
            .collect()
    }
}
