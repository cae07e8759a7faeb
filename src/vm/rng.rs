//! The random number generator of a VM.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::device::vm_device;

vm_device! {
    /// A random number generator: `rng`.
    Rng {
        /// Source on the host: `backend`.
        source: RngSource,
        /// Limit in bytes per period: `rate/@bytes`. Absent: unlimited.
        bytes: Option<u32>,
        /// Period of the limit in milliseconds; only with `bytes`: `rate/@period`.
        period: Option<u32>,
    }
}

/// The source of a random number generator: `rng/backend`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RngSource {
    /// `/dev/random`, which hosts had before level 4.1.
    Random,
    /// `/dev/urandom`.
    #[default]
    Urandom,
    /// `/dev/hwrng`: a device of the host.
    Hwrng,
}
