//! `domxml drift`.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;

use serde::Serialize;

use domxml::context::Context;
use domxml::drift::{Drift, TemplateError};
use domxml::entity::{self, Format};
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

/// The desired state of a VM.
enum Desired {
    Vm(Box<Vm>),
    Template(Box<Template>),
}

/// A domain, in one line of JSON; `asked` is the older name of `desired`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    file: &'a str,
    desired: &'a str,
    asked: &'a str,
    #[serde(flatten)]
    drift: &'a Drift,
    /// Paths of desired secrets that the XML was dumped without.
    secrets_missing: &'a [String],
}

/// The result for one domain.
struct Compared {
    text: String,
    outcome: Outcome,
    /// Messages beside the result.
    messages: Vec<String>,
}

pub(super) fn run(vm: &Path, running: &Path, context: Option<&Path>, json: bool) -> Outcome {
    let folders = vm.is_dir() || running.is_dir();
    if vm.as_os_str() == "-" && running.as_os_str() == "-" {
        report::message("the desired and the actual state cannot both be read from standard input");
        return Outcome::Failed;
    }
    let context: Context = match single::entity_or_default(context) {
        Ok(context) => context,
        Err((label, failure)) => {
            report::failure(&label, &failure);
            return Outcome::Failed;
        }
    };
    let (known, mut outcome) = Known::read(vm, &["json", "yaml", "yml", "xml"], desired);
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
        idle.iter().for_each(|label| report::message(&format!("{label}: no actual domain")));
        let all = none + drift + failed;
        report::message(&format!(
            "{all} {}: {none} without drift, {drift} with, {failed} failed; {} desired without an actual domain",
            if all == 1 { "domain" } else { "domains" },
            idle.len()
        ));
    }
    outcome
}

/// Reads a desired state: a VM or a document. The first character of standard input tells which.
fn desired(input: &Input) -> Result<(Option<Uuid>, Desired), Failure> {
    let source = input.read()?;
    let xml = match input {
        Input::File { path, .. } => path.extension().is_some_and(|extension| extension == "xml"),
        Input::Stdin => source.trim_start().starts_with('<'),
    };
    if xml {
        let template = Template::parse(&source).map_err(|error| unreadable(error, source))?;
        return Ok((template.domain.uuid, Desired::Template(Box::new(template))));
    }
    let format = match input {
        Input::File { path, .. } => Format::of(path),
        Input::Stdin if source.trim_start().starts_with('{') => Format::Json,
        Input::Stdin => Format::Yaml,
    };
    let vm: Vm = entity::read(&source, format).map_err(|error| Failure::Other(error.to_string()))?;
    Ok((Some(vm.id), Desired::Vm(Box::new(vm))))
}

fn unreadable(error: Error, source: String) -> Failure {
    Failure::Xml { error, source: Some(source) }
}

fn compare(input: &Input, known: &Known<Desired>, context: &Context, json: bool) -> Result<Compared, Failure> {
    let source = input.read()?;
    let running = match Domain::parse(&source) {
        Ok(running) => running,
        Err(error) => return Err(unreadable(error, source)),
    };
    let label = input.label();
    let Some(entry) = known.find(input, running.uuid) else {
        let text = if json { String::new() } else { format!("{label}: no desired state\n") };
        let messages = if json { vec![format!("{label}: no desired state")] } else { Vec::new() };
        return Ok(Compared { text, outcome: Outcome::Findings, messages });
    };
    let generated;
    let template = match &entry.value {
        Desired::Template(template) => template,
        Desired::Vm(vm) => {
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
            "{label}: dumped without the secret at {path}, which is lost if it is defined again; help: dump with --security-info"
        )
    };
    let text = text(&label, entry, &drift, &missing, json)?;
    let outcome = if drift.is_none() { Outcome::Good } else { Outcome::Findings };
    Ok(Compared { text, outcome, messages: missing.iter().map(lost).collect() })
}

fn text(file: &str, entry: &Entry<Desired>, drift: &Drift, missing: &[String], json: bool) -> Result<String, Failure> {
    let mut text = String::new();
    if json {
        let row = Row { file, desired: &entry.label, asked: &entry.label, drift, secrets_missing: missing };
        text = serde_json::to_string(&row).map_err(|error| Failure::Other(error.to_string()))?;
        text.push('\n');
        return Ok(text);
    }
    for finding in &drift.findings {
        let space = if finding.finding.position.is_known() { "" } else { " " };
        let _ = writeln!(text, "{file}:{space}{finding}");
    }
    Ok(text)
}
