//! The engine's own part of `<metadata>`: data for the host that libvirt's vocabulary cannot carry.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domxml_schema::Domain;
use domxml_schema::domain::Metadata;
use domxml_schema::report::Findings;
use domxml_schema::types::Uuid;
use domxml_schema::xml::NamespaceDecl;

use super::disks::{Drive, Medium, Plan, iso_volume, managed_path};
use super::input::Input;
use super::nics::{self, Connection};
use super::problem::{Problems as _, shown};
use crate::context::MdevPlacement;
use crate::metadata::ovirt::{
    self, CpuPolicy, Device, Payload, PayloadFile, PortMirroring, Properties, PropertyName, Qos, ResumeBehavior,
    Shared, TUNE_NAMESPACE, VM_NAMESPACE,
};
use crate::vm::{BlockDriver, CpuPinningPolicy, Disk, IsoVolume, Nic, Storage, VGpu, Version};

/// The level that hosts spread mediated devices from: `mdevType`.
const PLACEMENT: Version = Version::new(4, 3);
/// The level that drivers of mediated devices take parameters from: `mdevDriverParameters`.
const DRIVER_PARAMETERS: Version = Version::new(4, 7);

/// Puts the engine's metadata into a domain.
///
/// # Errors
///
/// A custom property whose key cannot be the name of an element.
pub(super) fn apply(input: &Input<'_>, domain: &mut Domain) -> Result<(), Findings> {
    let mut problems = Findings::default();
    let vm = vm(input, &mut problems);
    problems.into_result()?;
    for (prefix, uri) in [("ovirt-tune", TUNE_NAMESPACE), ("ovirt-vm", VM_NAMESPACE)] {
        domain.namespaces.0.push(NamespaceDecl { prefix: prefix.into(), uri: uri.into() });
    }
    let mut problems = Findings::default();
    for written in [domain.set_metadata(&Qos::default()), domain.set_metadata(&vm)] {
        if let Err(error) = written {
            problems.add("metadata", "", error.message(), error.help());
        }
    }
    problems.into_result()
}

/// The metadata of one NIC, for the document that plugs it in.
///
/// # Errors
///
/// As [`apply`].
pub(super) fn of_nic(input: &Input<'_>, nic: &Nic) -> Result<Metadata, Findings> {
    let mut problems = Findings::default();
    let devices = nic_devices(input, nic, &mut problems);
    problems.into_result()?;
    alone(devices)
}

/// The metadata of one disk, for the document that plugs it in.
///
/// # Errors
///
/// As [`apply`].
pub(super) fn of_disk_plugged(input: &Input<'_>, id: Uuid) -> Result<Metadata, Findings> {
    let plan = Plan::with_last(input, id);
    let of_it = plan.drives.iter().filter(|drive| matches!(&drive.medium, Medium::Disk(disk) if disk.id == id));
    alone(of_it.filter_map(|drive| of_medium(input, drive)).collect())
}

fn alone(devices: Vec<Device>) -> Result<Metadata, Findings> {
    let mut metadata = Metadata::default();
    let mut problems = Findings::default();
    if let Err(error) = metadata.set(&ovirt::Vm { devices, ..ovirt::Vm::default() }) {
        problems.add("metadata", "", error.message(), error.help());
    }
    problems.into_result()?;
    Ok(metadata)
}

fn vm(input: &Input<'_>, problems: &mut Findings) -> ovirt::Vm {
    let vm = input.vm;
    let run_once = vm.run_once.clone().unwrap_or_default();
    let mut devices: Vec<Device> = Vec::new();
    let mut vgpus: Vec<&VGpu> = vm.vgpus.iter().filter(|vgpu| vgpu.plugged).collect();
    vgpus.sort_by_key(|vgpu| vgpu.id);
    devices.extend(vgpus.into_iter().map(|vgpu| of_vgpu(input, vgpu)));
    let mut nics: Vec<&Nic> = vm.nics.iter().filter(|nic| nic.plugged).collect();
    nics.sort_by_key(|nic| (nic.mac_address, nic.id));
    devices.extend(nics.into_iter().flat_map(|nic| nic_devices(input, nic, problems)));
    devices.extend(Plan::new(input).drives.iter().filter_map(|drive| of_medium(input, drive)));
    ovirt::Vm {
        min_guaranteed_memory_mb: Some(vm.memory.guaranteed_mb.unwrap_or(vm.memory.size_mb)),
        cluster_version: Some(input.level.to_string()),
        custom: Some(properties("customProperties", &vm.custom_properties, problems)),
        devices,
        launch_paused: Some(run_once.run_and_pause),
        resume_behavior: vm.resume_behavior.map(|behavior| ResumeBehavior::from(behavior.as_str())),
        ballooning_enabled: Some(vm.memory.ballooning_enabled),
        cpu_policy: Some(cpu_policy(input)),
        ..ovirt::Vm::default()
    }
}

/// Hosts know fewer policies than engines: what is pinned by whatever reason is pinned by hand to them.
fn cpu_policy(input: &Input<'_>) -> CpuPolicy {
    let cpu = &input.vm.cpu;
    match cpu.pinning_policy {
        CpuPinningPolicy::None if cpu.current_pinning.is_none() => CpuPolicy::None,
        CpuPinningPolicy::None | CpuPinningPolicy::Manual | CpuPinningPolicy::ResizeAndPinNuma => CpuPolicy::Manual,
        CpuPinningPolicy::Dedicated => CpuPolicy::Dedicated,
        CpuPinningPolicy::IsolateThreads => CpuPolicy::IsolateThreads,
    }
}

fn of_vgpu(input: &Input<'_>, vgpu: &VGpu) -> Device {
    let placement = match input.context.host.as_ref().map(|host| host.vgpu_placement).unwrap_or_default() {
        MdevPlacement::Consolidated => "compact",
        MdevPlacement::Separated => "separate",
    };
    let spread = input.level >= PLACEMENT;
    Device {
        mdev_type: Some(if spread { format!("{}|{placement}", vgpu.mdev_type) } else { vgpu.mdev_type.clone() }),
        mdev_driver_parameters: vgpu.driver_params.clone().filter(|_| input.level >= DRIVER_PARAMETERS),
        ..Device::mdev(vgpu.id)
    }
}

/// The interfaces of a NIC share its MAC address, so the alias tells them apart.
fn nic_devices(input: &Input<'_>, nic: &Nic, problems: &mut Findings) -> Vec<Device> {
    let Some(mac_address) = nic.mac_address else { return Vec::new() };
    let connection = Connection::of(input, nic.vnic_profile.as_deref());
    let mut custom = connection.profile.map(|profile| profile.custom_properties.clone()).unwrap_or_default();
    custom.remove(nics::QUEUES_PROPERTY);
    custom.extend(nic.custom_properties.clone());
    let mirrored = connection.network_name.filter(|_| connection.profile.is_some_and(|p| p.port_mirroring));
    let own = Device {
        alias: super::common::alias(nic).and_then(|alias| alias.name),
        port_mirroring: mirrored
            .map(|network| PortMirroring { networks: vec![network.to_owned()], ..PortMirroring::default() }),
        custom: Some(properties("nics.customProperties", &custom, problems)),
        ..Device::interface(mac_address)
    };
    let standby = nics::standby_alias(input, nic).map(|alias| Device {
        alias: Some(alias),
        custom: Some(Properties::default()),
        ..Device::interface(mac_address)
    });
    standby.into_iter().chain([own]).collect()
}

/// The metadata of a drive, by its name.
fn of_medium(input: &Input<'_>, drive: &Drive<'_>) -> Option<Device> {
    let device = Device::disk(&drive.dev);
    match &drive.medium {
        Medium::Payload(payload) => {
            let files = payload.files.iter().map(|(path, content)| PayloadFile {
                path: Some((*path).to_owned()),
                content: STANDARD.encode(content),
                ..PayloadFile::default()
            });
            let vol_id = payload.volume_id.map(str::to_owned);
            let payload = Payload { vol_id, files: files.collect(), ..Payload::default() };
            Some(Device { payload: Some(payload), ..device })
        }
        Medium::Cdrom { drive, .. } => iso_volume(input, drive).map(|volume| of_iso(&volume, device)),
        Medium::Disk(disk) => Some(of_disk(input, disk, device)),
        Medium::Floppy(_) | Medium::HostScsi(_) => None,
    }
}

fn of_iso(volume: &IsoVolume, device: Device) -> Device {
    Device {
        pool_id: Some(volume.storage_pool_id.to_string()),
        domain_id: Some(volume.storage_domain_id.to_string()),
        image_id: Some(volume.image_id.to_string()),
        volume_id: Some(volume.volume_id.to_string()),
        ..device
    }
}

fn of_disk(input: &Input<'_>, disk: &Disk, device: Device) -> Device {
    let hosted_engine = input.vm.origin.is_hosted_engine();
    let device = Device { shared: shared(disk, hosted_engine), ..device };
    match &disk.storage {
        Storage::Image(image) => Device {
            // The engine's own VM starts where no pool is known.
            pool_id: Some(if hosted_engine { Uuid::nil() } else { image.storage_pool_id }.to_string()),
            domain_id: Some(image.storage_domain_id.to_string()),
            image_id: Some(image.image_id.unwrap_or(disk.id).to_string()),
            volume_id: Some(image.volume_id.to_string()),
            ..device
        },
        Storage::Lun(lun) => Device { guid: Some(lun.lun_id.clone()), ..device },
        Storage::ManagedBlock(volume) => {
            let path = managed_path(input, volume).to_owned();
            match volume.driver {
                BlockDriver::Rbd => Device { managed: Some(true), rbd: Some(path), ..device },
                BlockDriver::Block => {
                    Device { managed: Some(true), guid: Some(volume.scsi_wwn.clone().unwrap_or(path)), ..device }
                }
            }
        }
        Storage::Cinder(_) | Storage::Nvme(_) | Storage::Path(_) => device,
    }
}

fn shared(disk: &Disk, hosted_engine: bool) -> Option<Shared> {
    if disk.snapshot_id.is_some() {
        Some(Shared::Transient)
    } else if disk.shareable {
        Some(Shared::Shared)
    } else {
        hosted_engine.then_some(Shared::Exclusive)
    }
}

fn properties<'a, P>(field: &str, all: P, problems: &mut Findings) -> Properties
where
    P: IntoIterator<Item = (&'a String, &'a String)>,
{
    let mut properties = Properties::default();
    for PropertyName(key) in properties.extend(all.into_iter().map(|(key, value)| (&**key, &**value))) {
        let message = format!("custom property `{}` is not a valid XML element name", shown(&key));
        problems.add(field, &key, message, "use letters, digits, `_`, `-` and `.`");
    }
    properties
}
