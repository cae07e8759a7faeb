//! The metadata of an engine about devices, as far as a host needs it to resolve a template.

use domxml_schema::Domain;
use domxml_schema::device::{Disk, Hostdev, Interface};
use domxml_schema::domain::Device;

use crate::metadata::ovirt::{self, DeviceKey, Lookup, VolumeChain};

/// The metadata of a VM and its devices.
#[derive(Clone, Debug, Default)]
pub(super) struct Metadata {
    pub(super) vm: ovirt::Vm,
    lookup: Lookup,
}

/// A volume of a storage domain, by the engine's identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VolumeId<'a> {
    pub(crate) pool: &'a str,
    pub(crate) domain: &'a str,
    pub(crate) image: &'a str,
    pub(crate) volume: &'a str,
}

impl Metadata {
    /// Reads the metadata of a domain; empty if there is none.
    ///
    /// # Errors
    ///
    /// Values that are not of their type.
    pub(super) fn of(domain: &Domain) -> Result<Self, String> {
        let vm = domain.metadata_of::<ovirt::Vm>().map_err(|error| error.to_string())?;
        let vm = vm.unwrap_or_default();
        Ok(Self { lookup: Lookup::new(&vm), vm })
    }

    /// The entry of a device.
    ///
    /// # Errors
    ///
    /// More than one entry that could be meant.
    pub(super) fn device(&self, device: &Device) -> Result<Option<&ovirt::Device>, String> {
        match key(device) {
            Some(key) => self.lookup.device(&self.vm, &key).map_err(|error| error.to_string()),
            None => Ok(None),
        }
    }

    /// The entry of a disk.
    ///
    /// # Errors
    ///
    /// More than one entry that could be meant.
    pub(super) fn disk(&self, disk: &Disk) -> Result<Option<&ovirt::Device>, String> {
        match disk.target_dev() {
            Some(target) => self.lookup.device(&self.vm, &DeviceKey::Disk(target)).map_err(|error| error.to_string()),
            None => Ok(None),
        }
    }

    /// Path and offset of the lease of a volume, from a host that used the volume before.
    pub(super) fn volume_lease(&self, volume: &str, domain: &str) -> Option<(String, u64)> {
        let chains = self.vm.devices.iter().filter_map(|device| device.volume_chain.as_ref());
        let mut nodes = chains.flat_map(|VolumeChain { nodes, .. }| nodes);
        let is = |id: &Option<String>, value: &str| id.as_deref() == Some(value);
        let node = nodes.find(|node| is(&node.volume_id, volume) && is(&node.domain_id, domain))?;
        Some((node.lease_path.clone()?, node.lease_offset?))
    }
}

/// The volume behind a disk.
pub(crate) fn volume(entry: &ovirt::Device) -> Option<VolumeId<'_>> {
    let known = |id: &'_ Option<String>| id.as_ref().is_some_and(|id| !id.is_empty());
    let ids = [&entry.pool_id, &entry.domain_id, &entry.image_id, &entry.volume_id];
    if !ids.into_iter().all(known) {
        return None;
    }
    Some(VolumeId {
        pool: entry.pool_id.as_deref()?,
        domain: entry.domain_id.as_deref()?,
        image: entry.image_id.as_deref()?,
        volume: entry.volume_id.as_deref()?,
    })
}

/// The LUN behind a disk; one that a volume service attached is not managed by the host.
pub(crate) fn lun(entry: &ovirt::Device) -> Option<&str> {
    entry.guid.as_deref().filter(|_| entry.managed != Some(true))
}

/// The path of a medium that the engine decided.
pub(super) fn path(entry: &ovirt::Device) -> Option<String> {
    let path = entry.unknown.nodes.iter().find_map(|node| match node {
        domxml_schema::xml::TreeNode::Element(key) if &*key.name == "path" => Some(key.text()),
        _ => None,
    });
    path.filter(|path| !path.is_empty())
}

/// The key of the entry of a device.
pub(crate) fn key(device: &Device) -> Option<DeviceKey<'_>> {
    match device {
        Device::Disk(disk) => disk.target_dev().map(DeviceKey::Disk),
        Device::Interface(interface) => interface_key(interface),
        Device::Hostdev(hostdev) => hostdev_key(hostdev),
        Device::Lease(lease) => lease.key.as_deref().map(|name| DeviceKey::Other { devtype: "lease", name }),
        _ => None,
    }
}

fn interface_key(interface: &Interface) -> Option<DeviceKey<'_>> {
    let mac_address = interface.mac.as_ref()?.address?;
    // The two NICs of a failover pair have one MAC address.
    let alias = interface.alias.as_ref().and_then(|alias| alias.name.as_deref());
    Some(DeviceKey::Interface { mac_address, alias: alias.filter(|_| interface.teaming.is_some()) })
}

fn hostdev_key(hostdev: &Hostdev) -> Option<DeviceKey<'_>> {
    let address = hostdev.source.as_ref().and_then(|source| source.address.as_ref());
    if let Some(uuid) = address.and_then(|address| address.uuid) {
        return Some(DeviceKey::Mdev(uuid));
    }
    let name = hostdev.alias.as_ref()?.name.as_deref()?;
    Some(DeviceKey::Other { devtype: "hostdev", name })
}
