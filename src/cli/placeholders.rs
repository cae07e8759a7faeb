//! `domxml placeholders`.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::schema::report::Findings;
use crate::template::{Open, Template};

use super::input::Failure;
use super::output::Lines;
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
    parameters: &'a [String],
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
        Err(findings) => {
            report_findings(&label, &source, &template, findings);
            return Ok(Outcome::Findings);
        }
    };
    Open::locate(&mut open, &source);
    let mut rows = Lines::default();
    for open in &open {
        let (path, position, placeholder) = (open.path().to_string(), open.position(), open.placeholder());
        if json {
            let kind = placeholder.kind();
            let row = Row {
                file: &label,
                path: &path,
                line: position.line,
                column: position.column,
                value_type: open.value_type(),
                placeholder: placeholder.to_string(),
                kind: kind.word(),
                parameters: placeholder.arguments(),
                fact: kind.fact(),
            };
            rows.push_json(&row).map_err(|failure| (label.clone(), failure))?;
        } else {
            let (line, column, value_type) = (position.line, position.column, open.value_type());
            rows.push(format_args!("{label}:{line}:{column}: {path}: {placeholder} ({value_type})"));
        }
    }
    output::print(&rows.into_text()).map_err(|failure| (label, failure))?;
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

/// Reports all findings about a template, with their positions.
pub(super) fn report_findings(label: &str, source: &str, template: &Template, mut findings: Findings) {
    template.locate(&mut findings.0, source);
    findings.0.iter().for_each(|finding| report::finding(label, finding, Some(source)));
}
