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
}
