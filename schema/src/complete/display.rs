//! Displays: ports, and what they listen on.

use super::platform::Platform;
use crate::Domain;
use crate::device::graphics::{ChannelMode, Graphics, Kind, Listen};
use crate::types::YesNo;

/// Completes the listeners of each display, and leaves ports to libvirt that are.
pub(super) fn complete(domain: &mut Domain, platform: &Platform) {
    for graphics in domain.graphics_mut() {
        graphics.channels.retain(|channel| channel.mode != Some(ChannelMode::Any));
        if matches!(graphics.kind, Some(Kind::Vnc | Kind::Spice | Kind::Rdp)) {
            listen(graphics, platform);
            ports(graphics);
        }
    }
}

fn listen(graphics: &mut Graphics, platform: &Platform) {
    if graphics.kind == Some(Kind::Vnc) {
        let generated = |socket: &String| platform.is_qemu() && is_generated(socket);
        if graphics.socket.as_ref().is_some_and(generated) {
            graphics.socket = None;
        }
        graphics
            .listens
            .retain(|listen| !matches!(listen, Listen::Socket(it) if it.socket.as_ref().is_some_and(generated)));
        // A socket counts before any address.
        if let Some(socket) = &graphics.socket {
            match graphics.listens.first_mut() {
                Some(Listen::Socket(listen)) => listen.socket = Some(socket.clone()),
                Some(listen) => *listen = Listen::socket(socket.clone()),
                None => graphics.listens.push(Listen::socket(socket.clone())),
            }
        }
    }
    match (graphics.listens.first_mut(), &graphics.listen) {
        (Some(Listen::Address(listen)), Some(address)) if listen.address.is_none() => {
            listen.address = Some(address.clone());
        }
        (None, Some(address)) => graphics.listens.push(Listen::address(address.clone())),
        (None, None) => graphics.listens.push(Listen::Address(Default::default())),
        _ => {}
    }
    let silent = graphics.port.is_none() && graphics.tls_port.is_none() && graphics.autoport != Some(YesNo::Yes);
    if graphics.kind == Some(Kind::Spice)
        && silent
        && let [Listen::Address(_) | Listen::Network(_), ..] = graphics.listens[..]
    {
        graphics.listens[0] = Listen::None(Default::default());
    }
    for listen in &mut graphics.listens {
        if let Listen::Network(network) = listen {
            // Known only while the domain runs.
            network.address = None;
        }
    }
    if !matches!(graphics.listens[0], Listen::Address(_)) {
        graphics.listen = None;
    }
}

/// Drops ports that libvirt chooses at each start, and those that the listener has no use for.
fn ports(graphics: &mut Graphics) {
    if !matches!(graphics.listens.first(), Some(Listen::Address(_) | Listen::Network(_))) {
        (graphics.port, graphics.tls_port, graphics.autoport) = (None, None, None);
        return;
    }
    if graphics.autoport == Some(YesNo::Yes) {
        (graphics.port, graphics.tls_port) = (None, None);
    }
    if graphics.kind == Some(Kind::Vnc) && graphics.port == Some(-1) {
        graphics.autoport = Some(YesNo::Yes);
    }
}

/// Whether a socket is in the folder that libvirt makes for a running domain.
fn is_generated(socket: &str) -> bool {
    socket.strip_prefix("/var/lib/libvirt/qemu/domain-").is_some_and(|rest| rest.contains('/'))
}
