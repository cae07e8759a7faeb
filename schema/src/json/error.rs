//! Errors of documents in JSON.

use std::fmt;

use super::tree::{printable, ranges};
use crate::report::{Code, Finding, Position};
use crate::xml::Limits;

/// An error of reading or writing a document in JSON: all mistakes, each with its path, its place, and help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Vec<Finding>);

impl Error {
    /// The mistakes, in the order of the document; at least one.
    ///
    /// Paths are those of JSON (`$.domain.devices.list[2].disk`); a position has line 0 where the source
    /// was no text.
    pub fn findings(&self) -> &[Finding] {
        &self.0
    }

    pub(super) fn single(code: Code, message: String, help: String, position: Position, path: &str) -> Self {
        let help = Some(help).filter(|help| !help.is_empty());
        Self(vec![Finding { help, ..Finding::new(code, message).path(path).position(position) }])
    }

    /// The mistakes with their places in the source, if that was a text.
    pub(super) fn new(mut mistakes: Vec<(Mistake, String)>, unlisted: usize, source: Option<&str>) -> Self {
        mistakes.sort_by_key(|(mistake, _)| mistake.token);
        let tokens: Vec<usize> = mistakes.iter().map(|(mistake, _)| mistake.token).collect();
        let positions = source.map(|source| Position::all(source, ranges(source, &tokens).into_iter()));
        let mut positions = positions.into_iter().flatten();
        let finding = |(mistake, path): (Mistake, String)| {
            let position = positions.next().unwrap_or_default();
            let text = source.and_then(|source| source.get(position.range.clone())).unwrap_or_default();
            let text = printable(text);
            let finding = Finding::new(mistake.code, mistake.message).path(path).position(position).text(text);
            Finding { help: mistake.help, ..finding }
        };
        let mut findings: Vec<Finding> = mistakes.into_iter().map(finding).collect();
        if unlisted > 0 {
            let message = format!("{unlisted} more errors are not listed");
            findings.push(Finding::new(Code::MORE_FINDINGS, message));
        }
        Self(findings)
    }
}

impl fmt::Display for Error {
    /// One mistake a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, finding) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            finding.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// A mistake whose line is not yet known.
#[derive(Debug)]
pub(super) struct Mistake {
    pub(super) token: usize,
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// Mistakes as they are found.
#[derive(Debug)]
pub(super) struct Mistakes {
    listed: Vec<(Mistake, String)>,
    unlisted: usize,
    most: usize,
}

impl Mistakes {
    pub(super) fn new(limits: Limits) -> Self {
        Self { listed: Vec::new(), unlisted: 0, most: limits.findings.max(1) }
    }

    /// Adds a mistake; its path is only made if it is listed.
    pub(super) fn add(&mut self, mistake: Mistake, path: impl FnOnce() -> String) {
        if !self.is_full() {
            self.listed.push((mistake, path()));
        }
    }

    /// Returns `true` if no more mistakes are listed; then one more is counted.
    pub(super) fn is_full(&mut self) -> bool {
        let full = self.listed.len() >= self.most;
        self.unlisted += usize::from(full);
        full
    }

    /// The value, if nothing was wrong with it.
    pub(super) fn verdict<T>(self, value: Option<T>, source: Option<&str>) -> Result<T, Error> {
        match value {
            Some(value) if self.listed.is_empty() => Ok(value),
            _ => Err(Error::new(self.listed, self.unlisted, source)),
        }
    }
}

/// One step of a path.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// The path that the steps make from the root, as RFC 9535 writes it.
pub(super) fn path(steps: &[Step]) -> String {
    let mut path = "$".to_owned();
    for step in steps {
        match step {
            Step::Index(index) => path.push_str(&format!("[{index}]")),
            Step::Key(key) if is_plain(key) => {
                path.push('.');
                path.push_str(key);
            }
            Step::Key(key) => {
                let key = printable(&key.replace('\\', r"\\").replace('\'', r"\'"));
                path.push_str(&format!("['{key}']"));
            }
        }
    }
    path
}

fn is_plain(key: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    !key.is_empty() && key.len() <= 60 && key.bytes().all(plain) && !key.as_bytes()[0].is_ascii_digit()
}
