//! CD and floppy drives, and their media.

use super::disks::machine;
use super::text::{path, plain, shown};
use crate::generate::common::plugged;
use crate::generate::disks::{self, Payload};
use crate::generate::input::{Input, filled};
use crate::generate::problem::Problems as _;
use crate::vm::{Initialization, PayloadDevice};
use domxml_schema::report::Findings;

/// Maximum number of CD drives of a VM; one of them is for drivers.
const MOST_CDROMS: usize = 2;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    let cdroms = plugged(&input.vm.cdroms).count();
    if cdroms > MOST_CDROMS {
        let message = format!("{cdroms} CD drives are too many; the maximum is {MOST_CDROMS}");
        problems.add("cdroms", cdroms, message, "remove or unplug some");
    }
    for (at, drive) in input.vm.cdroms.iter().enumerate().filter(|(_, drive)| drive.plugged) {
        if drive.volume.is_none() {
            medium(input, problems, &format!("cdroms[{at}].path"), drive.path.as_deref());
        }
    }
    for floppy in plugged(&input.vm.floppy) {
        medium(input, problems, "floppy.path", floppy.path.as_deref());
    }
    let payload = disks::payload(input);
    let floppy_payload = payload.as_ref().is_some_and(|payload| payload.device == PayloadDevice::Floppy);
    if !input.is_x86() && (floppy_payload || plugged(&input.vm.floppy).next().is_some()) {
        let (field, help) = if floppy_payload {
            ("initialization", "put the files on a CD: set `device` to `cdrom`")
        } else {
            ("floppy", "remove it")
        };
        problems.add(field, "floppy", format!("floppy drives are not available on {}", machine(input)), help);
    }
    if let Some(payload) = payload {
        files(input, problems, &payload);
    }
}

/// Checks the path of a medium, if there is one. A medium of `runOnce` is reported there.
fn medium(input: &Input<'_>, problems: &mut Findings, field: &str, value: Option<&str>) {
    let Some(value) = filled(value) else { return };
    let of_this_run = input.vm.run_once.as_ref().and_then(|run| {
        let media = [("cdPath", &run.cd_path), ("wgtCdPath", &run.wgt_cd_path), ("floppyPath", &run.floppy_path)];
        media.into_iter().find(|(_, path)| path.as_deref() == Some(value))
    });
    match of_this_run {
        Some((name, _)) => path(problems, &format!("runOnce.{name}"), value),
        None => path(problems, field, value),
    }
}

fn files(input: &Input<'_>, problems: &mut Findings, payload: &Payload<'_>) {
    let of_this_run = input.vm.run_once.as_ref().is_some_and(|run| run.initialization.is_some());
    let field = if of_this_run { "runOnce.initialization" } else { "initialization" };
    for name in payload.files.keys() {
        let field = format!("{field}.files");
        if plain(problems, &field, name) && !stays_on_medium(name) {
            let message = match *name {
                "" => "the file has no path".to_owned(),
                name => format!("invalid path `{}` on the medium", shown(name)),
            };
            let help = "give a path relative to the medium's root, such as `openstack/latest/user_data`";
            problems.add(field, name, message, help);
        }
    }
    plain(problems, &format!("{field}.volumeId"), payload.volume_id.unwrap_or_default());
    // Only payloads of users are limited, not the initialization data that engines send for a first start.
    let limit = usize::try_from(input.context.config.payload_size).unwrap_or(usize::MAX);
    let size: usize = payload.files.values().map(|text| text.chars().count()).sum();
    let users = matches!(input.vm.initialization, Some(Initialization::Payload(_)));
    if users && size > limit {
        let message = format!("the payload files have {size} characters; the maximum is {limit}");
        let help = "shorten them, or raise `context.config.payloadSize`";
        problems.add(format!("{field}.files"), format!("{size} characters"), message, help);
    }
}

fn stays_on_medium(path: &str) -> bool {
    path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}
