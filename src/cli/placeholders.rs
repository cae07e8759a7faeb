//! `domxml placeholders`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::template::{Errors, Open, Template};

use super::input::Failure;
use super::{Outcome, output, report, single};

/// List the placeholders of a template
///
/// Prints the path, the placeholder and the type of each value that a host fills in.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  domxml generate web.yaml | domxml placeholders -")]
pub(super) struct Args {
    /// Print one JSON object per placeholder: file, path, line, column, type, placeholder, kind, parameters, fact
    #[arg(long)]
    json: bool,
    /// Template; `-` is standard input
    #[arg(value_name = "FILE")]
    path: PathBuf,
}

#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    path: &'a str,
    line: usize,
    column: usize,
    #[serde(rename = "type")]
    value_type: &'a str,
    placeholder: String,
    kind: &'a str,
    parameters: Vec<&'a str>,
    fact: &'a str,
}

impl Args {
    pub(super) fn run(self) -> Outcome {
        single::outcome(list(self.json, &self.path))
    }
}

fn list(json: bool, path: &Path) -> Result<Outcome, (String, Failure)> {
    let (label, source, template) = read(path)?;
    let mut open = match template.placeholders() {
        Ok(open) => open,
        Err(wrong) => {
            errors(&label, &source, wrong);
            return Ok(Outcome::Findings);
        }
    };
    Open::locate(&mut open, &source);
    let mut rows = String::new();
    for Open { path, value_type, placeholder, line, column } in &open {
        if json {
            let kind = placeholder.kind();
            let row = Row {
                file: &label,
                path,
                line: *line,
                column: *column,
                value_type,
                placeholder: placeholder.to_string(),
                kind: kind.word(),
                parameters: placeholder.parameters(),
                fact: kind.fact(),
            };
            let row =
                serde_json::to_string(&row).map_err(|error| (label.clone(), Failure::Other(error.to_string())))?;
            rows.push_str(&row);
            rows.push('\n');
        } else {
            let _ = writeln!(rows, "{label}:{line}:{column}: {path}: {placeholder} ({value_type})");
        }
    }
    output::print(&rows).map_err(|failure| (label, failure))?;
    Ok(Outcome::Success)
}

/// Reads a template: its label in messages, its text and its value.
pub(super) fn read(path: &Path) -> Result<(String, String, Template), (String, Failure)> {
    let input = single::input(path);
    let label = input.label();
    let source = input.read().map_err(|failure| (label.clone(), failure))?;
    match Template::parse(&source) {
        Ok(template) => Ok((label, source, template)),
        Err(error) => Err((label, Failure::Xml { error, source: Some(source) })),
    }
}

/// Reports all errors of a template, with their positions.
pub(super) fn errors(label: &str, source: &str, mut errors: Errors) {
    errors.locate(source);
    for mut error in errors.0 {
        let place = report::place(label, error.line, error.column);
        // The position is in front of the line already.
        error.line = 0;
        report::message(&format!("{place}: error: {error}"));
    }
}
