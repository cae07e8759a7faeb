//! `domxml resolve`.

use std::path::Path;

use domxml::host::{self, Facts};

use super::input::Failure;
use super::{Outcome, placeholders, report, single};

pub(super) fn run(
    template: &Path,
    facts: Option<&Path>,
    this_machine: bool,
    verbose: bool,
    output: Option<&Path>,
) -> Outcome {
    single::outcome(fill(template, facts, this_machine, verbose, output))
}

fn fill(
    template: &Path,
    facts: Option<&Path>,
    this_machine: bool,
    verbose: bool,
    output: Option<&Path>,
) -> Result<Outcome, (String, Failure)> {
    if facts == Some(Path::new("-")) && template == Path::new("-") {
        let reason = "template and facts cannot both come from standard input; give one as a file";
        return Err(("<stdin>".to_owned(), Failure::Other(reason.to_owned())));
    }
    let mut facts: Facts = single::entity_or_default(facts)?;
    if this_machine {
        let machine = Facts::from_this_machine();
        facts = facts.or(machine.facts);
        if verbose {
            machine.unread.iter().for_each(|unread| report::message(&unread.to_string()));
        }
    }
    let (label, source, template) = placeholders::read(template)?;
    let mut resolved = match host::resolve(&template, &facts) {
        Ok(resolved) => resolved,
        Err(findings) => {
            placeholders::report_findings(&label, &source, &template, findings);
            return Ok(Outcome::Failed);
        }
    };
    if verbose {
        template.locate(&mut resolved.notes, &source);
        resolved.notes.iter().for_each(|note| report::finding(&label, note, Some(&source)));
    }
    let xml = resolved.to_xml().map_err(|error| (label, Failure::Xml { error, source: None }))?;
    single::write(output, &xml)?;
    Ok(Outcome::Good)
}
