//! The state of an import: what has been read of a domain so far.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domxml_schema::Domain;
use domxml_schema::domain::Device;
use domxml_schema::report::{Code, Finding};
use domxml_schema::shared::Alias;
use domxml_schema::shared::address::Address;
use domxml_schema::types::Uuid;

use super::identity::id_of_alias;
use crate::context::{Context, HostDeviceFacts};
use crate::entity;
use crate::host::metadata;
use crate::metadata::ovirt;
use crate::recover::codes::note;
use crate::recover::observe::device_paths;
use crate::vm::{DeviceAddress, DeviceField, DeviceList, DeviceVisitor, FilterParameter, Vm, VmDevice, visit_devices};

/// The state of an import.
pub(in crate::recover) struct Import<'a> {
    pub(in crate::recover) domain: &'a Domain,
    /// The engine's metadata; empty in foreign documents.
    pub(super) metadata: ovirt::Vm,
    /// The document carries the record of the desired entity. The decisions of the host are not read then, nor those
    /// of context and entity together.
    pub(super) has_record: bool,
    pub(in crate::recover) vm: Vm,
    /// The context that the document gives.
    pub(in crate::recover) context: Context,
    /// Notes on what is not exactly representable.
    pub(in crate::recover) notes: Vec<Finding>,
    /// MiB of all memory: a running domain counts memory modules among it, and a template does not.
    pub(in crate::recover) memory_mb: u64,
    /// The parameters of filters that are in a document with a record, by the ids of the NICs.
    pub(in crate::recover) filter_parameters: BTreeMap<Uuid, Vec<FilterParameter>>,
    /// Paths in the entity of which the document says nothing.
    pub(in crate::recover) unsaid: BTreeSet<entity::Path>,
    /// Devices that are not representable as devices of their kind, by their index.
    pub(super) unread: BTreeSet<usize>,
    /// Kinds and buses of the input devices that are there whether anybody asks or not.
    pub(super) implied_inputs: BTreeSet<String>,
    /// The indices of the devices that those of each list were read from.
    origins: BTreeMap<&'static str, Vec<usize>>,
}

impl<'a> Import<'a> {
    pub(super) fn new(domain: &'a Domain, has_record: bool) -> Self {
        let metadata = ovirt::Vm::of(domain).unwrap_or_default();
        let vm = Vm { id: domain.uuid.unwrap_or_default(), ..Vm::default() };
        Self {
            domain,
            metadata,
            has_record,
            vm,
            context: Context::default(),
            notes: Vec::new(),
            memory_mb: 0,
            filter_parameters: BTreeMap::new(),
            unsaid: BTreeSet::new(),
            unread: BTreeSet::new(),
            implied_inputs: BTreeSet::new(),
            origins: BTreeMap::new(),
        }
    }

    /// Notes that the devices of the entity that are new since the last call were read from a device of the document.
    pub(super) fn mark(&mut self, index: usize) {
        visit_devices(&mut Mark { vm: &self.vm, origins: &mut self.origins, index });
    }

    /// The indices of the devices that those of the entity were read from, by their ids.
    pub(in crate::recover) fn origins(&self) -> BTreeMap<Uuid, usize> {
        let mut places = self.origins.iter().map(|(key, indices)| (*key, indices.iter())).collect::<HashMap<_, _>>();
        let devices = self.vm.devices();
        let origin = |(path, device): (String, &dyn VmDevice)| {
            let key = path.split_once('[').map_or(&*path, |(key, _)| key);
            Some((device.id(), *places.get_mut(key)?.next()?))
        };
        devices.filter_map(origin).collect()
    }

    /// Gives devices that share an id others, but for the first one; they are unmanaged.
    pub(super) fn tell_apart(&mut self) {
        let vm = self.vm.id;
        let (mut ids, mut copies) = (BTreeSet::new(), HashMap::new());
        for (kind, device) in self.vm.devices_mut() {
            let (id, alias) = (device.id(), device.user_alias());
            let copy = copies.entry((kind, id)).or_insert(1);
            while !ids.insert(device.id()) {
                *copy += 1;
                device.set_id(Uuid::new_v5(&vm, format!("{kind} {id} {copy}").as_bytes()));
                if device.managed() {
                    device.set_managed(false);
                    device.set_stored_alias(Some(alias.clone()));
                }
            }
        }
    }

    /// All devices.
    pub(super) fn devices(&self) -> impl Iterator<Item = &'a Device> + use<'a> {
        self.domain.devices.iter().flat_map(|devices| &devices.list)
    }

    /// The entry of the engine's metadata for a device; none where more than one could be meant.
    pub(super) fn kept(&self, device: &Device) -> Option<&ovirt::Device> {
        self.metadata.device(&metadata::key(device)?).ok().flatten()
    }

    /// Notes a device of the host in the context of a foreign VM; where there is a record, the context is the engine's.
    pub(super) fn know_host_device(&mut self, name: &str, facts: HostDeviceFacts) {
        if !self.has_record {
            self.context.host.get_or_insert_default().devices.insert(name.to_owned(), facts);
        }
    }

    /// Notes something about a part of a device.
    pub(super) fn note(&mut self, index: usize, code: Code, part: &str, message: impl Into<String>) {
        let device = device_paths(self.domain).into_iter().nth(index).unwrap_or_default();
        self.notes.push(note(code, message).path(format!("{device}{part}")));
    }

    /// Gives a device the fields that every kind has. The id is the one in an alias that the engine gave; a device
    /// without such an alias is unmanaged, and gets an id from the VM's and from libvirt's alias, else from `natural`,
    /// which no other device has: the same one whenever it is read. Documents with a record are read before libvirt
    /// has given aliases, too.
    pub(super) fn identified<D: VmDevice>(
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
                device.set_id(self.vm.role_id(alias.filter(|_| !self.has_record).unwrap_or(natural)));
                device.set_managed(false);
                device.set_stored_alias(alias.map(str::to_owned));
            }
        }
        // An address of a type that the model does not know is not representable.
        let address = address.filter(|address| !matches!(address, Address::Other(_)));
        device.set_address(address.map(|address| DeviceAddress(address.clone())));
        device
    }
}

/// Notes where the devices of each list come from.
struct Mark<'a> {
    vm: &'a Vm,
    origins: &'a mut BTreeMap<&'static str, Vec<usize>>,
    index: usize,
}

impl DeviceVisitor for Mark<'_> {
    fn visit<L: DeviceList>(&mut self, field: &DeviceField<L>) {
        let count = (field.get)(self.vm).as_slice().len();
        if count > 0 {
            self.origins.entry(field.key).or_default().resize(count, self.index);
        }
    }
}
