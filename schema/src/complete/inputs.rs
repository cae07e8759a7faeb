//! Mouse and keyboard.

use super::platform::Platform;
use crate::Domain;
use crate::device::Input;
use crate::device::input::{Bus, Kind};
use crate::domain::Device;
use crate::types::OnOff;

/// Adds the mouse and the keyboard of the machine.
pub(super) fn add(domain: &mut Domain, platform: &Platform) {
    let ps2 = domain.features.as_ref().and_then(|features| features.ps2.as_ref()?.state.as_ref());
    if platform.is_x86() && platform.is_qemu() && !platform.is_microvm() && ps2 != Some(&OnOff::Off) {
        add_input(domain, Kind::Mouse, Bus::Ps2);
        add_input(domain, Kind::Keyboard, Bus::Ps2);
    }
    if platform.is_ppc64() && platform.is_qemu() && domain.graphics().next().is_some() {
        let tablet = domain.inputs().any(|input| input.kind == Some(Kind::Tablet) && input.bus == Some(Bus::Usb));
        add_input(domain, Kind::Keyboard, Bus::Usb);
        if !tablet {
            add_input(domain, Kind::Mouse, Bus::Usb);
        }
    }
}

/// Adds an input device, unless there is one of the kind on the bus.
fn add_input(domain: &mut Domain, kind: Kind, bus: Bus) {
    let (kind, bus) = (Some(kind), Some(bus));
    if !domain.inputs().any(|input| input.kind == kind && input.bus == bus) {
        let device = Device::Input(Box::new(Input { kind, bus, ..Input::default() }));
        domain.devices.get_or_insert_default().list.push(device);
    }
}
