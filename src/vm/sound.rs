//! Sound cards of a VM.

use super::device::vm_device;

vm_device! {
    /// A sound card: `sound`.
    Sound {
        /// Model, such as `ich6`, `ac97` or `ich9`: `@model`. Defaults to that of the guest OS, else of the machine.
        model: Option<String>,
    }
}
