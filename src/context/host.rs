//! What an engine knows of the host that a VM will start on.

use std::collections::BTreeMap;

use domxml_schema::types::Uuid;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an engine knows of a host, from monitoring.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Host {
    /// Name of the processor, as the host has it.
    pub cpu_model: Option<String>,
    /// Flags of the processor.
    pub cpu_flags: Vec<String>,
    /// Frequency of the time-stamp counter in Hz.
    pub tsc_frequency: Option<u64>,
    /// The host runs in FIPS mode: VNC has no passwords.
    pub fips_enabled: bool,
    /// The host can back up what changed: `qemu:capabilities`.
    pub incremental_backup: bool,
    /// NUMA nodes.
    pub numa_nodes: Vec<HostNumaNode>,
    /// Sizes of huge pages in KiB.
    pub huge_page_sizes: Vec<u64>,
    /// How mediated devices are spread.
    pub vgpu_placement: MdevPlacement,
    /// Devices that can be passed through, by the host's name.
    pub devices: BTreeMap<String, HostDeviceFacts>,
    /// Virtual functions that were chosen for NICs: name of the device by the NIC's id.
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

/// How a host spreads mediated devices over its cards; metadata `mdevType`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MdevPlacement {
    /// On as few cards as possible.
    #[default]
    Consolidated,
    /// On as many cards as possible.
    Separated,
}

/// A device of a host: what it is, and where it sits there.
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
    /// A SCSI unit.
    Scsi {
        /// Adapter.
        host: u32,
        /// Bus of the adapter.
        bus: u32,
        /// Target on the bus.
        target: u32,
        /// Logical unit.
        lun: u64,
        /// The block device, for units that are handed over as disks.
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
        /// Mode of the name space; in `fsdax` and `devdax` it is persistent.
        mode: Option<String>,
    },
}
