//! The lease of a VM.

use domxml_schema::types::Uuid;

use super::device::vm_device;

vm_device! {
    /// A lease on storage: `lease`.
    Lease {
        /// Storage domain that holds it: `lockspace`.
        storage_domain_id: Uuid,
        /// File or device, if the engine knows it: `target/@path`. Defaults to a placeholder.
        path: Option<String>,
        /// Offset in bytes, if the engine knows it: `target/@offset`. Defaults to a placeholder.
        offset: Option<u64>,
    }
}
