//! CPU time, pinning and scheduling: `<cputune>`.

mod cachetune;
mod energytune;
mod memorytune;
mod pin;
mod sched;

pub use cachetune::{Cache, CacheKind, CacheMonitor, Cachetune};
pub use energytune::{EnergyMonitor, Energytune};
pub use memorytune::{MemoryMonitor, Memorytune, Node};
pub use pin::{EmulatorPin, IothreadPin, VcpuPin};
pub use sched::{EmulatorSched, IothreadSched, Scheduler, VcpuSched};

use crate::Element;
use crate::types::{CPU_PERIOD, CPU_QUOTA};
use crate::xml::Extra;

/// CPU time, pinning and scheduling of the domain's threads: `<cputune>`.
///
/// A quota limits the CPU time within each period; a negative quota means no limit, and 0 that none is set.
///
/// ```xml
/// <cputune>
///   <shares>1024</shares>
///   <period>100000</period>
///   <quota>50000</quota>
///   <vcpupin vcpu='0' cpuset='2'/>
///   <emulatorpin cpuset='0-1'/>
///   <vcpusched vcpus='0' scheduler='fifo' priority='1'/>
/// </cputune>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cputune {
    /// CPU weight relative to other domains: 2 to 262144 with cgroups v1, 1 to 10000 with v2.
    #[xml(value, since = "0.9.0")]
    pub shares: Option<u32>,
    /// Period of each virtual CPU.
    #[xml(
        value,
        since = "0.9.4",
        datatype = CPU_PERIOD,
        later("0.9.10", "hypervisor" = "lxc"),
        dropped = "0",
        unit = "microseconds"
    )]
    pub period: Option<u64>,
    /// Quota of each virtual CPU.
    #[xml(
        value,
        since = "0.9.4",
        datatype = CPU_QUOTA,
        later("0.9.10", "hypervisor" = "lxc"),
        dropped = "0",
        unit = "microseconds"
    )]
    pub quota: Option<i64>,
    /// Period of the whole domain.
    #[xml(value, since = "1.3.3", datatype = CPU_PERIOD, dropped = "0", unit = "microseconds")]
    pub global_period: Option<u64>,
    /// Quota of the whole domain.
    #[xml(value, since = "1.3.3", datatype = CPU_QUOTA, dropped = "0", unit = "microseconds")]
    pub global_quota: Option<i64>,
    /// Period of the emulator threads, that is those of no virtual CPU.
    #[xml(value, since = "0.10.0", datatype = CPU_PERIOD, dropped = "0", unit = "microseconds")]
    pub emulator_period: Option<u64>,
    /// Quota of the emulator threads.
    #[xml(value, since = "0.10.0", datatype = CPU_QUOTA, dropped = "0", unit = "microseconds")]
    pub emulator_quota: Option<i64>,
    /// Period of each I/O thread.
    #[xml(value, since = "2.1.0", datatype = CPU_PERIOD, dropped = "0", unit = "microseconds")]
    pub iothread_period: Option<u64>,
    /// Quota of each I/O thread.
    #[xml(value, since = "2.1.0", datatype = CPU_QUOTA, dropped = "0", unit = "microseconds")]
    pub iothread_quota: Option<i64>,
    /// Pinning of virtual CPUs to CPUs of the host.
    #[xml(children, since = "0.9.0", later("0.9.1", "hypervisor" = "xen"))]
    pub vcpupins: Vec<VcpuPin>,
    /// Pinning of the emulator threads to CPUs of the host.
    #[xml(child, since = "0.10.0")]
    pub emulatorpin: Option<EmulatorPin>,
    /// Pinning of I/O threads to CPUs of the host.
    #[xml(children, since = "1.2.9")]
    pub iothreadpins: Vec<IothreadPin>,
    /// Scheduler of the emulator threads.
    #[xml(child, since = "5.3.0")]
    pub emulatorsched: Option<EmulatorSched>,
    /// Schedulers of virtual CPUs.
    #[xml(children, since = "1.2.13")]
    pub vcpuscheds: Vec<VcpuSched>,
    /// Schedulers of I/O threads.
    #[xml(children, since = "1.2.13")]
    pub iothreadscheds: Vec<IothreadSched>,
    /// Allocation and monitoring of the host's CPU caches.
    #[xml(children, since = "4.1.0")]
    pub cachetunes: Vec<Cachetune>,
    /// Allocation and monitoring of the host's memory bandwidth.
    #[xml(children, since = "4.7.0")]
    pub memorytunes: Vec<Memorytune>,
    /// Monitoring of energy use.
    #[xml(children, since = "12.4.0")]
    pub energytunes: Vec<Energytune>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
