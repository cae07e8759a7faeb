//! What several parts ask of the VM's hardware.

use super::common::plugged;
use super::input::Input;
use crate::context::HostDeviceFacts;
use crate::vm::{Controller, ControllerType, GraphicsType, HostDevice};

impl Input<'_> {
    /// Whether the display is shown in some way.
    pub(super) fn has_any_graphics(&self) -> bool {
        plugged(&self.vm.graphics).next().is_some()
    }

    /// Whether the display is shown in this way.
    pub(super) fn has_graphics(&self, kind: GraphicsType) -> bool {
        plugged(&self.vm.graphics).any(|graphics| graphics.graphics_type == kind)
    }

    /// Whether there is a USB controller that the guest can use.
    pub(super) fn is_usb_usable(&self) -> bool {
        self.has_usb_model() && self.usb_controllers().any(|controller| controller.model.as_deref() != Some("none"))
    }

    /// Whether a USB controller says that there is no USB.
    pub(super) fn is_usb_off(&self) -> bool {
        self.usb_controllers().any(|controller| match &controller.model {
            Some(model) => model == "none",
            None => !self.has_usb_model(),
        })
    }

    fn usb_controllers(&self) -> impl Iterator<Item = &Controller> {
        plugged(&self.vm.controllers).filter(|controller| controller.controller_type == ControllerType::Usb)
    }

    fn has_usb_model(&self) -> bool {
        self.os.usb_controller(self.vm.architecture, self.vm.firmware.bios_type).is_some()
    }

    /// What the context knows of a device of the host.
    pub(super) fn host_device(&self, device: &HostDevice) -> Option<&HostDeviceFacts> {
        self.context.host.as_ref()?.devices.get(&device.name)
    }

    /// Whether the guest gets a PCI device of the host.
    pub(super) fn has_pci_host_device(&self) -> bool {
        plugged(&self.vm.host_devices).any(|device| {
            !device.iommu_placeholder && matches!(self.host_device(device), Some(HostDeviceFacts::Pci { .. }))
        })
    }

    /// How SCSI units of the host are given to the guest.
    pub(super) fn scsi_hostdev(&self) -> ScsiHostdev {
        let property = self.vm.custom_properties.get(ScsiHostdev::PROPERTY);
        property.and_then(|word| ScsiHostdev::of(word)).unwrap_or_default()
    }
}

/// How SCSI units of the host are given to the guest: a custom property of the VM.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum ScsiHostdev {
    /// `scsi_generic`: as they are, `hostdev`.
    #[default]
    Generic,
    /// `scsi_block`: as disks that take all SCSI commands, `disk[@device='lun']`.
    Block,
    /// `scsi_hd`: as SCSI disks.
    Hd,
    /// `virtio_blk_pci`: as virtio disks.
    VirtioBlk,
}

impl ScsiHostdev {
    /// The property.
    pub(super) const PROPERTY: &str = "scsi_hostdev";

    /// Its values.
    pub(super) const WORDS: [(&str, Self); 4] = [
        ("scsi_generic", Self::Generic),
        ("scsi_block", Self::Block),
        ("scsi_hd", Self::Hd),
        ("virtio_blk_pci", Self::VirtioBlk),
    ];

    /// What a value says.
    pub(super) fn of(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
    }

    /// Whether the units become disks.
    pub(super) fn is_disk(self) -> bool {
        self != Self::Generic
    }
}
