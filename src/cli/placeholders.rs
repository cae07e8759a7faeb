//! `domxml placeholders`.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use crate::template::{Errors, Open, Template};

use super::input::Failure;
use super::{Outcome, report, single};

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

pub(super) fn run(json: bool, path: &Path) -> Outcome {
    single::outcome(list(json, path))
}

fn list(json: bool, path: &Path) -> Result<Outcome, (String, Failure)> {
    let (label, source, template) = read(path)?;
    let mut open = match template.placeholders() {
        Ok(open) => open,
        Err(errors) => {
            mistakes(&label, &source, errors);
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
    single::write(None, &rows)?;
    Ok(Outcome::Good)
}

/// Reads a template: how messages call it, its text, itself.
pub(super) fn read(path: &Path) -> Result<(String, String, Template), (String, Failure)> {
    let input = single::input(path);
    let label = input.label();
    let source = input.read().map_err(|failure| (label.clone(), failure))?;
    match Template::parse(&source) {
        Ok(template) => Ok((label, source, template)),
        Err(error) => Err((label, Failure::Xml { error, source: Some(source) })),
    }
}

/// Reports all mistakes of a template, with their places.
pub(super) fn mistakes(label: &str, source: &str, mut errors: Errors) {
    errors.locate(source);
    for error in &errors.0 {
        let blank = if error.line > 0 { "" } else { " " };
        report::message(&format!("{label}:{blank}{error}"));
    }
}
