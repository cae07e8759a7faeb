//! Pointer and keyboard: `input`.

use domxml_schema::device::input::{Bus, Input as InputDevice, Kind};
use domxml_schema::domain::Device;

use crate::generate::input::Input;
use crate::vm::{Architecture, GraphicsType};

/// The input devices that libvirt does not add.
///
/// VNC sends absolute positions, so its guests get a tablet if they have USB; SPICE has its agent for
/// that, and a mouse does. x86 machines always have a PS/2 controller; POWER machines have USB only,
/// unless it is switched off. IBM Z has no input devices. On Arm's `virt` machine there is nothing
/// by default, not even a keyboard: both are on USB, which its firmware knows, else virtio devices; without graphics
/// they are of no use.
pub(super) fn devices(input: &Input<'_>) -> Vec<Device> {
    let usb = input.is_usb_usable();
    let absolute = usb && input.has_graphics(GraphicsType::Vnc);
    let pointer = if absolute { Kind::Tablet } else { Kind::Mouse };
    let of = |kind: Kind, bus: Bus| -> Device {
        InputDevice { kind: Some(kind), bus: Some(bus), ..InputDevice::default() }.into()
    };
    match input.vm.architecture {
        Architecture::X86_64 => vec![of(pointer, if absolute { Bus::Usb } else { Bus::Ps2 })],
        Architecture::Ppc64 | Architecture::Ppc64le if input.is_usb_off() => Vec::new(),
        Architecture::Ppc64 | Architecture::Ppc64le => vec![of(pointer, Bus::Usb)],
        Architecture::Aarch64 if !input.has_any_graphics() => Vec::new(),
        Architecture::Aarch64 if usb => vec![of(pointer, Bus::Usb), of(Kind::Keyboard, Bus::Usb)],
        Architecture::Aarch64 => vec![of(Kind::Tablet, Bus::Virtio), of(Kind::Keyboard, Bus::Virtio)],
        _ => Vec::new(),
    }
}
