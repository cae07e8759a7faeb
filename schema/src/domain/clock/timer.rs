//! Timers of the guest.

use crate::types::YesNo;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A timer of the guest: `<timer>`.
///
/// ```xml
/// <timer name='rtc' tickpolicy='catchup' track='guest'>
///   <catchup threshold='123' slew='120' limit='10000'/>
/// </timer>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Timer {
    /// Which timer.
    #[xml(attr, required)]
    pub name: Option<TimerName>,
    /// Whether the guest has it.
    #[xml(attr)]
    pub present: Option<YesNo>,
    /// What happens to ticks that the guest missed.
    #[xml(attr, when("@name" = "platform" | "rtc" | "tsc" | "hpet" | "pit" | "armvtimer"))]
    pub tickpolicy: Option<TickPolicy>,
    /// What the timer follows.
    #[xml(attr, when("@name" = "platform" | "rtc"))]
    pub track: Option<TimerTrack>,
    /// Its frequency in hertz.
    #[xml(attr, when("@name" = "tsc"), later("3.2.0", "hypervisor" = "qemu"))]
    pub frequency: Option<u64>,
    /// How the guest reads it.
    #[xml(attr, when("@name" = "tsc"))]
    pub mode: Option<TimerMode>,
    /// How missed ticks are made up for.
    #[xml(child, when("@tickpolicy" = "catchup"))]
    pub catchup: Option<Catchup>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Timer {
    /// A timer that the guest has, or has not.
    pub fn new(name: TimerName, present: bool) -> Self {
        Self { name: Some(name), present: Some(present.into()), ..Self::default() }
    }
}

/// Name of a timer.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum TimerName {
    /// Xen's system time.
    Platform,
    /// The real time clock.
    Rtc,
    /// The time stamp counter of the CPU.
    #[xml(later("3.2.0", "hypervisor" = "qemu"))]
    Tsc,
    /// The high precision event timer.
    Hpet,
    /// The programmable interval timer.
    Pit,
    /// The virtual timer of Arm.
    #[xml(since = "6.1.0")]
    Armvtimer,
    /// The clock of KVM.
    Kvmclock,
    /// The reference counter of Microsoft's hypervisor.
    #[xml(since = "1.2.2")]
    Hypervclock,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What happens to ticks that a guest missed, while it was paused for example.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum TickPolicy {
    /// They come late, one by one; the guest's time stays behind.
    Delay,
    /// They come faster until the guest's time is right.
    Catchup,
    /// They come as one tick.
    Merge,
    /// They are lost; the guest's time jumps if it looks.
    Discard,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What a timer follows.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum TimerTrack {
    /// The time since the host started.
    Boot,
    /// The time for which the guest runs.
    Guest,
    /// The host's clock.
    Wall,
    /// The host's clock, whatever happens to it.
    Realtime,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// How a guest reads the time stamp counter.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum TimerMode {
    /// Directly if that is safe, else emulated.
    Auto,
    /// Directly.
    Native,
    /// Always emulated.
    Emulate,
    /// Directly, with an instruction for the guest that helps it to correct.
    Paravirt,
    /// Emulated if the host's CPUs could disagree.
    Smpsafe,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// How missed ticks are made up for: `<catchup>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Catchup {
    /// How far behind the guest must be.
    #[xml(attr)]
    pub threshold: Option<u32>,
    /// How much faster ticks come.
    #[xml(attr)]
    pub slew: Option<u32>,
    /// How far behind the guest can be at most.
    #[xml(attr)]
    pub limit: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
