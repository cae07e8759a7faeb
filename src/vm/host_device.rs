//! Devices of the host in a VM.

use std::collections::BTreeMap;

use super::device::vm_device;

vm_device! {
    /// A device of the host: `hostdev`, or `memory[@model='nvdimm']`. Its kind and its address on the host are in the
    /// context, by its name.
    HostDevice {
        /// Name on the host, such as `pci_0000_3b_00_0`.
        name: String,
        /// Reserves the device only because it shares the IOMMU group of another one; the guest never sees it.
        iommu_placeholder: bool,
        /// Properties for hooks of the host, by key; metadata.
        custom_properties: BTreeMap<String, String>,
    }
}

vm_device! {
    /// A mediated device, such as a virtual GPU: `hostdev[@type='mdev']`. The host creates it with the device's id:
    /// `source/address/@uuid`.
    VGpu {
        /// Type, one that the host's driver offers, such as `nvidia-63`; metadata.
        mdev_type: String,
        /// Shows no display: the device is for computing only: `@display`.
        no_display: bool,
        /// Parameters for the host's driver; metadata, since level 4.7.
        driver_params: Option<String>,
    }
}
