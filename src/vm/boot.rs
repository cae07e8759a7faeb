//! Firmware and boot settings of a VM.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Firmware, chipset and machine type of a VM.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Firmware {
    /// Chipset and firmware; ignored on architectures without a choice.
    pub bios_type: BiosType,
    /// Machine type of this VM: `os/type/@machine`. Defaults to the cluster's for the chipset.
    pub custom_emulated_machine: Option<String>,
    /// ACPI: `features/acpi`. Defaults to true.
    pub acpi: bool,
}

impl Default for Firmware {
    fn default() -> Self {
        Self { bios_type: BiosType::default(), custom_emulated_machine: None, acpi: true }
    }
}

/// Chipset and firmware of an x86 VM.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BiosType {
    /// i440fx with SeaBIOS.
    #[serde(alias = "i440fx_sea_bios")]
    I440fxSeaBios,
    /// Q35 with SeaBIOS.
    #[default]
    #[serde(alias = "q35_sea_bios")]
    Q35SeaBios,
    /// Q35 with UEFI.
    #[serde(alias = "q35_ovmf")]
    Q35Ovmf,
    /// Q35 with UEFI and secure boot.
    #[serde(alias = "q35_secure_boot")]
    Q35SecureBoot,
}

impl BiosType {
    /// Returns whether the chipset is Q35.
    pub fn is_q35(self) -> bool {
        self != Self::I440fxSeaBios
    }

    /// Returns whether the firmware is UEFI.
    pub fn is_ovmf(self) -> bool {
        matches!(self, Self::Q35Ovmf | Self::Q35SecureBoot)
    }
}

/// The boot settings of a VM.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Boot {
    /// Kinds of boot devices in the order that they are tried.
    pub sequence: BootSequence,
    /// Enables the boot menu: `os/bootmenu`.
    pub menu_enabled: bool,
    /// Kernel for direct boot, a path on the host: `os/kernel`.
    pub kernel: Option<String>,
    /// Initial RAM disk of that kernel, a path on the host: `os/initrd`.
    pub initrd: Option<String>,
    /// Command line of that kernel: `os/cmdline`.
    pub kernel_params: Option<String>,
}

/// A kind of boot device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BootDevice {
    /// `C`: hard disks.
    Disk,
    /// `D`: CD drives.
    Cdrom,
    /// `N`: network.
    Network,
}

/// Kinds of boot devices in the order that they are tried, each at most once: `C` disk, `D` CD, `N` network,
/// such as `CDN`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct BootSequence(Vec<BootDevice>);

impl BootSequence {
    /// The kinds in order.
    pub fn devices(&self) -> &[BootDevice] {
        &self.0
    }
}

impl Default for BootSequence {
    /// Disks only.
    fn default() -> Self {
        Self(vec![BootDevice::Disk])
    }
}

impl fmt::Display for BootSequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|device| {
            f.write_str(match device {
                BootDevice::Disk => "C",
                BootDevice::Cdrom => "D",
                BootDevice::Network => "N",
            })
        })
    }
}

impl FromStr for BootSequence {
    type Err = ParseBootSequenceError;

    /// Reads one to three of the letters C, D and N, each at most once.
    ///
    /// # Errors
    ///
    /// Anything else.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut devices = Vec::new();
        for letter in text.chars() {
            let device = match letter {
                'C' => BootDevice::Disk,
                'D' => BootDevice::Cdrom,
                'N' => BootDevice::Network,
                _ => return Err(ParseBootSequenceError(text.to_owned())),
            };
            if devices.contains(&device) {
                return Err(ParseBootSequenceError(text.to_owned()));
            }
            devices.push(device);
        }
        if devices.is_empty() { Err(ParseBootSequenceError(text.to_owned())) } else { Ok(Self(devices)) }
    }
}

impl TryFrom<String> for BootSequence {
    type Error = ParseBootSequenceError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<BootSequence> for String {
    fn from(sequence: BootSequence) -> Self {
        sequence.to_string()
    }
}

/// An invalid boot sequence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a boot sequence; it is one to three of C (disk), D (CD), N (network), each once")]
pub struct ParseBootSequenceError(String);
