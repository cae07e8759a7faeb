//! Display of a VM.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::device::vm_device;

/// What the display of a VM may do, whatever shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Display {
    /// Files can be dragged into the guest: `graphics/filetransfer`. Default true.
    pub spice_file_transfer_enabled: bool,
    /// The clipboard is shared: `graphics/clipboard`. Default true.
    pub spice_copy_paste_enabled: bool,
    /// Layout of VNC clients' keyboards, such as `en-us`; `none`: the guest's business; absent: as
    /// configured: `graphics/@keymap`.
    pub vnc_keyboard_layout: Option<String>,
}

impl Default for Display {
    fn default() -> Self {
        Self { spice_file_transfer_enabled: true, spice_copy_paste_enabled: true, vnc_keyboard_layout: None }
    }
}

/// Kind of a video card: `video/model/@type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DisplayType {
    /// Cirrus Logic.
    Cirrus,
    /// The card of SPICE.
    Qxl,
    /// VGA, as a virtio card since level 4.7.
    #[default]
    Vga,
    /// A plain frame buffer for UEFI guests.
    Bochs,
    /// A virtio card.
    Virtio,
    /// No card.
    None,
}

vm_device! {
    /// A video card: `video`.
    Video {
        /// Its kind: `model/@type`.
        display_type: DisplayType,
        /// Memory in KiB: `model/@vram`. Absent: 32768.
        vram: Option<u32>,
        /// Secondary memory in KiB, qxl only: `model/@ram`.
        ram: Option<u32>,
        /// Memory of the VGA part in KiB, qxl only: `model/@vgamem`.
        vgamem: Option<u32>,
        /// Screens: `model/@heads`. Absent: 1.
        heads: Option<u32>,
    }
}

/// How a display is shown: `graphics/@type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GraphicsType {
    /// VNC.
    #[default]
    Vnc,
    /// SPICE.
    Spice,
}

vm_device! {
    /// A way to see the display: `graphics`. It has neither alias nor address.
    Graphics {
        /// The protocol: `@type`.
        graphics_type: GraphicsType,
        /// The address to listen on, instead of the display network's: `listen/@address`.
        display_ip: Option<String>,
    }
}
