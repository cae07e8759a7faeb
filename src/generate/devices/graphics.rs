//! Graphics: `graphics`.

use domxml_schema::Keyword;
use domxml_schema::device::graphics::{self, Channel, ChannelMode, ChannelName, FileTransfer, Kind, Listen};
use domxml_schema::shared::Clipboard;
use domxml_schema::types::YesNo;

use crate::generate::input::Input;
use crate::template::{Placeholder, PlaceholderKind};
use crate::vm::{Graphics, GraphicsType};

/// Password until the host sets one; it is never valid.
const PASSWORD: &str = "*****";
const EXPIRED: &str = "1970-01-01T00:00:01";

/// A graphics device. It has neither alias nor address; libvirt chooses its ports.
pub(super) fn device(input: &Input<'_>, graphics: &Graphics) -> graphics::Graphics {
    let spice = graphics.graphics_type == GraphicsType::Spice;
    // In FIPS mode there is no DES, which passwords of VNC rest on.
    let password = spice || !input.context.host.as_ref().is_some_and(|host| host.fips_enabled);
    let listen = listen(input, graphics);
    let device = graphics::Graphics {
        port: Some(-1),
        autoport: Some(YesNo::Yes),
        passwd: password.then(|| PASSWORD.to_owned()),
        passwd_valid_to: password.then(|| EXPIRED.to_owned()),
        listen: listen.is_none().then(|| "0".to_owned()),
        listens: listen.into_iter().collect(),
        ..graphics::Graphics::new(if spice { Kind::Spice } else { Kind::Vnc })
    };
    if !spice {
        return graphics::Graphics { keymap: keymap(input), ..device };
    }
    let display = &input.vm.display;
    let no_transfer = FileTransfer { enable: Some(YesNo::No), ..FileTransfer::default() };
    let no_copy = Clipboard { copypaste: Some(YesNo::No), ..Clipboard::default() };
    graphics::Graphics {
        tls_port: Some(-1),
        filetransfer: (!display.spice_file_transfer_enabled).then_some(Box::new(no_transfer)),
        clipboard: (!display.spice_copy_paste_enabled).then_some(Box::new(no_copy)),
        channels: secure_channels(input),
        ..device
    }
}

/// The listener: an address, else the cluster's display network; none for all addresses.
fn listen(input: &Input<'_>, graphics: &Graphics) -> Option<Listen> {
    if let Some(address) = &graphics.display_ip {
        return Some(Listen::address(address));
    }
    let name = input.context.cluster.display_network.as_ref()?;
    if input.full_placeholders() {
        let placeholder = Placeholder::new(PlaceholderKind::DisplayNetwork, [name.clone()]);
        return Some(Listen::network(placeholder.to_string()));
    }
    let network = input.context.networks.get(name.as_str());
    let device = network.and_then(|network| network.vdsm_name.as_ref()).unwrap_or(name);
    Some(Listen::network(format!("vdsm-{device}")))
}

/// Layout of the clients' keyboards; none: the guest's business.
fn keymap(input: &Input<'_>) -> Option<String> {
    let configured = &input.context.config.vnc_keyboard_layout;
    let layout = input.vm.display.vnc_keyboard_layout.as_ref().unwrap_or(configured);
    (layout != "none" && !layout.is_empty()).then(|| layout.clone())
}

/// The channels that are encrypted. Engines also write their names with a leading `s` (for secure);
/// names that SPICE does not have are passed over.
fn secure_channels(input: &Input<'_>) -> Vec<Channel> {
    let config = &input.context.config;
    let mut channels: Vec<Channel> = Vec::new();
    for name in config.spice_secure_channels.iter().filter(|_| config.ssl_enabled) {
        let known = |name: &str| ChannelName::ALL.iter().find(|known| known.as_str() == name).cloned();
        let channel = known(name).or_else(|| known(name.strip_prefix('s')?));
        if let Some(name) = channel.filter(|name| channels.iter().all(|other| other.name.as_ref() != Some(name))) {
            channels.push(Channel { name: Some(name), mode: Some(ChannelMode::Secure), ..Channel::default() });
        }
    }
    channels
}
