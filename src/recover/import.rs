//! A domain as an entity, nothing else being known: the mirror of [`generate`](crate::generate), a file for
//! each of its parts.

mod disks;
mod foreign;
mod host_devices;
mod machine;
mod nics;
mod others;
mod small;

use std::collections::BTreeSet;

use domxml_schema::Domain;
use domxml_schema::domain::Device;
use domxml_schema::shared::Alias;
use domxml_schema::shared::address::Address;
use domxml_schema::types::Uuid;

use crate::context::Context;
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
}

impl<'a> Import<'a> {
    pub(super) fn new(domain: &'a Domain, own: bool) -> Self {
        let metadata = domain.metadata_of().ok().flatten().unwrap_or_default();
        let vm = Vm { id: domain.uuid.unwrap_or_default(), ..Vm::default() };
        Self { domain, metadata, own, vm, context: Context::default() }
    }

    /// Reads all of it.
    pub(super) fn run(mut self) -> Self {
        machine::read(&mut self);
        disks::read(&mut self);
        nics::read(&mut self);
        host_devices::read(&mut self);
        let elsewhere = |device: &Device| {
            matches!(device, Device::Disk(_) | Device::Interface(_) | Device::Hostdev(_) | Device::Lease(_))
        };
        let here: Vec<&Device> = self.devices().filter(|device| !elsewhere(device)).collect();
        // What is implied by others is known when those have been read.
        let left: Vec<&Device> = here.into_iter().filter(|device| !small::read(&mut self, device)).collect();
        left.into_iter().for_each(|device| others::read(&mut self, device));
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
                device.set_managed(false);
                device.set_stored_alias(Some(alias.clone()));
            }
        }
    }

    /// All devices.
    fn devices(&self) -> impl Iterator<Item = &'a Device> + use<'a> {
        self.domain.devices.iter().flat_map(|devices| &devices.list)
    }

    /// Gives a device what every kind has. The id is the one in an alias that the engine gave; a device
    /// without such an alias was made by somebody else, and gets an id from the VM's and `natural`, which
    /// tells it apart from all others: the same one whenever it is read.
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
                device.set_id(self.vm.role_id(natural));
                device.set_managed(false);
                device.set_stored_alias(alias.map(str::to_owned));
            }
        }
        device.set_address(address.map(|address| DeviceAddress(address.clone())));
        device
    }
}

/// The id in an alias that an engine gave.
fn id_of_alias(alias: &str) -> Option<Uuid> {
    alias.strip_prefix("ua-")?.parse().ok()
}
