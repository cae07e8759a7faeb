//! `domxml properties`.

use std::path::Path;

use clap::ValueEnum;

use crate::context::Context;
use crate::entity::{self, Format};
use crate::properties::{self, Imported};
use crate::vm::Vm;

use super::input::Failure;
use super::{Outcome, report, single};

/// What a map is made into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum To {
    /// The VM, in JSON.
    Vm,
    /// The context that the map tells, in JSON.
    Context,
    /// The domain XML.
    Xml,
}

/// Reads a map.
pub(super) fn read(map: &Path, to: To, context: Option<&Path>) -> Outcome {
    single::outcome(import(map, to, context))
}

/// Writes the map of a VM.
pub(super) fn write(vm: &Path, context: Option<&Path>) -> Outcome {
    single::outcome(export(vm, context).map(|()| Outcome::Good))
}

fn import(path: &Path, to: To, context: Option<&Path>) -> Result<Outcome, (String, Failure)> {
    let input = single::input(path);
    let label = input.label();
    let failed = |failure| (label.clone(), failure);
    let base = surroundings(context)?;
    let text = input.read().map_err(failed)?;
    let imported = properties::read(&text, &base).map_err(|errors| failed(Failure::Other(errors.to_string())))?;
    for finding in &imported.findings {
        report::message(&format!("{label}: {finding}"));
    }
    single::write(None, &form(&imported, to).map_err(failed)?)?;
    Ok(if imported.findings.is_empty() { Outcome::Good } else { Outcome::Findings })
}

fn form(imported: &Imported, to: To) -> Result<String, Failure> {
    Ok(match to {
        To::Vm => entity::write(&imported.vm, Format::Json),
        To::Context => entity::write(&imported.context, Format::Json),
        To::Xml => {
            let template = imported.template().map_err(|error| Failure::Other(error.to_string()))?;
            template.to_xml().map_err(|error| Failure::Other(error.to_string()))?
        }
    })
}

fn export(path: &Path, context: Option<&Path>) -> Result<(), (String, Failure)> {
    let failed = |text: String| (single::input(path).label(), Failure::Other(text));
    let vm: Vm = single::entity(path)?;
    let map = properties::write(&vm, &surroundings(context)?)
        .map_err(|problems| failed(format!("no map can be made of it:\n{problems}")))?;
    single::write(None, &properties::to_text(&map))
}

/// The context that is given, else that of hosts that take maps.
fn surroundings(context: Option<&Path>) -> Result<Context, (String, Failure)> {
    context.map_or_else(|| Ok(properties::oldest_context()), single::entity)
}
