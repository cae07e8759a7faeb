//! Storage sources as single values.

use super::{AddressKind, DataStore, Host, PciAddress, Protocol, Slice, SliceKind, Slices, Source, SourceKind};
use crate::ThinStr;
use crate::shared::address::PciCoordinates;
use crate::types::YesNo;

/// Storage source as a single value, by its kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SourceForm<'a> {
    /// File, by its path.
    File(&'a str),
    /// Block device, by its path.
    Block(&'a str),
    /// Directory, by its path.
    Dir(&'a str),
    /// Remote storage.
    Network(Network<'a>),
    /// Volume of a storage pool.
    Volume {
        /// Name of the pool.
        pool: &'a str,
        /// Name of the volume.
        volume: &'a str,
    },
    /// Namespace of an NVMe controller.
    Nvme {
        /// Address of the controller.
        address: &'a PciCoordinates,
        /// Number of the namespace.
        namespace: u32,
    },
    /// vhost-user process, by the path of its socket.
    VhostUser(&'a str),
    /// vDPA block device, by its path.
    VhostVdpa(&'a str),
    /// CAM target layer, by the path of its device.
    Ctl(&'a str),
}

/// Image on remote storage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Network<'a> {
    /// Protocol of the storage.
    pub protocol: &'a Protocol,
    /// Name of the image; optional with NBD and RBD.
    pub name: Option<&'a str>,
    /// Hosts that serve the image.
    pub hosts: &'a [Host],
}

impl<'a> SourceForm<'a> {
    /// Returns the path on the host, if the source has one.
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
    /// Returns the source as a single value, by the kind that the parent element names (a file if absent).
    ///
    /// Returns `None` if a value that the kind requires is absent, as for a drive without a medium.
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

    /// Creates a source on an image file.
    pub fn file(path: impl Into<String>) -> Self {
        Self { file: Some(path.into()), ..Self::default() }
    }

    /// Creates a source on a block device.
    pub fn block(dev: impl Into<String>) -> Self {
        Self { dev: Some(dev.into()), ..Self::default() }
    }

    /// Creates a source on a directory.
    pub fn dir(path: impl Into<ThinStr>) -> Self {
        Self { dir: Some(path.into()), ..Self::default() }
    }

    /// Creates a source on remote storage.
    pub fn network(protocol: Protocol, name: impl Into<String>, hosts: impl IntoIterator<Item = Host>) -> Self {
        let hosts = hosts.into_iter().collect();
        Self { protocol: Some(protocol), name: Some(name.into()), hosts, ..Self::default() }
    }

    /// Creates a source on a volume of a storage pool.
    pub fn volume(pool: impl Into<ThinStr>, volume: impl Into<ThinStr>) -> Self {
        Self { pool: Some(pool.into()), volume: Some(volume.into()), ..Self::default() }
    }

    /// Creates a source on a namespace of an NVMe controller that libvirt detaches from the host at start.
    pub fn nvme(address: PciCoordinates, namespace: u32) -> Self {
        Self {
            kind: Some(AddressKind::Pci),
            managed: Some(YesNo::Yes),
            namespace: Some(namespace),
            address: Some(Box::new(PciAddress { coordinates: address, ..PciAddress::default() })),
            ..Self::default()
        }
    }

    /// Creates a source on a vhost-user process, by the path of its socket.
    pub fn vhost_user(path: impl Into<ThinStr>) -> Self {
        Self { kind: Some(AddressKind::Unix), path: Some(path.into()), ..Self::default() }
    }
}

impl DataStore {
    /// Returns the source as a single value, or `None` if it is incomplete.
    pub fn source_form(&self) -> Option<SourceForm<'_>> {
        self.source.as_ref()?.form(self.kind.as_ref())
    }
}

impl Slices {
    /// Creates a slice of `size` bytes that begins at `offset`.
    pub fn storage(offset: u64, size: u64) -> Self {
        let slice =
            Slice { kind: Some(SliceKind::Storage), offset: Some(offset), size: Some(size), ..Slice::default() };
        Self { slice: Some(slice), ..Self::default() }
    }
}
