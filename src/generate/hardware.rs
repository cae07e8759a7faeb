//! Hardware that several parts of the generator depend on.

use super::common::plugged;
use super::devices::{console, controllers};
use super::input::Input;
use crate::context::HostDeviceFacts;
use crate::vm::{Console, ConsoleType, Controller, ControllerType, GraphicsType, HostDevice};

impl Input<'_> {
    /// Returns whether there are any graphics.
    pub(super) fn has_any_graphics(&self) -> bool {
        plugged(&self.vm.graphics).next().is_some()
    }

    /// Returns whether there are graphics of a type.
    pub(super) fn has_graphics(&self, kind: GraphicsType) -> bool {
        plugged(&self.vm.graphics).any(|graphics| graphics.graphics_type == kind)
    }

    /// Returns whether there is a USB controller that the guest can use.
    pub(super) fn is_usb_usable(&self) -> bool {
        self.has_usb_model() && self.usb_controllers().any(|controller| controller.model.as_deref() != Some("none"))
    }

    /// Returns whether a USB controller switches USB off.
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

    /// The facts about a device of the host.
    pub(super) fn host_device(&self, device: &HostDevice) -> Option<&HostDeviceFacts> {
        self.context.host.as_ref()?.devices.get(&device.name)
    }

    /// Returns whether a PCI device of the host is passed through.
    pub(super) fn has_pci_host_device(&self) -> bool {
        plugged(&self.vm.host_devices).any(|device| {
            !device.iommu_placeholder && matches!(self.host_device(device), Some(HostDeviceFacts::Pci { .. }))
        })
    }
}
