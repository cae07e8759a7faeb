//! The watchdog of a VM.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::device::vm_device;

vm_device! {
    /// A watchdog: `watchdog`.
    Watchdog {
        /// Model, such as `i6300esb`: `@model`. Defaults to that of the architecture.
        model: Option<String>,
        /// Action when the guest hangs: `@action`.
        action: WatchdogAction,
    }
}

/// The action when a guest hangs: `watchdog/@action`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WatchdogAction {
    /// Nothing.
    #[default]
    None,
    /// The VM is reset.
    Reset,
    /// The VM is switched off.
    Poweroff,
    /// The VM's memory is written to a file.
    Dump,
    /// The VM is paused.
    Pause,
}
