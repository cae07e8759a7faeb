//! The devices that an engine adds when it creates a VM.

use super::devices::{console, controllers, video};
use crate::context::Context;
use crate::vm::{
    Architecture, Balloon, BiosType, Console, Controller, ControllerType, DisplayType, GraphicsType, Redir, Rng,
    UsbPolicy, Vm, VmType,
};

/// Slots for USB devices of the client.
const USB_SLOTS: usize = 4;

/// USB devices that one EHCI controller and its three companions have ports for.
const SLOTS_OF_EHCI: usize = 6;

/// Adds the devices that an engine gives to every new VM: a small entity, written by hand, becomes a whole VM.
/// Generation itself adds no devices.
///
/// A kind of which the VM has a device already is left as it is. Ids are derived from the VM's id and the role of
/// the device (UUID version 5), so that they stay the same:
///
/// | kind | added |
/// |---|---|
/// | balloon | virtio |
/// | console | on a socket; the guest sees what its architecture has |
/// | virtio-scsi controllers | one for each I/O thread, at least one |
/// | USB controller | of the architecture's model; with redirection on i440fx an EHCI controller and its companions; `none` where the guest has no USB, and for a high-performance VM without redirection |
/// | redirection | with [`UsbPolicy::EnabledNative`] and SPICE: four slots |
/// | video | if there are graphics: qxl where SPICE shows it, on x86; else VGA |
/// | random number generator | from `/dev/urandom` |
///
/// An unknown guest OS counts as `other`; generation refuses it.
///
/// ```
/// use domxml::context::Context;
/// use domxml::generate::add_default_devices;
/// use domxml::vm::Vm;
///
/// let mut vm = Vm { io_threads: 2, ..Vm::default() };
/// add_default_devices(&mut vm, &Context::default());
/// assert_eq!(vm.controllers.iter().filter_map(|controller| controller.io_thread_id).max(), Some(2));
///
/// let whole = vm.clone();
/// add_default_devices(&mut vm, &Context::default());
/// assert_eq!(vm, whole);
/// ```
pub fn add_default_devices(vm: &mut Vm, context: &Context) {
    let os = context.os(vm).unwrap_or_default();
    if vm.balloons.is_empty() {
        vm.balloons.push(Balloon { id: vm.role_id("balloon"), ..Balloon::default() });
    }
    if vm.consoles.is_empty() {
        let console_type = Some(console::default_type(vm.architecture));
        vm.consoles.push(Console { id: vm.role_id("console"), console_type, ..Console::default() });
    }
    if !has_controller(vm, ControllerType::VirtioScsi) {
        let controller = |thread| Controller {
            id: vm.role_id(&format!("virtio-scsi {thread}")),
            io_thread_id: (vm.io_threads > 0).then_some(thread),
            ..Controller::default()
        };
        let added: Vec<Controller> = (1..=vm.io_threads.max(1)).map(controller).collect();
        vm.controllers.extend(added);
    }
    if !has_controller(vm, ControllerType::Usb) {
        vm.controllers.extend(usb_controllers(vm));
    }
    let spice = vm.graphics.iter().any(|graphics| graphics.graphics_type == GraphicsType::Spice);
    if vm.usb_policy == UsbPolicy::EnabledNative && spice && vm.redirs.is_empty() {
        let slot = |slot| Redir { id: vm.role_id(&format!("redirection {slot}")), ..Redir::default() };
        vm.redirs = (1..=USB_SLOTS).map(slot).collect();
    }
    if vm.videos.is_empty() && !vm.graphics.is_empty() {
        let qxl = spice && vm.architecture == Architecture::X86_64;
        let kind = if qxl { DisplayType::Qxl } else { DisplayType::Vga };
        vm.videos.push(video::sized(vm.role_id("video"), kind, None, &os));
    }
    if vm.rngs.is_empty() {
        vm.rngs.push(Rng { id: vm.role_id("random number generator"), ..Rng::default() });
    }
}

fn has_controller(vm: &Vm, kind: ControllerType) -> bool {
    vm.controllers.iter().any(|controller| controller.controller_type == kind)
}

/// Controllers for the USB devices that the VM can have.
fn usb_controllers(vm: &Vm) -> Vec<Controller> {
    let native = vm.usb_policy == UsbPolicy::EnabledNative;
    let controller = |model: &str, index: u32| Controller {
        id: vm.role_id(&format!("usb {index} {model}")),
        controller_type: ControllerType::Usb,
        model: Some(model.to_owned()),
        index: Some(index),
        ..Controller::default()
    };
    let i440fx = vm.architecture == Architecture::X86_64 && vm.firmware.bios_type == BiosType::I440fxSeaBios;
    match controllers::default_usb_model(vm) {
        Some(_) if native && i440fx => {
            let models = ["ich9-ehci1", "ich9-uhci1", "ich9-uhci2", "ich9-uhci3"];
            let sets = 0..u32::try_from(USB_SLOTS.div_ceil(SLOTS_OF_EHCI)).unwrap_or(1);
            sets.flat_map(|set| models.map(|model| controller(model, set))).collect()
        }
        Some(model) if native || vm.vm_type != VmType::HighPerformance => vec![controller(model, 0)],
        _ => vec![controller("none", 0)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vm::{Firmware, Graphics};

    fn spice() -> Vm {
        let graphics = Graphics { graphics_type: GraphicsType::Spice, ..Graphics::default() };
        Vm { graphics: vec![graphics], usb_policy: UsbPolicy::EnabledNative, ..Vm::default() }
    }

    fn whole(mut vm: Vm) -> Vm {
        add_default_devices(&mut vm, &Context::default());
        vm
    }

    fn usb_models(vm: Vm) -> Vec<String> {
        let controllers = whole(vm).controllers.into_iter();
        let usb = controllers.filter(|controller| controller.controller_type == ControllerType::Usb);
        usb.filter_map(|controller| controller.model).collect()
    }

    #[test]
    fn usb_follows_chipset_policy_and_architecture() {
        let i440fx = Firmware { bios_type: BiosType::I440fxSeaBios, ..Firmware::default() };
        let native = Vm { firmware: i440fx.clone(), ..spice() };
        assert_eq!(usb_models(native), ["ich9-ehci1", "ich9-uhci1", "ich9-uhci2", "ich9-uhci3"]);
        assert_eq!(usb_models(spice()), ["qemu-xhci"]);
        assert_eq!(usb_models(Vm { firmware: i440fx, ..Vm::default() }), ["piix3-uhci"]);
        assert_eq!(usb_models(Vm { architecture: Architecture::Ppc64le, ..Vm::default() }), ["nec-xhci"]);
        assert_eq!(usb_models(Vm { architecture: Architecture::S390x, ..spice() }), ["none"]);
        assert_eq!(usb_models(Vm { vm_type: VmType::HighPerformance, ..Vm::default() }), ["none"]);
    }

    #[test]
    fn ids_are_derived_from_the_vm_and_the_role() {
        let one = whole(spice());
        assert_eq!(one.balloons[0].id, whole(spice()).balloons[0].id);
        let ids: std::collections::BTreeSet<_> = one.devices().map(|(_, device)| device.id()).collect();
        assert_eq!((one.redirs.len(), ids.len()), (4, one.devices().count()));
    }
}
