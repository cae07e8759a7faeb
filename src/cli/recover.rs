//! `domxml recover`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::account::{Account, account};
use crate::drift::Class;
use crate::entity::{self, Format};
use crate::recover::{self, Change, DeviceReport, DeviceState, Recovered};
use crate::schema::report::Finding;
use crate::schema::types::Uuid;
use crate::schema::{Domain, Element};
use crate::vm::{Origin, Vm};
use serde::Serialize;

use super::input::{self, Failure, Form, Input};
use super::output::Lines;
use super::{Outcome, output, report, single};

/// Rebuild VM entities from running domains
///
/// One document gives its VM on standard output, and the state of each device on standard error, of foreign VMs a
/// summary; several documents, or a folder, give a line each. Exit code 1 if there are notes about a document, such as
/// on what is not representable.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  virsh dumpxml web | domxml recover - --known web.yaml > web-now.yaml
  domxml recover /run/libvirt/qemu --out-dir vms")]
pub(super) struct Args {
    /// VM as last known, JSON (*.json) or YAML; or a folder of VMs, found by their ids
    #[arg(long, value_name = "VM")]
    known: Option<PathBuf>,
    /// Print one JSON object per document: file, vm, context, changes, devices, notes, account
    #[arg(long)]
    json: bool,
    /// Folder for the VMs, in YAML, under the documents' names
    #[arg(long, value_name = "DIR")]
    out_dir: Option<PathBuf>,
    /// Report the parts of each document that are not representable in a VM, and account for every element
    #[arg(long)]
    account: bool,
    /// List every device and value of a foreign VM
    #[arg(short, long)]
    verbose: bool,
    /// Show the content of files that are given to guests, which may hold passwords
    #[arg(long)]
    secrets: bool,
    /// Running domains, and folders of domains (*.xml); `-` is standard input
    #[arg(value_name = "RUNNING", required = true)]
    paths: Vec<PathBuf>,
}

#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    #[serde(flatten)]
    recovered: &'a Recovered,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<&'a Account>,
}

impl Args {
    pub(super) fn run(self) -> Outcome {
        let recovered = self.known.as_deref().map(known).transpose().map(|known| {
            let single = input::is_single(&self.paths);
            let mut inputs = input::gather(&self.paths, Form::Xml);
            if let Some(folder) = &self.out_dir {
                output::refuse_overwriting(&mut inputs, folder, result);
            }
            let print = |_: &Input, (text, outcome): (String, Outcome)| output::print(&text).map(|()| outcome);
            input::each(inputs, |input| recover_one(input, &self, known.as_ref(), single), print).worst()
        });
        single::outcome(recovered)
    }
}

/// The name of the file of a VM.
fn result(input: &Input) -> PathBuf {
    input.name().with_extension("yaml")
}

/// The VMs as last known: one for any document, or several by their ids.
enum KnownVms {
    One(Box<Vm>),
    Many(BTreeMap<Uuid, Vm>),
}

fn known(path: &Path) -> Result<KnownVms, (String, Failure)> {
    if !path.is_dir() {
        return single::entity(path).map(|vm| KnownVms::One(Box::new(vm)));
    }
    let mut vms = BTreeMap::new();
    for input in input::gather_files(&[path.to_owned()], &["json", "yaml", "yml"]) {
        let file = match input {
            Ok(input) => input.path().map(Path::to_owned).unwrap_or_default(),
            // A folder may have no VMs yet.
            Err((label, Failure::Other(_))) if label == path.display().to_string() => continue,
            Err(failure) => return Err(failure),
        };
        let vm: Vm = single::entity(&file)?;
        if let Some(twice) = vms.insert(vm.id, vm) {
            let reason = format!("the VM `{}` is in two files of the folder; remove one of them", twice.id);
            return Err((file.display().to_string(), Failure::Other(reason)));
        }
    }
    Ok(KnownVms::Many(vms))
}

fn recover_one(
    input: &Input,
    args: &Args,
    known: Option<&KnownVms>,
    single: bool,
) -> Result<(String, Outcome), Failure> {
    let source = input.read()?;
    let read = Domain::read(&source).map_err(|error| Failure::Xml { error, source: Some(source.clone()) })?;
    let known = known.and_then(|known| match known {
        KnownVms::One(vm) => Some(&**vm),
        KnownVms::Many(vms) => vms.get(&read.value.uuid?),
    });
    let recovered = recover::recover(&read.value, known).map_err(|error| Failure::Other(error.to_string()))?;
    let mut recovered = recovered;
    recovered.notes.extend(read.findings);
    if !args.secrets {
        recovered.redact();
    }
    let account = match args.account.then(|| account(&read.value)) {
        Some(Ok(mut account)) => {
            account.drift.locate(&source);
            Some(account)
        }
        Some(Err(problems)) => {
            recovered.notes.extend(problems.0);
            None
        }
        None => None,
    };
    let label = input.label();
    if let Some(folder) = &args.out_dir {
        output::save_below(folder, &result(input), &entity::write(&recovered.vm, Format::Yaml))?;
    }
    let text = match (args.json, single && args.out_dir.is_none()) {
        (true, _) => {
            let mut lines = Lines::default();
            lines.push_json(&Row { file: &label, recovered: &recovered, account: account.as_ref() })?;
            lines.into_text()
        }
        (false, true) => {
            let account = account.as_ref().map(accounted).unwrap_or_default();
            let note = |line: &str| report::message(&format!("{label}: note: {line}"));
            let foreign = recovered.vm.origin == Origin::External;
            if foreign {
                note(&foreign_summary(&recovered));
            }
            if !foreign || args.verbose {
                describe(&recovered).lines().for_each(note);
            }
            let notes = recovered.notes.iter().filter(|note| !foreign || args.verbose || !is_loss(note));
            notes.for_each(|note| report::message(&report::line(&label, note)));
            account.lines().for_each(note);
            entity::write(&recovered.vm, Format::Yaml)
        }
        (false, false) => {
            let share = account.as_ref().map(|account| account.drift.accounts.explained_percent());
            let share = share.map(|share| format!(", {share:.1} % of the elements represented")).unwrap_or_default();
            let mut lines = Lines::default();
            lines.push(format!("{label}: {}{share}", summary(&recovered)));
            lines.into_text()
        }
    };
    Ok((text, if recovered.notes.is_empty() { Outcome::Success } else { Outcome::Findings }))
}

/// A line per change and device.
fn describe(recovered: &Recovered) -> String {
    let mut text = String::new();
    for change in &recovered.changes {
        let _ = writeln!(text, "{}", changed("vm", change));
    }
    for device in &recovered.devices {
        let DeviceReport { name, state, matched_by, changes, .. } = device;
        let what = match (state, matched_by) {
            (DeviceState::Matched, Some(by)) => format!("recognized by {by}"),
            (DeviceState::Matched, None) => "recognized".to_owned(),
            (DeviceState::New, _) => "new, managed".to_owned(),
            (DeviceState::Unmanaged, _) => "new, unmanaged".to_owned(),
            (DeviceState::Unplugged, _) => "not running, marked as unplugged".to_owned(),
            (DeviceState::Gone, _) => "unmanaged and gone".to_owned(),
        };
        let _ = writeln!(text, "{name}: {what}");
        for change in changes {
            let _ = writeln!(text, "{}", changed(name, change));
        }
    }
    text
}

/// A foreign VM in a line: what it has, and how much of it is not representable.
fn foreign_summary(recovered: &Recovered) -> String {
    let devices = report::count(recovered.devices.len(), "device");
    let lost = recovered.notes.iter().filter(|note| is_loss(note)).count();
    format!("foreign VM: {devices}, {} not representable", report::count(lost, "value"))
}

/// Whether a note is on a part of the document that is not representable.
fn is_loss(note: &Finding) -> bool {
    note.code == recover::NOT_REPRESENTABLE
}

/// The parts of the document that are not representable in the entity, and the accounts of its elements.
fn accounted(account: &Account) -> String {
    let running = account.drift.findings.iter().filter(|finding| finding.class != Class::Missing);
    let mut text: String = running.map(|finding| format!("not representable: {finding}\n")).collect();
    for problem in &account.refused {
        let _ = writeln!(text, "left out: {problem}");
    }
    text + &account.drift.accounts.to_string()
}

fn changed(of: &str, change: &Change) -> String {
    let Change { field, known, running, pending } = change;
    let when = if *pending { "; the change of the entity takes effect at the next start" } else { "" };
    format!("{of}: `{field}` was {known}, is now {running}{when}")
}

/// All of it in a line.
fn summary(recovered: &Recovered) -> String {
    let Recovered { vm, devices, changes, notes, .. } = recovered;
    let changes = changes.len() + devices.iter().map(|device| device.changes.len()).sum::<usize>();
    let count = |state| devices.iter().filter(|device| device.state == state).count();
    let mut text = format!("{} {}: {}", vm.name, vm.id, report::count(devices.len(), "device"));
    for (number, words) in [
        (count(DeviceState::Matched), "recognized"),
        (count(DeviceState::New), "new"),
        (count(DeviceState::Unmanaged), "unmanaged"),
        (count(DeviceState::Unplugged), "unplugged"),
        (count(DeviceState::Gone), "gone"),
    ] {
        if number > 0 {
            let _ = write!(text, ", {number} {words}");
        }
    }
    for (number, thing) in [(changes, "change"), (notes.len(), "note")] {
        if number > 0 {
            let _ = write!(text, ", {}", report::count(number, thing));
        }
    }
    text
}
