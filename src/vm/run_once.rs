//! Settings of one run of a VM.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BootSequence, DisplayType, GraphicsType, Initialization};

/// Settings of one run of a VM. Absent ones stay as configured.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct RunOnce {
    /// Type of the video card; [`DisplayType::None`]: headless.
    pub display_type: Option<DisplayType>,
    /// Types of graphics.
    pub graphics: Option<Vec<GraphicsType>>,
    /// Image in the first CD drive, a path on the host.
    pub cd_path: Option<String>,
    /// Image with drivers for Windows in the second CD drive, a path on the host.
    pub wgt_cd_path: Option<String>,
    /// Image in the floppy drive, a path on the host.
    pub floppy_path: Option<String>,
    /// Boot sequence.
    pub boot_sequence: Option<BootSequence>,
    /// Kernel: `os/kernel`.
    pub kernel: Option<String>,
    /// Initial RAM disk: `os/initrd`.
    pub initrd: Option<String>,
    /// Command line of the kernel: `os/cmdline`.
    pub kernel_params: Option<String>,
    /// CPU model and flags, `model,+flag,-flag`.
    pub cpu_name: Option<String>,
    /// Machine type: `os/type/@machine`.
    pub emulated_machine: Option<String>,
    /// Keyboard layout of VNC clients: `graphics/@keymap`.
    pub vnc_keyboard_layout: Option<String>,
    /// Initialization data.
    pub initialization: Option<Initialization>,
    /// Starts the VM paused; metadata `launchPaused`.
    pub run_and_pause: bool,
    /// Ends this run at a reboot of the guest: `on_reboot`.
    pub volatile_run: bool,
}
