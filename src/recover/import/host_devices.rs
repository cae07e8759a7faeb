//! Devices of the host: `hostdev`, and `disk` as the custom property `scsi_hostdev` asks.

use domxml_schema::device::Disk as DiskElement;
use domxml_schema::device::Hostdev;
use domxml_schema::device::disk::SourceKind;
use domxml_schema::device::hostdev::{Kind, Mode, Source};
use domxml_schema::domain::Device;
use domxml_schema::shared::address::Address;

use super::identity::pci_name;
use super::state::Import;
use crate::context::HostDeviceFacts;
use crate::generate::disks::{HostScsiForm, drive_place};
use crate::metadata::ovirt;
use crate::vm::HostDevice;

/// All devices of the host but mediated ones.
pub(super) fn read(import: &mut Import<'_>) {
    for (index, device) in import.devices().enumerate() {
        let Device::Hostdev(element) = device else { continue };
        if element.kind == Some(Kind::Mdev) {
            continue;
        }
        let Some((name, facts)) = device_of_the_host(element) else {
            import.unread.insert(index);
            continue;
        };
        let custom = import.kept(device).and_then(|kept| kept.custom.as_ref());
        let custom = custom.into_iter().flat_map(ovirt::Properties::iter);
        let device = HostDevice {
            custom_properties: custom.map(|(key, value)| (key.to_owned(), value.as_str().to_owned())).collect(),
            ..named(&name)
        };
        add(import, device, element, &name);
        import.mark(index);
        import.know_host_device(&name, facts);
    }
}

fn named(name: &str) -> HostDevice {
    HostDevice { name: name.to_owned(), ..HostDevice::default() }
}

fn add(import: &mut Import<'_>, device: HostDevice, element: &Hostdev, name: &str) {
    let natural = format!("hostdev/{name}");
    let device = import.identified(device, element.alias.as_ref(), element.address.as_ref(), &natural);
    import.vm.host_devices.push(device);
}

/// Name and place of a device on its host; none if the document does not say where it is there.
fn device_of_the_host(element: &Hostdev) -> Option<(String, HostDeviceFacts)> {
    let source = element.source.as_deref().filter(|_| matches!(element.mode, None | Some(Mode::Subsystem)))?;
    match &element.kind {
        Some(Kind::Pci) => {
            let it = element.pci_coordinates()?;
            let domain = it.domain.unwrap_or_default();
            let [bus, slot, function] = [it.bus, it.slot, it.function].map(Option::unwrap_or_default);
            Some((pci_name(domain, bus, slot, function), HostDeviceFacts::Pci { domain, bus, slot, function }))
        }
        Some(Kind::Usb) => usb(source),
        Some(Kind::Scsi) => scsi(source),
        _ => None,
    }
}

/// A device by its place; what is looked for by maker and product may be anywhere.
fn usb(source: &Source) -> Option<(String, HostDeviceFacts)> {
    let address = source.address.as_ref().filter(|_| source.vendor.is_none() && source.product.is_none())?;
    let (bus, device) = (address.bus?.into(), address.device?);
    Some((format!("usb_{bus}_{device}"), HostDeviceFacts::Usb { bus, device }))
}

/// A unit of an adapter of the host; those of other machines have no place here.
fn scsi(source: &Source) -> Option<(String, HostDeviceFacts)> {
    let host = source.adapter.as_ref()?.name.as_deref()?.strip_prefix("scsi_host")?.parse().ok()?;
    let address = source.address.as_ref()?;
    let (bus, target) = (address.bus?.into(), u32::try_from(address.target?).ok()?);
    let lun = u64::try_from(address.unit?).ok()?;
    Some(scsi_unit(host, bus, target, lun, None))
}

fn scsi_unit(host: u32, bus: u32, target: u32, lun: u64, path: Option<&str>) -> (String, HostDeviceFacts) {
    let block_path = path.map(str::to_owned);
    (format!("scsi_{host}_{bus}_{target}_{lun}"), HostDeviceFacts::Scsi { host, bus, target, lun, block_path })
}

/// A SCSI unit of the host that the guest sees as a disk; whether a disk is one. The engine keeps nothing of
/// it in the metadata, and gives it no number of its own. Its place on the host is that in the guest, but
/// for virtio disks, which do not show it.
pub(super) fn scsi_disk(import: &mut Import<'_>, device: &Device, element: &DiskElement) -> bool {
    let custom = import.metadata.custom.as_ref();
    let form = custom.and_then(|custom| custom.get(HostScsiForm::PROPERTY)).and_then(HostScsiForm::named);
    let Some(form) = form else { return false };
    if element.kind != Some(SourceKind::Block) || element.serial.is_some() || import.kept(device).is_some() {
        return false;
    }
    let path = element.source.as_ref().and_then(|source| source.dev.as_deref());
    let place = element.address.as_ref().filter(|_| form != HostScsiForm::VirtioBlk).and_then(drive_place);
    let unit = place.map(|[host, bus, target, lun]| scsi_unit(host, bus, target, lun.into(), path));
    let address = element.address.as_ref().filter(|address| !matches!(address, Address::Drive(_)));
    let (name, facts) = unit.unzip();
    let name = name.unwrap_or_default();
    let natural = format!("hostdev/{name}/{}", element.target_dev().unwrap_or_default());
    let device = import.identified(named(&name), element.alias.as_ref(), address, &natural);
    import.vm.host_devices.push(device);
    if let Some(facts) = facts {
        import.know_host_device(&name, facts);
    }
    true
}
