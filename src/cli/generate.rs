//! `domxml generate`.

use std::path::Path;

use crate::generate::generate;

use super::input::Failure;
use super::{Outcome, single};

pub(super) fn run(vm: &Path, context: Option<&Path>, output: Option<&Path>) -> Outcome {
    single::outcome(make(vm, context).and_then(|xml| single::write(output, &xml)).map(|()| Outcome::Good))
}

fn make(vm_path: &Path, context: Option<&Path>) -> Result<String, (String, Failure)> {
    let failed = |text: String| (single::input(vm_path).label(), Failure::Other(text));
    let vm = single::entity(vm_path)?;
    let context = single::entity_or_default(context)?;
    let template =
        generate(&vm, &context).map_err(|problems| failed(format!("no XML can be made of it:\n{problems}")))?;
    template.to_xml().map_err(|error| failed(error.to_string()))
}
