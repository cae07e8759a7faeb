//! The catalogue of guest OSes: the hardware that a guest supports.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A guest OS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Os {
    /// Family.
    pub family: OsFamily,
    /// The OS has only drivers of before virtio 1.0; matters with Q35: models `virtio-transitional`.
    pub legacy_virtio: bool,
    /// The engine's own agent may run in the OS: channel `ovirt-guest-agent.0`. Defaults to true.
    pub ovirt_guest_agent_channel: bool,
    /// The OS has a driver for floppies. Defaults to true at levels 4.2 and 4.3.
    pub floppy: Option<bool>,
    /// Name of the answer file of Windows Setup. Defaults to `Unattend.xml`.
    pub sysprep_file_name: Option<String>,
    /// Model of its sound card. Defaults to that of the machine.
    pub sound: Option<String>,
    /// Factor of the memory of a qxl card; 0: 8192 KiB in all.
    pub vram_multiplier: u32,
    /// Factor of the VGA memory of a qxl card.
    pub vgamem_multiplier: u32,
}

/// The family of a guest OS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OsFamily {
    /// Windows: gets Hyper-V enlightenments.
    Windows,
    /// Linux.
    Linux,
    /// Any other.
    #[default]
    Other,
}

impl Default for Os {
    fn default() -> Self {
        Self {
            family: OsFamily::Other,
            legacy_virtio: false,
            ovirt_guest_agent_channel: true,
            floppy: None,
            sysprep_file_name: None,
            sound: None,
            vram_multiplier: 0,
            vgamem_multiplier: 1,
        }
    }
}

impl Os {
    /// Names of the built-in catalogue.
    pub fn names() -> impl Iterator<Item = &'static str> {
        CATALOGUE.iter().map(|(name, _)| *name)
    }

    /// An entry of the built-in catalogue.
    pub fn named(name: &str) -> Option<Self> {
        let (_, entry) = CATALOGUE.iter().find(|(known, _)| *known == name)?;
        let base = Self::default();
        let linux = Self { family: OsFamily::Linux, vram_multiplier: 2, ..base.clone() };
        Some(match entry {
            Entry::Other => base,
            Entry::Windows => Self { family: OsFamily::Windows, ..base },
            Entry::WindowsXp => Self {
                family: OsFamily::Windows,
                sysprep_file_name: Some("sysprep.inf".to_owned()),
                sound: Some("ac97".to_owned()),
                ..base
            },
            Entry::Windows10 => Self { family: OsFamily::Windows, vram_multiplier: 4, vgamem_multiplier: 2, ..base },
            Entry::Linux => linux,
            Entry::LegacyLinux => Self { legacy_virtio: true, ..linux },
            Entry::LinuxWithoutAgent => Self { ovirt_guest_agent_channel: false, ..linux },
        })
    }

    /// Returns whether it is Windows.
    pub fn is_windows(&self) -> bool {
        self.family == OsFamily::Windows
    }

    /// Returns whether it is Linux.
    pub fn is_linux(&self) -> bool {
        self.family == OsFamily::Linux
    }

    /// The name of the answer file of Windows Setup.
    pub fn sysprep_file_name(&self) -> &str {
        self.sysprep_file_name.as_deref().unwrap_or("Unattend.xml")
    }
}

#[derive(Clone, Copy)]
enum Entry {
    Other,
    Windows,
    WindowsXp,
    Windows10,
    Linux,
    LegacyLinux,
    LinuxWithoutAgent,
}

const CATALOGUE: &[(&str, Entry)] = &[
    ("other", Entry::Other),
    ("other_ppc64", Entry::Other),
    ("other_s390x", Entry::Other),
    ("other_aarch64", Entry::Other),
    ("freebsd", Entry::Other),
    ("freebsdx64", Entry::Other),
    ("windows_xp", Entry::WindowsXp),
    ("windows_2003", Entry::WindowsXp),
    ("windows_2003x64", Entry::WindowsXp),
    ("windows_2008", Entry::Windows),
    ("windows_2008x64", Entry::Windows),
    ("windows_2008R2x64", Entry::Windows),
    ("windows_2012x64", Entry::Windows),
    ("windows_2012R2x64", Entry::Windows),
    ("windows_2016x64", Entry::Windows10),
    ("windows_2019x64", Entry::Windows10),
    ("windows_2022", Entry::Windows10),
    ("windows_7", Entry::Windows),
    ("windows_7x64", Entry::Windows),
    ("windows_8", Entry::Windows),
    ("windows_8x64", Entry::Windows),
    ("windows_10", Entry::Windows10),
    ("windows_10x64", Entry::Windows10),
    ("windows_11", Entry::Windows10),
    ("other_linux", Entry::Linux),
    ("other_linux_ppc64", Entry::Linux),
    ("other_linux_s390x", Entry::Linux),
    ("other_linux_aarch64", Entry::Linux),
    ("rhel_3", Entry::LegacyLinux),
    ("rhel_3x64", Entry::LegacyLinux),
    ("rhel_4", Entry::LegacyLinux),
    ("rhel_4x64", Entry::LegacyLinux),
    ("rhel_5", Entry::LegacyLinux),
    ("rhel_5x64", Entry::LegacyLinux),
    ("rhel_6", Entry::LegacyLinux),
    ("rhel_6x64", Entry::LegacyLinux),
    ("rhel_6_ppc64", Entry::LegacyLinux),
    ("rhel_7x64", Entry::Linux),
    ("rhel_7_ppc64", Entry::Linux),
    ("rhel_7_s390x", Entry::Linux),
    ("rhel_8x64", Entry::LinuxWithoutAgent),
    ("rhel_8_ppc64", Entry::LinuxWithoutAgent),
    ("rhel_8_s390x", Entry::LinuxWithoutAgent),
    ("rhel_9x64", Entry::LinuxWithoutAgent),
    ("rhel_9_ppc64", Entry::LinuxWithoutAgent),
    ("rhel_9_s390x", Entry::LinuxWithoutAgent),
    ("rhel_9_aarch64", Entry::LinuxWithoutAgent),
    ("rhcos_x64", Entry::LinuxWithoutAgent),
    ("sles_11", Entry::Linux),
    ("sles_12_s390x", Entry::Linux),
    ("ubuntu_14_04", Entry::Linux),
    ("ubuntu_16_04", Entry::Linux),
    ("ubuntu_18_04", Entry::Linux),
    ("ubuntu_20_04", Entry::Linux),
    ("ubuntu_22_04", Entry::Linux),
    ("ubuntu_16_04_s390x", Entry::Linux),
    ("debian_7", Entry::Linux),
    ("debian_9", Entry::Linux),
];
