//! A domain as an entity, nothing else being known: the mirror of [`generate`](mod@crate::generate), a file for
//! each of its parts.

mod devices;
pub(super) mod disks;
mod foreign;
mod host_devices;
mod identity;
mod leases;
mod machine;
mod nics;
mod nvdimm;
mod others;
mod state;
mod vgpus;

use domxml_schema::Domain;
use domxml_schema::device::memory::Model;
use domxml_schema::domain::Device;

pub(super) use self::state::Import;
use crate::metadata::ovirt;

/// Reads all of a domain; `has_record`: it carries a record of the desired entity.
pub(super) fn read(domain: &Domain, has_record: bool) -> Import<'_> {
    let mut import = Import::new(domain, has_record);
    machine::read(&mut import);
    disks::read(&mut import);
    nics::read(&mut import);
    host_devices::read(&mut import);
    vgpus::read(&mut import);
    nvdimm::read(&mut import);
    leases::read(&mut import);
    for (index, device) in import.devices().enumerate().filter(|(_, device)| !is_read_as_list(device)) {
        if !devices::read(&mut import, device) {
            import.unread.insert(index);
        }
        import.mark(index);
    }
    // Devices that others imply are known when those have been read.
    for index in std::mem::take(&mut import.unread) {
        let device = domain.devices.as_ref().and_then(|devices| devices.list.get(index));
        device.into_iter().for_each(|device| others::read(&mut import, device));
        import.mark(index);
    }
    if !has_record {
        foreign::read(&mut import);
    }
    import.tell_apart();
    import
}

/// Whether a document was made by an engine: it has the engine's metadata.
pub(super) fn is_of_engine(domain: &Domain) -> bool {
    ovirt::Vm::of(domain).is_some_and(|metadata| metadata.cluster_version.is_some())
}

/// Whether a device is read together with all others of its kind.
fn is_read_as_list(device: &Device) -> bool {
    match device {
        Device::Disk(_) | Device::Interface(_) | Device::Hostdev(_) | Device::Lease(_) => true,
        Device::Memory(module) => module.model == Some(Model::Nvdimm),
        _ => false,
    }
}
