//! Documents that plug a single device into a running VM, update it, or unplug it.

use domxml_schema::device::memory::{Model, Target};
use domxml_schema::device::{Disk as DiskElement, Interface, Memory as MemoryElement};
use domxml_schema::domain::{Device, Devices, Metadata};
use domxml_schema::report::Findings;
use domxml_schema::shared::{Alias, Size};
use domxml_schema::types::{Unit, Uuid};

use super::input::Input;
use super::relevant::Relevant;
use super::{check, common, disks, metadata, nics};
use crate::context::Context;
use crate::template::{Hotunplug, Template};
use crate::vm::{MemoryDevice, Vm, VmDevice};

/// Generates the document that plugs a NIC in, whether or not the entity says that it is plugged.
///
/// # Errors
///
/// A NIC that the VM does not have, and all that is wrong with the VM as it will be.
pub fn hot_plug_nic(vm: &Vm, context: &Context, id: Uuid) -> Result<Template, Findings> {
    let vm = with_plugged(vm, "NIC", id, |vm| &mut vm.nics)?;
    let relevant = Relevant::new(&vm, context);
    let input = checked(&relevant)?;
    let Some(nic) = input.vm.nics.iter().find(|nic| nic.id == id) else {
        return Err(unknown("NIC", id));
    };
    Ok(hotplug(nics::interfaces(&input, nic, None), Some(metadata::of_nic(&input, nic)?)))
}

/// Generates the document that updates a plugged NIC: the same that plugs it in.
///
/// # Errors
///
/// As [`hot_plug_nic`].
pub fn update_nic(vm: &Vm, context: &Context, id: Uuid) -> Result<Template, Findings> {
    hot_plug_nic(vm, context, id)
}

/// Generates the document that plugs a hard disk in, with a name, a place and an I/O thread that other disks of the
/// entity leave free. The host may take another name, if the running VM already has this one.
///
/// # Errors
///
/// A disk that the VM does not have or that is not the engine's, and all that is wrong with the VM as it
/// will be.
pub fn hot_plug_disk(vm: &Vm, context: &Context, id: Uuid) -> Result<Template, Findings> {
    let vm = with_plugged(vm, "disk", id, |vm| &mut vm.disks)?;
    let relevant = Relevant::new(&vm, context);
    let input = checked(&relevant)?;
    match disks::plugged(&input, id) {
        Some(disk) => Ok(hotplug(vec![disk], Some(metadata::of_disk_plugged(&input, id)?))),
        None => Err(problem(id, format!("disk `{id}` is unmanaged"), "plug in managed disks only")),
    }
}

/// Generates the document that plugs a memory module in.
///
/// # Errors
///
/// A module that the VM does not have, and all that is wrong with the VM as it will be.
pub fn hot_plug_memory(vm: &Vm, context: &Context, id: Uuid) -> Result<Template, Findings> {
    let vm = with_plugged(vm, "memory device", id, |vm| &mut vm.memory_devices)?;
    let relevant = Relevant::new(&vm, context);
    let input = checked(&relevant)?;
    let module = input.vm.memory_devices.iter().find(|module| module.id == id);
    match module.and_then(memory) {
        Some(module) => Ok(hotplug(vec![Device::Memory(Box::new(module))], None)),
        None => Err(problem(id, format!("memory device `{id}` is too large"), "give its size in MiB")),
    }
}

/// Generates the document that unplugs a NIC, a hard disk or a memory module, by the alias that was last seen, else
/// by the one that it was given.
///
/// # Errors
///
/// A device that the VM does not have, or that has no alias.
pub fn hot_unplug(vm: &Vm, context: &Context, id: Uuid) -> Result<Hotunplug, Findings> {
    let relevant = Relevant::new(vm, context);
    let input = Input::new(&relevant);
    let mut list = Vec::new();
    if let Some(nic) = vm.nics.iter().find(|nic| nic.id == id) {
        let standby = nics::standby_alias(&input, nic).map(|alias| Alias { name: Some(alias), ..Alias::default() });
        for alias in standby.into_iter().chain([seen_alias(nic)?]) {
            let kind = Interface { alias: Some(alias), ..Interface::default() };
            list.push(Device::Interface(Box::new(kind)));
        }
    } else if let Some(disk) = vm.disks.iter().find(|disk| disk.id == id) {
        let alias = Some(seen_alias(disk)?);
        list.push(Device::Disk(Box::new(DiskElement { alias, ..DiskElement::default() })));
    } else if let Some(module) = vm.memory_devices.iter().find(|module| module.id == id) {
        let alias = Some(seen_alias(module)?);
        list.push(Device::Memory(Box::new(MemoryElement { alias, ..MemoryElement::default() })));
    } else {
        return Err(unknown("NIC, disk or memory device", id));
    }
    Ok(Hotunplug { devices: Some(Devices { list, ..Devices::default() }), ..Hotunplug::default() })
}

/// The VM with a device plugged.
fn with_plugged<D: VmDevice>(
    vm: &Vm,
    kind: &str,
    id: Uuid,
    list: impl Fn(&mut Vm) -> &mut Vec<D>,
) -> Result<Vm, Findings> {
    let mut vm = vm.clone();
    match list(&mut vm).iter_mut().find(|device| device.id() == id) {
        Some(device) => device.set_plugged(true),
        None => return Err(unknown(kind, id)),
    }
    Ok(vm)
}

fn checked<'a>(relevant: &'a Relevant<'_>) -> Result<Input<'a>, Findings> {
    let input = Input::new(relevant);
    check::all(&input)?;
    Ok(input)
}

fn unknown(kind: &str, id: Uuid) -> Findings {
    problem(id, format!("the VM has no {kind} `{id}`"), &format!("use the id of a {kind} of the VM"))
}

fn problem(id: Uuid, message: String, help: &str) -> Findings {
    super::problem::one("id", id, message, help)
}

fn hotplug(list: Vec<Device>, metadata: Option<Metadata>) -> Template {
    Template::hotplug(Devices { list, ..Devices::default() }, metadata)
}

fn memory(module: &MemoryDevice) -> Option<MemoryElement> {
    let size = Some(Size::new(module.size_mb.checked_mul(1024)?, Unit::KiB));
    Some(MemoryElement {
        model: Some(Model::Dimm),
        target: Some(Box::new(Target { size, node: Some(module.node), ..Target::default() })),
        alias: common::alias(module),
        address: common::address(module),
        ..MemoryElement::default()
    })
}

/// The alias of a device on the running VM: as last seen, else as given.
fn seen_alias(device: &impl VmDevice) -> Result<Alias, Findings> {
    let seen = device.stored_alias().filter(|alias| !alias.is_empty());
    let alias = seen.map(|name| Alias { name: Some(name.to_owned()), ..Alias::default() });
    alias.or_else(|| common::alias(device)).ok_or_else(|| {
        let id = device.id();
        let help = "recover the running VM first, to get the alias";
        problem(id, format!("the alias of unmanaged device `{id}` is unknown"), help)
    })
}
