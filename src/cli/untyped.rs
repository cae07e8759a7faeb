//! `domxml untyped`.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::PathBuf;

use serde::Serialize;

use domxml::schema::xml::{Diagnostic, Limits, parse_any};

use super::Outcome;
use super::input::{self, Failure, Form, Input};
use super::report;

#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    path: &'a str,
    line: usize,
    column: usize,
    kind: &'a str,
    text: &'a str,
    reason: String,
}

pub(super) fn run(json: bool, paths: &[PathBuf]) -> Outcome {
    let mut outcome = Outcome::Good;
    input::each(
        input::gather(paths, Form::Xml),
        |input| list(input, json),
        |result| {
            let failed = match result {
                Ok((_, Ok(rows))) if rows.is_empty() => return,
                Ok((input, Ok(rows))) => {
                    outcome = outcome.max(Outcome::Findings);
                    io::stdout().lock().write_all(rows.as_bytes()).map_err(|error| (input.label(), Failure::Io(error)))
                }
                Ok((input, Err(failure))) => Err((input.label(), failure)),
                Err((label, failure)) => {
                    report::failure(label, failure);
                    outcome = Outcome::Failed;
                    return;
                }
            };
            if let Err((label, failure)) = failed {
                report::failure(&label, &failure);
                outcome = Outcome::Failed;
            }
        },
    );
    outcome
}

fn list(input: &Input, json: bool) -> Result<String, Failure> {
    let source = input.read()?;
    let diagnostics = match parse_any(&source, Limits::default()) {
        Ok(parsed) => parsed.diagnostics,
        Err(error) => return Err(Failure::Xml { error, source: Some(source) }),
    };
    let (label, mut rows) = (input.label(), String::new());
    for Diagnostic { code, message, help, position, path, text } in &diagnostics {
        let reason = help.as_ref().map_or_else(|| message.clone(), |help| format!("{message}; {help}"));
        let (line, column, kind) = (position.line, position.column, code.as_str());
        if json {
            let row = Row { file: &label, path, line, column, kind, text, reason };
            let row = serde_json::to_string(&row).map_err(|error| Failure::Other(error.to_string()))?;
            rows.push_str(&row);
            rows.push('\n');
        } else {
            let _ = writeln!(rows, "{label}:{line}:{column}: {kind} {path}: {reason}");
        }
    }
    Ok(rows)
}
