//! Watchdogs: `watchdog`.

use domxml_schema::Keyword;
use domxml_schema::device::watchdog::{self, Model};

use crate::recover::import::state::Import;
use crate::vm::{Watchdog, WatchdogAction, Words};

/// The watchdog of the chipset is always there.
pub(super) fn read(import: &mut Import<'_>, watchdog: &watchdog::Watchdog) -> bool {
    if watchdog.model == Some(Model::Itco) {
        return true;
    }
    let action = watchdog.action.as_ref().map(Keyword::as_str).and_then(WatchdogAction::from_word);
    // As libvirt has it if absent.
    let action = action.unwrap_or(WatchdogAction::Reset);
    let model = watchdog.model.as_ref().map(|model| model.as_str().to_owned());
    let natural = format!("watchdog {}", import.vm.watchdogs.len());
    let found = Watchdog { model, action, ..Watchdog::default() };
    let watchdog = import.identified(found, watchdog.alias.as_ref(), watchdog.address.as_ref(), &natural);
    import.vm.watchdogs.push(watchdog);
    true
}
