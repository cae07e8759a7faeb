//! The part of a host that can matter to one VM.

use std::collections::{BTreeMap, BTreeSet};

use domxml_schema::types::Uuid;

use crate::context::Host;
use crate::generate::domain::HUGE_PAGES_PROPERTY;
use crate::generate::input;
use crate::vm::{GraphicsType, Storage, Vm, VmType};

/// The host with what the VM has a use for. Everything else has its default, for whatever rule.
pub(super) fn of(vm: &Vm, host: &Host) -> Host {
    let cpu_model = host.cpu_model.clone().filter(|model| input::may_hide_monitor(model));
    let has_monitor = cpu_model.is_some() && host.cpu_flags.iter().any(|flag| flag == input::MONITOR);
    let vnc = vm.graphics.iter().any(|graphics| graphics.graphics_type == GraphicsType::Vnc);
    let pinned = vm.vm_type == VmType::HighPerformance || !vm.numa_nodes.is_empty();
    let huge_pages = vm.custom_properties.contains_key(HUGE_PAGES_PROPERTY);
    let virtual_functions = virtual_functions(vm, host);
    let used = devices(vm, &virtual_functions);
    let devices = host.devices.iter().filter(|(name, _)| used.contains(name.as_str()));
    Host {
        cpu_model,
        cpu_flags: has_monitor.then(|| input::MONITOR.to_owned()).into_iter().collect(),
        tsc_frequency: host.tsc_frequency.filter(|_| vm.cpu.use_tsc_frequency),
        fips_enabled: host.fips_enabled && vnc,
        incremental_backup: host.incremental_backup,
        numa_nodes: if pinned { host.numa_nodes.clone() } else { Vec::new() },
        huge_page_sizes: if huge_pages { host.huge_page_sizes.clone() } else { Vec::new() },
        vgpu_placement: if vm.vgpus.is_empty() { Default::default() } else { host.vgpu_placement },
        devices: devices.map(|(name, facts)| (name.clone(), facts.clone())).collect(),
        virtual_functions,
    }
}

/// The virtual functions of the VM's NICs.
fn virtual_functions(vm: &Vm, host: &Host) -> BTreeMap<Uuid, String> {
    let of_vm = vm.nics.iter().filter_map(|nic| host.virtual_functions.get_key_value(&nic.id));
    of_vm.map(|(nic, name)| (*nic, name.clone())).collect()
}

/// Names of the devices that the VM uses: as such, as a disk, or for a NIC.
fn devices<'a>(vm: &'a Vm, virtual_functions: &'a BTreeMap<Uuid, String>) -> BTreeSet<&'a str> {
    let passed_through = vm.host_devices.iter().map(|device| device.name.as_str());
    let disks = vm.disks.iter().filter_map(|disk| match &disk.storage {
        Storage::Nvme(nvme) => Some(nvme.device.as_str()),
        Storage::Image(_) | Storage::Lun(_) | Storage::Cinder(_) | Storage::ManagedBlock(_) | Storage::Path(_) => None,
    });
    passed_through.chain(disks).chain(virtual_functions.values().map(String::as_str)).collect()
}
