//! Messages on standard error: with a piece of the source on a terminal, elsewhere one line each.

use std::fmt;
use std::io::{self, IsTerminal, Write};

use miette::{GraphicalReportHandler, LabeledSpan, NamedSource, SourceCode};

use crate::schema::report::Finding;

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

/// Writes a line to standard error; a failure of that cannot be reported.
pub(super) fn message(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// A number of things: "1 domain", "2 domains".
pub(super) fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// `FILE:LINE:COLUMN: severity[code]: message at PATH; help: ...`.
pub(super) fn finding(label: &str, finding: &Finding, source: Option<&str>) {
    if let Some(source) = source.filter(|_| finding.position.is_known())
        && io::stderr().is_terminal()
    {
        let shown = Shown { finding, source: NamedSource::new(label, source.to_owned()) };
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
    format!("{label}{colon}{finding}")
}

#[derive(Debug)]
struct Shown<'a> {
    finding: &'a Finding,
    source: NamedSource<String>,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.finding.message)?;
        if self.finding.path.is_empty() { Ok(()) } else { write!(f, " at {}", self.finding.path) }
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        Some(Box::new(self.finding.code))
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.finding.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let range = self.finding.position.range.clone();
        Some(Box::new(std::iter::once(LabeledSpan::new(Some("here".to_owned()), range.start, range.len()))))
    }
}
