//! Addresses of drives on controllers: `address[@type='drive']`.

use std::collections::{BTreeMap, BTreeSet};

use domxml_schema::shared::address::{Address, Drive};

use super::attachment::Attachment;
use crate::generate::common::plugged;
use crate::generate::devices::controllers::first_virtio_scsi;
use crate::generate::input::Input;
use crate::vm::{Architecture, ControllerType, DiskInterface};

/// A place on a controller: its number, the bus, the target, the unit.
pub(crate) type DrivePlace = [u32; 4];

/// The place that an address names, if it is one on a drive controller.
pub(crate) fn drive_place(address: &Address) -> Option<DrivePlace> {
    match address {
        Address::Drive(drive) => {
            Some([drive.controller, drive.bus, drive.target, drive.unit].map(Option::unwrap_or_default))
        }
        _ => None,
    }
}

pub(super) fn address([controller, bus, target, unit]: DrivePlace) -> Address {
    Address::Drive(Drive {
        controller: Some(controller),
        bus: Some(bus),
        target: Some(target),
        unit: Some(unit),
        ..Drive::default()
    })
}

/// The place that libvirt takes from a drive's name where no address is given; none for drives that are
/// always given one.
pub(super) fn implied(attachment: Attachment, number: u32) -> Option<DrivePlace> {
    match attachment {
        Attachment::Ide => Some([number / 4, number % 4 / 2, 0, number % 2]),
        Attachment::Sata => Some([number / 6, 0, 0, number % 6]),
        Attachment::Fdc => Some([number / 2, 0, 0, number % 2]),
        Attachment::Virtio | Attachment::Scsi => None,
    }
}

/// The SCSI controllers that disks of an interface are on.
pub(in crate::generate) struct ScsiControllers {
    /// Number of the first.
    pub(in crate::generate) first: u32,
    /// Number of controllers.
    pub(in crate::generate) count: u32,
    /// Units of each.
    pub(in crate::generate) units: u32,
}

impl ScsiControllers {
    /// Units of controller 0 that are left to CD drives where those are SCSI: the payload's and the first.
    const CD_UNITS: [u32; 2] = [1, 2];

    /// The controllers of a SCSI interface; none for other interfaces.
    ///
    /// If the entity lists no virtio-scsi controllers, there is one for each I/O thread.
    pub(in crate::generate) fn of(input: &Input<'_>, interface: DiskInterface) -> Option<Self> {
        match interface {
            DiskInterface::VirtioScsi => {
                let own = plugged(&input.vm.controllers).filter(|it| it.controller_type == ControllerType::VirtioScsi);
                let own = u32::try_from(own.count()).unwrap_or(u32::MAX);
                let count = if own > 0 { own } else { input.vm.io_threads.max(1) };
                Some(Self { first: first_virtio_scsi(input), count, units: 16384 })
            }
            DiskInterface::SpaprVscsi => Some(Self { first: 0, count: 1, units: 32 }),
            DiskInterface::Ide | DiskInterface::Virtio | DiskInterface::Sata => None,
        }
    }

    /// Returns whether a disk may be at a place.
    pub(in crate::generate) fn has(&self, [controller, ..]: DrivePlace) -> bool {
        controller >= self.first && controller - self.first < self.count
    }

    /// Returns whether a unit is reserved for CD drives or by the machine.
    pub(in crate::generate) fn is_reserved(input: &Input<'_>, interface: DiskInterface, place: DrivePlace) -> bool {
        let [controller, .., unit] = place;
        let scsi_cd = input.vm.architecture != Architecture::X86_64;
        let machine = interface == DiskInterface::SpaprVscsi && unit < 2;
        controller == 0 && (machine || scsi_cd && Self::CD_UNITS.contains(&unit))
    }
}

/// Places that are given out; none is given twice.
#[derive(Default)]
pub(super) struct Places {
    taken: BTreeSet<(Attachment, DrivePlace)>,
    next: BTreeMap<u32, u32>,
}

impl Places {
    /// Takes a place, whoever has it already.
    pub(super) fn claim(&mut self, attachment: Attachment, place: DrivePlace) {
        self.taken.insert((attachment, place));
    }

    /// Takes a place if it is free.
    pub(super) fn take(&mut self, attachment: Attachment, place: DrivePlace) -> bool {
        self.taken.insert((attachment, place))
    }

    /// Takes the first free place of those that names lead to.
    pub(super) fn take_implied(&mut self, attachment: Attachment) -> Option<DrivePlace> {
        (0..).map_while(|number| implied(attachment, number)).find(|place| self.take(attachment, *place))
    }

    /// Takes the lowest free unit of a SCSI controller, from this one on.
    pub(super) fn take_scsi_from(&mut self, controller: u32, first: u32) -> DrivePlace {
        let mut place = [controller, 0, 0, first];
        while !self.take(Attachment::Scsi, place) {
            place[3] += 1;
        }
        place
    }

    /// Takes the lowest free unit of a SCSI controller that is not kept for others.
    pub(super) fn take_scsi(&mut self, controller: u32, is_reserved: impl Fn(DrivePlace) -> bool) -> DrivePlace {
        let next = self.next.entry(controller).or_default();
        let mut place = [controller, 0, 0, *next];
        while is_reserved(place) || !self.taken.insert((Attachment::Scsi, place)) {
            place[3] += 1;
        }
        *next = place[3] + 1;
        place
    }
}
