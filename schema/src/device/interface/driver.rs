//! Driver of an interface: `<driver>`.

use crate::shared::VirtioOptions;
use crate::types::{GENERIC_NAME, OnOff, POSITIVE_INTEGER, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Options of the driver: `<driver>` of an interface.
///
/// `model` and `iommufd` apply to assigned host devices, all others except `name` to virtio.
///
/// ```xml
/// <driver name='vhost' queues='4' rx_queue_size='512'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Driver {
    /// Backend driver of the interface.
    #[xml(attr, since = "0.8.8", later("1.1.3", "is `vfio` where the host has it and nothing is said"))]
    pub name: Option<DriverName>,
    /// Handling of packets when the transmit buffer is full.
    #[xml(attr, since = "0.8.8")]
    pub txmode: Option<TxMode>,
    /// Enables I/O handling in a separate thread.
    #[xml(attr, since = "0.9.3")]
    pub ioeventfd: Option<OnOff>,
    /// Enables event indexes, which reduce interrupts and exits.
    #[xml(attr, since = "0.9.5")]
    pub event_idx: Option<OnOff>,
    /// Number of queues.
    #[xml(
        attr,
        since = "1.0.6",
        datatype = POSITIVE_INTEGER,
        later("1.2.17", "../@type" = "vhostuser"),
        dropped = "1"
    )]
    pub queues: Option<u64>,
    /// Size of each receive queue; QEMU accepts powers of two from 256 to 1024.
    #[xml(attr, since = "2.3.0", datatype = POSITIVE_INTEGER)]
    pub rx_queue_size: Option<u64>,
    /// Size of each transmit queue; QEMU accepts powers of two from 256 to 1024.
    #[xml(attr, since = "3.7.0", datatype = POSITIVE_INTEGER)]
    pub tx_queue_size: Option<u64>,
    /// Enables receive-side scaling (RSS), which distributes packets to the queues by hash.
    #[xml(attr, since = "8.3.0")]
    pub rss: Option<OnOff>,
    /// Reports the hash of each packet to the guest.
    #[xml(attr, since = "8.3.0")]
    pub rss_hash_report: Option<OnOff>,
    /// Options common to all virtio devices.
    #[xml(group)]
    pub virtio: VirtioOptions,
    /// Host driver to which an assigned device is bound, such as `vfio-pci`.
    #[xml(attr, since = "10.0.0", datatype = GENERIC_NAME)]
    pub model: Option<String>,
    /// Enables IOMMUFD for an assigned device.
    #[xml(attr, since = "12.1.0")]
    pub iommufd: Option<YesNo>,
    /// Offloads of the host side.
    #[xml(child, since = "1.2.9")]
    pub host: Option<Box<HostOffloads>>,
    /// Offloads of the guest side.
    #[xml(child, since = "1.2.9")]
    pub guest: Option<Box<GuestOffloads>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Backend driver of an interface.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum DriverName {
    /// QEMU in user space.
    Qemu,
    /// vhost driver of the host kernel.
    Vhost,
    /// VFIO, for assigned devices.
    #[xml(since = "1.0.5")]
    Vfio,
    /// Legacy device assignment of KVM.
    #[xml(since = "1.0.5")]
    Kvm,
    /// Xen, for assigned devices.
    Xen,
    /// Any other keyword.
    Other(ThinStr),
}

/// Handling of packets when the transmit buffer is full.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum TxMode {
    /// Transmission in a thread: lower latency, more CPU time.
    Iothread,
    /// Transmission on a timer of QEMU.
    Timer,
    /// Any other keyword.
    Other(ThinStr),
}

/// Offloads of the host side of a virtio interface: `<host>` of `<driver>`.
///
/// ```xml
/// <host csum='off' gso='off' mrg_rxbuf='on'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "host")]
pub struct HostOffloads {
    /// Checksum offload.
    #[xml(attr)]
    pub csum: Option<OnOff>,
    /// Generic segmentation offload.
    #[xml(attr)]
    pub gso: Option<OnOff>,
    /// TCP segmentation offload for IPv4.
    #[xml(attr)]
    pub tso4: Option<OnOff>,
    /// TCP segmentation offload for IPv6.
    #[xml(attr)]
    pub tso6: Option<OnOff>,
    /// TCP segmentation offload with Explicit Congestion Notification (ECN).
    #[xml(attr)]
    pub ecn: Option<OnOff>,
    /// UDP fragmentation offload.
    #[xml(attr)]
    pub ufo: Option<OnOff>,
    /// Mergeable receive buffers.
    #[xml(attr, since = "1.2.13")]
    pub mrg_rxbuf: Option<OnOff>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Offloads of the guest side of a virtio interface: `<guest>` of `<driver>`.
///
/// ```xml
/// <guest csum='off' tso4='off'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "guest")]
pub struct GuestOffloads {
    /// Checksum offload.
    #[xml(attr)]
    pub csum: Option<OnOff>,
    /// TCP segmentation offload for IPv4.
    #[xml(attr)]
    pub tso4: Option<OnOff>,
    /// TCP segmentation offload for IPv6.
    #[xml(attr)]
    pub tso6: Option<OnOff>,
    /// TCP segmentation offload with Explicit Congestion Notification (ECN).
    #[xml(attr)]
    pub ecn: Option<OnOff>,
    /// UDP fragmentation offload.
    #[xml(attr)]
    pub ufo: Option<OnOff>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
