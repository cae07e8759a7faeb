//! Settings of an engine.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The settings of an engine that generation depends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Config {
    /// Slots for memory hot-plug: `maxMemory/@slots`.
    pub max_memory_slots: u32,
    /// Writes the CPU topology: `cpu/topology`.
    pub send_smp_on_run_vm: bool,
    /// Free PCI Express root ports, besides those in use.
    pub num_of_pci_express_ports: u32,
    /// Number of processors from which UEFI guests get more memory for system management: `features/smm/tseg`.
    pub many_vm_cpus: u32,
    /// Memory in GiB from which they do, too.
    pub uefi_big_vm_memory_gb: u64,
    /// Maximum of processors of a VM. Defaults to that of level and architecture.
    pub max_num_of_vm_cpus: Option<u32>,
    /// Maximum of sockets of a VM. Defaults to that of the level.
    pub max_num_of_vm_sockets: Option<u32>,
    /// Factor by which the processors of a running VM may grow.
    pub max_num_of_cpus_coefficient: u32,
    /// SPICE channels that are encrypted, with or without a leading `s`: `graphics/channel`.
    pub spice_secure_channels: Vec<String>,
    /// Keyboard layout of VNC clients, `none` to leave it to the guest: `graphics/@keymap`.
    pub vnc_keyboard_layout: String,
    /// Encrypts connections.
    pub ssl_enabled: bool,
    /// Lets Linux guests tell the host the layout of their memory, for dumps: `features/vmcoreinfo`.
    pub enable_kaslr_dump: bool,
    /// The product: manufacturer and family of the system that guests see: `sysinfo`.
    pub origin_type: OriginType,
    /// Stock-keeping unit of the system that guests see: `sysinfo/system/entry[@name='sku']`.
    pub sku: Option<String>,
    /// MTU of networks that do not set one, in bytes: `mtu/@size`.
    pub default_mtu: u32,
    /// Maximum of characters in the files of a payload.
    pub payload_size: u32,
    /// Uses native I/O for images on Gluster: `driver/@io`.
    pub use_native_io_for_gluster: bool,
    /// Time zone of Windows guests that do not set one: `clock/@adjustment`.
    pub default_windows_time_zone: String,
    /// Time zone of other guests that do not set one.
    pub default_time_zone: String,
}

impl Default for Config {
    fn default() -> Self {
        let channels = ["main", "inputs", "cursor", "playback", "record", "display", "smartcard", "usbredir"];
        Self {
            max_memory_slots: 16,
            send_smp_on_run_vm: true,
            num_of_pci_express_ports: 16,
            many_vm_cpus: 128,
            uefi_big_vm_memory_gb: 16,
            max_num_of_vm_cpus: None,
            max_num_of_vm_sockets: None,
            max_num_of_cpus_coefficient: 2,
            spice_secure_channels: channels.map(str::to_owned).to_vec(),
            vnc_keyboard_layout: "none".to_owned(),
            ssl_enabled: true,
            enable_kaslr_dump: true,
            origin_type: OriginType::default(),
            sku: None,
            default_mtu: 1500,
            payload_size: 8192,
            use_native_io_for_gluster: false,
            default_windows_time_zone: "GMT Standard Time".to_owned(),
            default_time_zone: "Etc/GMT".to_owned(),
        }
    }
}

/// The product that the engine belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OriginType {
    /// The community's: manufacturer and family `oVirt`.
    #[default]
    Ovirt,
    /// Red Hat's: manufacturer `Red Hat`, family `RHV`.
    Rhev,
}
