//! Hard disks: how the guest sees them, what they may do.

use super::text::shown;
use crate::generate::disks::{CACHE_PROPERTY, HostScsiForm, RESERVATIONS};
use crate::generate::input::Input;
use crate::generate::problem::Problems;
use crate::vm::{Architecture, Disk, DiskInterface, Storage, StorageQos, VolumeFormat};

/// Most bytes or operations a second that QEMU can limit to.
const MOST_A_SECOND: u64 = 1_000_000_000_000_000;
/// Modes that [`CACHE_PROPERTY`] may have.
const CACHE_MODES: [&str; 3] = ["none", "writeback", "writethrough"];

pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
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

fn interface(input: &Input<'_>, problems: &mut Problems, disk: &Disk, field: String) {
    let architecture = input.vm.architecture;
    let (name, possible, remedy) = match disk.interface {
        DiskInterface::Virtio | DiskInterface::VirtioScsi => return,
        DiskInterface::Ide => {
            let possible = architecture == Architecture::X86_64 && !input.is_q35();
            ("ide", possible, "use `sata` on Q35, else `virtio` or `virtio_scsi`; only i440fx has IDE")
        }
        DiskInterface::Sata => ("sata", input.is_q35(), "use `ide` on i440fx, else `virtio` or `virtio_scsi`"),
        DiskInterface::SpaprVscsi => {
            ("spapr_vscsi", architecture.is_ppc(), "use `virtio_scsi`; only POWER machines have that controller")
        }
    };
    if !possible {
        problems.add(field, name, format!("is not there on {}", machine(input)), remedy);
    } else if disk.read_only && matches!(disk.interface, DiskInterface::Ide | DiskInterface::Sata) {
        let remedy = "use `virtio` or `virtio_scsi` for it, or let the guest write";
        problems.add(field, name, "cannot have a read-only disk", remedy);
    }
}

/// The machine, as its users call it.
pub(super) fn machine(input: &Input<'_>) -> &'static str {
    match input.vm.architecture {
        Architecture::X86_64 if input.is_q35() => "a Q35 machine",
        Architecture::X86_64 => "an i440fx machine",
        other => other.as_str(),
    }
}

fn passthrough(problems: &mut Problems, disk: &Disk, field: String) {
    if disk.scsi_passthrough.is_none() {
        return;
    }
    if !matches!(disk.storage, Storage::Lun(_)) {
        let remedy = "remove it, or make the disk a `lun`";
        problems.add(field, "", "is for whole units of a storage array only", remedy);
    } else if disk.interface != DiskInterface::VirtioScsi {
        let remedy = "remove it, or make the disk's interface `virtio_scsi`";
        problems.add(field, "", "is for disks on virtio-scsi only", remedy);
    }
}

fn reservation(input: &Input<'_>, problems: &mut Problems, disk: &Disk, field: String) {
    if !disk.using_scsi_reservation {
        return;
    }
    if input.level < RESERVATIONS {
        let message = format!("is not there at level {}", input.level);
        problems.add(field, true, message, format!("remove it, or raise the level to {RESERVATIONS}"));
    } else if !matches!(disk.storage, Storage::Lun(_)) {
        let remedy = "remove it, or make the disk a `lun`";
        problems.add(field, true, "is for whole units of a storage array only", remedy);
    }
}

fn sharing(problems: &mut Problems, disk: &Disk, field: &dyn Fn(&str) -> String) {
    let image = match &disk.storage {
        Storage::Image(image) => Some(image),
        _ => None,
    };
    if let Some(snapshot) = disk.snapshot_id {
        if image.is_none() {
            problems.add(field("snapshotId"), snapshot, "is of a disk that is no image", "remove it");
        }
        if disk.shareable {
            let message = "is of a disk of a snapshot, whose changes nobody else sees";
            problems.add(field("shareable"), true, message, "remove `shareable` or `snapshotId`");
        }
    } else if disk.shareable && image.is_some_and(|image| image.volume_format == VolumeFormat::Cow) {
        let remedy = "keep the disk's data as `raw`, or for this VM alone";
        problems.add(field("shareable"), true, "is of a disk whose format is not made for several writers", remedy);
    }
}

fn limits(problems: &mut Problems, qos: &StorageQos, field: &str) {
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
            let remedy = format!("{} is the most; leave it out for no limit", MOST_A_SECOND / unit);
            problems.add(format!("{field}.{name}"), limit, "is more than can be limited to", remedy);
        }
    }
    for [(total, total_limit, _), (_, read, _), (_, write, _)] in limits.as_chunks::<3>().0 {
        let one_way = read.unwrap_or(0) > 0 || write.unwrap_or(0) > 0;
        if let Some(limit) = total_limit.filter(|limit| *limit > 0 && one_way) {
            let remedy = "limit both ways together, or reading and writing on their own";
            problems.add(format!("{field}.{total}"), limit, "stands beside a limit of one way", remedy);
        }
    }
}

fn property(input: &Input<'_>, problems: &mut Problems, name: &str, values: &[&str]) {
    if let Some(value) = input.vm.custom_properties.get(name).filter(|value| !values.contains(&value.as_str())) {
        let remedy = format!("known are {}", values.join(", "));
        problems.add(format!("customProperties.{name}"), shown(value), "is not known", remedy);
    }
}
