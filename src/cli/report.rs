//! Messages on standard error: with a piece of the source on a terminal, elsewhere one line each.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::ops::Range;

use miette::{GraphicalReportHandler, LabeledSpan, NamedSource, SourceCode};

use crate::schema::report::{Finding, is_active, printable, printable_within};

use crate::secret;

use super::input::Failure;

/// Reports why a document cannot be read, generated or written.
pub(super) fn failure(label: &str, failure: &Failure) {
    match failure {
        Failure::Io(error) => errors(label, error),
        Failure::Other(text) => errors(label, text),
        Failure::Xml { error, source } => finding(label, error.finding(), source.as_deref()),
        Failure::Json { error, source } => {
            error.findings().iter().for_each(|it| finding(label, it, source.as_deref()));
        }
        Failure::Entity { errors, source } => {
            errors.iter().for_each(|it| finding(label, it.finding(), source.as_deref()));
        }
        Failure::Findings { findings, source } => {
            findings.0.iter().for_each(|it| finding(label, it, source.as_deref()));
            message(&format!("error: cannot generate `{label}`: {}", count(findings.0.len(), "error")));
        }
    }
}

/// An error per line of a text.
fn errors(label: &str, text: &dyn fmt::Display) {
    text.to_string().lines().for_each(|line| message(&format!("{label}: error: {line}")));
}

/// Bytes of a message and of a label that are written at most.
pub(super) const LONGEST_MESSAGE: usize = 4000;
const LONGEST_LABEL: usize = 400;

/// Writes a line to standard error, and nothing that a terminal acts on; a failure of that cannot be reported.
pub(super) fn message(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", printable_within(&secret::hide_text(text), LONGEST_MESSAGE));
}

/// A number of things: "1 domain", "2 domains".
pub(super) fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// `FILE:LINE:COLUMN: severity[code]: message at PATH; help: ...`.
pub(super) fn finding(label: &str, finding: &Finding, source: Option<&str>) {
    if let Some(source) = source.filter(|source| io::stderr().is_terminal() && has_snippet(finding, source))
        && let Some(source) = secret::mask(source)
    {
        let shown = Shown { finding, source: NamedSource::new(printable(label), inert(&source)) };
        let mut text = String::new();
        if GraphicalReportHandler::new().render_report(&mut text, &shown).is_ok() {
            let _ = write!(io::stderr().lock(), "{text}");
            return;
        }
    }
    message(&line(label, finding));
}

/// A finding on one line, with the file that it is about.
pub(super) fn line(label: &str, finding: &Finding) -> String {
    let colon = if finding.position.is_known() { ":" } else { ": " };
    format!("{}{colon}{finding}", printable_within(label, LONGEST_LABEL))
}

/// Returns `true` if the place of a finding is known, and the lines around it are not too long to be shown.
fn has_snippet(finding: &Finding, source: &str) -> bool {
    let Range { start, end } = finding.position.range;
    let (Some(before), Some(after)) = (source.get(..start), source.get(end..)) else { return false };
    let lines = before.len() - before.rmatch_indices('\n').nth(1).map_or(0, |(at, _)| at)
        + after.match_indices('\n').nth(1).map_or(after.len(), |(at, _)| at);
    finding.position.is_known() && lines + (end - start) < LONGEST_MESSAGE / 2
}

/// A source as a terminal may show it; all else is at the bytes where it was.
fn inert(source: &str) -> String {
    let replacement = |c: char| match c.len_utf8() {
        3 => "\u{fffd}",
        2 => "??",
        _ => "?",
    };
    let mut out = String::with_capacity(source.len());
    for c in source.chars() {
        if is_active(c) && !matches!(c, '\n' | '\t') { out.push_str(replacement(c)) } else { out.push(c) }
    }
    out
}

#[derive(Debug)]
struct Shown<'a> {
    finding: &'a Finding,
    source: NamedSource<String>,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable_within(&self.finding.message, LONGEST_LABEL))?;
        if self.finding.path.is_empty() {
            return Ok(());
        }
        write!(f, " at {}", printable_within(&self.finding.path, LONGEST_LABEL))
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        Some(Box::new(self.finding.code))
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        let help = self.finding.help.as_ref()?;
        Some(Box::new(printable_within(help, LONGEST_LABEL).into_owned()))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let range = self.finding.position.range.clone();
        Some(Box::new(std::iter::once(LabeledSpan::new(Some("here".to_owned()), range.start, range.len()))))
    }
}
