//! The buses of drives.

use domxml_schema::device::disk::Bus;

use crate::vm::DiskInterface;

/// The bus of a drive: `target/@bus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::generate) enum Attachment {
    /// A virtio block device of its own.
    Virtio,
    /// A SCSI controller, virtual or paravirtual.
    Scsi,
    /// A SATA controller.
    Sata,
    /// An IDE controller.
    Ide,
    /// A floppy controller.
    Fdc,
}

impl Attachment {
    /// The prefix of the names of such drives; SCSI and SATA share theirs.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Virtio => "vd",
            Self::Scsi | Self::Sata => "sd",
            Self::Ide => "hd",
            Self::Fdc => "fd",
        }
    }

    pub(in crate::generate) fn bus(self) -> Bus {
        match self {
            Self::Virtio => Bus::Virtio,
            Self::Scsi => Bus::Scsi,
            Self::Sata => Bus::Sata,
            Self::Ide => Bus::Ide,
            Self::Fdc => Bus::Fdc,
        }
    }
}

impl From<DiskInterface> for Attachment {
    fn from(interface: DiskInterface) -> Self {
        match interface {
            DiskInterface::Virtio => Self::Virtio,
            DiskInterface::VirtioScsi | DiskInterface::SpaprVscsi => Self::Scsi,
            DiskInterface::Sata => Self::Sata,
            DiskInterface::Ide => Self::Ide,
        }
    }
}
