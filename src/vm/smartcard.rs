//! Smart card readers of a VM.

use super::device::vm_device;

vm_device! {
    /// A smart card reader that shows the client's cards: `smartcard`.
    Smartcard {
        /// Mode: `@mode`. Defaults to `passthrough`.
        mode: Option<String>,
        /// Transport of the cards: `@type`. Defaults to `spicevmc`.
        smartcard_type: Option<String>,
    }
}
