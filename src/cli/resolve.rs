//! `domxml resolve`.

use std::path::{Path, PathBuf};

use crate::host::{Facts, Resolver};

use super::input::Failure;
use super::{Outcome, placeholders, report, single};

/// Replace the placeholders of a template by facts of a host
#[derive(clap::Args)]
#[command(after_help = "Examples:
  domxml generate web.yaml | domxml resolve - --facts host.yaml > web.xml
  domxml resolve template.xml --facts host.yaml --this-machine -o web.xml")]
pub(super) struct Args {
    /// Template; `-` is standard input
    #[arg(value_name = "TEMPLATE")]
    template: PathBuf,
    /// Facts of the host, JSON (*.json) or YAML; `-` is standard input
    #[arg(long, value_name = "FILE")]
    facts: Option<PathBuf>,
    /// Read system, identity, architecture and CPU from this machine where the facts lack them
    #[arg(long)]
    this_machine: bool,
    /// Leave placeholders that the template's record does not list as they are
    #[arg(long)]
    allow_foreign_placeholders: bool,
    /// Report changes beyond placeholders
    #[arg(short, long)]
    verbose: bool,
    /// File for the result; standard output if absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Args {
    pub(super) fn run(self) -> Outcome {
        single::outcome(self.resolve())
    }

    fn resolver<'a>(&self, facts: &'a Facts) -> Resolver<'a> {
        let resolver = Resolver::new(facts);
        if self.allow_foreign_placeholders { resolver.allow_foreign_placeholders() } else { resolver }
    }

    fn resolve(&self) -> Result<Outcome, (String, Failure)> {
        if self.facts.as_deref() == Some(Path::new("-")) && self.template == Path::new("-") {
            let reason = "template and facts cannot both be read from standard input; give one as a file";
            return Err(("<stdin>".to_owned(), Failure::Other(reason.to_owned())));
        }
        let mut facts: Facts = single::entity_or_default(self.facts.as_deref())?;
        if self.this_machine {
            let machine = Facts::from_this_machine();
            facts = facts.or(machine.facts);
            if self.verbose {
                machine.unread.iter().for_each(|unread| report::message(&format!("note: {unread}")));
            }
        }
        let (label, source, template) = placeholders::read(&self.template)?;
        let mut resolved = match self.resolver(&facts).resolve(&template) {
            Ok(resolved) => resolved,
            Err(findings) => {
                placeholders::report_findings(&label, &source, &template, findings);
                return Ok(Outcome::Failed);
            }
        };
        if self.verbose {
            template.locate(&mut resolved.notes, &source);
            resolved.notes.iter().for_each(|note| report::finding(&label, note, Some(&source)));
        }
        let xml = resolved.to_xml().map_err(|error| (label, Failure::Xml { error, source: None }))?;
        let inputs: Vec<&Path> = self.facts.iter().chain([&self.template]).map(PathBuf::as_path).collect();
        single::write(self.output.as_deref(), &inputs, &xml)?;
        Ok(Outcome::Success)
    }
}
