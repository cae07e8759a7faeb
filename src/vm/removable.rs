//! CD and floppy drives of a VM.

use domxml_schema::types::Uuid;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::device::vm_device;

vm_device! {
    /// A CD drive: `disk[@device='cdrom']`. Its bus follows from the architecture.
    Cdrom {
        /// Path of the image on the host; empty or absent: no medium.
        path: Option<String>,
        /// The image as a volume of a storage domain; takes precedence over `path`.
        volume: Option<IsoVolume>,
    }
}

/// A CD image that is a volume of a storage domain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct IsoVolume {
    /// Storage pool (data center) of the storage domain.
    pub storage_pool_id: Uuid,
    /// The storage domain.
    pub storage_domain_id: Uuid,
    /// The image.
    pub image_id: Uuid,
    /// The volume.
    pub volume_id: Uuid,
    /// Block devices, not files, hold the domain's volumes.
    pub block: bool,
}

vm_device! {
    /// A floppy drive: `disk[@device='floppy']`.
    Floppy {
        /// Path of the image on the host; empty or absent: no medium.
        path: Option<String>,
    }
}
