//! Paths on a host: leases, sockets, firmware, payloads.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Pattern;

/// A lease on storage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Lease {
    /// The lease; of a volume its UUID: `lease/key`.
    pub lease: String,
    /// Its storage domain: `lease/lockspace`.
    pub storage_domain: String,
    /// The file or device that holds it: `lease/target/@path`.
    pub path: String,
    /// Offset of the lease in it, in bytes: `lease/target/@offset`.
    pub offset: u64,
}

/// Paths of sockets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Sockets {
    /// Socket of a channel, with `{vm}` for the VM's UUID and `{channel}` for the channel's name.
    pub channel: Option<Pattern>,
    /// Socket of a console, with `{vm}` for the VM's UUID.
    pub console: Option<Pattern>,
}

/// Files of a firmware.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Firmware {
    /// Its code: `os/loader`.
    pub loader: Option<String>,
    /// Its initial variables: `os/nvram/@template`.
    pub nvram_template: Option<String>,
}

/// Media made from payloads. Paths may hold `{vm}` for the VM's UUID and `{target}` for the name of
/// the drive, such as `sdc`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Payloads {
    /// The CD image.
    pub cdrom: Option<Pattern>,
    /// The floppy image.
    pub floppy: Option<Pattern>,
}
