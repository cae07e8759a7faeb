//! Driver of an interface: `<driver>`.

use crate::shared::VirtioOptions;
use crate::types::{GENERIC_NAME, OnOff, POSITIVE_INTEGER, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Options of the driver: `<driver>` of an interface.
///
/// `model` and `iommufd` are for assigned devices of the host, all others but `name` for virtio.
///
/// ```xml
/// <driver name='vhost' queues='4' rx_queue_size='512'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Driver {
    /// What drives the interface.
    #[xml(attr, since = "0.8.8", later("1.1.3", "is `vfio` where the host has it and nothing is said"))]
    pub name: Option<DriverName>,
    /// What happens when the send buffer is full.
    #[xml(attr, since = "0.8.8")]
    pub txmode: Option<TxMode>,
    /// Whether a thread of its own handles I/O.
    #[xml(attr, since = "0.9.3")]
    pub ioeventfd: Option<OnOff>,
    /// Whether fewer interrupts and exits are made.
    #[xml(attr, since = "0.9.5")]
    pub event_idx: Option<OnOff>,
    /// Number of queues.
    #[xml(attr, since = "1.0.6", datatype = POSITIVE_INTEGER, later("1.2.17", "../@type" = "vhostuser"))]
    pub queues: Option<u64>,
    /// Size of each receive queue; QEMU takes powers of two from 256 to 1024.
    #[xml(attr, since = "2.3.0", datatype = POSITIVE_INTEGER)]
    pub rx_queue_size: Option<u64>,
    /// Size of each send queue; QEMU takes powers of two from 256 to 1024.
    #[xml(attr, since = "3.7.0", datatype = POSITIVE_INTEGER)]
    pub tx_queue_size: Option<u64>,
    /// Whether packets are spread over the queues by their hash.
    #[xml(attr, since = "8.3.0")]
    pub rss: Option<OnOff>,
    /// Whether the guest is told the hash of a packet.
    #[xml(attr, since = "8.3.0")]
    pub rss_hash_report: Option<OnOff>,
    /// Options that all virtio devices share.
    #[xml(group)]
    pub virtio: VirtioOptions,
    /// Driver of the host to bind an assigned device to, such as `vfio-pci`.
    #[xml(attr, since = "10.0.0", datatype = GENERIC_NAME)]
    pub model: Option<String>,
    /// Whether an assigned device is driven through IOMMUFD.
    #[xml(attr, since = "12.1.0")]
    pub iommufd: Option<YesNo>,
    /// Work that the host's side takes over.
    #[xml(child, since = "1.2.9")]
    pub host: Option<Box<HostOffloads>>,
    /// Work that the guest's side takes over.
    #[xml(child, since = "1.2.9")]
    pub guest: Option<Box<GuestOffloads>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What drives an interface.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum DriverName {
    /// The hypervisor itself.
    Qemu,
    /// The kernel; libvirt's default where there is one.
    Vhost,
    /// VFIO, for assigned devices.
    #[xml(since = "1.0.5")]
    Vfio,
    /// KVM's old way of assignment.
    #[xml(since = "1.0.5")]
    Kvm,
    /// Xen, for assigned devices.
    Xen,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// How packets are sent while the send buffer is full.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum TxMode {
    /// In a thread, which is quicker but takes more CPU time.
    Iothread,
    /// By QEMU after a while.
    Timer,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Work that the host's side of a virtio interface takes over: `<host>` of `<driver>`.
///
/// ```xml
/// <host csum='off' gso='off' mrg_rxbuf='on'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "host")]
pub struct HostOffloads {
    /// Checksums.
    #[xml(attr)]
    pub csum: Option<OnOff>,
    /// Segmentation of any protocol.
    #[xml(attr)]
    pub gso: Option<OnOff>,
    /// Segmentation of TCP over IPv4.
    #[xml(attr)]
    pub tso4: Option<OnOff>,
    /// Segmentation of TCP over IPv6.
    #[xml(attr)]
    pub tso6: Option<OnOff>,
    /// Segmentation of TCP with congestion notification.
    #[xml(attr)]
    pub ecn: Option<OnOff>,
    /// Fragmentation of UDP.
    #[xml(attr)]
    pub ufo: Option<OnOff>,
    /// Whether receive buffers are merged; the default is `on`.
    #[xml(attr, since = "1.2.13")]
    pub mrg_rxbuf: Option<OnOff>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Work that the guest's side of a virtio interface takes over: `<guest>` of `<driver>`.
///
/// ```xml
/// <guest csum='off' tso4='off'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "guest")]
pub struct GuestOffloads {
    /// Checksums.
    #[xml(attr)]
    pub csum: Option<OnOff>,
    /// Segmentation of TCP over IPv4.
    #[xml(attr)]
    pub tso4: Option<OnOff>,
    /// Segmentation of TCP over IPv6.
    #[xml(attr)]
    pub tso6: Option<OnOff>,
    /// Segmentation of TCP with congestion notification.
    #[xml(attr)]
    pub ecn: Option<OnOff>,
    /// Fragmentation of UDP.
    #[xml(attr)]
    pub ufo: Option<OnOff>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
