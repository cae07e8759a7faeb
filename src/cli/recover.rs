//! `domxml recover`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::drift::Class;
use crate::entity::{self, Format};
use crate::recover::{self, Account, Change, DeviceReport, DeviceState, Note, Recovered};
use crate::schema::report::Finding;
use crate::schema::types::Uuid;
use crate::schema::{Domain, Element};
use crate::vm::Vm;
use serde::Serialize;

use super::input::{self, Failure, Input};
use super::{Outcome, output, report, single};

/// What is asked for.
pub(super) struct Options {
    pub(super) known: Option<PathBuf>,
    pub(super) json: bool,
    pub(super) out_dir: Option<PathBuf>,
    pub(super) secrets: bool,
    pub(super) account: bool,
}

#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    #[serde(flatten)]
    recovered: &'a Recovered,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<&'a Account>,
}

pub(super) fn run(options: &Options, paths: &[PathBuf]) -> Outcome {
    let known = match options.known.as_deref().map(known).transpose() {
        Ok(known) => known,
        Err((label, failure)) => {
            report::failure(&label, &failure);
            return Outcome::Failed;
        }
    };
    let single = input::is_single(paths);
    input::list(paths, |input| one(input, options, known.as_ref(), single))
}

/// The known VMs by their ids; one that was named itself must be the document's.
enum Known {
    One(Box<Vm>),
    Many(BTreeMap<Uuid, Vm>),
}

fn known(path: &Path) -> Result<Known, (String, Failure)> {
    if !path.is_dir() {
        return single::entity(path).map(|vm| Known::One(Box::new(vm)));
    }
    let failed = |error| (path.display().to_string(), Failure::Io(error));
    let mut vms = BTreeMap::new();
    for entry in std::fs::read_dir(path).map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        if file.extension().is_some_and(|ending| ending == "json" || ending == "yaml" || ending == "yml") {
            let vm: Vm = single::entity(&file)?;
            if let Some(twice) = vms.insert(vm.id, vm) {
                let reason = format!("the VM {} stands in two files of the folder; leave one", twice.id);
                return Err((file.display().to_string(), Failure::Other(reason)));
            }
        }
    }
    Ok(Known::Many(vms))
}

fn one(input: &Input, options: &Options, known: Option<&Known>, single: bool) -> Result<(String, Outcome), Failure> {
    let source = input.read()?;
    let read = Domain::read(&source).map_err(|error| Failure::Xml { error, source: Some(source.clone()) })?;
    let known = known.and_then(|known| match known {
        Known::One(vm) => Some(&**vm),
        Known::Many(vms) => vms.get(&read.value.uuid?),
    });
    let recovered = recover::recover(&read.value, known).map_err(|error| Failure::Other(error.to_string()))?;
    let mut recovered = recovered;
    recovered.notes.extend(read.findings.iter().map(finding));
    if !options.secrets {
        recovered.redact();
    }
    let account = match options.account.then(|| recover::account(&read.value)) {
        Some(Ok(mut account)) => {
            account.drift.locate(&source);
            Some(account)
        }
        Some(Err(problems)) => {
            let message = format!("no account can be given of the document: {problems}");
            recovered.notes.push(Note { path: "/domain".to_owned(), message });
            None
        }
        None => None,
    };
    let label = input.label();
    if let Some(folder) = &options.out_dir {
        let file = folder.join(input.name()).with_extension("yaml");
        output::save(&file, &entity::write(&recovered.vm, Format::Yaml))?;
    }
    let text = match (options.json, single && options.out_dir.is_none()) {
        (true, _) => {
            let row = serde_json::to_string(&Row { file: &label, recovered: &recovered, account: account.as_ref() });
            format!("{}\n", row.map_err(|error| Failure::Other(error.to_string()))?)
        }
        (false, true) => {
            let account = account.as_ref().map(accounted).unwrap_or_default();
            format!("{}{account}", describe(&recovered)).lines().for_each(report::message);
            entity::write(&recovered.vm, Format::Yaml)
        }
        (false, false) => {
            let share = account.as_ref().map(|account| account.drift.accounts.explained_percent());
            let share = share.map(|share| format!(", {share:.1} % of the elements said")).unwrap_or_default();
            format!("{label}: {}{share}\n", summary(&recovered))
        }
    };
    Ok((text, if recovered.notes.is_empty() { Outcome::Good } else { Outcome::Findings }))
}

/// What the model could not type is not in the entity.
fn finding(finding: &Finding) -> Note {
    let Finding { message, position, path, .. } = finding;
    Note { path: path.clone(), message: format!("{message} (line {}, column {})", position.line, position.column) }
}

/// A line for each thing to know.
fn describe(recovered: &Recovered) -> String {
    let mut text = String::new();
    for change in &recovered.changes {
        let _ = writeln!(text, "{}", changed("vm", change));
    }
    for device in &recovered.devices {
        let DeviceReport { kind, id, state, matched_by, changes } = device;
        let what = match (state, matched_by) {
            (DeviceState::Matched, Some(by)) => format!("recognised by {by}"),
            (DeviceState::Matched, None) => "recognised".to_owned(),
            (DeviceState::New, _) => "new, made by the engine".to_owned(),
            (DeviceState::Unmanaged, _) => "made by somebody else".to_owned(),
            (DeviceState::Unplugged, _) => "does not run: unplugged".to_owned(),
            (DeviceState::Gone, _) => "gone".to_owned(),
        };
        let _ = writeln!(text, "{kind} {id}: {what}");
        for change in changes {
            let _ = writeln!(text, "{}", changed(&format!("{kind} {id}"), change));
        }
    }
    for Note { path, message } in &recovered.notes {
        let _ = writeln!(text, "{path}: {message}");
    }
    text
}

/// What of the document the entity cannot say, and what became of its elements.
fn accounted(account: &Account) -> String {
    let running = account.drift.findings.iter().filter(|finding| finding.class != Class::Missing);
    let mut text: String = running.map(|finding| format!("no word for {finding}\n")).collect();
    for problem in &account.refused {
        let _ = writeln!(text, "left out: {problem}");
    }
    text + &account.drift.accounts.to_string()
}

fn changed(of: &str, change: &Change) -> String {
    let Change { field, known, running, pending } = change;
    let when = if *pending { " (the entity was changed since; from the next start on)" } else { "" };
    format!("{of}: {field} was {known}, runs as {running}{when}")
}

/// All of it in a line.
fn summary(recovered: &Recovered) -> String {
    let Recovered { vm, devices, changes, notes, .. } = recovered;
    let changes = changes.len() + devices.iter().map(|device| device.changes.len()).sum::<usize>();
    let count = |state| devices.iter().filter(|device| device.state == state).count();
    let mut text = format!("{} {}: {} devices", vm.name, vm.id, devices.len());
    for (count, word) in [
        (count(DeviceState::Matched), "recognised"),
        (count(DeviceState::New), "new"),
        (count(DeviceState::Unmanaged), "of others"),
        (count(DeviceState::Unplugged), "unplugged"),
        (count(DeviceState::Gone), "gone"),
        (changes, "changes"),
        (notes.len(), "notes"),
    ] {
        if count > 0 {
            let _ = write!(text, ", {count} {word}");
        }
    }
    text
}
