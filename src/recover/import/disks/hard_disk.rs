//! Hard disks: `disk[@device='disk']`, and units whose SCSI commands are passed on, `disk[@device='lun']`.

use domxml_schema::device::Disk as Element;
use domxml_schema::device::controller;
use domxml_schema::device::disk::{Bus, Device as Kind, Discard, ErrorPolicy, Iotune};
use domxml_schema::domain::Device;
use domxml_schema::shared::Sgio as SgioWord;
use domxml_schema::shared::address::Address;
use domxml_schema::types::{Uuid, YesNo};

use super::super::identity::is_named_by_an_engine;
use super::super::state::Import;
use super::source;
use crate::context::HostDeviceFacts;
use crate::generate::disks::drive_place;
use crate::metadata::ovirt;
use crate::recover::codes;
use crate::vm::{Disk, DiskInterface, Sgio, Storage, StorageQos};

/// A hard disk; whether it is one that entities have a word for.
pub(super) fn read(import: &mut Import<'_>, index: usize, device: &Device, element: &Element) -> bool {
    let Some(disk) = disk(import, device, element) else { return false };
    let natural = source::natural(element);
    let mut disk = import.identified(disk, element.alias.as_ref(), element.address.as_ref(), &natural);
    // The number that engines give to a disk is its id.
    let serial = element
        .serial
        .as_deref()
        .filter(|_| !disk.managed && !import.has_record)
        .and_then(|serial| serial.parse::<Uuid>().ok());
    if let Some(id) = serial.filter(|id| !id.is_nil() && import.vm.disks.iter().all(|other| other.id != *id)) {
        disk.id = id;
    }
    disk.serial = element.serial.clone().filter(|serial| *serial != disk.id.to_string());
    if let Storage::Image(image) = &mut disk.storage {
        image.image_id = image.image_id.filter(|image| *image != disk.id);
    }
    // A volume in a storage domain is the engine's, also where an engine before aliases of its own made the disk.
    disk.managed |= matches!(disk.storage, Storage::Image(_));
    if let Some(iotune) = &element.iotune {
        disk.qos = qos(import, index, iotune);
    }
    if let (Storage::Nvme(nvme), Some(address)) =
        (&disk.storage, element.source.as_ref().and_then(|it| it.address.as_ref()))
    {
        let it = &address.coordinates;
        let [bus, slot, function] = [it.bus, it.slot, it.function].map(Option::unwrap_or_default);
        let facts = HostDeviceFacts::Pci { domain: it.domain.unwrap_or_default(), bus, slot, function };
        import.know_host_device(&nvme.device, facts);
    }
    import.vm.disks.push(disk);
    true
}

fn disk(import: &Import<'_>, device: &Device, element: &Element) -> Option<Disk> {
    let kept = import.kept(device);
    let interface = interface(import, element)?;
    // The generator makes disks with names only; another one was attached since.
    let generated = import.has_record && is_named_by_an_engine(element.alias.as_ref());
    let storage = source::storage(generated, element, kept)?;
    let scsi_passthrough = passthrough(element, interface, &storage)?;
    let reservations = element.source.as_ref().and_then(|source| source.reservations.as_ref());
    let managed = reservations.is_none_or(|reservations| reservations.managed == Some(YesNo::Yes));
    if element.transient.is_some() || !managed || (reservations.is_some() && !matches!(storage, Storage::Lun(_))) {
        return None;
    }
    let thrown_away = kept.and_then(|kept| kept.shared.as_ref()) == Some(&ovirt::Shared::Transient);
    let snapshot = || import.vm.role_id(&format!("snapshot of {}", source::natural(element)));
    let driver = element.driver.as_deref();
    let policy = driver.and_then(|driver| driver.error_policy.as_ref());
    Some(Disk {
        name: if generated { String::new() } else { element.target_dev().unwrap_or_default().to_owned() },
        interface,
        boot: element.boot.is_some(),
        read_only: element.readonly,
        shareable: element.shareable,
        pass_discard: driver.is_some_and(|driver| driver.discard == Some(Discard::Unmap)),
        // Without a word the hypervisor tells the guest.
        propagate_errors: !matches!(policy, Some(ErrorPolicy::Stop)),
        scsi_passthrough,
        using_scsi_reservation: reservations.is_some(),
        snapshot_id: (thrown_away && matches!(storage, Storage::Image(_))).then(snapshot),
        logical_name: kept.and_then(|kept| kept.guest_name.clone()),
        storage,
        ..Disk::default()
    })
}

/// How the guest sees a disk; none if entities have no word for it. Where the bus is not said, it is what
/// libvirt takes from the name.
fn interface(import: &Import<'_>, element: &Element) -> Option<DiskInterface> {
    let target = element.target.as_ref()?;
    let prefix = target.dev.as_deref().unwrap_or_default().get(..2).unwrap_or_default();
    match target.bus.as_ref() {
        Some(Bus::Virtio) => Some(DiskInterface::Virtio),
        Some(Bus::Ide) => Some(DiskInterface::Ide),
        Some(Bus::Sata) => Some(DiskInterface::Sata),
        Some(Bus::Scsi) => scsi(import, element),
        Some(_) => None,
        None if prefix == "vd" => Some(DiskInterface::Virtio),
        None if prefix == "hd" => Some(DiskInterface::Ide),
        None if prefix == "sd" => scsi(import, element),
        None => None,
    }
}

/// What a SCSI disk is on, by its controller. One whose model nobody says is what engines have.
fn scsi(import: &Import<'_>, element: &Element) -> Option<DiskInterface> {
    use controller::Model;

    let index = element.address.as_ref().and_then(drive_place).unwrap_or_default()[0];
    let controller = import.devices().find_map(|device| match device {
        Device::Controller(it) if it.kind == Some(controller::Kind::Scsi) && it.index.unwrap_or(0) == index => Some(it),
        _ => None,
    });
    let vio = controller.is_some_and(|controller| matches!(controller.address, Some(Address::SpaprVio(_))));
    match controller.and_then(|controller| controller.model.as_ref()) {
        Some(Model::Ibmvscsi) => Some(DiskInterface::SpaprVscsi),
        Some(Model::VirtioScsi | Model::VirtioTransitional | Model::VirtioNonTransitional | Model::Auto) => {
            Some(DiskInterface::VirtioScsi)
        }
        Some(_) => None,
        None if vio => Some(DiskInterface::SpaprVscsi),
        None => Some(DiskInterface::VirtioScsi),
    }
}

/// Which SCSI commands reach the unit itself; nothing for units that entities cannot hand over.
fn passthrough(element: &Element, interface: DiskInterface, storage: &Storage) -> Option<Option<Sgio>> {
    if element.device != Some(Kind::Lun) {
        return Some(None);
    }
    let possible = interface == DiskInterface::VirtioScsi && matches!(storage, Storage::Lun(_));
    let sgio = match &element.sgio {
        Some(SgioWord::Unfiltered) => Sgio::Unfiltered,
        _ => Sgio::Filtered,
    };
    possible.then_some(Some(sgio))
}

/// Limits of speed, as far as they are whole MiB.
fn qos(import: &mut Import<'_>, index: usize, iotune: &Iotune) -> Option<StorageQos> {
    let limits = &iotune.limits;
    let mut mib = |name: &str, bytes: Option<u64>| {
        let bytes = bytes.filter(|bytes| *bytes > 0)?;
        if bytes.is_multiple_of(1 << 20) {
            return Some(bytes >> 20);
        }
        let message = format!("{bytes} bytes/s is not a whole number of MiB; left out");
        import.note(index, codes::NOT_REPRESENTABLE, &format!("/iotune/{name}"), message);
        None
    };
    let operations = |count: Option<u64>| count.filter(|count| *count > 0);
    let qos = StorageQos {
        max_throughput: mib("total_bytes_sec", limits.total_bytes_sec),
        max_read_throughput: mib("read_bytes_sec", limits.read_bytes_sec),
        max_write_throughput: mib("write_bytes_sec", limits.write_bytes_sec),
        max_iops: operations(limits.total_iops_sec),
        max_read_iops: operations(limits.read_iops_sec),
        max_write_iops: operations(limits.write_iops_sec),
    };
    (qos != StorageQos::default()).then_some(qos)
}
