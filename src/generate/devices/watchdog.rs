//! Watchdog: `watchdog`.

use domxml_schema::device::watchdog::{self, Action};

use crate::generate::common::{address, alias};
use crate::generate::input::Input;
use crate::vm::{Architecture, Watchdog, WatchdogAction};

/// A watchdog: of the model that the entity says, else of the one that the architecture has.
pub(super) fn device(input: &Input<'_>, watchdog: &Watchdog) -> watchdog::Watchdog {
    let model = watchdog.model.as_deref().unwrap_or_else(|| default_model(input.vm.architecture));
    let action = match watchdog.action {
        WatchdogAction::None => Action::None,
        WatchdogAction::Reset => Action::Reset,
        WatchdogAction::Poweroff => Action::Poweroff,
        WatchdogAction::Dump => Action::Dump,
        WatchdogAction::Pause => Action::Pause,
    };
    watchdog::Watchdog {
        model: Some(model.into()),
        action: Some(action),
        alias: alias(watchdog),
        address: address(watchdog),
        ..watchdog::Watchdog::default()
    }
}

/// The model of watchdogs without a model of their own.
fn default_model(architecture: Architecture) -> &'static str {
    if architecture == Architecture::S390x { "diag288" } else { "i6300esb" }
}
