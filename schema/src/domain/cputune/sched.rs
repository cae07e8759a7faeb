//! Schedulers of the domain's threads.

use crate::types::CpuSet;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Scheduler of the emulator's threads: `<emulatorsched>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "emulatorsched")]
pub struct EmulatorSched {
    /// The scheduler.
    #[xml(attr, required)]
    pub scheduler: Option<Scheduler>,
    /// Priority under a real-time scheduler, mostly from 1 to 99.
    #[xml(attr, when("@scheduler" = "fifo" | "rr"), required_when("@scheduler" = "fifo" | "rr"))]
    pub priority: Option<u16>,
    /// What the model does not know.
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
#[xml(name = "vcpusched")]
pub struct VcpuSched {
    /// Numbers of the virtual CPUs, from 0; the schema lets them be left out, libvirt 12.8 does not.
    #[xml(attr)]
    pub vcpus: Option<CpuSet>,
    /// The scheduler.
    #[xml(attr, required)]
    pub scheduler: Option<Scheduler>,
    /// Priority under a real-time scheduler, mostly from 1 to 99.
    #[xml(attr, when("@scheduler" = "fifo" | "rr"), required_when("@scheduler" = "fifo" | "rr"))]
    pub priority: Option<u16>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Scheduler of I/O threads: `<iothreadsched>`.
///
/// libvirt writes one for each I/O thread.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "iothreadsched")]
pub struct IothreadSched {
    /// Numbers of the I/O threads, from 1; the schema lets them be left out, libvirt 12.8 does not.
    #[xml(attr)]
    pub iothreads: Option<CpuSet>,
    /// The scheduler.
    #[xml(attr, required)]
    pub scheduler: Option<Scheduler>,
    /// Priority under a real-time scheduler, mostly from 1 to 99.
    #[xml(attr, when("@scheduler" = "fifo" | "rr"), required_when("@scheduler" = "fifo" | "rr"))]
    pub priority: Option<u16>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A scheduler of the host's kernel.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scheduler {
    /// Fair, for work that nobody waits for.
    Batch,
    /// Only when nothing else wants to run.
    Idle,
    /// Real-time: runs until it waits or something of a higher priority comes.
    Fifo,
    /// Real-time: takes turns with others of the same priority.
    Rr,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
