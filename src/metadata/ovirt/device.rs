//! `<ovirt-vm:device>`.

use std::fmt;

use domxml_schema::types::{MacAddress, Uuid};
use domxml_schema::{Keyword, ThinStr};
use yaserde::Result;

use super::keys::{Keys, Record, Unknown};
use super::properties::Properties;

/// Metadata of a device: `<ovirt-vm:device>`.
///
/// The attributes identify the device; [`DeviceKey`] says which of them count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Device {
    /// `@devtype`: kind of the device: `disk`, `hostdev`, `lease`, ...; interfaces have none.
    pub devtype: Option<String>,
    /// `@name`: of a disk the name of its target (`vda`), of others their alias, of a lease its key.
    pub name: Option<String>,
    /// `@alias`: alias of an interface, where two share a MAC address.
    pub alias: Option<String>,
    /// `@mac_address`: MAC address of an interface.
    pub mac_address: Option<MacAddress>,
    /// `@uuid`: UUID of a mediated device.
    pub uuid: Option<Uuid>,
    /// `deviceId`: the engine's identifier of the device.
    pub device_id: Option<String>,
    /// `poolID`: data centre of a disk's image.
    pub pool_id: Option<String>,
    /// `domainID`: storage domain of a disk's image.
    pub domain_id: Option<String>,
    /// `imageID`: image of a disk.
    pub image_id: Option<String>,
    /// `volumeID`: volume of the image that is written to.
    pub volume_id: Option<String>,
    /// `GUID`: LUN of a disk that is one.
    pub guid: Option<String>,
    /// `RBD`: Ceph volume of a disk on managed storage.
    pub rbd: Option<String>,
    /// `managed`: whether a disk is on managed block storage.
    pub managed: Option<bool>,
    /// `shared`: sharing of a disk.
    pub shared: Option<Shared>,
    /// `mdevType`: type of a mediated device, with `|compact` or `|separate` for the placement.
    pub mdev_type: Option<String>,
    /// `mdevDriverParameters`: parameters for the driver of a mediated device.
    pub mdev_driver_parameters: Option<String>,
    /// `guestName`: name that the guest has given to a disk.
    pub guest_name: Option<String>,
    /// `network`: logical network of an interface.
    pub network: Option<String>,
    /// `portMirroring`: networks whose traffic an interface sees.
    pub port_mirroring: Option<PortMirroring>,
    /// `custom`: custom properties of the device.
    pub custom: Option<Properties>,
    /// `vm_custom`: those of the VM, which hosts repeat here.
    pub vm_custom: Option<Properties>,
    /// `specParams`: parameters of the device.
    pub spec_params: Option<Properties>,
    /// `payload`: files that the host puts onto the disk.
    pub payload: Option<Payload>,
    /// `volumeChain`: volumes of a disk's image.
    pub volume_chain: Option<VolumeChain>,
    /// Unrecognized content, preserved.
    pub unknown: Unknown,
}

impl Device {
    /// The entry of the disk with this target, such as `vda`.
    pub fn disk(target: &str) -> Self {
        Self { devtype: Some("disk".to_owned()), name: Some(target.to_owned()), ..Self::default() }
    }

    /// The entry of the interface with this MAC address.
    pub fn interface(mac_address: MacAddress) -> Self {
        Self { mac_address: Some(mac_address), ..Self::default() }
    }

    /// The entry of a mediated device.
    pub fn mdev(uuid: Uuid) -> Self {
        Self { devtype: Some("hostdev".to_owned()), uuid: Some(uuid), ..Self::default() }
    }
}

/// The key of the entry of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceKey<'a> {
    /// An interface; the alias counts if the interface is one of a failover pair.
    Interface {
        /// Its MAC address.
        mac_address: MacAddress,
        /// Its alias.
        alias: Option<&'a str>,
    },
    /// A disk, CD or floppy, by the name of its target.
    Disk(&'a str),
    /// A mediated device.
    Mdev(Uuid),
    /// Any other device: its type, and its alias (of a lease, its key).
    Other {
        /// Type.
        devtype: &'a str,
        /// Alias or key.
        name: &'a str,
    },
}

impl DeviceKey<'_> {
    /// The one of the entries that is the key's.
    ///
    /// # Errors
    /// If there is more than one.
    pub(super) fn only<'v>(
        &self,
        entries: impl Iterator<Item = &'v Device>,
    ) -> std::result::Result<Option<&'v Device>, AmbiguousDevice> {
        let mut found = entries.filter(|device| self.matches(device));
        match (found.next(), found.count()) {
            (device, 0) => Ok(device),
            (_, more) => Err(AmbiguousDevice { key: self.to_string(), count: more + 1 }),
        }
    }

    /// Returns `true` if it is the key of a device.
    pub fn matches(&self, device: &Device) -> bool {
        let named = |devtype: &str, name: &str| {
            device.devtype.as_deref() == Some(devtype) && device.name.as_deref() == Some(name)
        };
        match *self {
            Self::Interface { mac_address, alias } => {
                device.mac_address == Some(mac_address)
                    && alias.is_none_or(|alias| device.alias.as_deref() == Some(alias))
            }
            Self::Disk(target) => named("disk", target),
            Self::Mdev(uuid) => device.devtype.as_deref() == Some("hostdev") && device.uuid == Some(uuid),
            Self::Other { devtype, name } => named(devtype, name),
        }
    }
}

impl fmt::Display for DeviceKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Interface { mac_address, alias: None } => write!(f, "mac_address='{mac_address}'"),
            Self::Interface { mac_address, alias: Some(alias) } => {
                write!(f, "mac_address='{mac_address}' alias='{alias}'")
            }
            Self::Disk(name) => write!(f, "devtype='disk' name='{name}'"),
            Self::Mdev(uuid) => write!(f, "devtype='hostdev' uuid='{uuid}'"),
            Self::Other { devtype, name } => write!(f, "devtype='{devtype}' name='{name}'"),
        }
    }
}

/// A device has more than one entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{count} elements <ovirt-vm:device> with {key}, where one may stand; keep one of them, or tell them apart by alias"
)]
pub struct AmbiguousDevice {
    /// The attributes that were looked for.
    pub key: String,
    /// The number of entries with them.
    pub count: usize,
}

/// Sharing of a disk.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Shared {
    /// Not shared, and writes are discarded.
    Transient,
    /// Shared with other VMs.
    Shared,
    /// Not shared, ensured by a lease.
    Exclusive,
    /// Not shared.
    None,
    /// Shared with other VMs, as older engines wrote it.
    True,
    /// Not shared, as older engines wrote it.
    False,
    /// An unknown word.
    Other(ThinStr),
}

/// Networks whose traffic an interface sees: `<ovirt-vm:portMirroring>`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PortMirroring {
    /// `network`: their names.
    pub networks: Vec<String>,
    /// Unrecognized content, preserved.
    pub unknown: Unknown,
}

/// Files that the host puts onto a disk: `<ovirt-vm:payload>`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Payload {
    /// `volId`: label of the volume.
    pub vol_id: Option<String>,
    /// `file`: the files.
    pub files: Vec<PayloadFile>,
    /// Unrecognized content, preserved.
    pub unknown: Unknown,
}

/// A file of a payload: `<ovirt-vm:file>`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PayloadFile {
    /// `@path`: its path on the disk.
    pub path: Option<String>,
    /// Its content, in Base64.
    pub content: String,
    /// Unrecognized content, preserved.
    pub unknown: Unknown,
}

/// Volumes of a disk's image: `<ovirt-vm:volumeChain>`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VolumeChain {
    /// `volumeChainNode`: the volumes.
    pub nodes: Vec<VolumeChainNode>,
    /// Unrecognized content, preserved.
    pub unknown: Unknown,
}

/// A volume of a chain: `<ovirt-vm:volumeChainNode>`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VolumeChainNode {
    /// `domainID`: storage domain.
    pub domain_id: Option<String>,
    /// `imageID`: image.
    pub image_id: Option<String>,
    /// `leaseOffset`: offset of its lease, in bytes.
    pub lease_offset: Option<u64>,
    /// `leasePath`: file or device that holds its lease.
    pub lease_path: Option<String>,
    /// `path`: file or device of the volume.
    pub path: Option<String>,
    /// `volumeID`: volume.
    pub volume_id: Option<String>,
    /// Unrecognized content, preserved.
    pub unknown: Unknown,
}

impl Record for Device {
    fn keys(&mut self, keys: &mut Keys<'_>) -> Result<()> {
        keys.attribute("devtype", &mut self.devtype)?;
        keys.attribute("name", &mut self.name)?;
        keys.attribute("alias", &mut self.alias)?;
        keys.attribute("mac_address", &mut self.mac_address)?;
        keys.attribute("uuid", &mut self.uuid)?;
        keys.text("deviceId", &mut self.device_id)?;
        keys.text("poolID", &mut self.pool_id)?;
        keys.text("domainID", &mut self.domain_id)?;
        keys.text("imageID", &mut self.image_id)?;
        keys.text("volumeID", &mut self.volume_id)?;
        keys.text("GUID", &mut self.guid)?;
        keys.text("RBD", &mut self.rbd)?;
        keys.flag("managed", &mut self.managed)?;
        keys.text("shared", &mut self.shared)?;
        keys.text("mdevType", &mut self.mdev_type)?;
        keys.text("mdevDriverParameters", &mut self.mdev_driver_parameters)?;
        keys.text("guestName", &mut self.guest_name)?;
        keys.text("network", &mut self.network)?;
        keys.record("portMirroring", &mut self.port_mirroring)?;
        keys.record("custom", &mut self.custom)?;
        keys.record("vm_custom", &mut self.vm_custom)?;
        keys.record("specParams", &mut self.spec_params)?;
        keys.record("payload", &mut self.payload)?;
        keys.record("volumeChain", &mut self.volume_chain)
    }

    fn unknown(&mut self) -> &mut Unknown {
        &mut self.unknown
    }
}

impl Record for PortMirroring {
    fn keys(&mut self, keys: &mut Keys<'_>) -> Result<()> {
        keys.texts("network", &mut self.networks);
        Ok(())
    }

    fn unknown(&mut self) -> &mut Unknown {
        &mut self.unknown
    }
}

impl Record for Payload {
    fn keys(&mut self, keys: &mut Keys<'_>) -> Result<()> {
        keys.text("volId", &mut self.vol_id)?;
        keys.records("file", &mut self.files)
    }

    fn unknown(&mut self) -> &mut Unknown {
        &mut self.unknown
    }
}

impl Record for PayloadFile {
    fn keys(&mut self, keys: &mut Keys<'_>) -> Result<()> {
        keys.attribute("path", &mut self.path)?;
        keys.content(&mut self.content);
        Ok(())
    }

    fn unknown(&mut self) -> &mut Unknown {
        &mut self.unknown
    }
}

impl Record for VolumeChain {
    fn keys(&mut self, keys: &mut Keys<'_>) -> Result<()> {
        keys.records("volumeChainNode", &mut self.nodes)
    }

    fn unknown(&mut self) -> &mut Unknown {
        &mut self.unknown
    }
}

impl Record for VolumeChainNode {
    fn keys(&mut self, keys: &mut Keys<'_>) -> Result<()> {
        keys.text("domainID", &mut self.domain_id)?;
        keys.text("imageID", &mut self.image_id)?;
        keys.int("leaseOffset", &mut self.lease_offset)?;
        keys.text("leasePath", &mut self.lease_path)?;
        keys.text("path", &mut self.path)?;
        keys.text("volumeID", &mut self.volume_id)
    }

    fn unknown(&mut self) -> &mut Unknown {
        &mut self.unknown
    }
}
