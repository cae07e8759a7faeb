//! `domxml drift`.

use std::borrow::Cow;
use std::fmt::Display;
use std::path::PathBuf;

use serde::Serialize;

use crate::context::Context;
use crate::drift::{Difference, Drift, TemplateError};
use crate::engine::generate;
use crate::entity::{self, Format};
use crate::host::{self, Facts};
use crate::schema::types::Uuid;
use crate::schema::xml::Error;
use crate::schema::{Domain, Element};
use crate::secret;
use crate::template::Template;
use crate::vm::Vm;

use super::input::{self, Failure, Form, Input};
use super::output::Lines;
use super::pairs::{Counterpart, Counterparts};
use super::{Outcome, output, report, single};

/// Compare the desired with the running domain
///
/// Differences that libvirt makes by itself are left out, and so are those that the guest makes. Both may be folders:
/// documents belong together by their UUID, else by their file name without extension. Exit code 0 without drift, 1
/// with drift, 2 if a document could not be read.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  virsh dumpxml --security-info web | domxml drift web.yaml -
  domxml drift web.yaml web.xml --facts host.yaml
  domxml drift vms/ /run/libvirt/qemu --context cluster.yaml")]
pub(super) struct Args {
    /// Desired: a VM, JSON (*.json) or YAML, or a domain or template, XML; or a folder of these; `-` is standard input
    #[arg(value_name = "VM")]
    vm: PathBuf,
    /// Running domain (*.xml), or a VM; or a folder of domains; `-` is standard input
    #[arg(value_name = "RUNNING")]
    running: PathBuf,
    /// Context of the VMs, JSON (*.json) or YAML; all defaults if absent
    #[arg(long, value_name = "FILE")]
    context: Option<PathBuf>,
    /// Facts of the host, JSON (*.json) or YAML: prove what the host decides, such as images and bridges
    #[arg(long, value_name = "FILE")]
    facts: Option<PathBuf>,
    /// Show what the guest changed, and what only the facts of the host could prove
    #[arg(short, long)]
    verbose: bool,
    /// Print one JSON object per domain: file, asked, findings, volatile, unproven, accounts, devices, secretsMissing
    #[arg(long)]
    json: bool,
}

/// Everything that a comparison needs beside the two documents.
struct Setting<'a> {
    context: &'a Context,
    facts: Option<&'a Facts>,
    verbose: bool,
    json: bool,
}

/// A desired domain.
enum Desired {
    Vm(Box<Vm>),
    /// With its text.
    Template(Box<Template>, String),
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
        let facts: Option<Facts> = self.facts.as_deref().map(single::entity).transpose()?;
        let setting = Setting { context: &context, facts: facts.as_ref(), verbose: self.verbose, json: self.json };
        let (counterparts, outcome) = Counterparts::read(&self.vm, &["json", "yaml", "yml", "xml"], desired);
        let tally = input::each(
            input::gather(std::slice::from_ref(&self.running), Form::Xml),
            |input| compare(input, &counterparts, &setting),
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
    let Some(format) = format(input, &source) else {
        return match Template::parse(&source) {
            Ok(template) => Ok((template.domain.uuid, Desired::Template(Box::new(template), source))),
            Err(error) => Err(unreadable(error, source)),
        };
    };
    let vm = vm(source, format)?;
    Ok((Some(vm.id), Desired::Vm(Box::new(vm))))
}

/// The format of an entity; none for XML.
fn format(input: &Input, source: &str) -> Option<Format> {
    match input {
        Input::File { path, .. } => {
            let extension = path.extension().and_then(|extension| extension.to_str());
            ["json", "yaml", "yml"].contains(&extension?).then(|| Format::of(path))
        }
        Input::Stdin if source.trim_start().starts_with('<') => None,
        Input::Stdin if source.trim_start().starts_with('{') => Some(Format::Json),
        Input::Stdin => Some(Format::Yaml),
    }
}

fn vm(source: String, format: Format) -> Result<Vm, Failure> {
    entity::read(&source, format).map_err(|error| Failure::Entity { errors: vec![error], source: Some(source) })
}

fn unreadable(error: Error, source: String) -> Failure {
    Failure::Xml { error, source: Some(source) }
}

fn compare(input: &Input, counterparts: &Counterparts<Desired>, setting: &Setting<'_>) -> Result<Compared, Failure> {
    let source = input.read()?;
    let label = input.label();
    let running = match format(input, &source) {
        Some(format) => {
            let template = generate(&vm(source.clone(), format)?, setting.context);
            template.map_err(|problems| named(&label, &problems))?.domain
        }
        None => match Domain::parse(&source) {
            Ok(running) => running,
            Err(error) => return Err(unreadable(error, source)),
        },
    };
    let Some(counterpart) = counterparts.find(input, running.uuid) else {
        let line = format!("{label}: warning: the domain is running, but not desired");
        let mut compared = Compared { text: String::new(), outcome: Outcome::Findings, messages: Vec::new() };
        match setting.json {
            true => compared.messages.push(line),
            false => compared.text = line + "\n",
        }
        return Ok(compared);
    };
    let template = template(counterpart, setting)?;
    let mut drift = Drift::of_template(&template, &running).map_err(|error| match error {
        TemplateError::OtherMachine(error) => Failure::Other(error.to_string()),
        TemplateError::Placeholders(errors) => named(&counterpart.label, &errors),
    })?;
    if format(input, &source).is_none() {
        drift.locate(&source);
    }
    if let Desired::Template(_, source) = &counterpart.value {
        drift.locate_desired(&counterpart.label, source);
    }
    let missing: Vec<String> = secret::missing(&template.domain, &running).iter().map(ToString::to_string).collect();
    let lost = |path: &String| {
        let help = "dump it with `--security-info` before you write it back";
        format!("{label}: warning: the secret at {path} is missing in the dump; {help}")
    };
    let mut messages: Vec<String> = missing.iter().map(lost).collect();
    messages.extend(unproven(&label, &drift, setting.verbose));
    let text = text(&label, counterpart, &drift, &missing, setting)?;
    let outcome = if drift.is_none() { Outcome::Success } else { Outcome::Findings };
    Ok(Compared { text, outcome, messages })
}

/// The desired template; if the facts of the host are known, without placeholders.
fn template<'a>(counterpart: &'a Counterpart<Desired>, setting: &Setting<'_>) -> Result<Cow<'a, Template>, Failure> {
    let failed = |problems: &dyn Display| named(&counterpart.label, problems);
    let template = match &counterpart.value {
        Desired::Template(template, _) => Cow::Borrowed(&**template),
        Desired::Vm(vm) => Cow::Owned(generate(vm, setting.context).map_err(|problems| failed(&problems))?),
    };
    let Some(facts) = setting.facts else { return Ok(template) };
    // A document that leaves nothing to a host is what it is.
    let open = matches!(counterpart.value, Desired::Vm(_))
        || template.has_record()
        || template.placeholders().is_ok_and(|open| !open.is_empty());
    if !open {
        return Ok(template);
    }
    let resolved = host::resolve(&template, facts).map_err(|problems| failed(&problems))?;
    let template = Template::from_domain(resolved.domain).map_err(|error| failed(&error))?;
    Ok(Cow::Owned(template))
}

/// Errors, one per line, of a document.
fn named(label: &str, errors: &dyn Display) -> Failure {
    let lines = errors.to_string();
    let lines: Vec<String> = lines.lines().map(|line| format!("`{label}`: {line}")).collect();
    Failure::Other(lines.join("\n"))
}

/// Notes on the places that only the facts of the host could prove.
fn unproven(label: &str, drift: &Drift, verbose: bool) -> Vec<String> {
    if drift.unproven.is_empty() {
        return Vec::new();
    }
    let count = report::count(drift.unproven.len(), "place");
    let mut notes = vec![format!("{label}: note: {count} unproven; help: give the facts of the host with `--facts`")];
    for place in drift.unproven.iter().filter(|_| verbose) {
        let (placeholder, fact) = (&place.placeholder, place.fact);
        notes.push(format!(
            "{label}: note: unproven: `{placeholder}` at {}; help: the fact `{fact}` proves it",
            place.path
        ));
    }
    notes
}

fn text(
    file: &str,
    counterpart: &Counterpart<Desired>,
    drift: &Drift,
    missing: &[String],
    setting: &Setting<'_>,
) -> Result<String, Failure> {
    let mut lines = Lines::default();
    if setting.json {
        let row = Row { file, desired: &counterpart.label, asked: &counterpart.label, drift, secrets_missing: missing };
        lines.push_json(&row)?;
        return Ok(lines.into_text());
    }
    let volatile = drift.volatile.iter().filter(|_| setting.verbose);
    for difference in drift.findings.iter().chain(volatile) {
        lines.push(line(file, difference));
    }
    Ok(lines.into_text())
}

/// A difference on one line, with its places in both documents.
fn line(file: &str, difference: &Difference) -> String {
    let line = report::line(file, &difference.finding);
    match difference.finding.related.first().filter(|desired| desired.position.is_known()) {
        Some(desired) => {
            format!("{line} (desired: {}:{}:{})", desired.document, desired.position.line, desired.position.column)
        }
        None => line,
    }
}
