//! Devices that entities have no word for.

use domxml_schema::Keyword;
use domxml_schema::device::{audio, channel, input};
use domxml_schema::domain::Device;

use super::state::Import;
use crate::recover::runtime;
use crate::vm::{Architecture, GraphicsType, OtherDevice};

/// Channels that every VM gets which may have the agents.
const AGENTS: [&str; 3] = ["ovirt-guest-agent.0", "org.qemu.guest_agent.0", "com.redhat.spice.0"];

/// Takes a device as it is, unless generation or libvirt makes it whether anybody asks or not.
pub(super) fn read(import: &mut Import<'_>, device: &Device) {
    if is_implied(import, device) {
        return;
    }
    let device = runtime::forget(import.domain, device);
    let Some((other, alias, address)) = OtherDevice::of(&device) else { return };
    // Hosts fill in where a lease is.
    let natural = match &*device {
        Device::Lease(lease) => format!("lease {:?} {:?}", lease.lockspace, lease.key),
        _ => other.xml.clone(),
    };
    let other = import.identified(other, alias.as_ref(), address.as_ref(), &natural);
    import.vm.other_devices.push(other);
}

fn is_implied(import: &mut Import<'_>, device: &Device) -> bool {
    match device {
        Device::Input(input) => is_implied_input(import, input),
        Device::Channel(channel) => is_agent(channel),
        // The first serial port is another name of the console.
        Device::Serial(serial) => {
            let port = serial.target.as_ref().and_then(|target| target.port.as_deref());
            matches!(port, Some("0") | None) && !import.vm.consoles.is_empty()
        }
        Device::Audio(audio) => is_default(audio),
        Device::Iommu(_) => import.has_record,
        _ => false,
    }
}

/// Whether generation or libvirt adds an input device; of each kind there is one.
fn is_implied_input(import: &mut Import<'_>, input: &input::Input) -> bool {
    let kind = input.kind.as_ref().map(Keyword::as_str).unwrap_or_default();
    let bus = input.bus.as_ref().map(Keyword::as_str);
    let Some(bus @ ("usb" | "virtio")) = bus else { return matches!(bus, Some("ps2" | "xen") | None) };
    let implied = match import.vm.architecture {
        Architecture::X86_64 => {
            let vnc = import.vm.graphics.iter().any(|graphics| graphics.graphics_type == GraphicsType::Vnc);
            (kind, bus) == ("tablet", "usb") && (vnc || import.has_record)
        }
        // A device that looks like one of these is the machine's.
        _ => import.has_record && matches!(kind, "tablet" | "mouse" | "keyboard"),
    };
    implied && import.implied_inputs.insert(format!("{kind} {bus}"))
}

fn is_agent(channel: &channel::Channel) -> bool {
    let name = channel.target.as_ref().and_then(|target| target.name());
    name.is_some_and(|name| AGENTS.contains(&name))
}

/// libvirt adds the backend that goes with the display.
fn is_default(audio: &audio::Audio) -> bool {
    audio.id == Some(1) && audio.kind.as_ref().is_some_and(|kind| matches!(kind.as_str(), "none" | "spice"))
}
