//! Performance events that are monitored: `<perf>`.

use crate::types::YesNo;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Performance events that are monitored: `<perf>`.
///
/// The values are part of the domain's statistics.
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
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Perf {
    /// Returns the switch of an event, if present.
    pub fn enabled(&self, name: &EventName) -> Option<&YesNo> {
        self.events.iter().find(|event| event.name.as_ref() == Some(name))?.enabled.as_ref()
    }
}

/// Monitoring of a performance event: `<event>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("name", "@name"))]
pub struct Event {
    /// Name of the event.
    #[xml(attr, required)]
    pub name: Option<EventName>,
    /// Enables the monitoring of the event.
    #[xml(attr, required)]
    pub enabled: Option<YesNo>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Event {
    /// Creates a switch of an event.
    pub fn new(name: EventName, enabled: bool) -> Self {
        Self { name: Some(name), enabled: Some(enabled.into()), ..Self::default() }
    }
}

/// Name of a performance event.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum EventName {
    /// Level 3 cache in use, in bytes.
    Cmt,
    /// Total memory bandwidth, in bytes per second.
    Mbmt,
    /// Local memory bandwidth, in bytes per second.
    Mbml,
    /// CPU cycles, affected by frequency scaling.
    #[xml(name = "cpu_cycles")]
    CpuCycles,
    /// Retired instructions.
    Instructions,
    /// Cache references.
    #[xml(name = "cache_references")]
    CacheReferences,
    /// Cache misses.
    #[xml(name = "cache_misses")]
    CacheMisses,
    /// Branch instructions.
    #[xml(name = "branch_instructions", since = "3.0.0")]
    BranchInstructions,
    /// Mispredicted branch instructions.
    #[xml(name = "branch_misses", since = "3.0.0")]
    BranchMisses,
    /// Bus cycles.
    #[xml(name = "bus_cycles", since = "3.0.0")]
    BusCycles,
    /// Cycles stalled in the frontend of the pipeline.
    #[xml(name = "stalled_cycles_frontend", since = "3.0.0")]
    StalledCyclesFrontend,
    /// Cycles stalled in the backend of the pipeline.
    #[xml(name = "stalled_cycles_backend", since = "3.0.0")]
    StalledCyclesBackend,
    /// CPU cycles, not affected by frequency scaling.
    #[xml(name = "ref_cpu_cycles", since = "3.0.0")]
    RefCpuCycles,
    /// CPU clock time.
    #[xml(name = "cpu_clock", since = "3.2.0")]
    CpuClock,
    /// CPU time spent on the guest.
    #[xml(name = "task_clock", since = "3.2.0")]
    TaskClock,
    /// Page faults.
    #[xml(name = "page_faults", since = "3.2.0")]
    PageFaults,
    /// Context switches.
    #[xml(name = "context_switches", since = "3.2.0")]
    ContextSwitches,
    /// CPU migrations.
    #[xml(name = "cpu_migrations", since = "3.2.0")]
    CpuMigrations,
    /// Minor page faults.
    #[xml(name = "page_faults_min", since = "3.2.0")]
    PageFaultsMin,
    /// Major page faults.
    #[xml(name = "page_faults_maj", since = "3.2.0")]
    PageFaultsMaj,
    /// Alignment faults.
    #[xml(name = "alignment_faults", since = "3.2.0")]
    AlignmentFaults,
    /// Emulation faults.
    #[xml(name = "emulation_faults", since = "3.2.0")]
    EmulationFaults,
    /// Any other keyword.
    Other(ThinStr),
}
