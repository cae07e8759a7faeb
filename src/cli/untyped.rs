//! `domxml untyped`.

use std::borrow::Cow;
use std::path::PathBuf;

use serde::Serialize;

use crate::schema::parse_any;
use crate::schema::report::Finding;
use crate::schema::xml::Limits;
use crate::secret;

use super::Outcome;
use super::input::{self, Failure, Input};
use super::output::Lines;
use super::report;

/// Report unrecognized elements, attributes and values
///
/// Unrecognized content is unknown to libvirt's schema, and preserved by all commands. Exit code 1 if there is any.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  domxml untyped web.xml
  domxml untyped --json /etc/libvirt/qemu | jq -r .reason | sort | uniq -c")]
pub(super) struct Args {
    /// Print one JSON object per finding: file, path, line, column, kind, text, reason
    #[arg(long)]
    json: bool,
    /// Documents, and folders of documents (*.xml); `-` is standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    path: &'a str,
    line: usize,
    column: usize,
    kind: &'a str,
    text: &'a str,
    reason: Cow<'a, str>,
}

impl Args {
    pub(super) fn run(self) -> Outcome {
        input::list(&self.paths, |input| list(input, self.json))
    }
}

fn list(input: &Input, json: bool) -> Result<(String, Outcome), Failure> {
    let source = input.read()?;
    let findings = match parse_any(&source, Limits::default()) {
        Ok(parsed) => parsed.findings,
        Err(error) => return Err(Failure::Xml { error, source: Some(source) }),
    };
    let (label, mut rows) = (input.label(), Lines::default());
    for finding in &findings {
        let Finding { code, message, help, position, path, text, .. } = finding;
        let reason = help.as_ref().map_or_else(|| message.clone(), |help| format!("{message}; {help}"));
        let (line, column, kind) = (position.line, position.column, code.as_str());
        if json {
            rows.push_json(&Row {
                file: &label,
                path,
                line,
                column,
                kind,
                text: &secret::hide_text(text),
                reason: secret::hide_text(&reason),
            })?;
        } else {
            rows.push(report::line(&label, finding));
        }
    }
    let outcome = if rows.is_empty() { Outcome::Success } else { Outcome::Findings };
    Ok((rows.into_text(), outcome))
}
