//! The host that a VM will start on, as far as the engine knows it.

use std::collections::BTreeMap;

use domxml_schema::types::Uuid;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A host, as far as an engine knows it from monitoring.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Host {
    /// Name of the CPU, as the host reports it.
    pub cpu_model: Option<String>,
    /// Flags of the CPU.
    pub cpu_flags: Vec<String>,
    /// Frequency of the time-stamp counter in Hz.
    pub tsc_frequency: Option<u64>,
    /// The host runs in FIPS mode, in which VNC has no passwords.
    pub fips_enabled: bool,
    /// The host supports incremental backup: `qemu:capabilities`.
    pub incremental_backup: bool,
    /// NUMA nodes.
    pub numa_nodes: Vec<HostNumaNode>,
    /// Sizes of huge pages in KiB.
    pub huge_page_sizes: Vec<u64>,
    /// Placement of mediated devices.
    pub vgpu_placement: MdevPlacement,
    /// Devices that can be passed through, by the host's name.
    pub devices: BTreeMap<String, HostDeviceFacts>,
    /// Virtual functions that were chosen for NICs: the device's name by the NIC's id.
    pub virtual_functions: BTreeMap<Uuid, String>,
}

/// A NUMA node of a host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct HostNumaNode {
    /// Number of the node.
    pub index: u32,
    /// Its processors.
    pub cpu_ids: Vec<u32>,
}

/// The placement of mediated devices on the cards of a host; metadata `mdevType`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MdevPlacement {
    /// On as few cards as possible.
    #[default]
    Consolidated,
    /// On as many cards as possible.
    Separated,
}

/// A device of a host: its kind, and its address there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum HostDeviceFacts {
    /// On a PCI bus.
    Pci {
        /// PCI domain.
        domain: u32,
        /// Bus.
        bus: u8,
        /// Slot.
        slot: u8,
        /// Function.
        function: u8,
    },
    /// On a USB bus.
    Usb {
        /// Bus.
        bus: u32,
        /// Device on the bus.
        device: u32,
    },
    /// A SCSI device.
    Scsi {
        /// Adapter.
        host: u32,
        /// Bus of the adapter.
        bus: u32,
        /// Target on the bus.
        target: u32,
        /// Logical unit.
        lun: u64,
        /// Path of the block device, for devices that become disks of the guest.
        block_path: Option<String>,
    },
    /// Non-volatile memory.
    Nvdimm {
        /// Path of the device.
        device_path: String,
        /// Size in bytes.
        device_size: u64,
        /// Alignment in bytes.
        align_size: Option<u64>,
        /// NUMA node of the host that it belongs to.
        numa_node: Option<u32>,
        /// Mode of the namespace; `fsdax` and `devdax` are persistent.
        mode: Option<String>,
    },
}
