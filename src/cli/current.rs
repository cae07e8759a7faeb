//! `domxml current`.

use std::path::PathBuf;

use crate::current;
use crate::schema::{Domain, Element};

use super::input::Failure;
use super::output::Lines;
use super::{Outcome, output, single};

/// Check whether a generated domain XML is still up to date
///
/// Prints the fields that changed since the XML was generated. Exit code 1 if there are any.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  domxml current web.yaml web.xml --context cluster.yaml")]
pub(super) struct Args {
    /// VM, JSON (*.json) or YAML; `-` is standard input
    #[arg(value_name = "VM")]
    vm: PathBuf,
    /// Domain XML generated from it, resolved or not; `-` is standard input
    #[arg(value_name = "XML")]
    xml: PathBuf,
    /// Context of the VM, JSON (*.json) or YAML; all defaults if absent
    #[arg(long, value_name = "FILE")]
    context: Option<PathBuf>,
}

impl Args {
    pub(super) fn run(self) -> Outcome {
        single::outcome(self.compare())
    }

    fn compare(&self) -> Result<Outcome, (String, Failure)> {
        let input = single::input(&self.xml);
        let label = input.label();
        let failed = |failure| (label.clone(), failure);
        let vm = single::entity(&self.vm)?;
        let context = single::entity_or_default(self.context.as_deref())?;
        let source = input.read().map_err(failed)?;
        let domain =
            Domain::parse(&source).map_err(|error| failed(Failure::Xml { error, source: Some(source.clone()) }))?;
        let changes =
            current::changes(&domain, &vm, &context).map_err(|error| failed(Failure::Other(error.to_string())))?;
        let Some(changes) = changes else {
            let reason = "the document has no fingerprint; only those that `domxml generate` wrote have one";
            return Err(failed(Failure::Other(reason.to_owned())));
        };
        let mut text = Lines::default();
        for change in &changes {
            text.push(format_args!("{label}: warning: {change}"));
        }
        output::print(&text.into_text()).map_err(failed)?;
        Ok(if changes.is_empty() { Outcome::Success } else { Outcome::Findings })
    }
}
