//! Devices of a VM that have little to say.

use domxml_schema::types::Uuid;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::device::vm_device;

vm_device! {
    /// Memory balloon: `memballoon`.
    Balloon {
        /// Its model: `@model`. Absent: `virtio`.
        model: Option<String>,
    }
}

vm_device! {
    /// A serial console: `console`, and `serial` for [`ConsoleType::Serial`].
    Console {
        /// What the guest sees: `target/@type`. Absent: what the guest system's catalogue says.
        console_type: Option<ConsoleType>,
        /// The host shows it on a socket, for a console service; else on a pseudo-terminal. Default
        /// true.
        enable_socket: bool = true,
    }
}

/// What a guest sees of a console: `console/target/@type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConsoleType {
    /// A virtio console.
    #[default]
    Virtio,
    /// A serial port.
    Serial,
    /// The console of IBM Z.
    Sclp,
}

vm_device! {
    /// A lease on storage: `lease`.
    Lease {
        /// The storage domain that it is on: `lockspace`.
        storage_domain_id: Uuid,
        /// The leased file or device, where the engine was told: `target/@path`. Absent: a place-holder.
        path: Option<String>,
        /// Offset in bytes, where the engine was told: `target/@offset`. Absent: a place-holder.
        offset: Option<u64>,
    }
}

vm_device! {
    /// A slot for a USB device of the client: `redirdev`.
    Redir {}
}

vm_device! {
    /// A random number generator: `rng`.
    Rng {
        /// What the host gives: `backend`.
        source: RngSource,
        /// Limit, in bytes a period: `rate/@bytes`.
        bytes: Option<u32>,
        /// That period in milliseconds; with `bytes` only: `rate/@period`.
        period: Option<u32>,
    }
}

/// What feeds a random number generator: `rng/backend`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RngSource {
    /// `/dev/random`; before level 4.1 hosts had that.
    Random,
    /// `/dev/urandom`.
    #[default]
    Urandom,
    /// `/dev/hwrng`: a device of the host.
    Hwrng,
}

vm_device! {
    /// A smart card reader that shows the client's: `smartcard`.
    Smartcard {
        /// How cards get in: `@mode`. Absent: `passthrough`.
        mode: Option<String>,
        /// What carries them: `@type`. Absent: `spicevmc`.
        smartcard_type: Option<String>,
    }
}

vm_device! {
    /// A sound card: `sound`.
    Sound {
        /// Its model, `ich6`, `ac97` or `ich9`: `@model`. Absent: what the guest system's catalogue says.
        model: Option<String>,
    }
}

vm_device! {
    /// A trusted platform module; what it holds is kept by the engine, outside of the XML: `tpm`.
    Tpm {}
}

vm_device! {
    /// A watchdog: `watchdog`.
    Watchdog {
        /// Its model: `@model`. Absent: what the guest system's catalogue says.
        model: Option<String>,
        /// What happens when the guest hangs: `@action`.
        action: WatchdogAction,
    }
}

/// What happens when a guest hangs: `watchdog/@action`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
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
