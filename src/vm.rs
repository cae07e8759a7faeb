//! The business entity: a virtual machine as its engine has it.
//!
//! An entity says *what*, never *how*: no host paths, no host devices' addresses, no defaults of a
//! cluster. The surroundings of the VM are in a [`Context`](crate::context::Context).
//!
//! Entities are serde types, in JSON and in YAML (see [`crate::entity`]); keys are in camel case.
//! Every device has an `id`; its alias in libvirt is derived from it.
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
mod balloon;
mod boot;
mod console;
mod controller;
mod cpu;
pub(crate) mod device;
mod disk;
mod display;
mod host_device;
mod initialization;
mod lease;
mod legacy_properties;
mod libvirt_words;
mod memory;
mod nic;
mod other_device;
mod redir;
mod removable;
mod rng;
mod run_once;
mod smartcard;
mod sound;
mod tpm;
mod value;
mod version;
mod watchdog;
mod words;

use std::collections::BTreeMap;

use domxml_schema::types::Uuid;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::entity;
pub use address::{DeviceAddress, ParseDeviceAddressError};
pub(crate) use all_devices::{DeviceField, DeviceList, DeviceVisitor, swap_devices, visit_devices};
pub use balloon::Balloon;
pub use boot::{BiosType, Boot, BootDevice, BootSequence, Firmware, ParseBootSequenceError};
pub use console::{Console, ConsoleType};
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
pub use lease::Lease;
pub use legacy_properties::{KeptDevice, KeptMember, LegacyProperties};
pub use libvirt_words::LibvirtWords;
pub use memory::{Memory, MemoryDevice, NumaNode, NumaTuneMode};
pub use nic::{FilterParameter, Nic, NicModel};
pub use other_device::OtherDevice;
pub use redir::Redir;
pub use removable::{Cdrom, Floppy, IsoVolume};
pub use rng::{Rng, RngSource};
pub use run_once::RunOnce;
pub use smartcard::Smartcard;
pub use sound::Sound;
pub use tpm::Tpm;
pub use version::{ParseVersionError, Version};
pub use watchdog::{Watchdog, WatchdogAction};
pub use words::Words;

/// A virtual machine.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields, remote = "Self")]
pub struct Vm {
    /// Identity: `uuid`. Never nil.
    pub id: Uuid,
    /// Name, unique on a host: `name`.
    pub name: String,
    /// Short description, without line breaks: `title`.
    pub title: Option<String>,
    /// Description: `description`.
    pub description: Option<String>,
    /// Architecture of the guest: `os/type/@arch`.
    pub architecture: Architecture,
    /// Compatibility level of the VM, 4.2 to 4.8. Defaults to the cluster's.
    pub custom_compatibility_version: Option<Version>,
    /// Guest OS, a name of the [OS catalogue](crate::context::Os): it decides device models. Defaults to `other`.
    pub os: String,
    /// Origin of the VM.
    pub origin: Origin,
    /// Purpose that the VM is tuned for.
    pub vm_type: VmType,
    /// Memory: `memory`, `currentMemory`, `maxMemory`, `memoryBacking`.
    pub memory: Memory,
    /// Processors: `vcpu`, `cpu`, `cputune`.
    pub cpu: Cpu,
    /// NUMA nodes of the guest: `cpu/numa/cell`, `numatune/memnode`.
    pub numa_nodes: Vec<NumaNode>,
    /// Number of I/O threads: `iothreads`. Defaults to 0.
    pub io_threads: u32,
    /// Firmware, chipset and machine: `os/type/@machine`, `os/loader`, `os/nvram`, `features/acpi`.
    pub firmware: Firmware,
    /// Boot settings: `os/bootmenu`, `os/kernel`, `boot/@order` of devices.
    pub boot: Boot,
    /// Time zone of the guest's clock, a Windows or IANA name: `clock/@adjustment`. Defaults to the engine's.
    pub time_zone: Option<String>,
    /// Source of the guest's serial number. Defaults to the cluster's.
    pub serial_number: Option<SerialNumber>,
    /// Features of the guest's display: `graphics`.
    pub display: Display,
    /// Policy for redirecting USB devices of the client.
    pub usb_policy: UsbPolicy,
    /// An agent was seen in the guest when it last ran, so that it has drivers for virtio devices.
    pub has_agent: bool,
    /// Gives each paravirtual NIC several queues: `interface/driver/@queues`.
    pub multi_queues_enabled: bool,
    /// Number of queues of virtio-scsi controllers; -1: chosen by size, 0: a single one.
    pub virtio_scsi_multi_queues: i32,
    /// Behavior when storage is back after an I/O error has paused the VM; metadata.
    pub resume_behavior: Option<ResumeBehavior>,
    /// Restarts the VM elsewhere when its host fails; not in the XML.
    pub auto_startup: bool,
    /// Custom properties, predefined and user-defined, by key.
    pub custom_properties: BTreeMap<String, String>,
    /// Initialization data for the guest, on a CD or floppy.
    pub initialization: Option<Initialization>,
    /// Settings of this run only.
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
    /// Graphics: `graphics`. A VM without graphics and video is headless.
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
    /// Devices of the host, by their names there: `hostdev`, `memory[@model='nvdimm']`.
    pub host_devices: Vec<HostDevice>,
    /// Mediated devices, virtual GPUs: `hostdev[@type='mdev']`.
    pub vgpus: Vec<VGpu>,
    /// Devices of other kinds, found on running VMs, as XML.
    pub other_devices: Vec<OtherDevice>,
    /// Lease on storage that keeps the VM from running twice: `lease`.
    pub lease: Option<Lease>,
    /// Parts of the domain that no other field represents, in libvirt's words.
    pub libvirt: LibvirtWords,
    /// The part of a map of legacy properties that no other field represents; metadata.
    pub legacy_properties: Option<Box<LegacyProperties>>,
}

impl Vm {
    /// The id of the device that this VM has for a role, always the same one: a UUID of version 5, derived from the
    /// VM's id.
    pub(crate) fn role_id(&self, role: &str) -> Uuid {
        Uuid::new_v5(&self.id, role.as_bytes())
    }
}

entity::serialize_as_value!(Vm);

/// Architecture of a guest: `os/type/@arch`. There are rules for the first five; of all others is generated what the
/// entity has, and what it says in libvirt's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Architecture {
    /// x86, 64 bits.
    #[default]
    #[serde(rename = "x86_64")]
    X86_64,
    /// POWER, big endian.
    Ppc64,
    /// POWER, little endian.
    Ppc64le,
    /// IBM Z.
    S390x,
    /// Arm, 64 bits.
    Aarch64,
    /// DEC Alpha.
    Alpha,
    /// Arm, 32 bits, version 6.
    Armv6l,
    /// Arm, 32 bits, version 7, big endian.
    Armv7b,
    /// Arm, 32 bits, version 7.
    Armv7l,
    /// ETRAX CRIS.
    Cris,
    /// x86, 32 bits.
    I686,
    /// Itanium.
    Ia64,
    /// LatticeMico32.
    Lm32,
    /// LoongArch, 64 bits.
    Loongarch64,
    /// Motorola 68000.
    M68k,
    /// MicroBlaze.
    Microblaze,
    /// MicroBlaze, little endian.
    Microblazeel,
    /// MIPS.
    Mips,
    /// MIPS, little endian.
    Mipsel,
    /// MIPS, 64 bits.
    Mips64,
    /// MIPS, 64 bits, little endian.
    Mips64el,
    /// OpenRISC.
    Openrisc,
    /// PA-RISC.
    Parisc,
    /// PA-RISC, 64 bits.
    Parisc64,
    /// PowerPC, 32 bits.
    Ppc,
    /// PowerPC, embedded.
    Ppcemb,
    /// RISC-V, 32 bits.
    Riscv32,
    /// RISC-V, 64 bits.
    Riscv64,
    /// IBM Z, 31 bits.
    S390,
    /// SuperH.
    Sh4,
    /// SuperH, big endian.
    Sh4eb,
    /// SPARC.
    Sparc,
    /// SPARC, 64 bits.
    Sparc64,
    /// UniCore.
    Unicore32,
    /// Xtensa.
    Xtensa,
    /// Xtensa, big endian.
    Xtensaeb,
}

impl Architecture {
    /// Returns whether it is one of the two POWER architectures.
    pub fn is_ppc(self) -> bool {
        matches!(self, Self::Ppc64 | Self::Ppc64le)
    }
}

/// The origin of a VM.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Created by the engine.
    #[default]
    Ovirt,
    /// Created by the engine, as a product of its vendor.
    Rhev,
    /// Imported from VMware.
    Vmware,
    /// Imported from Xen.
    Xen,
    /// Imported from a libvirt host.
    Kvm,
    /// Imported from a physical machine.
    #[serde(alias = "physical_machine")]
    PhysicalMachine,
    /// Imported from Hyper-V.
    Hyperv,
    /// Runs in KubeVirt.
    Kubevirt,
    /// Found on a host, and not managed by the engine.
    External,
    /// The VM that the engine runs in, not taken over yet.
    #[serde(alias = "hosted_engine")]
    HostedEngine,
    /// The VM that the engine runs in.
    #[serde(alias = "managed_hosted_engine")]
    ManagedHostedEngine,
}

impl Origin {
    /// Returns whether it is the VM that the engine itself runs in.
    pub fn is_hosted_engine(self) -> bool {
        matches!(self, Self::HostedEngine | Self::ManagedHostedEngine)
    }
}

/// The purpose that a VM is tuned for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VmType {
    /// A desktop.
    Desktop,
    /// A server.
    #[default]
    Server,
    /// High performance; the only type whose I/O threads are pinned.
    #[serde(alias = "high_performance")]
    HighPerformance,
}

/// The source of the guest's serial number: `sysinfo/system/entry[@name='serial']`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SerialNumber {
    /// The host's identity; a placeholder in the template.
    #[serde(alias = "host_id")]
    HostId,
    /// The VM's id.
    #[serde(alias = "vm_id")]
    VmId,
    /// This text.
    Custom(String),
}

/// Redirection of USB devices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UsbPolicy {
    /// No redirection of the client's devices.
    #[default]
    Disabled,
    /// Redirection through SPICE.
    #[serde(alias = "enabled_native")]
    EnabledNative,
}

/// The behavior of a VM that was paused by an I/O error, when storage is back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ResumeBehavior {
    /// It is resumed.
    #[serde(alias = "auto_resume")]
    AutoResume,
    /// It stays paused.
    #[serde(alias = "leave_paused")]
    LeavePaused,
    /// It is killed, so that it can start elsewhere.
    Kill,
}
