//! Display of a VM.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::device::vm_device;

/// Features of the display of a VM, for all graphics.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Display {
    /// Allows dragging files into the guest: `graphics/filetransfer`. Defaults to true.
    pub spice_file_transfer_enabled: bool,
    /// Shares the clipboard: `graphics/clipboard`. Defaults to true.
    pub spice_copy_paste_enabled: bool,
    /// Keyboard layout of VNC clients, such as `en-us`; `none`: left to the guest: `graphics/@keymap`. Defaults to the
    /// configured one.
    pub vnc_keyboard_layout: Option<String>,
}

impl Default for Display {
    fn default() -> Self {
        Self { spice_file_transfer_enabled: true, spice_copy_paste_enabled: true, vnc_keyboard_layout: None }
    }
}

/// The type of a video card: `video/model/@type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DisplayType {
    /// Cirrus Logic.
    Cirrus,
    /// qxl, for SPICE.
    Qxl,
    /// VGA, as a virtio card since level 4.7.
    #[default]
    Vga,
    /// A plain framebuffer for UEFI guests.
    Bochs,
    /// A virtio card.
    Virtio,
    /// No card.
    None,
}

vm_device! {
    /// A video card: `video`.
    Video {
        /// Type: `model/@type`.
        display_type: DisplayType,
        /// Memory in KiB: `model/@vram`. Defaults to 32768.
        vram: Option<u32>,
        /// Secondary memory in KiB, qxl only: `model/@ram`.
        ram: Option<u32>,
        /// Memory of the VGA part in KiB, qxl only: `model/@vgamem`.
        vgamem: Option<u32>,
        /// Number of screens: `model/@heads`. Defaults to 1.
        heads: Option<u32>,
    }
}

/// The type of graphics: `graphics/@type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GraphicsType {
    /// VNC.
    #[default]
    Vnc,
    /// SPICE.
    Spice,
}

vm_device! {
    /// Graphics: `graphics`. They have neither alias nor address.
    Graphics {
        /// The protocol: `@type`.
        graphics_type: GraphicsType,
        /// Address to listen on: `listen/@address`. Defaults to that of the display network.
        display_ip: Option<String>,
    }
}
