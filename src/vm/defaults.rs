//! The devices that an engine adds by itself when it makes a VM.

use domxml_schema::types::Uuid;

use super::{
    Architecture, Balloon, BiosType, Console, Controller, ControllerType, DisplayType, GraphicsType, Redir, Rng,
    UsbPolicy, Video, Vm, VmType,
};
use crate::context::{Context, Os};

/// Slots for USB devices of the client.
const USB_SLOTS: usize = 4;

/// USB devices that one EHCI controller and its three companions have ports for.
const SLOTS_OF_EHCI: usize = 6;

/// Memory of a qxl card's first part for each screen, in KiB; its other parts are multiples of it.
const QXL_BASE: u32 = 16384;

/// Memory of other cards, in KiB.
const VIDEO_MEMORY: u32 = 16384;

impl Vm {
    /// The VM with the devices that an engine adds by itself when it makes one; generation never does.
    ///
    /// Whoever writes a small entity by hand gets a whole VM from it. A kind of which the VM has a device
    /// already is left as it is. Ids are made from the VM's id and what the device is for (UUID version 5),
    /// so that they stay the same:
    ///
    /// | kind | added |
    /// |---|---|
    /// | balloon | virtio |
    /// | console | on a socket, as what the guest system's catalogue says |
    /// | virtio-scsi controllers | one for each I/O thread, at least one |
    /// | USB controller | of the catalogue's model; with redirection on i440fx an EHCI controller and its companions; `none` where the guest has no USB, and for a high-performance VM without redirection |
    /// | redirection | with [`UsbPolicy::EnabledNative`] and SPICE: four slots |
    /// | video | if there are graphics: qxl where SPICE shows it, on x86; else VGA |
    /// | random number generator | from `/dev/urandom` |
    ///
    /// A guest system that is not in the catalogue counts as `other`; generation refuses it.
    ///
    /// ```
    /// use domxml::context::Context;
    /// use domxml::vm::{Vm, VmDevice};
    ///
    /// let vm = Vm { io_threads: 2, ..Vm::default() }.with_default_devices(&Context::default());
    /// assert_eq!(vm.controllers.iter().filter_map(|controller| controller.io_thread_id).max(), Some(2));
    /// assert_eq!(vm.with_default_devices(&Context::default()), vm);
    /// ```
    pub fn with_default_devices(&self, context: &Context) -> Self {
        let os = context.os(self).unwrap_or_default();
        let mut vm = self.clone();
        if vm.balloons.is_empty() {
            vm.balloons.push(Balloon { id: self.role_id("balloon"), ..Balloon::default() });
        }
        if vm.consoles.is_empty() {
            let console_type = Some(os.console_target(self.architecture));
            vm.consoles.push(Console { id: self.role_id("console"), console_type, ..Console::default() });
        }
        if !vm.has_controller(ControllerType::VirtioScsi) {
            vm.controllers.extend((1..=self.io_threads.max(1)).map(|thread| Controller {
                id: self.role_id(&format!("virtio-scsi {thread}")),
                io_thread_id: (self.io_threads > 0).then_some(thread),
                ..Controller::default()
            }));
        }
        if !vm.has_controller(ControllerType::Usb) {
            vm.controllers.extend(self.usb_controllers(&os));
        }
        let spice = self.graphics.iter().any(|graphics| graphics.graphics_type == GraphicsType::Spice);
        if self.usb_policy == UsbPolicy::EnabledNative && spice && vm.redirs.is_empty() {
            let slot = |slot| Redir { id: self.role_id(&format!("redirection {slot}")), ..Redir::default() };
            vm.redirs.extend((1..=USB_SLOTS).map(slot));
        }
        if vm.videos.is_empty() && !vm.graphics.is_empty() {
            let qxl = spice && self.architecture == Architecture::X86_64;
            let kind = if qxl { DisplayType::Qxl } else { DisplayType::Vga };
            vm.videos.push(Video::sized(self.role_id("video"), kind, None, &os));
        }
        if vm.rngs.is_empty() {
            vm.rngs.push(Rng { id: self.role_id("random number generator"), ..Rng::default() });
        }
        vm
    }

    /// The id of the device that this VM has for a role: the same for the same VM and role.
    pub(crate) fn role_id(&self, role: &str) -> Uuid {
        Uuid::new_v5(&self.id, role.as_bytes())
    }

    fn has_controller(&self, kind: ControllerType) -> bool {
        self.controllers.iter().any(|controller| controller.controller_type == kind)
    }

    /// Controllers for what the VM's USB is for.
    fn usb_controllers(&self, os: &Os) -> Vec<Controller> {
        let native = self.usb_policy == UsbPolicy::EnabledNative;
        let bios = self.firmware.bios_type;
        let controller = |model: &str, index: u32| Controller {
            id: self.role_id(&format!("usb {index} {model}")),
            controller_type: ControllerType::Usb,
            model: Some(model.to_owned()),
            index: Some(index),
            ..Controller::default()
        };
        let model = os.usb_controller(self.architecture, bios);
        match model {
            Some(_) if native && self.architecture == Architecture::X86_64 && bios == BiosType::I440fxSeaBios => {
                let models = ["ich9-ehci1", "ich9-uhci1", "ich9-uhci2", "ich9-uhci3"];
                let sets = 0..u32::try_from(USB_SLOTS.div_ceil(SLOTS_OF_EHCI)).unwrap_or(1);
                sets.flat_map(|set| models.map(|model| controller(model, set))).collect()
            }
            Some(model) if native || self.vm_type != VmType::HighPerformance => vec![controller(model, 0)],
            _ => vec![controller("none", 0)],
        }
    }
}

impl Video {
    /// A card with the memory that a guest system needs of it for so many screens, one if it is not said.
    pub(crate) fn sized(id: Uuid, display_type: DisplayType, heads: Option<u32>, os: &Os) -> Self {
        let base = QXL_BASE.saturating_mul(heads.unwrap_or(1));
        let video = Self { id, display_type, heads, ..Self::default() };
        if display_type != DisplayType::Qxl {
            return Self { vram: Some(VIDEO_MEMORY), ..video };
        }
        let vram = if os.vram_multiplier == 0 { 8192 } else { base.saturating_mul(os.vram_multiplier) };
        Self {
            vram: Some(vram),
            ram: Some(base.saturating_mul(4)),
            vgamem: Some(base.saturating_mul(os.vgamem_multiplier)),
            ..video
        }
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

    fn usb_models(vm: &Vm) -> Vec<String> {
        let vm = vm.with_default_devices(&Context::default());
        let usb = vm.controllers.into_iter().filter(|controller| controller.controller_type == ControllerType::Usb);
        usb.filter_map(|controller| controller.model).collect()
    }

    #[test]
    fn usb_follows_chipset_policy_and_architecture() {
        let i440fx = Firmware { bios_type: BiosType::I440fxSeaBios, ..Firmware::default() };
        let native = Vm { firmware: i440fx.clone(), ..spice() };
        assert_eq!(usb_models(&native), ["ich9-ehci1", "ich9-uhci1", "ich9-uhci2", "ich9-uhci3"]);
        assert_eq!(usb_models(&spice()), ["qemu-xhci"]);
        assert_eq!(usb_models(&Vm { firmware: i440fx, ..Vm::default() }), ["piix3-uhci"]);
        assert_eq!(usb_models(&Vm { architecture: Architecture::Ppc64le, ..Vm::default() }), ["nec-xhci"]);
        assert_eq!(usb_models(&Vm { architecture: Architecture::S390x, ..spice() }), ["none"]);
        assert_eq!(usb_models(&Vm { vm_type: VmType::HighPerformance, ..Vm::default() }), ["none"]);
    }

    #[test]
    fn a_qxl_card_is_sized_for_its_guest() {
        let sizes = |os: &str, heads: u32| {
            let os = Os::named(os).expect("it is in the catalogue");
            let video = Video::sized(Uuid::nil(), DisplayType::Qxl, Some(heads), &os);
            (video.ram, video.vram, video.vgamem)
        };
        assert_eq!(sizes("other", 1), (Some(65536), Some(8192), Some(16384)));
        assert_eq!(sizes("rhel_8x64", 2), (Some(131_072), Some(65536), Some(32768)));
        assert_eq!(sizes("windows_10x64", 1), (Some(65536), Some(65536), Some(32768)));
    }

    #[test]
    fn ids_are_made_from_the_vm_and_the_role() {
        let one = spice().with_default_devices(&Context::default());
        assert_eq!(one.balloons[0].id, spice().with_default_devices(&Context::default()).balloons[0].id);
        let ids: std::collections::BTreeSet<_> = one.devices().map(|(_, device)| device.id()).collect();
        assert_eq!((one.redirs.len(), ids.len()), (4, one.devices().count()));
    }
}
