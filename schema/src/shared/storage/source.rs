//! Where data lives.

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

/// Kind of the place where data lives: the `type` of a disk, backing store, mirror or data store.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A file of the host; also if nothing is said.
    File,
    /// A block device of the host.
    Block,
    /// A folder of the host, shown as a file system.
    #[xml(since = "0.7.5")]
    Dir,
    /// Remote storage.
    #[xml(since = "0.8.7")]
    Network,
    /// A volume of a storage pool of libvirt.
    #[xml(since = "1.0.5")]
    Volume,
    /// A namespace of an NVMe controller, driven by the hypervisor.
    #[xml(since = "6.0.0")]
    Nvme,
    /// Another process, by the vhost-user protocol.
    #[xml(name = "vhostuser", since = "7.1.0")]
    VhostUser,
    /// A vDPA block device of the host.
    #[xml(name = "vhostvdpa", since = "9.8.0")]
    VhostVdpa,
    /// The CAM target layer of FreeBSD.
    #[xml(since = "12.0.0")]
    Ctl,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Where data lives: `<source>` of a disk, backing store, mirror or data store.
///
/// Which fields count depends on the [`SourceKind`] of the element around it; the view of that
/// element (such as `Disk::source_form`) says it in one value.
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
    /// Name of a group of file descriptors that were handed to libvirt, used instead of opening the file.
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
    /// Path of a folder.
    #[xml(attr, since = "0.7.5", when("../@type" = "dir"), required_when("../@type" = "dir"), datatype = ABS_FILE_PATH)]
    pub dir: Option<ThinStr>,
    /// Protocol of remote storage.
    #[xml(attr, since = "0.8.7", when("../@type" = "network"), required_when("../@type" = "network"))]
    pub protocol: Option<Protocol>,
    /// Name of a remote image: what it means depends on the protocol.
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
    /// Query of a URL.
    #[xml(attr, since = "6.2.0", when("../@type" = "network", "@protocol" = "http" | "https"))]
    pub query: Option<ThinStr>,
    /// Whether the connection is encrypted by TLS; the host's configuration has a default.
    #[xml(attr, since = "4.5.0", when("../@type" = "network", "@protocol" = "nbd" | "vxhs"))]
    pub tls: Option<YesNo>,
    /// Name of the server that its certificate must show, if it is not that of the host.
    #[xml(attr = "tlsHostname", since = "8.2.0", when("../@type" = "network", "@protocol" = "nbd"))]
    pub tls_hostname: Option<ThinStr>,
    /// Name of a storage pool.
    #[xml(
        attr,
        since = "1.0.5",
        when("../@type" = "volume"),
        required_when("../@type" = "volume"),
        datatype = OBJECT_NAME
    )]
    pub pool: Option<ThinStr>,
    /// Name of a volume in the pool.
    #[xml(
        attr,
        since = "1.0.5",
        when("../@type" = "volume"),
        required_when("../@type" = "volume"),
        datatype = VOL_NAME
    )]
    pub volume: Option<ThinStr>,
    /// How a volume of an iSCSI pool is opened; by its path on the host by default.
    #[xml(attr, since = "1.1.1", when("../@type" = "volume"))]
    pub mode: Option<VolumeMode>,
    /// What is addressed: `pci` for an NVMe controller, `unix` for a socket.
    #[xml(attr, when("../@type" = "nvme" | "vhostuser"), required_when("../@type" = "nvme" | "vhostuser"))]
    pub kind: Option<AddressKind>,
    /// Whether libvirt takes the NVMe controller from the host when the domain starts.
    #[xml(attr, since = "6.0.0", when("../@type" = "nvme"))]
    pub managed: Option<YesNo>,
    /// Namespace of the NVMe controller, from 1.
    #[xml(attr, since = "6.0.0", when("../@type" = "nvme"), required_when("../@type" = "nvme"), datatype = UINT32)]
    pub namespace: Option<u32>,
    /// Path of a socket.
    #[xml(
        attr,
        since = "7.1.0",
        when("../@type" = "vhostuser"),
        required_when("../@type" = "vhostuser"),
        datatype = ABS_FILE_PATH
    )]
    pub path: Option<ThinStr>,
    /// What happens when the data is missing at start.
    #[xml(
        attr = "startupPolicy",
        since = "0.9.7",
        when("../@type" = "file" | "block" | "dir" | "volume" | "nvme" | ""),
        later("1.1.2", "may stand on hard disks", "../@device" = "disk" | "lun" | "")
    )]
    pub startup_policy: Option<StartupPolicy>,
    /// Number by which block jobs name this image, as in `vda[3]`; only in output.
    #[xml(
        attr,
        when("../@type" = "file" | "block" | "dir" | "network" | "volume" | "nvme" | ""),
        datatype = POSITIVE_INTEGER
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
    /// Snapshot inside the image.
    #[xml(child, since = "1.2.11", when("../@type" = "network", "@protocol" = "rbd"))]
    pub snapshot: Option<Box<Snapshot>>,
    /// Configuration file for the client of the protocol.
    #[xml(child, since = "1.2.11", when("../@type" = "network", "@protocol" = "rbd"))]
    pub config: Option<Box<Config>>,
    /// Who we are to an iSCSI target.
    #[xml(child, since = "4.7.0", when("../@type" = "network", "@protocol" = "iscsi"))]
    pub initiator: Option<Box<InitiatorInfo>>,
    /// Settings of TLS.
    #[xml(child, since = "6.2.0", when("../@type" = "network", "@protocol" = "https" | "ftps"))]
    pub ssl: Option<Box<Ssl>>,
    /// Cookies for the server.
    #[xml(child, since = "6.2.0", when("../@type" = "network", "@protocol" = "http" | "https"))]
    pub cookies: Option<Box<Cookies>>,
    /// Buffer for reading ahead.
    #[xml(
        child,
        since = "6.2.0",
        when("../@type" = "network", "@protocol" = "http" | "https" | "ftp" | "ftps" | "ssh" | "sheepdog" | "tftp")
    )]
    pub readahead: Option<Box<Readahead>>,
    /// How long a connection may take.
    #[xml(
        child,
        since = "6.2.0",
        when("../@type" = "network", "@protocol" = "http" | "https" | "ftp" | "ftps" | "ssh" | "sheepdog" | "tftp")
    )]
    pub timeout: Option<Box<Timeout>>,
    /// Keys by which hosts are known to SSH.
    #[xml(child = "knownHosts", since = "9.8.0", when("../@type" = "network", "@protocol" = "ssh"))]
    pub known_hosts: Option<Box<KnownHosts>>,
    /// In whose name files are opened.
    #[xml(child, since = "7.0.0", when("../@type" = "network", "@protocol" = "nfs" | "ssh"))]
    pub identity: Option<Box<Identity>>,
    /// What happens when the connection breaks.
    #[xml(child, since = "7.1.0", when("../@type" = "vhostuser"), when("../@type" = "network", "@protocol" = "nbd"))]
    pub reconnect: Option<Box<Reconnect>>,
    /// The NVMe controller.
    #[xml(child, since = "6.0.0", when("../@type" = "nvme"), required_when("../@type" = "nvme"))]
    pub address: Option<Box<PciAddress>>,
    /// The part of the storage that the image takes.
    #[xml(child, since = "6.1.0", when("../@type" = "file" | "block" | "dir" | "network" | "volume" | "nvme" | ""))]
    pub slices: Option<Box<Slices>>,
    /// How the source is labelled, other than the domain.
    #[xml(children, since = "0.9.9", when("../@type" = "file" | "block" | "volume" | ""))]
    pub seclabels: Vec<DeviceSeclabel>,
    /// The user in whose name remote storage is opened.
    #[xml(
        child,
        since = "3.9.0",
        when("../@type" = "network", "@protocol" = "rbd" | "iscsi" | "http" | "https" | "ftp" | "ftps" | "ssh")
    )]
    pub auth: Option<Box<Auth>>,
    /// How the data is encrypted.
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
    /// Where the guest's data lives, if the image itself holds only metadata.
    #[xml(
        child = "dataStore",
        since = "10.10.0",
        when("../@type" = "file" | "block" | "dir" | "network" | "volume" | "nvme" | "")
    )]
    pub data_store: Option<Link<DataStore>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// How a volume of an iSCSI pool is opened.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum VolumeMode {
    /// By its path on the host.
    Host,
    /// By a URL of its host.
    Direct,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What is addressed.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum AddressKind {
    /// A PCI device.
    Pci,
    /// A UNIX socket.
    Unix,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What happens when data, or a device of the host, is missing at start.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum StartupPolicy {
    /// The domain does not start; the default.
    Mandatory,
    /// The domain does not boot; it goes on without when it is migrated, restored or reverted.
    Requisite,
    /// The domain goes on without.
    Optional,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// A PCI device of the host: `<address>` of a source.
///
/// ```xml
/// <address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct PciAddress {
    /// The place.
    #[xml(group)]
    pub coordinates: PciCoordinates,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Parts of a storage: `<slices>`.
///
/// ```xml
/// <slices>
///   <slice type='storage' offset='65536' size='1048576'/>
/// </slices>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Slices {
    /// The part that the image takes.
    #[xml(child, required)]
    pub slice: Option<Slice>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A part of a storage: `<slice>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Slice {
    /// What it is a part of.
    #[xml(attr, required)]
    pub kind: Option<SliceKind>,
    /// Byte at which it begins.
    #[xml(attr, required, datatype = UNSIGNED_INT)]
    pub offset: Option<u64>,
    /// Its bytes.
    #[xml(attr, required, datatype = POSITIVE_INTEGER)]
    pub size: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What a slice is a part of.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SliceKind {
    /// The storage, below the format of the image.
    Storage,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Where the guest's data lives, if the image holds only metadata: `<dataStore>`; only for qcow2.
///
/// ```xml
/// <dataStore type='file'>
///   <format type='raw'/>
///   <source file='/images/web.data'/>
/// </dataStore>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct DataStore {
    /// Kind of the place.
    #[xml(attr)]
    pub kind: Option<SourceKind>,
    /// Format of the data; libvirt takes only `raw`.
    #[xml(child, required)]
    pub format: Option<Format>,
    /// The place.
    #[xml(child, required_when("@type" = "network" | "vhostuser" | "vhostvdpa" | "ctl"))]
    pub source: Option<Box<Source>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Chained for DataStore {
    fn take_next(&mut self) -> Option<Link<Self>> {
        self.source.as_mut()?.data_store.take()
    }
}
