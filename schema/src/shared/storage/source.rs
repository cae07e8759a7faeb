//! Storage sources: `<source>`.

use super::{
    Auth, Config, Cookies, Encryption, Format, Host, Identity, InitiatorInfo, KnownHosts, Protocol, Readahead,
    Reconnect, Reservations, Snapshot, Ssl, Timeout,
};
use crate::shared::DeviceSeclabel;
use crate::shared::address::PciCoordinates;
use crate::types::{
    ABS_FILE_PATH, DEVICE_NAME, OBJECT_NAME, POSITIVE_INTEGER, UINT32, UNSIGNED_INT, VMWARE_PATH, VOL_NAME, YesNo,
};
use crate::xml::{Chained, Datatype, Extra, Link};
use crate::{Element, Keyword, ThinStr};

const IMAGE_PATH: Datatype = Datatype {
    name: "imagePath",
    doc: "An absolute path, or a path in a VMware data store: [store] path.",
    terms: &[ABS_FILE_PATH.terms[0], VMWARE_PATH.terms[0]],
};

const BLOCK_PATH: Datatype = Datatype {
    name: "blockPath",
    doc: "An absolute path, or a name that the hypervisor gives to a device.",
    terms: &[ABS_FILE_PATH.terms[0], DEVICE_NAME.terms[0]],
};

/// Kind of a storage source: the `type` of a disk, backing store, mirror or data store.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// File of the host.
    File,
    /// Block device of the host.
    Block,
    /// Directory of the host, presented as a file system.
    #[xml(since = "0.7.5")]
    Dir,
    /// Remote storage.
    #[xml(since = "0.8.7")]
    Network,
    /// Volume of a storage pool of libvirt.
    #[xml(since = "1.0.5")]
    Volume,
    /// Namespace of an NVMe controller, driven by the hypervisor.
    #[xml(since = "6.0.0")]
    Nvme,
    /// Separate process, by the vhost-user protocol.
    #[xml(name = "vhostuser", since = "7.1.0")]
    VhostUser,
    /// vDPA block device of the host.
    #[xml(name = "vhostvdpa", since = "9.8.0")]
    VhostVdpa,
    /// CAM target layer of FreeBSD.
    #[xml(since = "12.0.0")]
    Ctl,
    /// Any other keyword.
    Other(ThinStr),
}

/// Storage source of a disk, backing store, mirror or data store: `<source>`.
///
/// The applicable fields depend on the [`SourceKind`] of the parent element; methods of the parent
/// (such as `Disk::source_form`) return the source as a single value.
///
/// ```xml
/// <source file='/images/web.qcow2'/>
/// <source dev='/dev/vg0/web'/>
/// <source protocol='rbd' name='images/web'>
///   <host name='mon1.example.org' port='6789'/>
/// </source>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Path of an image file.
    #[xml(attr, since = "0.0.3", when("../@type" = "file" | ""), datatype = IMAGE_PATH)]
    pub file: Option<String>,
    /// Name of a group of file descriptors that were passed to libvirt, used instead of opening the file.
    #[xml(attr, since = "9.0.0", when("../@type" = "file" | ""))]
    pub fdgroup: Option<ThinStr>,
    /// Path of a device.
    #[xml(
        attr,
        since = "0.0.3",
        when("../@type" = "block" | "vhostvdpa" | "ctl"),
        required_when("../@type" = "vhostvdpa" | "ctl"),
        datatype = BLOCK_PATH
    )]
    pub dev: Option<String>,
    /// Path of a directory.
    #[xml(attr, since = "0.7.5", when("../@type" = "dir"), required_when("../@type" = "dir"), datatype = ABS_FILE_PATH)]
    pub dir: Option<ThinStr>,
    /// Protocol of remote storage.
    #[xml(attr, since = "0.8.7", when("../@type" = "network"), required_when("../@type" = "network"))]
    pub protocol: Option<Protocol>,
    /// Name of a remote image; its form depends on the protocol.
    #[xml(
        attr,
        since = "0.8.7",
        when("../@type" = "network"),
        required_when(
            "../@type" = "network",
            "@protocol" =
                "iscsi" | "sheepdog" | "gluster" | "vxhs" | "nfs" | "http" | "https" | "ftp" | "ftps" | "tftp" | "ssh"
        ),
        later("11.6.0", "may name a namespace of RBD between pool and image")
    )]
    pub name: Option<String>,
    /// Query string of the URL.
    #[xml(attr, since = "6.2.0", when("../@type" = "network", "@protocol" = "http" | "https"))]
    pub query: Option<ThinStr>,
    /// Enables TLS for the connection; if absent, the configuration of the host applies.
    #[xml(attr, since = "4.5.0", when("../@type" = "network", "@protocol" = "nbd" | "vxhs"))]
    pub tls: Option<YesNo>,
    /// Host name that the server's certificate must match, if it differs from that of the host.
    #[xml(attr = "tlsHostname", since = "8.2.0", when("../@type" = "network", "@protocol" = "nbd"))]
    pub tls_hostname: Option<ThinStr>,
    /// Name of the storage pool.
    #[xml(
        attr,
        since = "1.0.5",
        when("../@type" = "volume"),
        required_when("../@type" = "volume"),
        datatype = OBJECT_NAME
    )]
    pub pool: Option<ThinStr>,
    /// Name of the volume in the pool.
    #[xml(
        attr,
        since = "1.0.5",
        when("../@type" = "volume"),
        required_when("../@type" = "volume"),
        datatype = VOL_NAME
    )]
    pub volume: Option<ThinStr>,
    /// Access to a volume of an iSCSI pool; if absent, by its path on the host.
    #[xml(attr, since = "1.1.1", when("../@type" = "volume"))]
    pub mode: Option<VolumeMode>,
    /// Type of the target: `pci` for an NVMe controller, `unix` for a socket.
    #[xml(attr, when("../@type" = "nvme" | "vhostuser"), required_when("../@type" = "nvme" | "vhostuser"))]
    pub kind: Option<AddressKind>,
    /// Lets libvirt detach the NVMe controller from the host and reattach it afterwards.
    #[xml(attr, since = "6.0.0", when("../@type" = "nvme"), default("yes", "../@type" = "nvme"))]
    pub managed: Option<YesNo>,
    /// Namespace ID of the NVMe controller, from 1.
    #[xml(attr, since = "6.0.0", when("../@type" = "nvme"), required_when("../@type" = "nvme"), datatype = UINT32)]
    pub namespace: Option<u32>,
    /// Path of the socket.
    #[xml(
        attr,
        since = "7.1.0",
        when("../@type" = "vhostuser"),
        required_when("../@type" = "vhostuser"),
        datatype = ABS_FILE_PATH
    )]
    pub path: Option<ThinStr>,
    /// Action if the source is missing when the domain starts.
    #[xml(
        attr = "startupPolicy",
        since = "0.9.7",
        when("../@type" = "file" | "block" | "dir" | "volume" | "nvme" | ""),
        later("1.1.2", "may stand on hard disks", "../@device" = "disk" | "lun" | ""),
        implied = "mandatory"
    )]
    pub startup_policy: Option<StartupPolicy>,
    /// Index of the image for block jobs, as in `vda[3]`; output only.
    #[xml(
        attr,
        when("../@type" = "file" | "block" | "dir" | "network" | "volume" | "nvme" | ""),
        datatype = POSITIVE_INTEGER,
        assigned = "start",
        volatile = "libvirt"
    )]
    pub index: Option<u64>,
    /// Hosts that serve remote storage.
    #[xml(
        children,
        when("../@type" = "network"),
        required_when(
            "../@type" = "network",
            "@protocol" =
                "nbd" | "iscsi" | "sheepdog" | "gluster" | "vxhs" | "nfs" | "http" | "https" | "ftp" | "ftps" |
                "tftp" | "ssh"
        ),
        later("2.1.0", "may stand several times with GlusterFS")
    )]
    pub hosts: Vec<Host>,
    /// Snapshot of the image.
    #[xml(child, since = "1.2.11", when("../@type" = "network", "@protocol" = "rbd"))]
    pub snapshot: Option<Box<Snapshot>>,
    /// Configuration file of the storage client.
    #[xml(child, since = "1.2.11", when("../@type" = "network", "@protocol" = "rbd"))]
    pub config: Option<Box<Config>>,
    /// iSCSI initiator.
    #[xml(child, since = "4.7.0", when("../@type" = "network", "@protocol" = "iscsi"))]
    pub initiator: Option<Box<InitiatorInfo>>,
    /// TLS settings.
    #[xml(child, since = "6.2.0", when("../@type" = "network", "@protocol" = "https" | "ftps"))]
    pub ssl: Option<Box<Ssl>>,
    /// HTTP cookies.
    #[xml(child, since = "6.2.0", when("../@type" = "network", "@protocol" = "http" | "https"))]
    pub cookies: Option<Box<Cookies>>,
    /// Readahead buffer.
    #[xml(
        child,
        since = "6.2.0",
        when("../@type" = "network", "@protocol" = "http" | "https" | "ftp" | "ftps" | "ssh" | "sheepdog" | "tftp")
    )]
    pub readahead: Option<Box<Readahead>>,
    /// Timeout of the connection.
    #[xml(
        child,
        since = "6.2.0",
        when("../@type" = "network", "@protocol" = "http" | "https" | "ftp" | "ftps" | "ssh" | "sheepdog" | "tftp")
    )]
    pub timeout: Option<Box<Timeout>>,
    /// Known host keys for SSH.
    #[xml(child = "knownHosts", since = "9.8.0", when("../@type" = "network", "@protocol" = "ssh"))]
    pub known_hosts: Option<Box<KnownHosts>>,
    /// User identity for NFS or SSH.
    #[xml(child, since = "7.0.0", when("../@type" = "network", "@protocol" = "nfs" | "ssh"))]
    pub identity: Option<Box<Identity>>,
    /// Reconnection when the connection is lost.
    #[xml(child, since = "7.1.0", when("../@type" = "vhostuser"), when("../@type" = "network", "@protocol" = "nbd"))]
    pub reconnect: Option<Box<Reconnect>>,
    /// Host address of the NVMe controller.
    #[xml(child, since = "6.0.0", when("../@type" = "nvme"), required_when("../@type" = "nvme"))]
    pub address: Option<Box<PciAddress>>,
    /// Part of the storage that holds the image.
    #[xml(child, since = "6.1.0", when("../@type" = "file" | "block" | "dir" | "network" | "volume" | "nvme" | ""))]
    pub slices: Option<Box<Slices>>,
    /// Security labels of the source, which override those of the domain.
    #[xml(children, since = "0.9.9", when("../@type" = "file" | "block" | "volume" | ""))]
    pub seclabels: Vec<DeviceSeclabel>,
    /// Authentication for remote storage.
    #[xml(
        child,
        since = "3.9.0",
        when("../@type" = "network", "@protocol" = "rbd" | "iscsi" | "http" | "https" | "ftp" | "ftps" | "ssh")
    )]
    pub auth: Option<Box<Auth>>,
    /// Encryption of the source.
    #[xml(
        child,
        since = "3.9.0",
        when("../@type" = "file" | "block" | "dir" | "volume" | "nvme" | ""),
        when(
            "../@type" = "network",
            "@protocol" =
                "nbd" | "iscsi" | "rbd" | "sheepdog" | "gluster" | "http" | "https" | "ftp" | "ftps" | "tftp" | "ssh"
        )
    )]
    pub encryption: Option<Box<Encryption>>,
    /// Persistent reservations of a SCSI disk.
    #[xml(child, since = "4.4.0", when("../@type" = "block"))]
    pub reservations: Option<Box<Reservations>>,
    /// Data file of the image, if the image itself holds only metadata.
    #[xml(
        child = "dataStore",
        since = "10.10.0",
        when("../@type" = "file" | "block" | "dir" | "network" | "volume" | "nvme" | "")
    )]
    pub data_store: Option<Link<DataStore>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Access to a volume of an iSCSI pool.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum VolumeMode {
    /// Host: by its path on the host.
    Host,
    /// Direct: by a URL of its server.
    Direct,
    /// Any other keyword.
    Other(ThinStr),
}

/// Type of the target of a source.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum AddressKind {
    /// PCI device.
    Pci,
    /// UNIX socket.
    Unix,
    /// Any other keyword.
    Other(ThinStr),
}

/// Action if a source or host device is missing when the domain starts.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum StartupPolicy {
    /// The start fails.
    Mandatory,
    /// The boot fails; a migrated, restored or reverted domain continues without it.
    Requisite,
    /// The domain starts without it.
    Optional,
    /// Any other keyword.
    Other(ThinStr),
}

/// Host address of a PCI device: `<address>` of a source.
///
/// ```xml
/// <address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct PciAddress {
    /// Coordinates on the bus.
    #[xml(group)]
    pub coordinates: PciCoordinates,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Slices of a storage source: `<slices>`.
///
/// ```xml
/// <slices>
///   <slice type='storage' offset='65536' size='1048576'/>
/// </slices>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Slices {
    /// Slice that holds the image.
    #[xml(child, required)]
    pub slice: Option<Slice>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Slice of a storage source: `<slice>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Slice {
    /// Type of the slice.
    #[xml(attr, required)]
    pub kind: Option<SliceKind>,
    /// Offset of the slice, in bytes.
    #[xml(attr, required, datatype = UNSIGNED_INT, unit = "bytes")]
    pub offset: Option<u64>,
    /// Size of the slice, in bytes.
    #[xml(attr, required, datatype = POSITIVE_INTEGER, unit = "bytes")]
    pub size: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Type of a slice.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SliceKind {
    /// Slice of the storage below the image format.
    Storage,
    /// Any other keyword.
    Other(ThinStr),
}

/// Data file of an image that holds only metadata: `<dataStore>`; only for qcow2.
///
/// ```xml
/// <dataStore type='file'>
///   <format type='raw'/>
///   <source file='/images/web.data'/>
/// </dataStore>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct DataStore {
    /// Kind of the source.
    #[xml(attr)]
    pub kind: Option<SourceKind>,
    /// Format of the data; libvirt supports only `raw`.
    #[xml(child, required)]
    pub format: Option<Format>,
    /// Source of the data.
    #[xml(child, required_when("@type" = "network" | "vhostuser" | "vhostvdpa" | "ctl"))]
    pub source: Option<Box<Source>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Chained for DataStore {
    fn take_next(&mut self) -> Option<Link<Self>> {
        self.source.as_mut()?.data_store.take()
    }
}
