//! Controllers of a VM.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::device::vm_device;

vm_device! {
    /// A controller that is configured: `controller`.
    Controller {
        /// Type: `@type`.
        controller_type: ControllerType,
        /// Model, if there is a choice, such as `qemu-xhci`; `none` switches USB off: `@model`.
        model: Option<String>,
        /// Number among controllers of its type: `@index`. virtio-scsi controllers are always numbered automatically.
        index: Option<u32>,
        /// I/O thread, from 1; virtio-scsi only: `driver/@iothread`.
        io_thread_id: Option<u32>,
    }
}

/// The type of a controller: `controller/@type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ControllerType {
    /// SCSI, as a virtio device: type `scsi`, model `virtio-scsi`.
    #[default]
    #[serde(alias = "virtio_scsi")]
    VirtioScsi,
    /// Channels and consoles, as a virtio device.
    #[serde(alias = "virtio_serial")]
    VirtioSerial,
    /// USB.
    Usb,
    /// IDE.
    Ide,
    /// SATA.
    Sata,
    /// SCSI of another model.
    Scsi,
    /// PCI.
    Pci,
}
