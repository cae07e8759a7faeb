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
/// A quota limits the CPU time within each period; both are microseconds, a negative quota means no
/// limit, and 0 that nothing is set.
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
    /// Share of the domain in relation to the others: 2 to 262144 with cgroups v1, 1 to 10000 with v2.
    #[xml(value, since = "0.9.0")]
    pub shares: Option<u32>,
    /// Period of each virtual CPU.
    #[xml(value, since = "0.9.4", datatype = CPU_PERIOD, later("0.9.10", "hypervisor" = "lxc"))]
    pub period: Option<u64>,
    /// Quota of each virtual CPU.
    #[xml(value, since = "0.9.4", datatype = CPU_QUOTA, later("0.9.10", "hypervisor" = "lxc"))]
    pub quota: Option<i64>,
    /// Period of the whole domain.
    #[xml(value, since = "1.3.3", datatype = CPU_PERIOD)]
    pub global_period: Option<u64>,
    /// Quota of the whole domain.
    #[xml(value, since = "1.3.3", datatype = CPU_QUOTA)]
    pub global_quota: Option<i64>,
    /// Period of the emulator's threads, which are those of no virtual CPU.
    #[xml(value, since = "0.10.0", datatype = CPU_PERIOD)]
    pub emulator_period: Option<u64>,
    /// Quota of the emulator's threads.
    #[xml(value, since = "0.10.0", datatype = CPU_QUOTA)]
    pub emulator_quota: Option<i64>,
    /// Period of each I/O thread.
    #[xml(value, since = "2.1.0", datatype = CPU_PERIOD)]
    pub iothread_period: Option<u64>,
    /// Quota of each I/O thread.
    #[xml(value, since = "2.1.0", datatype = CPU_QUOTA)]
    pub iothread_quota: Option<i64>,
    /// CPUs of the host on which virtual CPUs run.
    #[xml(children, since = "0.9.0", later("0.9.1", "hypervisor" = "xen"))]
    pub vcpupins: Vec<VcpuPin>,
    /// CPUs of the host on which the emulator's threads run.
    #[xml(child, since = "0.10.0")]
    pub emulatorpin: Option<EmulatorPin>,
    /// CPUs of the host on which I/O threads run.
    #[xml(children, since = "1.2.9")]
    pub iothreadpins: Vec<IothreadPin>,
    /// Scheduler of the emulator's threads.
    #[xml(child, since = "5.3.0")]
    pub emulatorsched: Option<EmulatorSched>,
    /// Schedulers of virtual CPUs.
    #[xml(children, since = "1.2.13")]
    pub vcpuscheds: Vec<VcpuSched>,
    /// Schedulers of I/O threads.
    #[xml(children, since = "1.2.13")]
    pub iothreadscheds: Vec<IothreadSched>,
    /// Parts of the host's CPU caches.
    #[xml(children, since = "4.1.0")]
    pub cachetunes: Vec<Cachetune>,
    /// Parts of the host's memory bandwidth.
    #[xml(children, since = "4.7.0")]
    pub memorytunes: Vec<Memorytune>,
    /// Groups whose use of energy is watched.
    #[xml(children, since = "12.4.0")]
    pub energytunes: Vec<Energytune>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
