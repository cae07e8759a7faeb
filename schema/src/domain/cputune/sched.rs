//! Schedulers of the domain's threads.

use crate::types::CpuSet;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Scheduler of the emulator threads: `<emulatorsched>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "emulatorsched")]
pub struct EmulatorSched {
    /// The scheduler.
    #[xml(attr, required)]
    pub scheduler: Option<Scheduler>,
    /// Priority under a real-time scheduler, usually from 1 to 99.
    #[xml(attr, when("@scheduler" = "fifo" | "rr"), required_when("@scheduler" = "fifo" | "rr"))]
    pub priority: Option<u16>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Scheduler of virtual CPUs: `<vcpusched>`.
///
/// libvirt writes one for each virtual CPU.
///
/// ```xml
/// <vcpusched vcpus='0-3' scheduler='rr' priority='5'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "vcpusched", identity("index", "@vcpus"))]
pub struct VcpuSched {
    /// Ids of the virtual CPUs, from 0. libvirt 12.8 requires it, although its schema does not.
    #[xml(attr)]
    pub vcpus: Option<CpuSet>,
    /// The scheduler.
    #[xml(attr, required)]
    pub scheduler: Option<Scheduler>,
    /// Priority under a real-time scheduler, usually from 1 to 99.
    #[xml(attr, when("@scheduler" = "fifo" | "rr"), required_when("@scheduler" = "fifo" | "rr"))]
    pub priority: Option<u16>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Scheduler of I/O threads: `<iothreadsched>`.
///
/// libvirt writes one for each I/O thread.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "iothreadsched", identity("index", "@iothreads"))]
pub struct IothreadSched {
    /// Ids of the I/O threads, from 1. libvirt 12.8 requires it, although its schema does not.
    #[xml(attr)]
    pub iothreads: Option<CpuSet>,
    /// The scheduler.
    #[xml(attr, required)]
    pub scheduler: Option<Scheduler>,
    /// Priority under a real-time scheduler, usually from 1 to 99.
    #[xml(attr, when("@scheduler" = "fifo" | "rr"), required_when("@scheduler" = "fifo" | "rr"))]
    pub priority: Option<u16>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// A scheduler of the host's kernel.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scheduler {
    /// Time-sharing, for batch work.
    Batch,
    /// Time-sharing at the lowest priority.
    Idle,
    /// Real-time, first in, first out: runs until it blocks or is preempted by a higher priority.
    Fifo,
    /// Real-time, round robin among threads of the same priority.
    Rr,
    /// Any other keyword.
    Other(ThinStr),
}
