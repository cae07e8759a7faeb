//! Driver settings of a disk.

use crate::shared::storage::{MetadataCache, StorageFormat};
use crate::shared::{IothreadMapping, VirtioOptions};
use crate::types::{GENERIC_NAME, OnOff, POSITIVE_INTEGER};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Driver settings of a disk: `<driver>`.
///
/// ```xml
/// <driver name='qemu' type='qcow2' cache='none' io='native' discard='unmap'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Driver {
    /// Name of the driver: `qemu`; `tap`, `tap2`, `phy` or `file` for Xen.
    #[xml(attr, datatype = GENERIC_NAME, default("qemu", "hypervisor" = "qemu" | "kvm" | "hvf"))]
    pub name: Option<String>,
    /// Format of the image.
    #[xml(attr, default("raw", "../@type" = "!volume", "hypervisor" = "qemu" | "kvm" | "hvf"))]
    pub kind: Option<StorageFormat>,
    /// Cache mode of the host.
    #[xml(attr, since = "0.6.0", dropped = "default", assigned("start", "../shareable" = "!"))]
    pub cache: Option<Cache>,
    /// Action on a write or read error.
    #[xml(attr, since = "0.8.0")]
    pub error_policy: Option<ErrorPolicy>,
    /// Action on a read error, if other than `error_policy`.
    #[xml(attr, since = "0.9.7")]
    pub rerror_policy: Option<ReadErrorPolicy>,
    /// I/O mode of the host.
    #[xml(attr, since = "0.8.8")]
    pub io: Option<Io>,
    /// Handles I/O asynchronously, outside of the vCPU thread (`ioeventfd`).
    #[xml(attr, since = "0.9.3")]
    pub ioeventfd: Option<OnOff>,
    /// Reduces the number of interrupts and notifications (`event_idx`).
    #[xml(attr, since = "0.9.5")]
    pub event_idx: Option<OnOff>,
    /// Copies data that is read from a backing image into the image.
    #[xml(attr, since = "0.9.10", implied = "off")]
    pub copy_on_read: Option<OnOff>,
    /// Handling of discard (trim) requests of the guest.
    #[xml(attr, since = "1.0.6", implied = "ignore")]
    pub discard: Option<Discard>,
    /// Id of the I/O thread of the disk, from 1; conflicts with `iothreads`.
    #[xml(attr, since = "1.2.8")]
    pub iothread: Option<u32>,
    /// Handling of writes of zeroes.
    #[xml(attr, since = "2.0.0", implied = "off")]
    pub detect_zeroes: Option<DetectZeroes>,
    /// Keeps the allocation of discarded clusters of a qcow2 image, to avoid fragmentation.
    #[xml(attr, since = "9.5.0", implied = "off")]
    pub discard_no_unref: Option<OnOff>,
    /// Number of queues of a virtio or vhost-user disk.
    #[xml(attr, since = "3.9.0", datatype = POSITIVE_INTEGER, later("7.1.0", "../@type" = "vhostuser"))]
    pub queues: Option<u64>,
    /// Entries of each queue of a virtio or vhost-user disk.
    #[xml(attr, since = "7.8.0", datatype = POSITIVE_INTEGER)]
    pub queue_size: Option<u64>,
    /// Options shared by all virtio devices.
    #[xml(group)]
    pub virtio: VirtioOptions,
    /// Metadata cache of the image, not of its backing images.
    #[xml(child, since = "7.0.0")]
    pub metadata_cache: Option<Box<MetadataCache>>,
    /// I/O threads of a virtio disk; conflicts with `iothread`.
    #[xml(child, since = "10.0.0")]
    pub iothreads: Option<Box<IothreadMapping>>,
    /// Additional statistics.
    #[xml(child, since = "11.9.0")]
    pub statistics: Option<Box<Statistics>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Cache mode of a disk.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cache {
    /// Default of the hypervisor.
    Default,
    /// No caching.
    None,
    /// Caching of reads and writes.
    Writeback,
    /// Caching of reads; writes go to the storage immediately.
    Writethrough,
    /// Immediate writes that bypass the page cache of the host.
    #[xml(since = "0.9.5")]
    Directsync,
    /// Caching of everything; flush requests of the guest are ignored.
    #[xml(since = "0.9.7")]
    Unsafe,
    /// Any other keyword.
    Other(ThinStr),
}

/// Action on a storage error.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ErrorPolicy {
    /// Pauses the guest.
    Stop,
    /// Reports the error to the guest.
    #[xml(since = "0.9.7")]
    Report,
    /// Ignores the error.
    Ignore,
    /// Pauses the guest if the storage is full, else reports the error.
    Enospace,
    /// Any other keyword.
    Other(ThinStr),
}

/// Action on a read error of the storage.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ReadErrorPolicy {
    /// Pauses the guest.
    Stop,
    /// Reports the error to the guest.
    Report,
    /// Ignores the error.
    Ignore,
    /// Any other keyword.
    Other(ThinStr),
}

/// I/O mode of the host.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Io {
    /// Thread pool.
    Threads,
    /// Linux native asynchronous I/O.
    Native,
    /// Linux `io_uring`.
    #[xml(name = "io_uring", since = "6.3.0")]
    IoUring,
    /// Any other keyword.
    Other(ThinStr),
}

/// Handling of discard requests.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Discard {
    /// Passes them to the storage.
    Unmap,
    /// Ignores them.
    Ignore,
    /// Any other keyword.
    Other(ThinStr),
}

/// Handling of writes of zeroes.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum DetectZeroes {
    /// No detection.
    Off,
    /// Detects them and stores them efficiently.
    On,
    /// Detects them and discards the area, if [`Discard::Unmap`] allows it.
    Unmap,
    /// Any other keyword.
    Other(ThinStr),
}

/// Additional statistics: `<statistics>`.
///
/// ```xml
/// <statistics>
///   <statistic interval='10'/>
///   <latency-histogram type='read'>
///     <bin start='0'/>
///     <bin start='100000'/>
///   </latency-histogram>
/// </statistics>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Statistics {
    /// Averages over intervals.
    #[xml(children)]
    pub statistics: Vec<Statistic>,
    /// Latency histograms.
    #[xml(children = "latency-histogram", since = "12.1.0")]
    pub latency_histograms: Vec<LatencyHistogram>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Averages over an interval: `<statistic>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("name", "@interval"))]
pub struct Statistic {
    /// Length of the interval, in seconds.
    #[xml(attr, required, unit = "seconds")]
    pub interval: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Latency histogram of operations: `<latency-histogram>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "latency-histogram", identity("name", "@type"))]
pub struct LatencyHistogram {
    /// Operation that is counted; if absent, all operations.
    #[xml(attr)]
    pub kind: Option<Operation>,
    /// Bins, in ascending order.
    #[xml(children, required)]
    pub bins: Vec<Bin>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Operation on a disk.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Read.
    Read,
    /// Write.
    Write,
    /// Zone append.
    Zone,
    /// Cache flush.
    Flush,
    /// Any other keyword.
    Other(ThinStr),
}

/// Bin of a histogram: `<bin>`; it ends where the next one begins.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("name", "@start"))]
pub struct Bin {
    /// Lower bound of the bin, in nanoseconds.
    #[xml(attr, required, unit = "nanoseconds")]
    pub start: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Driver {
    /// Creates the settings of QEMU's driver for an image format.
    pub fn qemu(format: StorageFormat) -> Self {
        Self { name: Some("qemu".to_owned()), kind: Some(format), ..Self::default() }
    }
}
