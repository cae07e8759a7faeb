//! Placeholders of a document.

use domxml_schema::Domain;
use domxml_schema::path::Path;
use domxml_schema::report::{Code, Finding, Findings, Position, nearest};
use domxml_schema::xml::{Outcome, SourceMap};

use super::placement::{Candidate, candidates};
use super::record::Record;
use super::{Placeholder, PlaceholderKind, ValueKind, code};

/// A placeholder of a document, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    candidate: Candidate,
    placeholder: Placeholder,
    position: Position,
}

impl Open {
    /// The placeholder to be filled in.
    pub fn placeholder(&self) -> &Placeholder {
        &self.placeholder
    }

    /// The path, such as `/domain/devices/lease[lockspace='red'][key='web']/target/@offset`.
    pub fn path(&self) -> &Path {
        &self.candidate.path
    }

    /// The path with repeated elements told apart by their number: `/domain/devices/lease[2]/target/@offset`.
    pub fn numbered_path(&self) -> &Path {
        &self.candidate.numbered_path
    }

    /// The text that is there: the placeholder as the document spells it.
    pub fn text(&self) -> &str {
        &self.candidate.text
    }

    /// The type of the value that belongs there, by the schema's name, such as `unsignedInt`.
    pub fn value_type(&self) -> &'static str {
        self.candidate.value_type
    }

    /// The position in the document; known after [`Open::locate`].
    pub fn position(&self) -> &Position {
        &self.position
    }

    /// Looks up the positions in a document of its placeholders.
    pub fn locate(open: &mut [Self], source: &str) {
        let paths: Vec<String> = open.iter().map(|open| open.numbered_path().to_string()).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        for (open, position) in open.iter_mut().zip(SourceMap::new(source).places(&paths)) {
            open.position = position.unwrap_or_default();
        }
    }

    /// Index in the list of devices, if it is in a device.
    pub(crate) fn device(&self) -> Option<usize> {
        self.candidate.device
    }

    /// Replaces the placeholder by a value.
    pub(crate) fn fill(&self, domain: &mut Domain, value: &str) -> Result<(), Finding> {
        let Candidate { numbered_path, kinds, text, .. } = &self.candidate;
        if value.parse::<Placeholder>().is_ok_and(|other| kinds.contains(&other.kind())) {
            let message = format!("the value `{value}` for `{text}` is a placeholder itself");
            return Err(self.finding(code::INVALID_REPLACEMENT, message).help("give it a value"));
        }
        let root = numbered_path.steps().first().map_or("", |step| &step.name);
        match numbered_path.change_in(domain, root, |node| node.set_text(value)).flatten() {
            Some(Outcome::Invalid) => {
                let expected = self.placeholder.kind().value().description();
                let finding = self.finding(code::INVALID_REPLACEMENT, format!("invalid value `{value}` for `{text}`"));
                Err(finding.help(format!("expected {expected}")))
            }
            Some(_) => Ok(()),
            None => {
                let message = format!("the place of `{text}` is gone");
                Err(self.finding(code::NOT_FILLED_IN, message).help("fill in before changing the document"))
            }
        }
    }

    /// An error about the placeholder.
    pub(crate) fn finding(&self, code: Code, message: impl Into<String>) -> Finding {
        self.candidate.finding(code, message)
    }
}

impl Candidate {
    fn finding(&self, code: Code, message: impl Into<String>) -> Finding {
        Finding::new(code, message).path(self.path.to_string()).text(&*self.text)
    }

    /// The kind of text: a placeholder, meant as one, or a value.
    fn classify(&self) -> Option<Result<Placeholder, Finding>> {
        let (word, _) = Placeholder::without_slash(&self.text).split_once(':')?;
        let is_word = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_uppercase());
        if !word.split('-').all(is_word) {
            return None;
        }
        let allowed = || {
            let allowed: Vec<String> = self.kinds.iter().map(|kind| format!("`{}`", kind.syntax())).collect();
            format!("allowed here: {}", allowed.join(" or "))
        };
        match self.text.parse::<Placeholder>() {
            Ok(placeholder) if self.kinds.contains(&placeholder.kind()) => Some(Ok(placeholder)),
            Ok(_) => {
                let message = format!("placeholder `{}` is not allowed here", self.text);
                Some(Err(self.finding(code::MISPLACED_PLACEHOLDER, message).help(allowed())))
            }
            Err(_) => {
                let near = nearest(word, self.kinds.iter().map(|kind| kind.word()))
                    .or_else(|| nearest(word, PlaceholderKind::ALL.iter().map(|kind| kind.word())));
                // Any text may be a serial number.
                if near.is_none() && self.kinds.iter().any(|kind| kind.value() == ValueKind::Text) {
                    return None;
                }
                let help = match near.and_then(PlaceholderKind::of_word) {
                    Some(kind) if self.kinds.contains(&kind) => format!("did you mean `{}`?", kind.syntax()),
                    _ => allowed(),
                };
                let message = format!("`{}` is not a placeholder", self.text);
                Some(Err(self.finding(code::INVALID_PLACEHOLDER, message).help(help)))
            }
        }
    }

    fn into_open(self, placeholder: Placeholder) -> Open {
        Open { candidate: self, placeholder, position: Position::default() }
    }
}

/// The placeholders by place and syntax, and the texts that are meant as one and are none.
pub(super) fn by_syntax(domain: &Domain, root: &str) -> Vec<Result<Open, Finding>> {
    let classified =
        candidates(domain, root).into_iter().filter_map(|candidate| Some((candidate.classify()?, candidate)));
    classified.map(|(result, candidate)| result.map(|placeholder| candidate.into_open(placeholder))).collect()
}

/// The placeholders that a record lists.
pub(super) fn by_record(domain: &Domain, root: &str, record: &Record) -> Result<Vec<Open>, Findings> {
    let (mut open, mut findings, mut missing) = (Vec::new(), Findings::default(), record.clone());
    for candidate in candidates(domain, root) {
        let Some(wanted) = missing.remove(&candidate.numbered_path.to_string()) else { continue };
        let path = candidate.path.to_string();
        if candidate.text != wanted {
            findings.0.push(mismatch(&path, &wanted, &format!("the document has `{}`", candidate.text)));
            continue;
        }
        match candidate.classify() {
            Some(Ok(placeholder)) => open.push(candidate.into_open(placeholder)),
            Some(Err(finding)) => findings.0.push(finding),
            None => findings.0.push(mismatch(&path, &wanted, "that is not a placeholder")),
        }
    }
    findings.0.extend(missing.iter().map(|(path, wanted)| mismatch(path, wanted, "there is no such place")));
    findings.into_result().map(|()| open)
}

fn mismatch(path: &str, wanted: &str, why: &str) -> Finding {
    Finding::new(code::RECORD_MISMATCH, format!("the template's record lists `{wanted}`, but {why}"))
        .path(path)
        .text(wanted)
        .help("generate the template again, or remove the record from its metadata")
}

/// The texts of a domain that are placeholders, or meant as ones.
pub(crate) fn meant_as_placeholders(domain: &Domain, root: &str) -> Vec<String> {
    let text =
        |result: Result<Open, Finding>| result.map_or_else(|finding| finding.text, |open| open.text().to_owned());
    by_syntax(domain, root).into_iter().map(text).collect()
}

/// The placeholders that are still in a domain, by place and syntax: none, if all were filled in and no value looks
/// like one.
pub(crate) fn remaining(domain: &Domain, root: &str) -> Vec<Open> {
    by_syntax(domain, root).into_iter().filter_map(Result::ok).collect()
}
