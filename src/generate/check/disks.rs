//! Hard disks: interface, passthrough, reservations, sharing, limits.

use super::text::shown;
use crate::generate::disks::{CACHE_PROPERTY, HostScsiForm, RESERVATIONS};
use crate::generate::input::Input;
use crate::generate::problem::{Problems as _, alternatives, did_you_mean};
use crate::vm::{Architecture, Disk, DiskInterface, Storage, StorageQos, VolumeFormat};
use domxml_schema::report::Findings;

/// Highest limit that QEMU supports, in bytes or operations per second.
const MOST_A_SECOND: u64 = 1_000_000_000_000_000;
/// Values of [`CACHE_PROPERTY`].
const CACHE_MODES: [&str; 3] = ["none", "writeback", "writethrough"];

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    for (at, disk) in input.vm.disks.iter().enumerate().filter(|(_, disk)| disk.plugged) {
        let field = |name: &str| format!("disks[{at}].{name}");
        interface(input, problems, disk, field("interface"));
        passthrough(problems, disk, field("scsiPassthrough"));
        reservation(input, problems, disk, field("usingScsiReservation"));
        sharing(problems, disk, &field);
        if let Some(qos) = &disk.qos {
            limits(problems, qos, &field("qos"));
        }
    }
    property(input, problems, CACHE_PROPERTY, &CACHE_MODES);
    property(input, problems, HostScsiForm::PROPERTY, &HostScsiForm::VALUES);
}

fn interface(input: &Input<'_>, problems: &mut Findings, disk: &Disk, field: String) {
    let (name, available) = match disk.interface {
        DiskInterface::Virtio | DiskInterface::VirtioScsi => return,
        DiskInterface::Ide => ("ide", input.is_x86() && !input.is_q35()),
        DiskInterface::Sata => ("sata", input.is_q35()),
        DiskInterface::SpaprVscsi => ("spapr-vscsi", input.vm.architecture.is_ppc()),
    };
    if !available {
        let machine = machine(input);
        let help = match input.vm.architecture {
            Architecture::X86_64 if input.is_q35() => "use `virtio`, `virtio-scsi` or `sata`",
            Architecture::X86_64 => "use `virtio`, `virtio-scsi` or `ide`",
            other if other.is_ppc() => "use `virtio`, `virtio-scsi` or `spapr-vscsi`",
            _ => "use `virtio` or `virtio-scsi`",
        };
        problems.add(field, name, format!("disk interface `{name}` is not available on {machine}"), help);
    } else if disk.read_only && matches!(disk.interface, DiskInterface::Ide | DiskInterface::Sata) {
        let message = format!("disk interface `{name}` does not support read-only disks");
        problems.add(field, name, message, "use `virtio` or `virtio-scsi`, or remove `readOnly`");
    }
}

/// The machine, as messages name it.
pub(super) fn machine(input: &Input<'_>) -> &'static str {
    match input.vm.architecture {
        Architecture::X86_64 if input.is_q35() => "a Q35 machine",
        Architecture::X86_64 => "an i440fx machine",
        other => other.as_str(),
    }
}

fn passthrough(problems: &mut Findings, disk: &Disk, field: String) {
    if disk.scsi_passthrough.is_none() {
        return;
    }
    if !matches!(disk.storage, Storage::Lun(_)) {
        problems.add(field, "", "`scsiPassthrough` applies to LUNs only", "remove it, or use `lun` as storage");
    } else if disk.interface != DiskInterface::VirtioScsi {
        let message = "`scsiPassthrough` applies to the disk interface `virtio-scsi` only";
        problems.add(field, "", message, "remove it, or use the interface `virtio-scsi`");
    }
}

fn reservation(input: &Input<'_>, problems: &mut Findings, disk: &Disk, field: String) {
    if !disk.using_scsi_reservation {
        return;
    }
    if input.level < RESERVATIONS {
        let message = format!("SCSI reservations are not available at compatibility level {}", input.level);
        problems.add(field, true, message, format!("remove it, or raise the level to {RESERVATIONS}"));
    } else if !matches!(disk.storage, Storage::Lun(_)) {
        problems.add(field, true, "SCSI reservations apply to LUNs only", "remove it, or use `lun` as storage");
    }
}

fn sharing(problems: &mut Findings, disk: &Disk, field: &dyn Fn(&str) -> String) {
    let image = match &disk.storage {
        Storage::Image(image) => Some(image),
        _ => None,
    };
    if let Some(snapshot) = disk.snapshot_id {
        if image.is_none() {
            problems.add(field("snapshotId"), snapshot, "`snapshotId` applies to images only", "remove it");
        }
        if disk.shareable {
            let message = "the disk of a snapshot cannot be shareable";
            problems.add(field("shareable"), true, message, "remove `shareable` or `snapshotId`");
        }
    } else if disk.shareable && image.is_some_and(|image| image.volume_format == VolumeFormat::Cow) {
        let message = "a disk of the format `cow` cannot be shareable";
        problems.add(field("shareable"), true, message, "use the format `raw`, or remove `shareable`");
    }
}

fn limits(problems: &mut Findings, qos: &StorageQos, field: &str) {
    let limits = [
        ("maxThroughput", qos.max_throughput, 1 << 20),
        ("maxReadThroughput", qos.max_read_throughput, 1 << 20),
        ("maxWriteThroughput", qos.max_write_throughput, 1 << 20),
        ("maxIops", qos.max_iops, 1),
        ("maxReadIops", qos.max_read_iops, 1),
        ("maxWriteIops", qos.max_write_iops, 1),
    ];
    for (name, limit, unit) in limits {
        let limit = limit.unwrap_or(0);
        if limit.checked_mul(unit).is_none_or(|number| number > MOST_A_SECOND) {
            let help = format!("use at most {}, or remove it for no limit", MOST_A_SECOND / unit);
            problems.add(format!("{field}.{name}"), limit, format!("limit `{limit}` is too high"), help);
        }
    }
    for [(total, total_limit, _), (read_name, read, _), (write_name, write, _)] in limits.as_chunks::<3>().0 {
        let one_way = read.unwrap_or(0) > 0 || write.unwrap_or(0) > 0;
        if let Some(limit) = total_limit.filter(|limit| *limit > 0 && one_way) {
            let message = format!("`{total}` conflicts with `{read_name}` and `{write_name}`");
            problems.add(format!("{field}.{total}"), limit, message, "limit the total, or reads and writes separately");
        }
    }
}

fn property(input: &Input<'_>, problems: &mut Findings, name: &str, values: &[&str]) {
    if let Some(value) = input.vm.custom_properties.get(name).filter(|value| !values.contains(&value.as_str())) {
        let message = format!("unknown value `{}` of the custom property `{name}`", shown(value));
        let help = did_you_mean(value, values.iter().copied(), format!("use {}", alternatives(values.iter().copied())));
        problems.add(format!("customProperties.{name}"), value, message, help);
    }
}
