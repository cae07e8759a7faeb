//! I/O threads: `<iothreadids>` and `<defaultiothread>`.

use crate::Element;
use crate::xml::Extra;

/// The I/O threads one by one: `<iothreadids>`.
///
/// If `<iothreads>` is greater, libvirt adds threads with the lowest free ids.
///
/// ```xml
/// <iothreadids>
///   <iothread id='1'/>
///   <iothread id='5' thread_pool_min='2' thread_pool_max='16'>
///     <poll max='32768' grow='2' shrink='2'/>
///   </iothread>
/// </iothreadids>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "iothreadids")]
pub struct IothreadIds {
    /// The threads.
    #[xml(children, assigned = "definition")]
    pub iothreads: Vec<Iothread>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// One I/O thread: `<iothread>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("index", "@id"))]
pub struct Iothread {
    /// Id of the thread, from 1; devices refer to it by `iothread` of their driver.
    #[xml(attr, required)]
    pub id: Option<u32>,
    /// Minimum number of worker threads; may be 0.
    #[xml(attr, since = "8.5.0")]
    pub thread_pool_min: Option<u32>,
    /// Maximum number of worker threads, from 1.
    #[xml(attr, since = "8.5.0")]
    pub thread_pool_max: Option<u32>,
    /// Polling interval of the thread.
    #[xml(child, since = "9.4.0")]
    pub poll: Option<Poll>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Iothread {
    /// Creates an I/O thread with an id.
    pub fn new(id: u32) -> Self {
        Self { id: Some(id), ..Self::default() }
    }
}

/// Polling interval of an I/O thread before it waits for events: `<poll>`.
///
/// Absent values are the hypervisor's.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Poll {
    /// Maximum polling time; 0 disables polling.
    #[xml(attr, unit = "nanoseconds")]
    pub max: Option<u64>,
    /// Step by which a polling time that proved too short grows; 0 disables growth.
    #[xml(attr)]
    pub grow: Option<u64>,
    /// Step by which a polling time that proved too long shrinks; 0 disables shrinking.
    #[xml(attr)]
    pub shrink: Option<u64>,
    /// Weight of past intervals against the latest one, from 1 to 63: the higher, the smoother the changes. 0 leaves it
    /// to the hypervisor.
    #[xml(attr, since = "12.7.0")]
    pub weight: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Default event loop of the hypervisor, for devices without an I/O thread: `<defaultiothread>`.
///
/// Meant for guests with real-time workloads.
///
/// ```xml
/// <defaultiothread thread_pool_min='8' thread_pool_max='8'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "defaultiothread")]
pub struct DefaultIothread {
    /// Minimum number of worker threads.
    #[xml(attr)]
    pub thread_pool_min: Option<u32>,
    /// Maximum number of worker threads.
    #[xml(attr)]
    pub thread_pool_max: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
