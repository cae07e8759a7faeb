//! Timers of the guest.

use crate::types::YesNo;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Timer of the guest: `<timer>`.
///
/// ```xml
/// <timer name='rtc' tickpolicy='catchup' track='guest'>
///   <catchup threshold='123' slew='120' limit='10000'/>
/// </timer>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("name", "@name"))]
pub struct Timer {
    /// Name of the timer.
    #[xml(attr, required)]
    pub name: Option<TimerName>,
    /// Makes the timer available to the guest.
    #[xml(attr)]
    pub present: Option<YesNo>,
    /// Policy for ticks that the guest missed.
    #[xml(attr, when("@name" = "platform" | "rtc" | "tsc" | "hpet" | "pit" | "armvtimer"))]
    pub tickpolicy: Option<TickPolicy>,
    /// Time that the timer tracks.
    #[xml(attr, when("@name" = "platform" | "rtc"))]
    pub track: Option<TimerTrack>,
    /// Frequency of the timer.
    #[xml(attr, when("@name" = "tsc"), later("3.2.0", "hypervisor" = "qemu"), unit = "Hz")]
    pub frequency: Option<u64>,
    /// Access of the guest to the timer.
    #[xml(attr, when("@name" = "tsc"))]
    pub mode: Option<TimerMode>,
    /// Parameters of the policy `catchup`.
    #[xml(child, when("@tickpolicy" = "catchup"))]
    pub catchup: Option<Catchup>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Timer {
    /// Creates a timer that is present or not.
    pub fn new(name: TimerName, present: bool) -> Self {
        Self { name: Some(name), present: Some(present.into()), ..Self::default() }
    }
}

/// Name of a timer.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum TimerName {
    /// Xen's system time.
    Platform,
    /// Real-time clock.
    Rtc,
    /// Time stamp counter of the CPU.
    #[xml(later("3.2.0", "hypervisor" = "qemu"))]
    Tsc,
    /// High precision event timer.
    Hpet,
    /// Programmable interval timer.
    Pit,
    /// Virtual timer of Arm.
    #[xml(since = "6.1.0")]
    Armvtimer,
    /// Paravirtual clock of KVM.
    Kvmclock,
    /// Hyper-V reference time counter.
    #[xml(since = "1.2.2")]
    Hypervclock,
    /// Any other keyword.
    Other(ThinStr),
}

/// Policy for ticks that a guest missed, for example while it was paused.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum TickPolicy {
    /// Late delivery at the normal rate; the guest's time stays behind.
    Delay,
    /// Delivery at a higher rate until the guest's time is right.
    Catchup,
    /// Delivery as a single tick.
    Merge,
    /// No delivery; the guest's time is wrong unless it handles lost ticks.
    Discard,
    /// Any other keyword.
    Other(ThinStr),
}

/// Time that a timer tracks.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum TimerTrack {
    /// Time since the boot of the host.
    Boot,
    /// Time for which the guest has run.
    Guest,
    /// Wall clock of the host.
    Wall,
    /// Real time of the host.
    Realtime,
    /// Any other keyword.
    Other(ThinStr),
}

/// Access of a guest to the time stamp counter.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum TimerMode {
    /// Native if that is safe, else emulated.
    Auto,
    /// Native.
    Native,
    /// Always emulated.
    Emulate,
    /// Native, with paravirtual support of `rdtscp`.
    Paravirt,
    /// Emulated where counters of the host's CPUs may differ.
    Smpsafe,
    /// Any other keyword.
    Other(ThinStr),
}

/// Parameters of the tick policy `catchup`: `<catchup>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Catchup {
    /// Delay at which catching up begins.
    #[xml(attr)]
    pub threshold: Option<u32>,
    /// Increase of the tick rate.
    #[xml(attr)]
    pub slew: Option<u32>,
    /// Maximum delay that is caught up.
    #[xml(attr)]
    pub limit: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
