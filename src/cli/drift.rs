//! `domxml drift`.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;

use serde::Serialize;

use domxml::context::Context;
use domxml::drift::{Drift, TemplateError};
use domxml::entity::{Entity, Format};
use domxml::generate::generate;
use domxml::schema::types::Uuid;
use domxml::schema::xml::Error;
use domxml::schema::{Domain, Element};
use domxml::secret;
use domxml::template::Template;
use domxml::vm::Vm;

use super::input::{self, Failure, Form, Input};
use super::pairs::{Entry, Known};
use super::{Outcome, report, single};

/// What was asked.
enum Asked {
    Vm(Box<Vm>),
    Template(Box<Template>),
}

/// A running domain, in one line of JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    file: &'a str,
    asked: &'a str,
    #[serde(flatten)]
    drift: &'a Drift,
    /// Paths of secrets that were asked and that the XML was dumped without.
    secrets_missing: &'a [String],
}

/// What there is to say of a running domain.
struct Said {
    text: String,
    outcome: Outcome,
    /// For people: what is no result.
    messages: Vec<String>,
}

pub(super) fn run(vm: &Path, running: &Path, context: Option<&Path>, json: bool) -> Outcome {
    let folders = vm.is_dir() || running.is_dir();
    if vm.as_os_str() == "-" && running.as_os_str() == "-" {
        report::message("what was asked and what runs cannot both be read from standard input");
        return Outcome::Failed;
    }
    let context: Context = match single::entity_or_default(context) {
        Ok(context) => context,
        Err((label, failure)) => {
            report::failure(&label, &failure);
            return Outcome::Failed;
        }
    };
    let (known, mut outcome) = Known::read(vm, &["json", "yaml", "yml", "xml"], asked);
    let mut counts = [0; 3];
    input::each(
        input::gather(&[running.to_owned()], Form::Xml),
        |input| compare(input, &known, &context, json),
        |result| {
            let result = match result {
                Ok((input, Ok(said))) => {
                    said.messages.iter().for_each(|message| report::message(message));
                    let written = io::stdout().lock().write_all(said.text.as_bytes());
                    written.map(|()| said.outcome).map_err(|error| (input.label(), Failure::Io(error)))
                }
                Ok((input, Err(failure))) => Err((input.label(), failure)),
                Err((label, failure)) => {
                    report::failure(label, failure);
                    Ok(Outcome::Failed)
                }
            };
            let found = result.unwrap_or_else(|(label, failure)| {
                report::failure(&label, &failure);
                Outcome::Failed
            });
            counts[found as usize] += 1;
            outcome = outcome.max(found);
        },
    );
    if folders {
        let [none, drift, failed] = counts;
        let idle = known.unused();
        idle.iter().for_each(|label| report::message(&format!("{label}: does not run")));
        let all = none + drift + failed;
        report::message(&format!(
            "{all} domains: {none} without drift, {drift} with, {failed} not compared; {} asked that do not run",
            idle.len()
        ));
    }
    outcome
}

/// Reads what was asked. Of standard input the first character tells what it is.
fn asked(input: &Input) -> Result<(Option<Uuid>, Asked), Failure> {
    let source = input.read()?;
    let xml = match input {
        Input::File { path, .. } => path.extension().is_some_and(|extension| extension == "xml"),
        Input::Stdin => source.trim_start().starts_with('<'),
    };
    if xml {
        let template = Template::parse(&source).map_err(|error| unreadable(error, source))?;
        return Ok((template.domain.uuid, Asked::Template(Box::new(template))));
    }
    let format = match input {
        Input::File { path, .. } => Format::of(path),
        Input::Stdin if source.trim_start().starts_with('{') => Format::Json,
        Input::Stdin => Format::Yaml,
    };
    let vm = Vm::read(&source, format).map_err(|error| Failure::Other(error.to_string()))?.value;
    Ok((Some(vm.id), Asked::Vm(Box::new(vm))))
}

fn unreadable(error: Error, source: String) -> Failure {
    Failure::Xml { error, source: Some(source) }
}

fn compare(input: &Input, known: &Known<Asked>, context: &Context, json: bool) -> Result<Said, Failure> {
    let source = input.read()?;
    let running = match Domain::parse(&source) {
        Ok(running) => running,
        Err(error) => return Err(unreadable(error, source)),
    };
    let label = input.label();
    let Some(entry) = known.find(input, running.uuid) else {
        let text = if json { String::new() } else { format!("{label}: runs, and was not asked\n") };
        let messages = if json { vec![format!("{label}: runs, and was not asked")] } else { Vec::new() };
        return Ok(Said { text, outcome: Outcome::Findings, messages });
    };
    let generated;
    let template = match &entry.value {
        Asked::Template(template) => template,
        Asked::Vm(vm) => {
            let problem = |error| Failure::Other(format!("{}: {error}", entry.label));
            generated = generate(vm, context).map_err(|error| problem(error.to_string()))?;
            &generated
        }
    };
    let mut drift = Drift::of_template(template, &running).map_err(|error| match error {
        TemplateError::OtherMachine(error) => Failure::Other(error.to_string()),
        TemplateError::Placeholders(error) => Failure::Other(format!("{}: {error}", entry.label)),
    })?;
    drift.locate(&source);
    let missing = secret::missing(&template.domain, &running);
    let lost = |path: &String| {
        format!(
            "{label}: dumped without the secret at {path}: whoever writes it back loses it; dump with --security-info"
        )
    };
    let text = text(&label, entry, &drift, &missing, json)?;
    let outcome = if drift.is_none() { Outcome::Good } else { Outcome::Findings };
    Ok(Said { text, outcome, messages: missing.iter().map(lost).collect() })
}

fn text(file: &str, entry: &Entry<Asked>, drift: &Drift, missing: &[String], json: bool) -> Result<String, Failure> {
    let mut text = String::new();
    if json {
        let row = Row { file, asked: &entry.label, drift, secrets_missing: missing };
        text = serde_json::to_string(&row).map_err(|error| Failure::Other(error.to_string()))?;
        text.push('\n');
        return Ok(text);
    }
    for finding in &drift.findings {
        let _ = writeln!(text, "{file}:{}{finding}", if finding.line > 0 { "" } else { " " });
    }
    Ok(text)
}
