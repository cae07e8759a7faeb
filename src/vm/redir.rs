//! Slots for USB devices of the client.

use super::device::vm_device;

vm_device! {
    /// A slot for a USB device of the client: `redirdev`.
    Redir {}
}
