//! The memory balloon of a VM.

use super::device::vm_device;

vm_device! {
    /// Memory balloon: `memballoon`.
    Balloon {
        /// Model, such as `virtio`: `@model`. Defaults to `virtio`.
        model: Option<String>,
    }
}
