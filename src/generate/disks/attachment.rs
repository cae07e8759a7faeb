//! What drives are attached to.

use domxml_schema::device::disk::Bus;

use crate::vm::DiskInterface;

/// What a drive is attached to: `target/@bus`.
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
    /// How names of such drives begin; SCSI and SATA share theirs.
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
