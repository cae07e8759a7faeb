//! Properties that depend on all drives at once: names, places on controllers, I/O threads.

use domxml_schema::shared::Address;
use domxml_schema::types::Uuid;

use super::address::{self, DrivePlace, Places, ScsiControllers, drive_place};
use super::attachment::Attachment;
use super::host_scsi::{self, HostScsiDisk, HostScsiForm};
use super::names::{Names, name};
use super::order;
use super::payload::{self, Payload};
use super::removable::cd_interface;
use crate::generate::common::plugged;
use crate::generate::input::Input;
use crate::vm::{Cdrom, Disk, DiskInterface, Floppy, PayloadDevice, VmDevice};

/// All drives of a VM and what is settled for them: no two have one name or one place.
pub(in crate::generate) struct Plan<'a> {
    /// In the order that they are written.
    pub(in crate::generate) drives: Vec<Drive<'a>>,
}

/// A drive and what is settled for it.
pub(in crate::generate) struct Drive<'a> {
    pub(in crate::generate) medium: Medium<'a>,
    /// Its name: `target/@dev`.
    pub(in crate::generate) dev: String,
    /// Number of that name.
    number: u32,
    /// Its bus: `target/@bus`.
    pub(in crate::generate) attachment: Attachment,
    /// Its address; none: libvirt chooses it: `address`.
    pub(in crate::generate) address: Option<Address>,
    /// The I/O thread that serves it: `driver/@iothread`.
    pub(in crate::generate) iothread: Option<u32>,
}

/// The medium of a drive, or the disk itself.
pub(in crate::generate) enum Medium<'a> {
    /// A payload, which the host turns into a medium.
    Payload(Payload<'a>),
    /// A CD.
    Cdrom {
        /// Number among the VM's CD drives.
        position: usize,
        drive: &'a Cdrom,
    },
    /// A floppy.
    Floppy(&'a Floppy),
    /// A hard disk.
    Disk(&'a Disk),
    /// A SCSI device of the host.
    HostScsi(HostScsiDisk<'a>),
}

impl Medium<'_> {
    /// The id of the device of the VM; a payload is none.
    pub(super) fn id(&self) -> Option<Uuid> {
        match self {
            Self::Payload(_) => None,
            Self::Cdrom { drive, .. } => Some(drive.id),
            Self::Floppy(floppy) => Some(floppy.id),
            Self::Disk(disk) => Some(disk.id),
            Self::HostScsi(disk) => Some(disk.device.id),
        }
    }
}

impl<'a> Plan<'a> {
    /// The drives that the VM starts with.
    pub(in crate::generate) fn new(input: &'a Input<'_>) -> Self {
        Self::of(input, order::sorted(input))
    }

    /// The drives with one disk behind all others, so that it takes nothing from them.
    pub(in crate::generate) fn with_last(input: &'a Input<'_>, last: Uuid) -> Self {
        let mut disks = order::sorted(input);
        disks.sort_by_key(|disk| disk.id == last);
        Self::of(input, disks)
    }

    /// CD and floppy drives only, without their places.
    pub(in crate::generate) fn removable(input: &'a Input<'_>) -> Self {
        let mut plan = Self { drives: Vec::new() };
        plan.add_removable(input, &mut Names::default());
        plan
    }

    fn of(input: &'a Input<'_>, disks: Vec<&'a Disk>) -> Self {
        let mut plan = Self { drives: Vec::new() };
        let mut names = Names::default();
        plan.add_removable(input, &mut names);
        plan.add_disks(input, disks, &mut names);
        plan.add_host_scsi(input, &mut names);
        plan.settle_places(input);
        plan
    }

    /// CD and floppy drives have their numbers wherever they can, so disks leave them free.
    fn add_removable(&mut self, input: &'a Input<'_>, names: &mut Names) {
        let interface = cd_interface(input);
        let attachment = Attachment::from(interface);
        let (mut payload_cd, mut payload_floppy) = (None, None);
        match payload::of(input) {
            Some(payload) if payload.device == PayloadDevice::Cdrom => payload_cd = Some(payload),
            other => payload_floppy = other,
        }
        let payload_number = if attachment == Attachment::Ide { 3 } else { 1 };
        let second = if payload_cd.is_some() && payload_number == 3 { 1 } else { 3 };
        if let Some(payload) = payload_cd {
            let number = names.take_from(attachment.prefix(), payload_number);
            self.add(Medium::Payload(payload), attachment, number);
        }
        for (position, drive) in plugged(&input.vm.cdroms).enumerate() {
            let number = names.take_from(attachment.prefix(), if position == 0 { 2 } else { second });
            self.add(Medium::Cdrom { position, drive }, attachment, number);
        }
        let floppies = payload_floppy.map(Medium::Payload).into_iter();
        for medium in floppies.chain(plugged(&input.vm.floppy).map(Medium::Floppy)) {
            let number = names.take_next(Attachment::Fdc.prefix());
            self.add(medium, Attachment::Fdc, number);
        }
    }

    /// virtio disks are spread over the I/O threads; others are served by that of their controller.
    fn add_disks(&mut self, input: &'a Input<'_>, disks: Vec<&'a Disk>, names: &mut Names) {
        let mut threads = (1..=input.vm.io_threads).cycle();
        for disk in disks {
            let attachment = Attachment::from(disk.interface);
            let number = names.take_next(attachment.prefix());
            let drive = self.add(Medium::Disk(disk), attachment, number);
            drive.iothread = (attachment == Attachment::Virtio).then(|| threads.next()).flatten();
        }
    }

    /// Units of the host are named behind all disks; a virtio one has the letters that it would have had.
    fn add_host_scsi(&mut self, input: &'a Input<'_>, names: &mut Names) {
        for disk in host_scsi::disks(input) {
            let mut number = names.take_next(Attachment::Scsi.prefix());
            let mut attachment = Attachment::Scsi;
            if disk.form == HostScsiForm::VirtioBlk {
                attachment = Attachment::Virtio;
                number = names.take_from(attachment.prefix(), number);
            }
            self.add(Medium::HostScsi(disk), attachment, number);
        }
    }

    fn add(&mut self, medium: Medium<'a>, attachment: Attachment, number: u32) -> &mut Drive<'a> {
        let address = medium.stored_address();
        let dev = name(attachment.prefix(), number);
        self.drives.push(Drive { medium, dev, number, attachment, address, iothread: None });
        let last = self.drives.len() - 1;
        &mut self.drives[last]
    }

    /// Drives with a place keep it; then come CD drives, then drives that libvirt places by name, then SCSI disks.
    fn settle_places(&mut self, input: &Input<'_>) {
        let mut places = Places::default();
        for device in plugged(&input.vm.host_devices) {
            if let Some(place) = device.address().and_then(|address| drive_place(&address.0)) {
                places.claim(Attachment::Scsi, place);
            }
        }
        for drive in &mut self.drives {
            drive.keep_place(input, &mut places);
        }
        // libvirt derives places from names and does not look at addresses that others were given; where
        // such a place is taken, another one must be named.
        let unnamed: Vec<_> = self.drives.iter_mut().filter_map(|drive| drive.take_named_place(&mut places)).collect();
        for drive in unnamed {
            drive.address = places.take_implied(drive.attachment).map(address::address);
        }
        let mut unplaced = [0_u32; 2];
        for drive in self.drives.iter_mut().filter(|drive| drive.address.is_none()) {
            let Some(interface) = drive.medium.scsi_interface() else { continue };
            let Some(controllers) = ScsiControllers::of(input, interface) else { continue };
            let at = &mut unplaced[usize::from(interface == DiskInterface::SpaprVscsi)];
            let controller = controllers.first + *at % controllers.count;
            *at += 1;
            let is_reserved = |place| ScsiControllers::is_reserved(input, interface, place);
            drive.address = Some(address::address(places.take_scsi(controller, is_reserved)));
        }
    }
}

impl Drive<'_> {
    /// A SCSI disk keeps its unit only on a controller that is still there.
    fn keep_place(&mut self, input: &Input<'_>, places: &mut Places) {
        if let Some(interface) = self.medium.scsi_interface() {
            let controllers = ScsiControllers::of(input, interface);
            let place = self.address.as_ref().and_then(drive_place);
            if !place.zip(controllers).is_some_and(|(place, controllers)| controllers.has(place)) {
                self.address = None;
            }
        }
        if let Some(place) = self.address.as_ref().and_then(drive_place) {
            places.claim(self.attachment, place);
        }
    }

    /// Takes the place of the drive's number, if it has none yet; itself if that is taken.
    fn take_named_place(&mut self, places: &mut Places) -> Option<&mut Self> {
        if self.address.is_some() {
            return None;
        }
        if let (Attachment::Scsi, Medium::Cdrom { .. } | Medium::Payload(_)) = (self.attachment, &self.medium) {
            self.address = Some(address::address(places.take_scsi_from(0, self.number)));
            return None;
        }
        let place = address::implied(self.attachment, self.number)?;
        (!places.take(self.attachment, place)).then_some(self)
    }

    /// The place of the drive, if it is on a controller.
    pub(in crate::generate) fn place(&self) -> Option<DrivePlace> {
        match &self.address {
            Some(address) => drive_place(address),
            None => address::implied(self.attachment, self.number),
        }
    }
}

impl Medium<'_> {
    /// The address in the entity; for a SCSI device of the host its place there.
    fn stored_address(&self) -> Option<Address> {
        let stored = match self {
            Self::Payload(_) => None,
            Self::Cdrom { drive, .. } => drive.address(),
            Self::Floppy(floppy) => floppy.address(),
            Self::Disk(disk) => disk.address(),
            Self::HostScsi(disk) if disk.form == HostScsiForm::VirtioBlk => disk.device.address(),
            Self::HostScsi(disk) => return Some(address::address(disk.place)),
        };
        stored.map(|address| address.0.clone())
    }

    /// The interface of a disk on a virtual SCSI controller.
    fn scsi_interface(&self) -> Option<DiskInterface> {
        let scsi = |interface| matches!(interface, DiskInterface::VirtioScsi | DiskInterface::SpaprVscsi);
        match self {
            Self::Disk(disk) => Some(disk.interface).filter(|interface| scsi(*interface)),
            _ => None,
        }
    }
}
