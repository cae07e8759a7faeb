//! Threads for the I/O of devices: `<iothreadids>` and `<defaultiothread>`.

use crate::Element;
use crate::xml::Extra;

/// The I/O threads one by one: `<iothreadids>`.
///
/// Where `<iothreads>` counts more, libvirt adds threads under the lowest free numbers.
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
    #[xml(children)]
    pub iothreads: Vec<Iothread>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// One I/O thread: `<iothread>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Iothread {
    /// Number of the thread, from 1; devices name it in `iothread` of their driver.
    #[xml(attr, required)]
    pub id: Option<u32>,
    /// Least number of its worker threads; may be 0.
    #[xml(attr, since = "8.5.0")]
    pub thread_pool_min: Option<u32>,
    /// Most worker threads, from 1.
    #[xml(attr, since = "8.5.0")]
    pub thread_pool_max: Option<u32>,
    /// How long it polls before it waits for events.
    #[xml(child, since = "9.4.0")]
    pub poll: Option<Poll>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Iothread {
    /// The thread of this number.
    pub fn new(id: u32) -> Self {
        Self { id: Some(id), ..Self::default() }
    }
}

/// How long an I/O thread polls before it waits for events: `<poll>`.
///
/// The hypervisor chooses what is not said.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Poll {
    /// Longest time of polling in nanoseconds; 0 for no polling.
    #[xml(attr)]
    pub max: Option<u64>,
    /// Step by which a time that proved too short grows; 0 for no growth.
    #[xml(attr)]
    pub grow: Option<u64>,
    /// Step by which a time that proved too long shrinks; 0 for no shrinking.
    #[xml(attr)]
    pub shrink: Option<u64>,
    /// How little the latest interval between events counts for the next time, from 1 to 63: the higher,
    /// the smoother the changes. 0 leaves the choice to the hypervisor.
    #[xml(attr, since = "12.7.0")]
    pub weight: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// The hypervisor's own event loop, for devices without an I/O thread: `<defaultiothread>`.
///
/// Meant for guests with real-time work; all others better leave the numbers to the hypervisor.
///
/// ```xml
/// <defaultiothread thread_pool_min='8' thread_pool_max='8'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "defaultiothread")]
pub struct DefaultIothread {
    /// Least number of its worker threads.
    #[xml(attr)]
    pub thread_pool_min: Option<u32>,
    /// Most worker threads.
    #[xml(attr)]
    pub thread_pool_max: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
