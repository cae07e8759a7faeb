//! Settings of an engine.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of an engine that generation looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Config {
    /// Slots for memory that is plugged while the VM runs: `maxMemory/@slots`.
    pub max_memory_slots: u32,
    /// Topology is written: `cpu/topology`.
    pub send_smp_on_run_vm: bool,
    /// PCI Express root ports besides those in use.
    pub num_of_pci_express_ports: u32,
    /// From so many processors on, UEFI guests get more memory for system management: `features/smm/tseg`.
    pub many_vm_cpus: u32,
    /// From so much memory in GiB on, likewise.
    pub uefi_big_vm_memory_gb: u64,
    /// Most processors of a VM; absent: by level and architecture.
    pub max_num_of_vm_cpus: Option<u32>,
    /// Most sockets of a VM; absent: by level.
    pub max_num_of_vm_sockets: Option<u32>,
    /// A running VM may get so many times the processors it started with.
    pub max_num_of_cpus_coefficient: u32,
    /// SPICE channels that are encrypted, with or without a leading `s`: `graphics/channel`.
    pub spice_secure_channels: Vec<String>,
    /// Layout of VNC clients' keyboards, `none` for the guest's business: `graphics/@keymap`.
    pub vnc_keyboard_layout: String,
    /// Connections are encrypted.
    pub ssl_enabled: bool,
    /// Linux guests tell the host where their memory is, for dumps: `features/vmcoreinfo`.
    pub enable_kaslr_dump: bool,
    /// The product: maker and family of the system that guests see: `sysinfo`.
    pub origin_type: OriginType,
    /// Stock-keeping unit of the system that guests see: `sysinfo/system/entry[@name='sku']`.
    pub sku: Option<String>,
    /// Largest packet of networks that do not say, in bytes: `mtu/@size`.
    pub default_mtu: u32,
    /// Most characters of the files of a payload that the user gives.
    pub payload_size: u32,
    /// Images on Gluster are read with Linux's own asynchronous I/O: `driver/@io`.
    pub use_native_io_for_gluster: bool,
    /// Time zone of Windows guests that do not say: `clock/@adjustment`.
    pub default_windows_time_zone: String,
    /// Time zone of other guests that do not say.
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

/// The product that an engine is sold as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OriginType {
    /// The community's: maker and family `oVirt`.
    #[default]
    Ovirt,
    /// Red Hat's: maker `Red Hat`, family `RHV`.
    Rhev,
}
