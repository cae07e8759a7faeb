//! Time: `clock`.

use domxml_schema::domain::clock::{Adjustment, Clock, Offset, TickPolicy, Timer, TimerName};

use super::time_zone;
use crate::generate::input::Input;
use crate::vm::Architecture;

/// The clock of the guest: local time in its zone, and the timers that it may look at.
pub(super) fn clock(input: &Input<'_>) -> Clock {
    Clock {
        adjustment: Some(Adjustment::Seconds(time_zone::current(input).into())),
        timers: timers(input),
        ..Clock::new(Offset::Variable)
    }
}

/// Lost ticks are made up for, so that guests keep time; the HPET is left out, as it costs too much. Arm
/// has none of these timers.
fn timers(input: &Input<'_>) -> Vec<Timer> {
    let architecture = input.vm.architecture;
    if !architecture.is_ppc() && !matches!(architecture, Architecture::X86_64 | Architecture::S390x) {
        return Vec::new();
    }
    let policy = |name, policy| Timer { name: Some(name), tickpolicy: Some(policy), ..Timer::default() };
    let mut timers = Vec::new();
    if input.is_hyperv() {
        timers.push(Timer::new(TimerName::Hypervclock, true));
    }
    timers.push(policy(TimerName::Rtc, TickPolicy::Catchup));
    timers.push(policy(TimerName::Pit, TickPolicy::Delay));
    if input.is_x86() {
        timers.push(Timer::new(TimerName::Hpet, false));
    }
    if let Some(frequency) = input.tsc_frequency() {
        timers.push(Timer { name: Some(TimerName::Tsc), frequency: Some(frequency), ..Timer::default() });
    }
    timers
}
