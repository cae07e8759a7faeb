//! Single devices: documents that plug one into the running VM, change it, or take it out.

use domxml_schema::Element;
use domxml_schema::device::memory::{Model, Target};
use domxml_schema::device::{Disk as DiskElement, Interface, Memory as MemoryElement};
use domxml_schema::domain::{Device, Devices, Metadata};
use domxml_schema::shared::{Alias, Size};
use domxml_schema::types::{Unit, Uuid};
use domxml_schema::xml::Extra;

use super::input::Input;
use super::problem::Problems;
use super::{check, common, disks, metadata, nics};
use crate::context::Context;
use crate::vm::{MemoryDevice, Vm, VmDevice};

/// A device to plug into a running VM, or to change there: `<hotplug>`.
///
/// ```xml
/// <hotplug>
///   <devices>
///     <interface type='bridge'/>
///   </devices>
/// </hotplug>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "hotplug")]
pub struct Hotplug {
    /// The device; two for a fail-over pair of NICs.
    #[xml(child)]
    pub devices: Option<Devices>,
    /// What the host keeps about the device.
    #[xml(child)]
    pub metadata: Option<Metadata>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A device to take out of a running VM, by its alias only: `<hotunplug>`.
///
/// ```xml
/// <hotunplug>
///   <devices>
///     <disk>
///       <alias name='ua-7d4e6225-c548-4d76-bbf0-48a247bd1418'/>
///     </disk>
///   </devices>
/// </hotunplug>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "hotunplug")]
pub struct Hotunplug {
    /// The device; two for a fail-over pair of NICs.
    #[xml(child)]
    pub devices: Option<Devices>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// The document that plugs a NIC in. Whether the entity says already that it is plugged does not matter.
///
/// # Errors
///
/// A NIC that the VM does not have, and all that is wrong with the VM as it will be.
pub fn hot_plug_nic(vm: &Vm, context: &Context, id: Uuid) -> Result<Hotplug, Problems> {
    let vm = with_plugged(vm, "NIC", id, |vm| &mut vm.nics)?;
    let input = checked(&vm, context)?;
    let Some(nic) = input.vm.nics.iter().find(|nic| nic.id == id) else {
        return Err(unknown("NIC", id));
    };
    Ok(hotplug(nics::interfaces(&input, nic, None), Some(metadata::of_nic(&input, nic)?)))
}

/// The document that changes a NIC that is plugged in to what the entity says: the same that plugs it in.
///
/// # Errors
///
/// As [`hot_plug_nic`].
pub fn update_nic(vm: &Vm, context: &Context, id: Uuid) -> Result<Hotplug, Problems> {
    hot_plug_nic(vm, context, id)
}

/// The document that plugs a hard disk in: with a name, a place and an I/O thread that those of the entity
/// leave free. The host may take another name, if the running VM has that one already.
///
/// # Errors
///
/// A disk that the VM does not have or that is not the engine's, and all that is wrong with the VM as it
/// will be.
pub fn hot_plug_disk(vm: &Vm, context: &Context, id: Uuid) -> Result<Hotplug, Problems> {
    let vm = with_plugged(vm, "disk", id, |vm| &mut vm.disks)?;
    let input = checked(&vm, context)?;
    match disks::plugged(&input, id) {
        Some(disk) => Ok(hotplug(vec![disk], Some(metadata::of_disk_plugged(&input, id)?))),
        None => Err(problem(id, format!("disk `{id}` is unmanaged"), "plug in managed disks only")),
    }
}

/// The document that plugs a memory module in.
///
/// # Errors
///
/// A module that the VM does not have, and all that is wrong with the VM as it will be.
pub fn hot_plug_memory(vm: &Vm, context: &Context, id: Uuid) -> Result<Hotplug, Problems> {
    let vm = with_plugged(vm, "memory device", id, |vm| &mut vm.memory_devices)?;
    let input = checked(&vm, context)?;
    let module = input.vm.memory_devices.iter().find(|module| module.id == id);
    match module.and_then(memory) {
        Some(module) => Ok(hotplug(vec![Device::Memory(Box::new(module))], None)),
        None => Err(problem(id, format!("memory device `{id}` is too large"), "give its size in MiB")),
    }
}

/// The document that takes a NIC, a hard disk or a memory module out, by the alias that was last seen or
/// that it was given.
///
/// # Errors
///
/// A device that the VM does not have, or that has no alias.
pub fn hot_unplug(vm: &Vm, context: &Context, id: Uuid) -> Result<Hotunplug, Problems> {
    let input = Input::new(vm, context)?;
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

/// The VM with a device in it.
fn with_plugged<D: VmDevice>(
    vm: &Vm,
    kind: &str,
    id: Uuid,
    list: impl Fn(&mut Vm) -> &mut Vec<D>,
) -> Result<Vm, Problems> {
    let mut vm = vm.clone();
    match list(&mut vm).iter_mut().find(|device| device.id() == id) {
        Some(device) => device.set_plugged(true),
        None => return Err(unknown(kind, id)),
    }
    Ok(vm)
}

fn checked<'a>(vm: &'a Vm, context: &'a Context) -> Result<Input<'a>, Problems> {
    let input = Input::new(vm, context)?;
    check::all(&input)?;
    Ok(input)
}

fn unknown(kind: &str, id: Uuid) -> Problems {
    problem(id, format!("the VM has no {kind} `{id}`"), &format!("use the id of a {kind} of the VM"))
}

fn problem(id: Uuid, message: String, help: &str) -> Problems {
    let mut problems = Problems::default();
    problems.add("id", id, message, help);
    problems
}

fn hotplug(list: Vec<Device>, metadata: Option<Metadata>) -> Hotplug {
    Hotplug { devices: Some(Devices { list, ..Devices::default() }), metadata, ..Hotplug::default() }
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

/// The alias of a device on the running VM: as last seen, else the one that it was given.
fn seen_alias(device: &impl VmDevice) -> Result<Alias, Problems> {
    let seen = device.stored_alias().filter(|alias| !alias.is_empty());
    let alias = seen.map(|name| Alias { name: Some(name.to_owned()), ..Alias::default() });
    alias.or_else(|| common::alias(device)).ok_or_else(|| {
        let id = device.id();
        let help = "recover the running VM first, to get the alias";
        problem(id, format!("the alias of unmanaged device `{id}` is unknown"), help)
    })
}
