//! Video cards, and ways to see the display.

use domxml_schema::Keyword;
use domxml_schema::device::graphics::ChannelName;
use domxml_schema::types::Uuid;
use serde_json::{Map, Value};

use super::{Device, common, word};
use crate::properties::key::Home::{Context, Vm};
use crate::properties::key::Row;
use crate::properties::kind::Kind;
use crate::properties::state::{Read as _, State, flag, number, text};
use crate::vm::{DisplayType, Graphics, GraphicsType, Video};

const KIB: Kind = Kind::Number { unit: "KiB", most: u32::MAX as u64 };

const CARDS: [(&str, DisplayType); 5] = [
    ("qxl", DisplayType::Qxl),
    ("vga", DisplayType::Vga),
    ("cirrus", DisplayType::Cirrus),
    ("bochs", DisplayType::Bochs),
    ("virtio", DisplayType::Virtio),
];

impl Device for Video {
    const TYPE: &'static str = "video";

    fn fits(map: &Map<String, Value>) -> bool {
        CARDS.iter().any(|(card, _)| *card == word(map))
    }

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(Row::new(
            "device",
            Kind::Word(&[&["qxl"], &["vga"], &["cirrus"], &["bochs"], &["virtio"]]),
            "kind of card",
            Vm("displayType"),
            |d: &mut Self, _, v| {
                let same = |card: &&(&str, DisplayType)| Some(card.0) == v.as_str();
                d.display_type = CARDS.iter().find(same).map(|card| card.1).unwrap_or_default();
            },
            |d, _| CARDS.iter().find(|card| card.1 == d.display_type).map(|card| card.0.into()),
        ));
        rows.extend([
            Row::new(
                "specParams.vram",
                KIB,
                "memory",
                Vm("vram"),
                |d: &mut Self, _, v| d.vram = Some(v.number()),
                |d, _| d.vram.map(number),
            ),
            Row::new(
                "specParams.ram",
                KIB,
                "secondary memory",
                Vm("ram"),
                |d: &mut Self, _, v| d.ram = Some(v.number()),
                |d, _| d.ram.map(number),
            ),
            Row::new(
                "specParams.vgamem",
                KIB,
                "memory of the VGA part",
                Vm("vgamem"),
                |d: &mut Self, _, v| d.vgamem = Some(v.number()),
                |d, _| d.vgamem.map(number),
            ),
            Row::new(
                "specParams.heads",
                Kind::Number { unit: "screens", most: u32::MAX as u64 },
                "screens",
                Vm("heads"),
                |d: &mut Self, _, v| d.heads = Some(v.number()),
                |d, _| d.heads.map(number),
            ),
            common::custom_kept(),
        ]);
        rows
    }

    fn all(state: &State) -> Vec<Self> {
        state.vm.videos.clone()
    }

    fn add(self, state: &mut State) -> Result<Uuid, &'static str> {
        let id = self.id;
        state.vm.videos.push(self);
        Ok(id)
    }
}

impl Device for Graphics {
    const TYPE: &'static str = "graphics";

    fn fits(map: &Map<String, Value>) -> bool {
        ["spice", "vnc"].contains(&word(map).as_str())
    }

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(Row::new(
            "device",
            Kind::Word(&[&["spice"], &["vnc"]]),
            "protocol",
            Vm("graphicsType"),
            |d: &mut Self, s, v| {
                d.graphics_type = if v.text() == "spice" { GraphicsType::Spice } else { GraphicsType::Vnc };
                if d.graphics_type == GraphicsType::Spice {
                    s.context.config.spice_secure_channels.clear();
                }
            },
            |d, _| Some(if d.graphics_type == GraphicsType::Spice { "spice" } else { "vnc" }.into()),
        ));
        rows.extend([
            Row::new(
                "specParams.displayNetwork",
                Kind::Text,
                "network to listen on",
                Context("cluster.displayNetwork"),
                |_: &mut Self, s, v| {
                    let name = s.network(&v.text());
                    s.context.cluster.display_network = Some(name);
                },
                |_, s| text(s.context.cluster.display_network.as_deref().map(|name| s.network_device(name))),
            ),
            Row::new(
                "specParams.displayIp",
                Kind::Text,
                "address to listen on; beside a network it is what a host made of that, and kept",
                Vm("displayIp"),
                |d: &mut Self, s, v| d.display_ip = v.filled().filter(|_| s.context.cluster.display_network.is_none()),
                |d, _| text(d.display_ip.as_deref()),
            )
            .loose(),
            Row::new(
                "specParams.keyMap",
                Kind::Text,
                "layout of VNC clients' keyboards",
                Vm("display.vncKeyboardLayout"),
                |_: &mut Self, s, v| s.vm.display.vnc_keyboard_layout = v.filled(),
                |d, s| {
                    let configured = &s.context.config.vnc_keyboard_layout;
                    let layout = s.vm.display.vnc_keyboard_layout.as_ref().unwrap_or(configured);
                    text(Some(layout)).filter(|_| d.graphics_type == GraphicsType::Vnc && layout != "none")
                },
            )
            .loose(),
            Row::new(
                "specParams.copyPasteEnable",
                Kind::Flag,
                "the clipboard is shared",
                Vm("display.spiceCopyPasteEnabled"),
                |_: &mut Self, s, v| s.vm.display.spice_copy_paste_enabled = v.flag(),
                |d, s| spice(d).then(|| flag(s.vm.display.spice_copy_paste_enabled)),
            ),
            Row::new(
                "specParams.fileTransferEnable",
                Kind::Flag,
                "files can be dragged into the guest",
                Vm("display.spiceFileTransferEnabled"),
                |_: &mut Self, s, v| s.vm.display.spice_file_transfer_enabled = v.flag(),
                |d, s| spice(d).then(|| flag(s.vm.display.spice_file_transfer_enabled)),
            ),
            Row::new(
                "specParams.spiceSecureChannels",
                Kind::Text,
                "channels that are encrypted, with commas between, each with an `s` before its name",
                Context("config.spiceSecureChannels"),
                |d: &mut Self, s, v| {
                    if spice(d) {
                        let names = v.text();
                        let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
                        s.context.config.spice_secure_channels = names.map(str::to_owned).collect();
                    }
                },
                |d, s| {
                    let channels = s.context.config.spice_secure_channels.iter().map(|name| secure(name));
                    let channels: Vec<String> = channels.filter(|_| s.context.config.ssl_enabled && spice(d)).collect();
                    text(Some(&channels.join(",")))
                },
            ),
            Row::runtime("port", "port"),
            Row::runtime("tlsPort", "encrypted port"),
            common::custom_kept(),
        ]);
        rows
    }

    fn all(state: &State) -> Vec<Self> {
        state.vm.graphics.clone()
    }

    fn add(self, state: &mut State) -> Result<Uuid, &'static str> {
        if state.vm.graphics.iter().any(|other| other.graphics_type == self.graphics_type) {
            return Err("a second display of its protocol, which a VM has no place for");
        }
        let id = self.id;
        state.vm.graphics.push(self);
        Ok(id)
    }
}

fn spice(graphics: &Graphics) -> bool {
    graphics.graphics_type == GraphicsType::Spice
}

/// The name of a channel as maps have it: with an `s` for secure.
fn secure(name: &str) -> String {
    let plain = ChannelName::ALL.iter().any(|known| known.as_str() == name);
    if plain { format!("s{name}") } else { name.to_owned() }
}
