//! `domxml generate`.

use std::path::{Path, PathBuf};

use crate::engine::generate;
use crate::vm::Vm;

use super::input::Failure;
use super::{Outcome, single};

/// Generate the domain XML of a VM, with placeholders for host facts
///
/// The schema of VMs and contexts: `domxml schema json --entity vm`, `domxml schema json --entity context`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  domxml generate web.yaml --context cluster.yaml -o template.xml
  domxml generate web.yaml | domxml resolve - --facts host.yaml > web.xml")]
pub(super) struct Args {
    /// VM, JSON (*.json) or YAML; `-` is standard input
    #[arg(value_name = "VM")]
    vm: PathBuf,
    /// Context of the VM, JSON (*.json) or YAML; all defaults if absent
    #[arg(long, value_name = "FILE")]
    context: Option<PathBuf>,
    /// File for the result; standard output if absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Args {
    pub(super) fn run(self) -> Outcome {
        let inputs: Vec<&Path> =
            [Some(&self.vm), self.context.as_ref()].into_iter().flatten().map(PathBuf::as_path).collect();
        let written = self.xml().and_then(|xml| single::write(self.output.as_deref(), &inputs, &xml));
        single::outcome(written.map(|()| Outcome::Success))
    }

    fn xml(&self) -> Result<String, (String, Failure)> {
        let failed = |failure| (single::input(&self.vm).label(), failure);
        let (vm, source) = single::document::<Vm>(&self.vm)?;
        let context = single::entity_or_default(self.context.as_deref())?;
        let template = generate(&vm.value, &context).map_err(|mut findings| {
            vm.locate(&mut findings);
            failed(Failure::Findings { findings, source: Some(source) })
        })?;
        template.to_xml().map_err(|error| failed(Failure::Xml { error, source: None }))
    }
}
