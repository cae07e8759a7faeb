//! What an engine says of devices in `<metadata>`, as far as a host needs it to resolve a template.

use std::collections::BTreeMap;

use domxml_schema::Domain;
use domxml_schema::device::{Disk, Hostdev, Interface, Lease};
use domxml_schema::domain::Device;
use domxml_schema::xml::{Error, Tree};

/// Name space of what engines say of a VM.
const NAMESPACE: &str = "http://ovirt.org/vm/1.0";

/// What the metadata says of a VM and its devices.
#[derive(Clone, Debug, Default)]
pub(super) struct Metadata {
    /// The VM's custom properties.
    pub(super) custom: BTreeMap<String, String>,
    devices: Vec<Tree>,
}

/// A volume of a storage domain, by the engine's identifiers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct VolumeId {
    pub(super) pool: String,
    pub(super) domain: String,
    pub(super) image: String,
    pub(super) volume: String,
}

impl Metadata {
    /// Reads it; what is not there is empty.
    pub(super) fn of(domain: &Domain) -> Result<Self, Error> {
        let mut read = Self::default();
        for element in domain.metadata.iter().flat_map(|metadata| metadata.of_namespace(NAMESPACE)) {
            let tree = element.tree()?;
            for child in tree.elements() {
                match &*child.name {
                    "custom" => read.custom.extend(custom(child)),
                    "device" => read.devices.push(child.clone()),
                    _ => {}
                }
            }
        }
        Ok(read)
    }

    /// What is said of a device.
    ///
    /// # Errors
    ///
    /// More than one entry that could be meant.
    pub(super) fn device(&self, device: &Device) -> Result<Option<Entry<'_>>, String> {
        match device {
            Device::Disk(disk) => self.disk(disk),
            Device::Interface(interface) => self.interface(interface),
            Device::Hostdev(hostdev) => self.hostdev(hostdev),
            Device::Lease(lease) => self.lease(lease),
            _ => Ok(None),
        }
    }

    /// What is said of a disk: the entry with the name of its target.
    pub(super) fn disk(&self, disk: &Disk) -> Result<Option<Entry<'_>>, String> {
        let Some(name) = disk.target_dev() else { return Ok(None) };
        self.one(&[("devtype", "disk"), ("name", name)])
    }

    fn interface(&self, interface: &Interface) -> Result<Option<Entry<'_>>, String> {
        let Some(mac) = interface.mac.as_ref().and_then(|mac| mac.address) else { return Ok(None) };
        let mac = mac.to_string();
        // The two of a fail-over pair have one address.
        match interface.alias.as_ref().and_then(|alias| alias.name.as_deref()).filter(|_| interface.teaming.is_some()) {
            Some(alias) => self.one(&[("mac_address", &mac), ("alias", alias)]),
            None => self.one(&[("mac_address", &mac)]),
        }
    }

    fn hostdev(&self, hostdev: &Hostdev) -> Result<Option<Entry<'_>>, String> {
        let uuid = hostdev.source.as_ref().and_then(|source| source.address.as_ref()).and_then(|address| address.uuid);
        if let Some(uuid) = uuid {
            return self.one(&[("devtype", "hostdev"), ("uuid", &uuid.to_string())]);
        }
        let Some(alias) = hostdev.alias.as_ref().and_then(|alias| alias.name.as_deref()) else { return Ok(None) };
        self.one(&[("devtype", "hostdev"), ("name", alias)])
    }

    fn lease(&self, lease: &Lease) -> Result<Option<Entry<'_>>, String> {
        let Some(key) = lease.key.as_deref() else { return Ok(None) };
        self.one(&[("devtype", "lease"), ("name", key)])
    }

    fn one(&self, wanted: &[(&str, &str)]) -> Result<Option<Entry<'_>>, String> {
        let says = |device: &Tree, (key, value): &(&str, &str)| {
            device.attribute(key).is_some_and(|found| found.eq_ignore_ascii_case(value))
        };
        let mut found = self.devices.iter().filter(|device| wanted.iter().all(|pair| says(device, pair)));
        match (found.next(), found.next()) {
            (first, None) => Ok(first.map(Entry)),
            (_, Some(_)) => {
                let wanted: Vec<String> = wanted.iter().map(|(key, value)| format!("{key}=`{value}`")).collect();
                Err(format!("the metadata has several devices with {}", wanted.join(", ")))
            }
        }
    }

    /// Where the lease of a volume is, as noted by a host that had the volume before.
    pub(super) fn volume_lease(&self, volume: &str, domain: &str) -> Option<(String, String)> {
        let nodes = self.devices.iter().flat_map(|device| children(device, "volumeChain"));
        let mut nodes = nodes.flat_map(|chain| children(chain, "volumeChainNode"));
        let node = nodes.find(|node| {
            text(node, "volumeID") == Some(volume.into()) && text(node, "domainID") == Some(domain.into())
        })?;
        Some((text(node, "leasePath")?, text(node, "leaseOffset")?))
    }
}

/// What the metadata says of one device.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a>(&'a Tree);

impl Entry<'_> {
    /// The device's custom properties; nothing if it has none, not even an empty list.
    pub(super) fn custom(&self) -> Option<BTreeMap<String, String>> {
        children(self.0, "custom").next().map(custom)
    }

    /// The volume behind a disk.
    pub(super) fn volume(&self) -> Option<VolumeId> {
        let id = |name| text(self.0, name).filter(|id| !id.is_empty());
        Some(VolumeId { pool: id("poolID")?, domain: id("domainID")?, image: id("imageID")?, volume: id("volumeID")? })
    }

    /// The unit of a storage array behind a disk; one that a volume service attached is not the host's.
    pub(super) fn lun(&self) -> Option<String> {
        text(self.0, "GUID").filter(|_| text(self.0, "managed").as_deref() != Some("true"))
    }

    /// The path of a medium that the engine settled.
    pub(super) fn path(&self) -> Option<String> {
        text(self.0, "path").filter(|path| !path.is_empty())
    }
}

fn children<'a>(tree: &'a Tree, name: &'static str) -> impl Iterator<Item = &'a Tree> {
    tree.elements().filter(move |child| &*child.name == name)
}

fn text(tree: &Tree, name: &'static str) -> Option<String> {
    children(tree, name).next().map(Tree::text)
}

fn custom(tree: &Tree) -> BTreeMap<String, String> {
    tree.elements().map(|property| (property.name.to_string(), property.text())).collect()
}
