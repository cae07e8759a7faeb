//! Findings of the reader: messages, help, places.

use std::ops::Range;

use super::Reader;
use crate::report::{Code, Finding, Position, Severity, nearest};
use crate::xml::codec::table::{Datatype, ElementDef, FieldDef, FieldKind, meant};
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
        let what = if matches!(field.kind, FieldKind::Text(_)) { "value" } else { field.name };
        let text = shorten(text);
        let digits = text.strip_prefix(['-', '+']).unwrap_or(&text);
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let (message, help) = match datatype.bounds().filter(|_| is_number && code == Code::INVALID_VALUE) {
            Some(bounds) => (format!("{what} `{text}` is out of range ({bounds})"), None),
            None if datatype.words().is_empty() => (format!("invalid {what} `{text}`"), datatype.help(&text)),
            None => (format!("unknown {what} `{text}`"), datatype.help(&text)),
        };
        self.found(code, range, message, help);
    }

    pub(super) fn unknown_tag(&mut self, field: &FieldDef) {
        let FieldKind::Element { def, .. } = field.kind else { return };
        let def = def();
        let Some(tag) = def.tag else { return };
        let Some(attr) = self.tokens.attributes().iter().find(|attr| attr.name == tag).copied() else { return };
        let names: Vec<&str> = def.variants.iter().map(|variant| variant.name).collect();
        let help = meant(&attr.value(), &names);
        let at = self.offset(attr.name);
        let message = format!("unknown {tag} `{}`", shorten(&attr.value()));
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
        let help = nearest(name, legal).map(|near| format!("did you mean `<{near}>`?"));
        let message = format!("unknown element `<{}>` in `<{parent}>`", shorten(name));
        self.found(Code::UNKNOWN_ELEMENT, range, message, help);
    }

    pub(super) fn found_instruction(&mut self) {
        self.found(Code::PROCESSING_INSTRUCTION, self.tokens.span.clone(), "processing instruction".to_owned(), None);
    }

    pub(super) fn found(&mut self, code: Code, range: Range<usize>, message: String, help: Option<String>) {
        if !self.is_full() {
            self.found.push(Found { code, range, message, help });
        }
    }

    /// Returns `true` if no more findings are listed; then one more is counted.
    pub(super) fn is_full(&mut self) -> bool {
        let full = self.found.len() >= self.listed;
        self.unlisted += usize::from(full);
        full
    }

    /// Gives the findings their lines and paths, in one walk over the source.
    pub(super) fn findings(self, root: &'static ElementDef) -> Vec<Finding> {
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
                let help = match found.code {
                    Code::STRAY_TEXT => found.help.or_else(|| namesake(root, &path, text.trim())),
                    _ => found.help,
                };
                let finding = Finding::new(found.code, found.message).severity(Severity::Warning);
                Finding { help, ..finding.path(path).position(position).text(text) }
            })
            .collect()
    }
}

/// The question whether a sibling of a similar name was meant, which holds text as the one at a path does not.
fn namesake(root: &'static ElementDef, path: &str, text: &str) -> Option<String> {
    let (parent, name) = path.strip_prefix('/')?.rsplit_once('/')?;
    let name = name.split('[').next()?;
    let mut def = root;
    for step in parent.split('/').skip(1) {
        let step = step.split('[').next()?;
        def = def.fields.iter().find_map(|field| match field.kind {
            FieldKind::Element { def, .. } if field.name == step => Some(def()),
            FieldKind::Choice { def } => {
                def().variants.iter().find(|variant| variant.name == step).map(|variant| (variant.def)())
            }
            _ => None,
        })?;
    }
    let holds_text = |field: &&FieldDef| match field.kind {
        FieldKind::Value { .. } => true,
        FieldKind::Element { def, .. } => def().index.text.is_some(),
        _ => false,
    };
    let siblings = def.fields.iter().filter(holds_text).map(|field| field.name);
    let near = nearest(name, siblings.filter(|sibling| *sibling != name))?;
    Some(format!("did you mean `<{near}>{text}</{near}>`?"))
}
