//! Serial consoles of a VM.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::device::vm_device;

vm_device! {
    /// A serial console: `console`, and `serial` for [`ConsoleType::Serial`].
    Console {
        /// Type that the guest sees: `target/@type`. Defaults to what the architecture has.
        console_type: Option<ConsoleType>,
        /// Shows the console on a socket of the host, for a console service, or else on a pseudo-terminal. Defaults to
        /// true.
        enable_socket: bool = true,
    }
}

/// The type of a console: `console/target/@type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ConsoleType {
    /// A virtio console.
    #[default]
    Virtio,
    /// A serial port.
    Serial,
    /// The console of IBM Z.
    Sclp,
}
