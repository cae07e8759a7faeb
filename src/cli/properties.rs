//! `domxml properties`.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::context::Context;
use crate::entity::{self, Format};
use crate::properties::{self, Imported, TemplateError};
use crate::vm::Vm;

use super::input::Failure;
use super::{Outcome, output, report, single};

/// Read or write the map of VM properties that hosts took before XML
///
/// Properties that a VM has no field for are preserved in the VM, and written again. Unknown ones are reported, with
/// exit code 1.
#[derive(clap::Args)]
#[command(
    group = clap::ArgGroup::new("source").required(true),
    after_help = "Examples:
  domxml properties map.json > web.json
  domxml properties --to xml map.json
  domxml properties --from web.json > map.json"
)]
pub(super) struct Args {
    /// Map, JSON; `-` is standard input
    #[arg(value_name = "MAP", group = "source")]
    map: Option<PathBuf>,
    /// Result of reading the map
    #[arg(long, value_name = "FORM", default_value = "vm", conflicts_with = "from")]
    to: To,
    /// Write the map of this VM, JSON (*.json) or YAML; `-` is standard input
    #[arg(long, value_name = "VM", group = "source")]
    from: Option<PathBuf>,
    /// Context of the VM, JSON (*.json) or YAML; that of the oldest compatibility level if absent
    #[arg(long, value_name = "FILE")]
    context: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// The VM, in JSON
    Vm,
    /// The context, as far as the map determines it, in JSON
    Context,
    /// The domain XML
    Xml,
}

impl Args {
    pub(super) fn run(self) -> Outcome {
        single::outcome(match (&self.map, &self.from) {
            (Some(map), _) => self.read(map),
            (None, Some(vm)) => self.write(vm),
            (None, None) => Ok(Outcome::Failed),
        })
    }

    fn read(&self, map: &Path) -> Result<Outcome, (String, Failure)> {
        let input = single::input(map);
        let label = input.label();
        let failed = |failure| (label.clone(), failure);
        let base = self.context()?;
        let text = input.read().map_err(failed)?;
        let imported = properties::read(&text, &base).map_err(|findings| {
            let errors = findings.0.into_iter().map(entity::Error::from).collect();
            failed(Failure::Entity { errors, source: Some(text.clone()) })
        })?;
        imported.findings.iter().for_each(|finding| report::finding(&label, finding, Some(&text)));
        let text = result(&imported, self.to).map_err(failed)?;
        output::print(&text).map_err(failed)?;
        Ok(if imported.findings.is_empty() { Outcome::Success } else { Outcome::Findings })
    }

    fn write(&self, path: &Path) -> Result<Outcome, (String, Failure)> {
        let label = single::input(path).label();
        let failed = |failure| (label.clone(), failure);
        let vm: Vm = single::entity(path)?;
        let map = properties::write(&vm, &self.context()?)
            .map_err(|findings| failed(Failure::Findings { findings, source: None }))?;
        output::print(&properties::to_text(&map)).map_err(failed)?;
        Ok(Outcome::Success)
    }

    /// The given context, else that of hosts that take maps.
    fn context(&self) -> Result<Context, (String, Failure)> {
        self.context.as_deref().map_or_else(|| Ok(properties::oldest_context()), single::entity)
    }
}

fn result(imported: &Imported, to: To) -> Result<String, Failure> {
    Ok(match to {
        To::Vm => entity::write(&imported.vm, Format::Json),
        To::Context => entity::write(&imported.context, Format::Json),
        To::Xml => {
            let template = imported.template().map_err(|error| match error {
                TemplateError::Problems(findings) => Failure::Findings { findings, source: None },
                TemplateError::Xml(_) => Failure::Other(error.to_string()),
            })?;
            template.to_xml().map_err(|error| Failure::Xml { error, source: None })?
        }
    })
}
