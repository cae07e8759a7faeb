//! `domxml current`.

use std::fmt::Write as _;
use std::path::Path;

use crate::fingerprint::Fingerprint;
use crate::schema::{Domain, Element};

use super::input::Failure;
use super::{Outcome, single};

pub(super) fn run(vm: &Path, xml: &Path, context: Option<&Path>) -> Outcome {
    single::outcome(compare(vm, xml, context))
}

fn compare(vm: &Path, xml: &Path, context: Option<&Path>) -> Result<Outcome, (String, Failure)> {
    let input = single::input(xml);
    let failed = |failure| (input.label(), failure);
    let vm = single::entity(vm)?;
    let context = single::entity_or_default(context)?;
    let source = input.read().map_err(failed)?;
    let domain =
        Domain::parse(&source).map_err(|error| failed(Failure::Xml { error, source: Some(source.clone()) }))?;
    let made = Fingerprint::read(&domain).map_err(|error| failed(Failure::Other(error.to_string())))?;
    let Some(made) = made else {
        return Err(failed(Failure::Other(
            "the document does not say what it was made from; only one that `domxml generate` made does".to_owned(),
        )));
    };
    let changes = Fingerprint::of(&vm, &context).changes_since(&made);
    let mut text = String::new();
    for change in &changes {
        let _ = writeln!(text, "{change}");
    }
    single::write(None, &text)?;
    Ok(if changes.is_empty() { Outcome::Good } else { Outcome::Findings })
}
