//! Mapping of the queues of a device to I/O threads.

use crate::Element;
use crate::xml::Extra;

/// I/O threads of a device: `<iothreads>` of the `<driver>` of a disk or controller.
///
/// If no queues are given, libvirt distributes the queues of the device to the threads; otherwise every
/// queue of the device must be assigned to a thread.
///
/// ```xml
/// <iothreads>
///   <iothread id='1'>
///     <queue id='0'/>
///     <queue id='2'/>
///   </iothread>
///   <iothread id='2'>
///     <queue id='1'/>
///   </iothread>
/// </iothreads>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "iothreads")]
pub struct IothreadMapping {
    /// I/O threads.
    #[xml(children = "iothread", required)]
    pub iothreads: Vec<MappedIothread>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// An I/O thread of a device: `<iothread>` in the `<iothreads>` of its `<driver>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "iothread", identity("name", "@id"))]
pub struct MappedIothread {
    /// ID of the thread, as in `<iothreadids>` of the domain.
    #[xml(attr, required)]
    pub id: Option<u32>,
    /// Queues assigned to the thread.
    #[xml(children = "queue")]
    pub queues: Vec<MappedQueue>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// A queue assigned to an I/O thread: `<queue>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "queue", identity("name", "@id"))]
pub struct MappedQueue {
    /// Number of the queue, from 0.
    #[xml(attr, required)]
    pub id: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl IothreadMapping {
    /// Creates a mapping to these threads; libvirt distributes the queues.
    pub fn spread_over(ids: impl IntoIterator<Item = u32>) -> Self {
        let iothreads = ids.into_iter().map(|id| MappedIothread { id: Some(id), ..MappedIothread::default() });
        Self { iothreads: iothreads.collect(), ..Self::default() }
    }
}

impl MappedIothread {
    /// Creates a thread with these queues.
    pub fn new(id: u32, queues: impl IntoIterator<Item = u32>) -> Self {
        let queues = queues.into_iter().map(|id| MappedQueue { id: Some(id), ..MappedQueue::default() });
        Self { id: Some(id), queues: queues.collect(), ..Self::default() }
    }
}
