//! Addresses of drives: of the type of their bus, enough of them, each of one drive only.

use super::text::shown;
use super::unique::Unique;
use crate::context::HostDeviceFacts;
use crate::generate::disks::{
    Attachment, Drive, DrivePlace, HostScsiForm, Medium, Plan, ScsiControllers, cd_interface, drive_place,
    host_scsi_disks,
};
use crate::generate::input::Input;
use crate::generate::problem::Problems as _;
use crate::vm::{DeviceAddress, DiskInterface, VmDevice};
use domxml_schema::report::Findings;

/// Addresses of the only IDE controller.
const IDE_PLACES: usize = 4;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    host_units(input, problems);
    if enough(input, problems) {
        let plan = Plan::new(input);
        let mut places = Unique::new("address", "remove one of the addresses; a free one is assigned");
        for (at, device) in input.vm.host_devices.iter().enumerate().filter(|(_, device)| device.plugged) {
            if let Some(address) = device.address() {
                let at = format!("hostDevices[{at}]");
                see(input, problems, &mut places, Attachment::Scsi, drive_place(&address.0), &at);
            }
        }
        for drive in &plan.drives {
            let at = name(input, drive);
            kind(problems, drive, &at);
            see(input, problems, &mut places, drive.attachment, drive.place(), &at);
        }
    }
}

/// Counts the drives before addresses are assigned, which searches until it finds a free one.
fn enough(input: &Input<'_>, problems: &mut Findings) -> bool {
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

fn more(problems: &mut Findings, count: usize, places: usize, bus: &str) {
    if count > places {
        let message = format!("{count} drives on {bus} are too many; the maximum is {places}");
        problems.add("disks", count, message, "use the interface `virtio` for some of the disks");
    }
}

/// A stored address must be of the type that the drive's bus has.
fn kind(problems: &mut Findings, drive: &Drive<'_>, at: &str) {
    let on_controller = drive.attachment != Attachment::Virtio;
    if let Some(address) = drive.address.as_ref().filter(|address| drive_place(address).is_some() != on_controller) {
        let bus = drive.attachment.bus();
        let bus = domxml_schema::Keyword::as_str(&bus);
        let address = DeviceAddress(address.clone()).to_string();
        let message = format!("address `{}` does not fit a drive on {bus}", shown(&address));
        problems.add(format!("{at}.address"), address, message, "remove it; a new one is assigned");
    }
}

fn see(
    input: &Input<'_>,
    problems: &mut Findings,
    places: &mut Unique<(Attachment, DrivePlace)>,
    attachment: Attachment,
    place: Option<DrivePlace>,
    at: &str,
) {
    if let Some(place @ [controller, bus, target, unit]) = place {
        let address = format!("{{type=drive, controller={controller}, bus={bus}, target={target}, unit={unit}}}");
        places.see(input, problems, &(attachment, place), address, (at, ".address"));
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

/// LUNs of the host that become disks need a block device, and a number that a LUN of the guest can have.
fn host_units(input: &Input<'_>, problems: &mut Findings) {
    if HostScsiForm::of(input).is_none() {
        return;
    }
    let made: Vec<_> = host_scsi_disks(input).iter().map(|disk| disk.device.id).collect();
    for (at, device) in input.vm.host_devices.iter().enumerate() {
        let is_unit = matches!(input.host_device(device), Some(HostDeviceFacts::Scsi { .. }));
        if is_unit && device.plugged && !device.iommu_placeholder && !made.contains(&device.id) {
            let message = format!("host device `{}` cannot be a disk: it has no block device", shown(&device.name));
            let help = "set `blockPath` of the device, or remove the custom property `scsi_hostdev`";
            problems.add(format!("hostDevices[{at}].name"), &device.name, message, help);
        }
    }
}
