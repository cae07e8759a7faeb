//! What several parts ask of the VM's hardware.

use super::common::plugged;
use super::devices::{console, controllers};
use super::input::Input;
use crate::context::HostDeviceFacts;
use crate::vm::{Console, ConsoleType, Controller, ControllerType, GraphicsType, HostDevice};

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
        controllers::default_usb_model(self.vm).is_some()
    }

    /// The type of a console that the guest sees.
    pub(super) fn console_type(&self, console: &Console) -> ConsoleType {
        console.console_type.unwrap_or_else(|| console::default_type(self.vm.architecture))
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
