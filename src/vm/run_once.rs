//! What holds for one run of a VM only.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BootSequence, DisplayType, GraphicsType, Initialization};

/// What holds for one run of a VM only. What is absent stays as configured.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct RunOnce {
    /// Another kind of video card; [`DisplayType::None`]: headless.
    pub display_type: Option<DisplayType>,
    /// Other ways to see the display.
    pub graphics: Option<Vec<GraphicsType>>,
    /// Another medium in the first CD drive.
    pub cd_path: Option<String>,
    /// A second CD drive with drivers for Windows.
    pub wgt_cd_path: Option<String>,
    /// A floppy.
    pub floppy_path: Option<String>,
    /// Another boot sequence.
    pub boot_sequence: Option<BootSequence>,
    /// Another kernel: `os/kernel`.
    pub kernel: Option<String>,
    /// Another initial file system: `os/initrd`.
    pub initrd: Option<String>,
    /// Other parameters of the kernel: `os/cmdline`.
    pub kernel_params: Option<String>,
    /// Another processor, `model,+flag,-flag`.
    pub cpu_name: Option<String>,
    /// Another machine type: `os/type/@machine`.
    pub emulated_machine: Option<String>,
    /// Another layout of VNC clients' keyboards: `graphics/@keymap`.
    pub vnc_keyboard_layout: Option<String>,
    /// Another initialization.
    pub initialization: Option<Initialization>,
    /// The VM starts paused; metadata `launchPaused`.
    pub run_and_pause: bool,
    /// A reboot of the guest ends this run: `on_reboot`.
    pub volatile_run: bool,
}
