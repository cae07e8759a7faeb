//! Private channels between guest and host: `channel`.

use domxml_schema::device::channel::{Channel, Target};
use domxml_schema::domain::Device;
use domxml_schema::shared::chardev::{Chardev, Kind};

use crate::generate::input::Input;
use crate::template::{Placeholder, PlaceholderKind};
use crate::vm::GraphicsType;

/// The engine's own agent, in guests that may have it.
const OVIRT_AGENT: &str = "ovirt-guest-agent.0";

/// QEMU's agent, which every guest may have.
const QEMU_AGENT: &str = "org.qemu.guest_agent.0";

/// The agent of SPICE.
const SPICE_AGENT: &str = "com.redhat.spice.0";

/// Channels of agents that the host talks to, each on a socket of its own.
pub(super) fn agents(input: &Input<'_>) -> impl Iterator<Item = Device> {
    let ovirt = input.os.ovirt_guest_agent_channel.then_some(OVIRT_AGENT);
    ovirt.into_iter().chain([QEMU_AGENT]).map(|name| {
        let path = if input.full_placeholders() {
            Placeholder::new(PlaceholderKind::ChannelPath, [name.to_owned()]).to_string()
        } else {
            format!("/var/lib/libvirt/qemu/channels/{}.{name}", input.vm.id)
        };
        channel(Chardev::listen_unix(path), name).into()
    })
}

/// The channel of the agent that moves clipboard and screen sizes through SPICE.
pub(super) fn spice(input: &Input<'_>) -> Option<Channel> {
    input.has_graphics(GraphicsType::Spice).then(|| channel(Chardev::new(Kind::Spicevmc), SPICE_AGENT))
}

fn channel(chardev: Chardev, name: &str) -> Channel {
    Channel { chardev, target: Some(Target::virtio(name)), ..Channel::default() }
}
