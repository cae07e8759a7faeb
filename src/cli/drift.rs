//! `domxml drift`.

use std::fmt::{Display, Write as _};
use std::path::PathBuf;

use serde::Serialize;

use crate::context::Context;
use crate::drift::{Drift, TemplateError};
use crate::engine::generate;
use crate::entity::{self, Format};
use crate::schema::types::Uuid;
use crate::schema::xml::Error;
use crate::schema::{Domain, Element};
use crate::secret;
use crate::template::Template;
use crate::vm::Vm;

use super::input::{self, Failure, Form, Input};
use super::pairs::{Counterpart, Counterparts};
use super::{Outcome, output, report, single};

/// Compare the desired with the running domain
///
/// Differences that libvirt makes by itself are left out. Both may be folders: documents belong together by their
/// UUID, else by their file name without extension. Exit code 0 without drift, 1 with drift, 2 if a document could
/// not be read.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  virsh dumpxml --security-info web | domxml drift web.yaml -
  domxml drift vms/ /run/libvirt/qemu --context cluster.yaml")]
pub(super) struct Args {
    /// Desired: a VM, JSON (*.json) or YAML, or a domain or template, XML; or a folder of these; `-` is standard input
    #[arg(value_name = "VM")]
    vm: PathBuf,
    /// Running domain, or a folder of domains (*.xml); `-` is standard input
    #[arg(value_name = "RUNNING")]
    running: PathBuf,
    /// Context of the VMs, JSON (*.json) or YAML; all defaults if absent
    #[arg(long, value_name = "FILE")]
    context: Option<PathBuf>,
    /// Print one JSON object per domain: file, asked, findings, accounts, devices, secretsMissing
    #[arg(long)]
    json: bool,
}

/// A desired domain.
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

/// The result of a running domain.
struct Compared {
    text: String,
    outcome: Outcome,
    messages: Vec<String>,
}

impl Args {
    pub(super) fn run(self) -> Outcome {
        single::outcome(self.compare())
    }

    fn compare(&self) -> Result<Outcome, (String, Failure)> {
        let folders = self.vm.is_dir() || self.running.is_dir();
        if self.vm.as_os_str() == "-" && self.running.as_os_str() == "-" {
            let reason = "the desired and the running domain cannot both be read from standard input";
            return Err(("<stdin>".to_owned(), Failure::Other(reason.to_owned())));
        }
        let context: Context = single::entity_or_default(self.context.as_deref())?;
        let (counterparts, outcome) = Counterparts::read(&self.vm, &["json", "yaml", "yml", "xml"], desired);
        let tally = input::each(
            input::gather(std::slice::from_ref(&self.running), Form::Xml),
            |input| compare(input, &counterparts, &context, self.json),
            |_, compared| {
                compared.messages.iter().for_each(|message| report::message(message));
                output::print(&compared.text).map(|()| compared.outcome)
            },
        );
        if folders {
            let idle = counterparts.unused();
            idle.iter().for_each(|label| report::message(&format!("{label}: note: the VM is not running")));
            let [none, drift, failed] =
                [Outcome::Success, Outcome::Findings, Outcome::Failed].map(|outcome| tally.count(outcome));
            report::message(&format!(
                "{}: {none} without drift, {drift} with drift, {failed} not compared; {} not running",
                report::count(none + drift + failed, "running domain"),
                report::count(idle.len(), "VM")
            ));
        }
        Ok(outcome.max(tally.worst()))
    }
}

/// Reads a desired domain. The format of standard input is that of its first character.
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
    match entity::read::<Vm>(&source, format) {
        Ok(vm) => Ok((Some(vm.id), Desired::Vm(Box::new(vm)))),
        Err(error) => Err(Failure::Entity { errors: vec![error], source: Some(source) }),
    }
}

fn unreadable(error: Error, source: String) -> Failure {
    Failure::Xml { error, source: Some(source) }
}

fn compare(
    input: &Input,
    counterparts: &Counterparts<Desired>,
    context: &Context,
    json: bool,
) -> Result<Compared, Failure> {
    let source = input.read()?;
    let running = match Domain::parse(&source) {
        Ok(running) => running,
        Err(error) => return Err(unreadable(error, source)),
    };
    let label = input.label();
    let Some(counterpart) = counterparts.find(input, running.uuid) else {
        let line = format!("{label}: warning: the domain is running, but not desired");
        let (text, messages) = if json { (String::new(), vec![line]) } else { (line + "\n", Vec::new()) };
        return Ok(Compared { text, outcome: Outcome::Findings, messages });
    };
    let generated;
    let template = match &counterpart.value {
        Desired::Template(template) => template,
        Desired::Vm(vm) => {
            generated = generate(vm, context).map_err(|problems| of_counterpart(counterpart, &problems))?;
            &generated
        }
    };
    let mut drift = Drift::of_template(template, &running).map_err(|error| match error {
        TemplateError::OtherMachine(error) => Failure::Other(error.to_string()),
        TemplateError::Placeholders(errors) => of_counterpart(counterpart, &errors),
    })?;
    drift.locate(&source);
    let missing: Vec<String> = secret::missing(&template.domain, &running).iter().map(ToString::to_string).collect();
    let lost = |path: &String| {
        let help = "dump it with `--security-info` before you write it back";
        format!("{label}: warning: the secret at {path} is missing in the dump; {help}")
    };
    let text = text(&label, counterpart, &drift, &missing, json)?;
    let outcome = if drift.is_none() { Outcome::Success } else { Outcome::Findings };
    Ok(Compared { text, outcome, messages: missing.iter().map(lost).collect() })
}

/// Errors, one per line, of the desired domain.
fn of_counterpart(counterpart: &Counterpart<Desired>, errors: &dyn Display) -> Failure {
    let lines = errors.to_string();
    let lines: Vec<String> = lines.lines().map(|line| format!("`{}`: {line}", counterpart.label)).collect();
    Failure::Other(lines.join("\n"))
}

fn text(
    file: &str,
    counterpart: &Counterpart<Desired>,
    drift: &Drift,
    missing: &[String],
    json: bool,
) -> Result<String, Failure> {
    let mut text = String::new();
    if json {
        let row = Row { file, desired: &counterpart.label, asked: &counterpart.label, drift, secrets_missing: missing };
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
