//! Graphics: the protocols of the display.

use domxml_schema::Keyword;
use domxml_schema::device::graphics::ChannelName;
use domxml_schema::types::Uuid;
use serde_json::{Map, Value};

use super::{LegacyDevice, common, device_word};
use crate::properties::field_value::{FieldValue as _, text};
use crate::properties::info::Target;
use crate::properties::key::{Key, field};
use crate::properties::state::State;
use crate::properties::value_type::ValueType;
use crate::vm::{Graphics, GraphicsType};

const PROTOCOL: ValueType = ValueType::words_of::<GraphicsType>();

/// The keyboard layout that leaves the choice to the guest.
const NO_LAYOUT: &str = "none";

impl LegacyDevice for Graphics {
    const TYPE: &'static str = "graphics";

    fn fits(map: &Map<String, Value>) -> bool {
        PROTOCOL.has_word(&device_word(map))
    }

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(Key::new(
            "device",
            PROTOCOL,
            "protocol",
            Target::device("graphics_type"),
            |device: &mut Self, state, value| {
                device.graphics_type = GraphicsType::from_map(value);
                if is_spice(device) {
                    state.context.config.spice_secure_channels.clear();
                }
            },
            |device, _| device.graphics_type.to_map(),
        ));
        keys.extend(listening());
        keys.extend([
            Key::new(
                "specParams.keyMap",
                ValueType::Text,
                "VNC keyboard layout",
                Target::vm("display.vnc_keyboard_layout"),
                |_: &mut Self, state, value| state.vm.display.vnc_keyboard_layout = Some(String::from_map(value)),
                |_, state| {
                    let configured = &state.context.config.vnc_keyboard_layout;
                    text(Some(state.vm.display.vnc_keyboard_layout.as_ref().unwrap_or(configured)))
                        .filter(|layout| layout != NO_LAYOUT)
                },
            )
            .written_if(|device, _| !is_spice(device))
            .unchecked(),
            field!(
                "specParams.copyPasteEnable",
                ValueType::Bool,
                "clipboard sharing",
                vm.display.spice_copy_paste_enabled
            )
            .written_if(|device, _| is_spice(device)),
            field!(
                "specParams.fileTransferEnable",
                ValueType::Bool,
                "file transfer into the guest",
                vm.display.spice_file_transfer_enabled
            )
            .written_if(|device, _| is_spice(device)),
            Key::new(
                "specParams.spiceSecureChannels",
                ValueType::Text,
                "comma-separated encrypted channels, each with an `s` before its name",
                Target::context("config.spice_secure_channels"),
                |device: &mut Self, state, value| {
                    if is_spice(device) {
                        let names = String::from_map(value);
                        let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
                        state.context.config.spice_secure_channels = names.map(str::to_owned).collect();
                    }
                },
                |_, state| {
                    let channels = &state.context.config.spice_secure_channels;
                    text(Some(&channels.iter().map(|name| secure_name(name)).collect::<Vec<_>>().join(",")))
                },
            )
            .after(&["device"])
            .written_if(|device, state| state.context.config.ssl_enabled && is_spice(device)),
            Key::runtime("port", "port"),
            Key::runtime("tlsPort", "TLS port"),
            common::custom(),
        ]);
        keys
    }

    fn all(state: &State) -> Vec<Self> {
        state.vm.graphics.clone()
    }

    fn add(self, state: &mut State) -> Result<Uuid, &'static str> {
        if state.vm.graphics.iter().any(|other| other.graphics_type == self.graphics_type) {
            return Err("a VM has only one graphics device per protocol");
        }
        let id = self.id;
        state.vm.graphics.push(self);
        Ok(id)
    }
}

fn listening() -> [Key<Graphics>; 2] {
    [
        Key::new(
            "specParams.displayNetwork",
            ValueType::Text,
            "network to listen on",
            Target::context("cluster.display_network"),
            |_, state, value| state.set_display_network(value),
            |_, state| state.display_network(),
        ),
        Key::new(
            "specParams.displayIp",
            ValueType::Text,
            "address to listen on; beside a network, the address that the host has there",
            Target::device("display_ip"),
            |device: &mut Graphics, state, value| {
                let network = &state.context.cluster.display_network;
                device.display_ip = Some(String::from_map(value)).filter(|_| network.is_none());
            },
            |device, _| device.display_ip.to_map(),
        )
        .after(&["specParams.displayNetwork"])
        .unchecked(),
    ]
}

fn is_spice(graphics: &Graphics) -> bool {
    graphics.graphics_type == GraphicsType::Spice
}

/// The name of a channel in maps, with an `s` for secure.
fn secure_name(name: &str) -> String {
    let plain = ChannelName::ALL.iter().any(|known| known.as_str() == name);
    if plain { format!("s{name}") } else { name.to_owned() }
}
