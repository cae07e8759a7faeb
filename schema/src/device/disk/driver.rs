//! How the hypervisor works the disk.

use crate::shared::storage::{MetadataCache, StorageFormat};
use crate::shared::{IothreadMapping, VirtioOptions};
use crate::types::{GENERIC_NAME, OnOff, POSITIVE_INTEGER};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// How the hypervisor works the disk: `<driver>`.
///
/// ```xml
/// <driver name='qemu' type='qcow2' cache='none' io='native' discard='unmap'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Driver {
    /// The hypervisor's driver: `qemu`; `tap`, `tap2`, `phy` or `file` for Xen.
    #[xml(attr, datatype = GENERIC_NAME)]
    pub name: Option<String>,
    /// Format of the image.
    #[xml(attr)]
    pub kind: Option<StorageFormat>,
    /// How the host caches the data.
    #[xml(attr, since = "0.6.0")]
    pub cache: Option<Cache>,
    /// What happens at a write or read error; the hypervisor has a default.
    #[xml(attr, since = "0.8.0")]
    pub error_policy: Option<ErrorPolicy>,
    /// What happens at a read error, if it is not `error_policy`.
    #[xml(attr, since = "0.9.7")]
    pub rerror_policy: Option<ReadErrorPolicy>,
    /// How the host reads and writes.
    #[xml(attr, since = "0.8.8")]
    pub io: Option<Io>,
    /// Whether requests are handled beside the virtual CPU's thread; the hypervisor has a default.
    #[xml(attr, since = "0.9.3")]
    pub ioeventfd: Option<OnOff>,
    /// Whether fewer events are sent to the guest; the hypervisor has a default.
    #[xml(attr, since = "0.9.5")]
    pub event_idx: Option<OnOff>,
    /// Whether data that is read from a backing image is copied into the image; off by default.
    #[xml(attr, since = "0.9.10")]
    pub copy_on_read: Option<OnOff>,
    /// What happens with discard (trim) requests of the guest.
    #[xml(attr, since = "1.0.6")]
    pub discard: Option<Discard>,
    /// Number of the I/O thread that serves the disk, from 1; excludes `iothreads`.
    #[xml(attr, since = "1.2.8")]
    pub iothread: Option<u32>,
    /// What happens with writes of nothing but zeroes.
    #[xml(attr, since = "2.0.0")]
    pub detect_zeroes: Option<DetectZeroes>,
    /// Whether a discarded cluster of a qcow2 image keeps its place, against fragmentation.
    #[xml(attr, since = "9.5.0")]
    pub discard_no_unref: Option<OnOff>,
    /// Number of queues of a virtio or vhost-user disk.
    #[xml(attr, since = "3.9.0", datatype = POSITIVE_INTEGER, later("7.1.0", "../@type" = "vhostuser"))]
    pub queues: Option<u64>,
    /// Entries of each queue of a virtio or vhost-user disk.
    #[xml(attr, since = "7.8.0", datatype = POSITIVE_INTEGER)]
    pub queue_size: Option<u64>,
    /// Options that all virtio devices share.
    #[xml(group)]
    pub virtio: VirtioOptions,
    /// Cache of the image's metadata, without that of its backing images.
    #[xml(child, since = "7.0.0")]
    pub metadata_cache: Option<Box<MetadataCache>>,
    /// The I/O threads that serve a virtio disk; excludes `iothread`.
    #[xml(child, since = "10.0.0")]
    pub iothreads: Option<Box<IothreadMapping>>,
    /// Statistics that are kept beyond the usual ones.
    #[xml(child, since = "11.9.0")]
    pub statistics: Option<Box<Statistics>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// How the host caches a disk's data.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cache {
    /// As the hypervisor sees fit.
    Default,
    /// Not at all.
    None,
    /// Reads and writes.
    Writeback,
    /// Reads; writes go to the storage at once.
    Writethrough,
    /// As `writethrough`, but past the host's page cache.
    #[xml(since = "0.9.5")]
    Directsync,
    /// Everything; requests of the guest to flush are ignored.
    #[xml(since = "0.9.7")]
    Unsafe,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What happens at an error of the storage.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ErrorPolicy {
    /// The guest is paused.
    Stop,
    /// The guest is told.
    #[xml(since = "0.9.7")]
    Report,
    /// Nothing.
    Ignore,
    /// The guest is paused if the storage is full, else told.
    Enospace,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What happens at a read error of the storage.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ReadErrorPolicy {
    /// The guest is paused.
    Stop,
    /// The guest is told.
    Report,
    /// Nothing.
    Ignore,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// How the host reads and writes.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Io {
    /// By a pool of threads.
    Threads,
    /// By Linux's asynchronous I/O.
    Native,
    /// By Linux's io_uring.
    #[xml(name = "io_uring", since = "6.3.0")]
    IoUring,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What happens with discard requests.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Discard {
    /// They reach the storage.
    Unmap,
    /// Nothing.
    Ignore,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What happens with writes of nothing but zeroes.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum DetectZeroes {
    /// They are written like others.
    Off,
    /// They are noticed and stored in a short form.
    On,
    /// They are noticed and discarded, if [`Discard::Unmap`] allows it.
    Unmap,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Statistics that are kept beyond the usual ones: `<statistics>`.
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
    /// Distributions of the time that operations take.
    #[xml(children = "latency-histogram", since = "12.1.0")]
    pub latency_histograms: Vec<LatencyHistogram>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Averages over an interval: `<statistic>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Statistic {
    /// Seconds of the interval.
    #[xml(attr, required)]
    pub interval: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A distribution of the time that operations take: `<latency-histogram>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "latency-histogram")]
pub struct LatencyHistogram {
    /// The operations that are counted; all if it is not said.
    #[xml(attr)]
    pub kind: Option<Operation>,
    /// The bins, in ascending order.
    #[xml(children, required)]
    pub bins: Vec<Bin>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// An operation on a disk.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// A read.
    Read,
    /// A write.
    Write,
    /// An append to a zone.
    Zone,
    /// A flush of caches.
    Flush,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// A bin of a distribution: `<bin>`; it ends where the next begins.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Bin {
    /// Nanoseconds from which on a duration belongs to it.
    #[xml(attr, required)]
    pub start: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Driver {
    /// QEMU's driver for an image of a format.
    pub fn qemu(format: StorageFormat) -> Self {
        Self { name: Some("qemu".to_owned()), kind: Some(format), ..Self::default() }
    }
}
