//! The business entity: what an engine knows of a virtual machine, and what it wants to run.
//!
//! An entity says *what*, never *how*: no host paths, no host devices' addresses, no defaults of a
//! cluster. What the VM's surroundings decide stands in a [`Context`](crate::context::Context).
//!
//! Entities are serde types, in JSON and in YAML (see [`crate::entity`]); keys are in camel case.
//! Every device has an `id`; the alias that the guest's hardware gets in libvirt is made from it.
//!
//! ```
//! use domxml::entity::{self, Format};
//! use domxml::vm::Vm;
//!
//! let vm: Vm = entity::read("id: 8a2f3c1e-6d53-4a57-9b58-2f6f0a1c7b11\nname: web\nmemory: { sizeMb: 2048 }\n", Format::Yaml)?;
//! assert_eq!((vm.name.as_str(), vm.memory.size_mb), ("web", 2048));
//! # Ok::<(), entity::Error>(())
//! ```

mod address;
mod all_devices;
mod boot;
mod controller;
mod cpu;
mod defaults;
pub(crate) mod device;
mod disk;
mod display;
mod host_device;
mod initialization;
mod memory;
mod nic;
mod other;
mod removable;
mod run_once;
mod small;
mod value;
mod version;

use std::collections::BTreeMap;

use domxml_schema::types::Uuid;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::entity;
pub use crate::properties::LegacyProperties;
pub use address::{DeviceAddress, ParseDeviceAddressError};
pub(crate) use all_devices::for_each_device_kind;
pub use boot::{BiosType, Boot, BootDevice, BootSequence, Firmware, ParseBootSequenceError};
pub use controller::{Controller, ControllerType};
pub use cpu::{Cpu, CpuPinning, CpuPinningPolicy, ParseCpuPinningError, Topology};
pub use device::VmDevice;
pub use disk::{
    BlockDriver, CephAuth, CephDisk, CephHost, Disk, DiskImage, DiskInterface, LunDisk, ManagedBlockDisk, NvmeDisk,
    PathDisk, Sgio, Storage, StorageQos, StorageType, VolumeFormat,
};
pub use display::{Display, DisplayType, Graphics, GraphicsType, Video};
pub use host_device::{HostDevice, VGpu};
pub use initialization::{Initialization, Payload, PayloadDevice};
pub use memory::{Memory, MemoryDevice, NumaNode, NumaTuneMode};
pub use nic::{FilterParameter, Nic, NicModel};
pub use other::OtherDevice;
pub use removable::{Cdrom, Floppy, IsoVolume};
pub use run_once::RunOnce;
pub use small::{
    Balloon, Console, ConsoleType, Lease, Redir, Rng, RngSource, Smartcard, Sound, Tpm, Watchdog, WatchdogAction,
};
pub use version::{ParseVersionError, Version};

/// A virtual machine: what reaches the domain XML, and what an engine must find there again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields, remote = "Self")]
pub struct Vm {
    /// Identity: `uuid`. Never nil.
    pub id: Uuid,
    /// Name, unique on a host: `name`.
    pub name: String,
    /// A short text for people: `title`. It has no line break.
    pub title: Option<String>,
    /// A text for people: `description`.
    pub description: Option<String>,
    /// Architecture of the guest: `os/type/@arch`.
    pub architecture: Architecture,
    /// The level the VM is held at although its cluster is at another; absent: the cluster's.
    pub custom_compatibility_version: Option<Version>,
    /// Guest system, a name of the [OS catalogue](crate::context::Os): it decides device models. Empty:
    /// `other`.
    pub os: String,
    /// Who made the VM.
    pub origin: Origin,
    /// What the VM is tuned for.
    pub vm_type: VmType,
    /// Sizes: `memory`, `currentMemory`, `maxMemory`, `memoryBacking`.
    pub memory: Memory,
    /// Processors: `vcpu`, `cpu`, `cputune`.
    pub cpu: Cpu,
    /// NUMA nodes of the guest: `cpu/numa/cell`, `numatune/memnode`.
    pub numa_nodes: Vec<NumaNode>,
    /// Count of I/O threads, 0 for none: `iothreads`.
    pub io_threads: u32,
    /// Firmware, chipset and machine: `os/type/@machine`, `os/loader`, `os/nvram`, `features/acpi`.
    pub firmware: Firmware,
    /// What the guest starts from: `os/bootmenu`, `os/kernel`, `boot/@order` of devices.
    pub boot: Boot,
    /// Time zone of the guest's clock, a Windows or IANA name: `clock/@adjustment`.
    pub time_zone: Option<String>,
    /// Where the guest's serial number comes from; absent: as the cluster says.
    pub serial_number: Option<SerialNumber>,
    /// What the guest's display may do: `graphics`.
    pub display: Display,
    /// USB devices of the client and USB input: decides `input` and what redirection is for.
    pub usb_policy: UsbPolicy,
    /// An agent was seen in the guest when it last ran: it has drivers for virtio devices.
    pub has_agent: bool,
    /// Several queues for each paravirtual NIC: `interface/driver/@queues`.
    pub multi_queues_enabled: bool,
    /// Queues of virtio-scsi controllers: -1 chosen by size, 0 off, else the count.
    pub virtio_scsi_multi_queues: i32,
    /// What happens to a VM paused by an I/O error when storage is back.
    pub resume_behavior: Option<ResumeBehavior>,
    /// Restarted elsewhere when its host fails; not in the XML.
    pub auto_startup: bool,
    /// Custom properties, predefined and user-defined, by key.
    pub custom_properties: BTreeMap<String, String>,
    /// What is new in the guest at its first start: a CD or floppy made for it.
    pub initialization: Option<Initialization>,
    /// What holds for this run only.
    pub run_once: Option<RunOnce>,
    /// Hard disks: `disk`.
    pub disks: Vec<Disk>,
    /// CD drives, at most two: `disk[@device='cdrom']`.
    pub cdroms: Vec<Cdrom>,
    /// Floppy drive: `disk[@device='floppy']`.
    pub floppy: Option<Floppy>,
    /// Network interfaces: `interface`.
    pub nics: Vec<Nic>,
    /// Controllers that are configured, not only implied: `controller`.
    pub controllers: Vec<Controller>,
    /// Video cards: `video`.
    pub videos: Vec<Video>,
    /// Ways to see the display: `graphics`. None and no video: headless.
    pub graphics: Vec<Graphics>,
    /// Serial console: `console`, `serial`.
    pub consoles: Vec<Console>,
    /// Sound card: `sound`.
    pub sounds: Vec<Sound>,
    /// Watchdog: `watchdog`.
    pub watchdogs: Vec<Watchdog>,
    /// Random number generator: `rng`.
    pub rngs: Vec<Rng>,
    /// Memory balloon: `memballoon`.
    pub balloons: Vec<Balloon>,
    /// Smart card reader: `smartcard`.
    pub smartcards: Vec<Smartcard>,
    /// Trusted platform module: `tpm`.
    pub tpms: Vec<Tpm>,
    /// Slots for USB devices of the client: `redirdev`.
    pub redirs: Vec<Redir>,
    /// Memory modules, plugged while the VM runs: `memory`.
    pub memory_devices: Vec<MemoryDevice>,
    /// Devices of the host, by the host's name for them: `hostdev`, `memory[@model='nvdimm']`.
    pub host_devices: Vec<HostDevice>,
    /// Mediated devices, virtual GPUs: `hostdev[@type='mdev']`.
    pub vgpus: Vec<VGpu>,
    /// Devices of other kinds, found on running VMs, in libvirt's words: all that has no word above.
    pub other_devices: Vec<OtherDevice>,
    /// Lease on storage that lets the VM run once only: `lease`.
    pub lease: Option<Lease>,
    /// What a map of legacy properties said that no other field has; not in the XML.
    pub legacy_properties: Option<Box<LegacyProperties>>,
}

entity::compile_entity!(Vm);

/// Architecture of a guest: `os/type/@arch`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Architecture {
    /// x86, 64 bits.
    #[default]
    X86_64,
    /// POWER, big endian.
    Ppc64,
    /// POWER, little endian.
    Ppc64le,
    /// IBM Z.
    S390x,
    /// Arm, 64 bits.
    Aarch64,
}

impl Architecture {
    /// The name that libvirt has for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::X86_64 => "x86_64",
            Self::Ppc64 => "ppc64",
            Self::Ppc64le => "ppc64le",
            Self::S390x => "s390x",
            Self::Aarch64 => "aarch64",
        }
    }

    /// Whether it is one of the two POWER architectures.
    pub fn is_ppc(self) -> bool {
        matches!(self, Self::Ppc64 | Self::Ppc64le)
    }
}

/// Who made a VM.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The engine.
    #[default]
    Ovirt,
    /// The engine, as a product of its vendor.
    Rhev,
    /// Imported from VMware.
    Vmware,
    /// Imported from Xen.
    Xen,
    /// Imported from a libvirt host.
    Kvm,
    /// Imported from a physical machine.
    PhysicalMachine,
    /// Imported from Hyper-V.
    Hyperv,
    /// Runs in KubeVirt.
    Kubevirt,
    /// Somebody else's VM that was found on a host.
    External,
    /// The VM that the engine runs in, not taken over yet.
    HostedEngine,
    /// The VM that the engine runs in.
    ManagedHostedEngine,
}

impl Origin {
    /// Whether it is the VM that the engine itself runs in.
    pub fn is_hosted_engine(self) -> bool {
        matches!(self, Self::HostedEngine | Self::ManagedHostedEngine)
    }
}

/// What a VM is tuned for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VmType {
    /// A desktop.
    Desktop,
    /// A server.
    #[default]
    Server,
    /// As close to the hardware as can be; the only type whose I/O threads are pinned.
    HighPerformance,
}

/// Where the guest's serial number comes from: `sysinfo/system/entry[@name='serial']`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SerialNumber {
    /// The host's own identity; a place-holder in the template.
    HostId,
    /// The VM's id.
    VmId,
    /// This text.
    Custom(String),
}

/// USB in the guest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UsbPolicy {
    /// No redirection of the client's devices.
    #[default]
    Disabled,
    /// Redirection through SPICE.
    EnabledNative,
}

/// What happens to a VM that was paused by an I/O error, when storage is back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResumeBehavior {
    /// It goes on.
    AutoResume,
    /// It stays paused.
    LeavePaused,
    /// It is killed, so that it can start elsewhere.
    Kill,
}

impl ResumeBehavior {
    /// The word in the metadata.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AutoResume => "auto_resume",
            Self::LeavePaused => "leave_paused",
            Self::Kill => "kill",
        }
    }
}
