//! Performance events that are counted: `<perf>`.

use crate::types::YesNo;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Performance events that are counted: `<perf>`.
///
/// The counts are part of libvirt's statistics of the domain.
///
/// ```xml
/// <perf>
///   <event name='cpu_cycles' enabled='yes'/>
/// </perf>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Perf {
    /// The events.
    #[xml(children, required)]
    pub events: Vec<Event>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Perf {
    /// Whether an event is counted, if the document says it.
    pub fn enabled(&self, name: &EventName) -> Option<&YesNo> {
        self.events.iter().find(|event| event.name.as_ref() == Some(name))?.enabled.as_ref()
    }
}

/// Whether a performance event is counted: `<event>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// The event.
    #[xml(attr, required)]
    pub name: Option<EventName>,
    /// Whether it is counted.
    #[xml(attr, required)]
    pub enabled: Option<YesNo>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Event {
    /// An event that is counted, or not.
    pub fn new(name: EventName, enabled: bool) -> Self {
        Self { name: Some(name), enabled: Some(enabled.into()), ..Self::default() }
    }
}

/// Name of a performance event.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum EventName {
    /// Bytes of the level 3 cache in use.
    Cmt,
    /// Traffic of a level of cache, in the whole system.
    Mbmt,
    /// Traffic of a memory controller.
    Mbml,
    /// Cycles of the CPU.
    #[xml(name = "cpu_cycles")]
    CpuCycles,
    /// Instructions.
    Instructions,
    /// Uses of the cache.
    #[xml(name = "cache_references")]
    CacheReferences,
    /// Misses of the cache.
    #[xml(name = "cache_misses")]
    CacheMisses,
    /// Branch instructions.
    #[xml(name = "branch_instructions", since = "3.0.0")]
    BranchInstructions,
    /// Branches that were predicted wrongly.
    #[xml(name = "branch_misses", since = "3.0.0")]
    BranchMisses,
    /// Cycles of the bus.
    #[xml(name = "bus_cycles", since = "3.0.0")]
    BusCycles,
    /// Cycles that instructions waited at the head of the pipeline.
    #[xml(name = "stalled_cycles_frontend", since = "3.0.0")]
    StalledCyclesFrontend,
    /// Cycles that instructions waited at the end of the pipeline.
    #[xml(name = "stalled_cycles_backend", since = "3.0.0")]
    StalledCyclesBackend,
    /// Cycles of the CPU, its changes of frequency left out.
    #[xml(name = "ref_cpu_cycles", since = "3.0.0")]
    RefCpuCycles,
    /// Time of the CPUs.
    #[xml(name = "cpu_clock", since = "3.2.0")]
    CpuClock,
    /// Time of the CPUs spent on the guest.
    #[xml(name = "task_clock", since = "3.2.0")]
    TaskClock,
    /// Page faults of any kind.
    #[xml(name = "page_faults", since = "3.2.0")]
    PageFaults,
    /// Switches from one process to another.
    #[xml(name = "context_switches", since = "3.2.0")]
    ContextSwitches,
    /// Moves of a process to another CPU.
    #[xml(name = "cpu_migrations", since = "3.2.0")]
    CpuMigrations,
    /// Page faults whose page was in memory.
    #[xml(name = "page_faults_min", since = "3.2.0")]
    PageFaultsMin,
    /// Page faults whose page came from storage.
    #[xml(name = "page_faults_maj", since = "3.2.0")]
    PageFaultsMaj,
    /// Accesses that were not aligned.
    #[xml(name = "alignment_faults", since = "3.2.0")]
    AlignmentFaults,
    /// Instructions that the kernel emulated.
    #[xml(name = "emulation_faults", since = "3.2.0")]
    EmulationFaults,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
