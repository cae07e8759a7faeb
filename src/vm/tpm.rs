//! The trusted platform module of a VM.

use super::device::vm_device;

vm_device! {
    /// A trusted platform module: `tpm`. The engine stores its contents, outside of the XML.
    Tpm {}
}
