//! Watchdogs.

use super::{LegacyDevice, common, in_list};
use crate::properties::key::{Key, field};
use crate::properties::value_type::ValueType;
use crate::vm::{Watchdog, WatchdogAction};

impl LegacyDevice for Watchdog {
    const TYPE: &'static str = "watchdog";

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(common::device("watchdog"));
        keys.extend([
            field!("specParams.model", ValueType::Text, "model; if absent, `i6300esb`", Watchdog.model),
            field!(
                "specParams.action",
                ValueType::words_of::<WatchdogAction>(),
                "action when the guest hangs",
                Watchdog.action
            )
            .default("none"),
            common::custom(),
        ]);
        keys
    }

    in_list!(watchdogs);
}
