//! Places of drives: of a kind that their bus has, enough of them, none for two.

use super::disks::machine;
use super::text::shown;
use super::unique::Unique;
use crate::context::HostDeviceFacts;
use crate::generate::disks::{
    Attachment, Drive, DrivePlace, HostScsiForm, Medium, Plan, ScsiControllers, cd_interface, drive_place,
    host_scsi_disks,
};
use crate::generate::input::Input;
use crate::generate::problem::Problems;
use crate::vm::{DeviceAddress, DiskInterface, VmDevice};

/// Places of the one IDE controller that there is.
const IDE_PLACES: usize = 4;

pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    host_units(input, problems);
    if enough(input, problems) {
        let plan = Plan::new(input);
        let mut places = Unique::default();
        for (at, device) in input.vm.host_devices.iter().enumerate().filter(|(_, device)| device.plugged) {
            if let Some(address) = device.address() {
                let at = format!("hostDevices[{at}]");
                see(problems, &mut places, Attachment::Scsi, drive_place(&address.0), &at);
            }
        }
        for drive in &plan.drives {
            let at = name(input, drive);
            kind(problems, drive, &at);
            see(problems, &mut places, drive.attachment, drive.place(), &at);
        }
    }
}

/// Counts before anything is placed: placing looks for a free place until there is one.
fn enough(input: &Input<'_>, problems: &mut Problems) -> bool {
    let before = problems.0.len();
    let disks: Vec<_> = input.vm.disks.iter().filter(|disk| disk.is_asked()).collect();
    let on = |interface| disks.iter().filter(|disk| disk.interface == interface).count();
    for interface in [DiskInterface::VirtioScsi, DiskInterface::SpaprVscsi] {
        let Some(controllers) = ScsiControllers::of(input, interface) else { continue };
        let reserved = |controller, unit| ScsiControllers::is_reserved(input, interface, [controller, 0, 0, unit]);
        // Units that are kept free are all low ones of controller 0.
        let kept = if controllers.first == 0 { (0..8).filter(|unit| reserved(0, *unit)).count() } else { 0 };
        let units = u64::from(controllers.count) * u64::from(controllers.units);
        more(problems, on(interface), usize::try_from(units).unwrap_or(usize::MAX) - kept, "SCSI");
    }
    let cds = cd_interface(input);
    let removable = Plan::removable(input).drives.iter().filter(|it| it.attachment == Attachment::Ide).count();
    if cds == DiskInterface::Ide {
        more(problems, on(DiskInterface::Ide) + removable, IDE_PLACES, "IDE");
    }
    problems.0.len() == before
}

fn more(problems: &mut Problems, count: usize, places: usize, bus: &str) {
    if count > places {
        let remedy = format!("put disks on virtio instead; {bus} has {places} places");
        problems.add("disks", count, format!("are more drives than {bus} can have"), remedy);
    }
}

/// A stored address must be of a kind that the drive's bus has.
fn kind(problems: &mut Problems, drive: &Drive<'_>, at: &str) {
    let on_controller = drive.attachment != Attachment::Virtio;
    if let Some(address) = drive.address.as_ref().filter(|address| drive_place(address).is_some() != on_controller) {
        let bus = drive.attachment.bus();
        let bus = domxml_schema::Keyword::as_str(&bus);
        let message = format!("is not of a kind that drives on {bus} have");
        let shown = DeviceAddress(address.clone()).to_string();
        problems.add(format!("{at}.address"), shown, message, "remove it; a new one will be found");
    }
}

fn see(
    problems: &mut Problems,
    places: &mut Unique<(Attachment, DrivePlace)>,
    attachment: Attachment,
    place: Option<DrivePlace>,
    at: &str,
) {
    if let Some(place @ [controller, bus, target, unit]) = place {
        let shown = format!("{{type=drive, controller={controller}, bus={bus}, target={target}, unit={unit}}}");
        let remedy = "remove the address of one of them; a new one will be found";
        places.see(problems, &(attachment, place), shown, (at, ".address"), remedy);
    }
}

/// The field of a drive.
fn name(input: &Input<'_>, drive: &Drive<'_>) -> String {
    let position = |found: Option<usize>, list: &str| found.map_or(list.to_owned(), |at| format!("{list}[{at}]"));
    match &drive.medium {
        Medium::Payload(_) => "initialization".to_owned(),
        Medium::Cdrom { drive, .. } => {
            position(input.vm.cdroms.iter().position(|it| std::ptr::eq(it, *drive)), "cdroms")
        }
        Medium::Floppy(_) => "floppy".to_owned(),
        Medium::Disk(disk) => position(input.vm.disks.iter().position(|it| std::ptr::eq(it, *disk)), "disks"),
        Medium::HostScsi(disk) => {
            position(input.vm.host_devices.iter().position(|it| std::ptr::eq(it, disk.device)), "hostDevices")
        }
    }
}

/// Units of the host that shall be disks need a block device, and a number that a guest's unit can have.
fn host_units(input: &Input<'_>, problems: &mut Problems) {
    if HostScsiForm::of(input).is_none() {
        return;
    }
    let made: Vec<_> = host_scsi_disks(input).iter().map(|disk| disk.device.id).collect();
    for (at, device) in input.vm.host_devices.iter().enumerate() {
        let is_unit = matches!(input.host_device(device), Some(HostDeviceFacts::Scsi { .. }));
        if is_unit && device.plugged && !device.iommu_placeholder && !made.contains(&device.id) {
            let message = format!("cannot be a disk on {}: it has no block device", machine(input));
            let remedy = "fill in `blockPath` of the device, or remove the custom property `scsi_hostdev`";
            problems.add(format!("hostDevices[{at}].name"), shown(&device.name), message, remedy);
        }
    }
}
