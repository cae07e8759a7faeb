//! Devices of the host: `hostdev`, and `memory[@model='nvdimm']`.

use domxml_schema::device::hostdev::{Adapter, Hostdev, Kind, Mode, Source, SourceAddress};
use domxml_schema::domain::Device;
use domxml_schema::types::YesNo;

use super::nvdimm;
use crate::context::HostDeviceFacts;
use crate::generate::common::{address, alias};
use crate::generate::disks::HostScsiForm;
use crate::generate::input::Input;
use crate::vm::HostDevice;

/// A device of the host, by what the context knows of it. Nothing for one that is only there because of
/// its IOMMU group, and for a SCSI unit that is handed over as a disk, which is another part's.
///
/// The host takes devices from its own drivers before the VM starts and gives them back, not libvirt.
pub(super) fn device(input: &Input<'_>, device: &HostDevice) -> Option<Device> {
    let facts = input.host_device(device).filter(|_| !device.iommu_placeholder)?;
    let hostdev = match facts {
        HostDeviceFacts::Pci { domain, bus, slot, function } => {
            Hostdev { address: address(device), ..Hostdev::pci(*domain, *bus, *slot, *function) }
        }
        HostDeviceFacts::Usb { bus, device: number } => {
            let source = SourceAddress {
                bus: Some(u16::try_from(*bus).ok()?),
                device: Some(*number),
                ..SourceAddress::default()
            };
            Hostdev { address: address(device), ..of(Kind::Usb, source) }
        }
        // Its place in the guest is left to libvirt, so that it does not depend on the units beside it.
        HostDeviceFacts::Scsi { host, bus, target, lun, .. } => {
            if HostScsiForm::of(input).is_some() {
                return None;
            }
            let source = SourceAddress {
                bus: Some(u16::try_from(*bus).ok()?),
                target: Some((*target).into()),
                unit: Some((*lun).into()),
                ..SourceAddress::default()
            };
            let adapter = Adapter { name: Some(format!("scsi_host{host}")), ..Adapter::default() };
            let hostdev = of(Kind::Scsi, source);
            let source = hostdev.source.map(|source| Box::new(Source { adapter: Some(Box::new(adapter)), ..*source }));
            Hostdev { rawio: Some(YesNo::Yes), source, ..hostdev }
        }
        HostDeviceFacts::Nvdimm { .. } => return nvdimm::device(input, device).map(Device::from),
    };
    Some(Hostdev { managed: Some(YesNo::No), alias: alias(device), ..hostdev }.into())
}

fn of(kind: Kind, address: SourceAddress) -> Hostdev {
    let source = Source { address: Some(Box::new(address)), ..Source::default() };
    Hostdev { mode: Some(Mode::Subsystem), kind: Some(kind), source: Some(Box::new(source)), ..Hostdev::default() }
}
