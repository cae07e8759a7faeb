//! Where data lives, as one value.

use super::{AddressKind, DataStore, Host, PciAddress, Protocol, Slice, SliceKind, Slices, Source, SourceKind};
use crate::ThinStr;
use crate::shared::address::PciCoordinates;
use crate::types::YesNo;

/// Where data lives, by the kind of its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SourceForm<'a> {
    /// A file, by its path.
    File(&'a str),
    /// A block device, by its path.
    Block(&'a str),
    /// A folder, by its path.
    Dir(&'a str),
    /// Remote storage.
    Network(Network<'a>),
    /// A volume of a storage pool.
    Volume {
        /// Name of the pool.
        pool: &'a str,
        /// Name of the volume.
        volume: &'a str,
    },
    /// A namespace of an NVMe controller.
    Nvme {
        /// The controller.
        address: &'a PciCoordinates,
        /// The namespace.
        namespace: u32,
    },
    /// Another process, by the path of its socket.
    VhostUser(&'a str),
    /// A vDPA block device, by its path.
    VhostVdpa(&'a str),
    /// The CAM target layer, by the path of its device.
    Ctl(&'a str),
}

/// An image on remote storage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Network<'a> {
    /// Protocol by which it is reached.
    pub protocol: &'a Protocol,
    /// Its name there; NBD and RBD can do without.
    pub name: Option<&'a str>,
    /// Hosts that serve it.
    pub hosts: &'a [Host],
}

impl<'a> SourceForm<'a> {
    /// The path on the host, of whatever has one.
    pub fn path(self) -> Option<&'a str> {
        match self {
            Self::File(path)
            | Self::Block(path)
            | Self::Dir(path)
            | Self::VhostUser(path)
            | Self::VhostVdpa(path)
            | Self::Ctl(path) => Some(path),
            Self::Network(_) | Self::Volume { .. } | Self::Nvme { .. } => None,
        }
    }
}

impl Source {
    /// The source as one value, under the kind that the element around it names (a file if it names none).
    ///
    /// `None` if what that kind needs is missing, as it is for a drive without medium.
    pub fn form(&self, kind: Option<&SourceKind>) -> Option<SourceForm<'_>> {
        Some(match kind.unwrap_or(&SourceKind::File) {
            SourceKind::File => SourceForm::File(self.file.as_deref()?),
            SourceKind::Block => SourceForm::Block(self.dev.as_deref()?),
            SourceKind::Dir => SourceForm::Dir(self.dir.as_deref()?),
            SourceKind::Network => SourceForm::Network(Network {
                protocol: self.protocol.as_ref()?,
                name: self.name.as_deref(),
                hosts: &self.hosts,
            }),
            SourceKind::Volume => SourceForm::Volume { pool: self.pool.as_deref()?, volume: self.volume.as_deref()? },
            SourceKind::Nvme => {
                SourceForm::Nvme { address: &self.address.as_ref()?.coordinates, namespace: self.namespace? }
            }
            SourceKind::VhostUser => SourceForm::VhostUser(self.path.as_deref()?),
            SourceKind::VhostVdpa => SourceForm::VhostVdpa(self.dev.as_deref()?),
            SourceKind::Ctl => SourceForm::Ctl(self.dev.as_deref()?),
            SourceKind::Other(_) => return None,
        })
    }

    /// An image file.
    pub fn file(path: impl Into<String>) -> Self {
        Self { file: Some(path.into()), ..Self::default() }
    }

    /// A block device.
    pub fn block(dev: impl Into<String>) -> Self {
        Self { dev: Some(dev.into()), ..Self::default() }
    }

    /// A folder.
    pub fn dir(path: impl Into<ThinStr>) -> Self {
        Self { dir: Some(path.into()), ..Self::default() }
    }

    /// An image on remote storage.
    pub fn network(protocol: Protocol, name: impl Into<String>, hosts: impl IntoIterator<Item = Host>) -> Self {
        let hosts = hosts.into_iter().collect();
        Self { protocol: Some(protocol), name: Some(name.into()), hosts, ..Self::default() }
    }

    /// A volume of a storage pool.
    pub fn volume(pool: impl Into<ThinStr>, volume: impl Into<ThinStr>) -> Self {
        Self { pool: Some(pool.into()), volume: Some(volume.into()), ..Self::default() }
    }

    /// A namespace of an NVMe controller that libvirt takes from the host when the domain starts.
    pub fn nvme(address: PciCoordinates, namespace: u32) -> Self {
        Self {
            kind: Some(AddressKind::Pci),
            managed: Some(YesNo::Yes),
            namespace: Some(namespace),
            address: Some(Box::new(PciAddress { coordinates: address, ..PciAddress::default() })),
            ..Self::default()
        }
    }

    /// A process that speaks vhost-user on a UNIX socket.
    pub fn vhost_user(path: impl Into<ThinStr>) -> Self {
        Self { kind: Some(AddressKind::Unix), path: Some(path.into()), ..Self::default() }
    }
}

impl DataStore {
    /// The place as one value; `None` if it is not complete.
    pub fn source_form(&self) -> Option<SourceForm<'_>> {
        self.source.as_ref()?.form(self.kind.as_ref())
    }
}

impl Slices {
    /// The image takes `size` bytes from `offset` on.
    pub fn storage(offset: u64, size: u64) -> Self {
        let slice =
            Slice { kind: Some(SliceKind::Storage), offset: Some(offset), size: Some(size), ..Slice::default() };
        Self { slice: Some(slice), ..Self::default() }
    }
}
