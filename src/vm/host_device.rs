//! Devices of the host in a VM.

use std::collections::BTreeMap;

use super::device::vm_device;

vm_device! {
    /// A device of the host: `hostdev`, or `memory[@model='nvdimm']`. What it is and where it sits on the
    /// host stands under its name in the context.
    HostDevice {
        /// The host's name of it, such as `pci_0000_3b_00_0`.
        name: String,
        /// Only there because it shares its IOMMU group with one that is wanted; the guest never sees it.
        iommu_placeholder: bool,
        /// Properties for hooks of the host, by key; metadata.
        custom_properties: BTreeMap<String, String>,
    }
}

vm_device! {
    /// A mediated device, such as a virtual GPU: `hostdev[@type='mdev']`. The host makes it under the
    /// device's id: `source/address/@uuid`.
    VGpu {
        /// Type that the host's driver offers, such as `nvidia-63`; metadata.
        mdev_type: String,
        /// The device is for computing, another card shows the display: `@display`.
        no_display: bool,
        /// Parameters for the host's driver; metadata, since level 4.7.
        driver_params: Option<String>,
    }
}
