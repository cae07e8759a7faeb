//! A domain as an entity, nothing else being known: the mirror of [`generate`](mod@crate::generate), a file for
//! each of its parts.

mod disks;
mod foreign;
mod host_devices;
mod leases;
mod machine;
mod nics;
mod nvdimm;
mod others;
mod small;
mod vgpus;

use std::collections::BTreeSet;

use domxml_schema::Domain;
use domxml_schema::device::memory::Model;
use domxml_schema::domain::Device;
use domxml_schema::shared::Alias;
use domxml_schema::shared::address::Address;
use domxml_schema::types::Uuid;

use super::Note;
use super::observe::device_paths;
use crate::context::{Context, HostDeviceFacts};
use crate::host::metadata;
use crate::metadata::ovirt;
use crate::vm::{DeviceAddress, Vm, VmDevice};

/// What is read, while it is read.
pub(super) struct Import<'a> {
    pub(super) domain: &'a Domain,
    /// The engine's own metadata; empty in documents of others.
    pub(super) metadata: ovirt::Vm,
    /// The document carries the record of what it was made from. What the host decides is not read then, nor
    /// what context and entity decide together: the record says what was asked.
    pub(super) own: bool,
    pub(super) vm: Vm,
    /// What the document says of the VM's surroundings.
    pub(super) context: Context,
    /// What entities cannot say exactly.
    pub(super) notes: Vec<Note>,
    /// Places of the entity that the document says nothing of.
    pub(super) unsaid: BTreeSet<String>,
    /// Devices that entities have no word for, by their index.
    unread: BTreeSet<usize>,
}

impl<'a> Import<'a> {
    pub(super) fn new(domain: &'a Domain, own: bool) -> Self {
        let metadata = ovirt::Vm::of(domain).unwrap_or_default();
        let vm = Vm { id: domain.uuid.unwrap_or_default(), ..Vm::default() };
        Self {
            domain,
            metadata,
            own,
            vm,
            context: Context::default(),
            notes: Vec::new(),
            unsaid: BTreeSet::new(),
            unread: BTreeSet::new(),
        }
    }

    /// Reads all of it.
    pub(super) fn run(mut self) -> Self {
        machine::read(&mut self);
        disks::read(&mut self);
        nics::read(&mut self);
        host_devices::read(&mut self);
        vgpus::read(&mut self);
        nvdimm::read(&mut self);
        leases::read(&mut self);
        for (index, device) in self.devices().enumerate().filter(|(_, device)| !has_a_file(device)) {
            if !small::read(&mut self, device) {
                self.unread.insert(index);
            }
        }
        // What is implied by others is known when those have been read.
        for index in std::mem::take(&mut self.unread) {
            let list = self.domain.devices.as_ref().map(|devices| &devices.list);
            list.and_then(|list| list.get(index)).into_iter().for_each(|device| others::read(&mut self, device));
        }
        if !self.own {
            foreign::read(&mut self);
        }
        self.tell_apart();
        self
    }

    /// Devices that share an id are told apart: the first one has it, the others were made by somebody else.
    fn tell_apart(&mut self) {
        let vm = self.vm.id;
        let mut ids = BTreeSet::new();
        for (kind, device) in self.vm.devices_mut() {
            let (id, alias) = (device.id(), device.user_alias());
            let mut copy = 1;
            while !ids.insert(device.id()) {
                copy += 1;
                device.set_id(Uuid::new_v5(&vm, format!("{kind} {id} {copy}").as_bytes()));
                if device.managed() {
                    device.set_managed(false);
                    device.set_stored_alias(Some(alias.clone()));
                }
            }
        }
    }

    /// All devices.
    fn devices(&self) -> impl Iterator<Item = &'a Device> + use<'a> {
        self.domain.devices.iter().flat_map(|devices| &devices.list)
    }

    /// What the engine's metadata say of a device; nothing where more than one entry could be meant.
    fn kept(&self, device: &Device) -> Option<&ovirt::Device> {
        self.metadata.device(&metadata::key(device)?).ok().flatten()
    }

    /// A device of the host, as surroundings of VMs that others made; where the record says what was asked,
    /// surroundings are the engine's.
    fn know_host_device(&mut self, name: &str, facts: HostDeviceFacts) {
        if !self.own {
            self.context.host.get_or_insert_default().devices.insert(name.to_owned(), facts);
        }
    }

    /// Notes something about a part of a device.
    fn note(&mut self, index: usize, part: &str, message: impl Into<String>) {
        let device = device_paths(self.domain).into_iter().nth(index).unwrap_or_default();
        self.notes.push(Note { path: format!("{device}{part}"), message: message.into() });
    }

    /// Gives a device what every kind has. The id is the one in an alias that the engine gave; a device
    /// without such an alias was made by somebody else, and gets an id from the VM's and from libvirt's alias,
    /// else from `natural`, which tells it apart from all others: the same one whenever it is read. The engine's
    /// own documents are read before libvirt has given aliases, too.
    fn identified<D: VmDevice>(
        &self,
        mut device: D,
        alias: Option<&Alias>,
        address: Option<&Address>,
        natural: &str,
    ) -> D {
        let alias = alias.and_then(|alias| alias.name.as_deref());
        match alias.and_then(id_of_alias) {
            Some(id) => device.set_id(id),
            None => {
                device.set_id(self.vm.role_id(alias.filter(|_| !self.own).unwrap_or(natural)));
                device.set_managed(false);
                device.set_stored_alias(alias.map(str::to_owned));
            }
        }
        // Entities have no word for a type of address that the model does not know.
        let address = address.filter(|address| !matches!(address, Address::Other(_)));
        device.set_address(address.map(|address| DeviceAddress(address.clone())));
        device
    }
}

/// Whether devices of a kind have a file of their own here, not one with others.
fn has_a_file(device: &Device) -> bool {
    match device {
        Device::Disk(_) | Device::Interface(_) | Device::Hostdev(_) | Device::Lease(_) => true,
        Device::Memory(module) => module.model == Some(Model::Nvdimm),
        _ => false,
    }
}

/// Whether an engine gave a device its alias.
fn is_named_by_an_engine(alias: Option<&Alias>) -> bool {
    alias.and_then(|alias| id_of_alias(alias.name.as_deref()?)).is_some()
}

/// The name that libvirt has for a PCI device of the host.
fn pci_name(domain: u32, bus: u8, slot: u8, function: u8) -> String {
    format!("pci_{domain:04x}_{bus:02x}_{slot:02x}_{function:x}")
}

/// The id in an alias that an engine gave.
fn id_of_alias(alias: &str) -> Option<Uuid> {
    alias.strip_prefix("ua-")?.parse().ok()
}
