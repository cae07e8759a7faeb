//! Which I/O threads serve which queues of a device.

use crate::Element;
use crate::xml::Extra;

/// The I/O threads that serve a device: `<iothreads>` of a disk's or controller's `<driver>`.
///
/// Without queues in it libvirt spreads the device's queues over the threads; else every queue of the
/// device must stand under one of them.
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
    /// The threads.
    #[xml(children = "iothread", required)]
    pub iothreads: Vec<MappedIothread>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// One of the I/O threads that serve a device: `<iothread>` in the `<iothreads>` of its `<driver>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "iothread")]
pub struct MappedIothread {
    /// Number of the thread, as in the domain's `<iothreadids>`.
    #[xml(attr, required)]
    pub id: Option<u32>,
    /// The queues that it serves.
    #[xml(children = "queue")]
    pub queues: Vec<MappedQueue>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A queue that an I/O thread serves: `<queue>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "queue")]
pub struct MappedQueue {
    /// Number of the queue, from 0.
    #[xml(attr, required)]
    pub id: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl IothreadMapping {
    /// These threads, with the queues spread over them by libvirt.
    pub fn spread_over(ids: impl IntoIterator<Item = u32>) -> Self {
        let iothreads = ids.into_iter().map(|id| MappedIothread { id: Some(id), ..MappedIothread::default() });
        Self { iothreads: iothreads.collect(), ..Self::default() }
    }
}

impl MappedIothread {
    /// A thread that serves these queues.
    pub fn new(id: u32, queues: impl IntoIterator<Item = u32>) -> Self {
        let queues = queues.into_iter().map(|id| MappedQueue { id: Some(id), ..MappedQueue::default() });
        Self { id: Some(id), queues: queues.collect(), ..Self::default() }
    }
}
