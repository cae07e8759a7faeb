//! The domain: `<domain>` and its parts.

pub mod bhyve;
pub mod blkiotune;
pub mod clock;
pub mod cpu;
pub mod cputune;
mod devices;
pub mod features;
mod genid;
pub use crate::shared::idmap;
pub mod iommufd;
pub mod iothreads;
pub mod key_wrap;
pub mod launch_security;
pub mod lxc;
pub mod memory;
pub mod memory_backing;
pub mod memtune;
pub mod metadata;
pub mod numatune;
pub mod os;
pub mod perf;
pub mod pm;
pub mod qemu;
pub mod resource;
pub mod seclabel;
pub mod sysinfo;
pub mod throttle_groups;
pub mod vcpu;
pub mod xen;

pub use devices::{Device, Devices};
pub use genid::Genid;
pub use metadata::Metadata;

use crate::types::{BHYVE, LXC, OBJECT_NAME_WITH_SLASH, QEMU, Uuid, VMWARE, XEN};
use crate::xml::{Extra, Namespaces};
use crate::{Element, Keyword, ThinStr};

/// A virtual machine or container: `<domain>`.
///
/// ```
/// use domxml_schema::{Domain, Element};
///
/// let domain = Domain::parse("<domain type='kvm'><name>web</name></domain>")?;
/// assert_eq!(domain.name.as_deref(), Some("web"));
/// # Ok::<(), domxml_schema::xml::Error>(())
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Domain {
    /// The hypervisor.
    #[xml(attr, required)]
    pub kind: Option<Kind>,
    /// Id of the domain; only in the XML of a running one.
    #[xml(attr, assigned = "start")]
    pub id: Option<u32>,
    /// Namespace declarations, such as that of `qemu`.
    #[xml(namespaces)]
    pub namespaces: Namespaces,
    /// Short name, unique on the host.
    #[xml(value, required, since = "0.0.1", datatype = OBJECT_NAME_WITH_SLASH, merge = "first")]
    pub name: Option<String>,
    /// Globally unique identifier.
    #[xml(value, since = "0.0.1", later("0.8.7", "may come from <sysinfo>"), merge = "first", assigned = "definition")]
    pub uuid: Option<Uuid>,
    /// UUID of the hardware that the guest sees.
    #[xml(value, since = "11.7.0", implied = "./uuid")]
    pub hwuuid: Option<Uuid>,
    /// Generation id: changes whenever the guest may go back to an earlier state.
    #[xml(child, since = "4.4.0", merge = "refused")]
    pub genid: Option<Genid>,
    /// Short description, on one line.
    #[xml(value, since = "0.9.10", datatype = OBJECT_NAME_WITH_SLASH, merge = "first", dropped = "")]
    pub title: Option<String>,
    /// Description, free text.
    #[xml(value, since = "0.7.2", merge = "first", dropped = "")]
    pub description: Option<String>,
    /// Data that applications store with the domain, each in a namespace of its own.
    #[xml(child, since = "0.9.10", merge = "first", dropped)]
    pub metadata: Option<Metadata>,
    /// Limit of memory hot-plug, and the number of slots for it.
    #[xml(child = "maxMemory", since = "1.2.14")]
    pub max_memory: Option<Box<memory::MaxMemory>>,
    /// Memory at boot.
    #[xml(child, merge = "first", assigned("definition", "cpu/numa/cell/@memory" = "!"))]
    pub memory: Option<memory::Memory>,
    /// Current memory of the guest: at most `memory`, adjusted through the balloon.
    #[xml(child = "currentMemory", merge = "first", default = "./memory")]
    pub current_memory: Option<memory::CurrentMemory>,
    /// Weights and limits of block I/O.
    #[xml(child, since = "0.8.8", dropped, merge = "children")]
    pub blkiotune: Option<Box<blkiotune::Blkiotune>>,
    /// Limits of memory use on the host.
    #[xml(child, since = "0.8.5", dropped, merge = "children")]
    pub memtune: Option<Box<memtune::Memtune>>,
    /// Memory of the host that backs the guest's memory.
    #[xml(child = "memoryBacking", dropped, merge = "children")]
    pub memory_backing: Option<Box<memory_backing::MemoryBacking>>,
    /// Number of virtual CPUs.
    #[xml(child, merge = "first", default)]
    pub vcpu: Option<vcpu::Vcpu>,
    /// State of each virtual CPU.
    #[xml(child, since = "2.2.0", merge = "children", assigned = "start")]
    pub vcpus: Option<vcpu::Vcpus>,
    /// Number of I/O threads, which serve disks and controllers.
    #[xml(
        value,
        since = "1.2.8",
        dropped("0", "iothreadids/iothread/@id" = ""),
        assigned("definition", "iothreadids/iothread/@id" = "!")
    )]
    pub iothreads: Option<u32>,
    /// The I/O threads one by one, by their ids.
    #[xml(child, since = "1.2.15", merge = "children", assigned = "start")]
    pub iothreadids: Option<iothreads::IothreadIds>,
    /// Worker threads of the hypervisor's own event loop.
    #[xml(child, since = "8.5.0", dropped)]
    pub defaultiothread: Option<iothreads::DefaultIothread>,
    /// Named sets of I/O limits that disks refer to.
    #[xml(child, since = "11.2.0")]
    pub throttlegroups: Option<throttle_groups::ThrottleGroups>,
    /// CPU time, pinning and scheduling of the domain's threads.
    #[xml(child, since = "0.9.0", dropped, merge = "children")]
    pub cputune: Option<Box<cputune::Cputune>>,
    /// NUMA nodes of the host that provide the memory.
    #[xml(child, since = "0.9.3", default("vcpu/@placement" = "auto"), dropped, merge = "refused")]
    pub numatune: Option<Box<numatune::Numatune>>,
    /// Use of the kernel's iommufd by host devices.
    #[xml(child, since = "12.2.0", implied)]
    pub iommufd: Option<Box<iommufd::Iommufd>>,
    /// Resource partition of the host that holds the domain.
    #[xml(child, since = "1.0.5", assigned = "start", merge = "refused")]
    pub resource: Option<Box<resource::Resource>>,
    /// System information that the firmware shows to the guest.
    #[xml(children, since = "0.8.7", merge = "all")]
    pub sysinfo: Vec<sysinfo::Sysinfo>,
    /// Path of the boot loader on the host, for paravirtual guests.
    #[xml(value, since = "0.1.0", dropped("", "os/type" = "hvm"))]
    pub bootloader: Option<String>,
    /// Arguments of the boot loader.
    #[xml(value, since = "0.2.3")]
    pub bootloader_args: Option<String>,
    /// Guest type, firmware and boot settings.
    #[xml(child, merge = "children")]
    pub os: Option<Box<os::Os>>,
    /// Mapping of user and group ids between container and host.
    #[xml(child, since = "1.1.1", dropped)]
    pub idmap: Option<Box<idmap::Idmap>>,
    /// Features of the hypervisor and the machine.
    #[xml(
        child,
        merge = "last-children",
        default("hypervisor" = "qemu", "arch" = "aarch64" | "armv7l", "machine" = "virt*"),
        default("hypervisor" = "qemu" | "kvm", "arch" = "x86_64" | "i686", "devices/iommu/driver/@intremap" = "on"),
        dropped
    )]
    pub features: Option<Box<features::Features>>,
    /// Model, topology and features of the CPU.
    #[xml(
        child,
        since = "0.7.5",
        merge = "first-children",
        default("hypervisor" = "qemu" | "kvm", "arch" = "x86_64" | "i686"),
        default(
            "hypervisor" = "qemu" | "kvm",
            "arch" = "ppc64" | "ppc64le",
            "machine" = "pseries" | "pseries-11.*" | "powernv9" | "g3beige"
        ),
        default("hypervisor" = "qemu", "arch" = "s390x" | "riscv64" | "loongarch64"),
        default("hypervisor" = "qemu", "arch" = "aarch64" | "armv7l", "machine" = "vexpress-a9"),
        dropped
    )]
    pub cpu: Option<Box<cpu::Cpu>>,
    /// Clock and timers.
    #[xml(child, merge = "children", default)]
    pub clock: Option<Box<clock::Clock>>,
    /// Action when the guest powers off.
    #[xml(value, merge = "first", default = "destroy")]
    pub on_poweroff: Option<Lifecycle>,
    /// Action when the guest reboots.
    #[xml(value, merge = "first", default = "restart")]
    pub on_reboot: Option<Lifecycle>,
    /// Action when the guest crashes.
    #[xml(value, merge = "first", default = "destroy")]
    pub on_crash: Option<CrashAction>,
    /// Action when the lock manager loses its locks.
    #[xml(value, since = "1.0.0")]
    pub on_lockfailure: Option<LockFailureAction>,
    /// Sleep states that the firmware offers.
    #[xml(child, since = "0.10.2", dropped, merge = "children")]
    pub pm: Option<Box<pm::Pm>>,
    /// Performance events that are monitored.
    #[xml(child, since = "2.0.0", dropped, merge = "children")]
    pub perf: Option<perf::Perf>,
    /// The emulator and the devices.
    #[xml(child, since = "0.0.3", later("0.1.3", "holds every kind of device"), merge = "children", default)]
    pub devices: Option<Devices>,
    /// Security labels, one for each security driver.
    #[xml(children = "seclabel", since = "0.6.1", assigned = "start")]
    pub seclabels: Vec<seclabel::Seclabel>,
    /// Key wrapping of s390 guests.
    #[xml(child, since = "1.2.17")]
    pub keywrap: Option<key_wrap::KeyWrap>,
    /// Confidential computing: protection of the guest from its host.
    #[xml(child = "launchSecurity", since = "4.4.0")]
    pub launch_security: Option<Box<launch_security::LaunchSecurity>>,
    /// Extra arguments of bhyve.
    #[xml(child = "commandline", ns = BHYVE, since = "5.1.0")]
    pub bhyve_commandline: Option<bhyve::Commandline>,
    /// Kernel namespaces that an LXC container shares.
    #[xml(child = "namespace", ns = LXC, since = "1.2.19")]
    pub lxc_namespace: Option<Box<lxc::Namespace>>,
    /// Extra arguments and environment of QEMU.
    #[xml(child = "commandline", ns = QEMU, since = "0.8.3", merge = "children")]
    pub qemu_commandline: Option<Box<qemu::Commandline>>,
    /// Capabilities of QEMU that are added to or removed from those detected.
    #[xml(child = "capabilities", ns = QEMU, since = "5.5.0", merge = "children")]
    pub qemu_capabilities: Option<Box<qemu::Capabilities>>,
    /// Properties of QEMU devices that override libvirt's.
    #[xml(child = "override", ns = QEMU, since = "8.2.0", merge = "children")]
    pub qemu_override: Option<qemu::Override>,
    /// Behavior of QEMU towards the use of deprecated features.
    #[xml(child = "deprecation", ns = QEMU, since = "7.3.0")]
    pub qemu_deprecation: Option<qemu::Deprecation>,
    /// Path of the data center of a VMware guest.
    #[xml(value = "datacenterpath", ns = VMWARE)]
    pub vmware_datacenterpath: Option<String>,
    /// Extra arguments of Xen's device model.
    #[xml(child = "commandline", ns = XEN, since = "6.7.0")]
    pub xen_commandline: Option<xen::Commandline>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Hypervisor of a domain.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// QEMU with an emulated CPU (TCG).
    Qemu,
    /// QEMU with kqemu, the accelerator before KVM.
    Kqemu,
    /// QEMU with KVM.
    Kvm,
    /// Xen.
    Xen,
    /// Linux containers.
    Lxc,
    /// User Mode Linux.
    Uml,
    /// OpenVZ containers.
    Openvz,
    /// libvirt's test driver.
    Test,
    /// VMware.
    Vmware,
    /// Microsoft Hyper-V; also QEMU with the Hyper-V accelerator on Linux (MSHV).
    #[xml(since = "0.9.5", later("11.10.0", "may run on QEMU"))]
    Hyperv,
    /// VirtualBox.
    Vbox,
    /// IBM PowerVM.
    Phyp,
    /// Virtuozzo.
    Vz,
    /// Parallels Cloud Server, the older name of Virtuozzo.
    Parallels,
    /// FreeBSD's bhyve.
    #[xml(since = "1.2.2")]
    Bhyve,
    /// QEMU with the Hypervisor framework of macOS.
    #[xml(since = "8.1.0")]
    Hvf,
    /// Any other keyword.
    Other(ThinStr),
}

/// Action when the guest powers off or reboots.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Lifecycle {
    /// Terminates the domain and releases its resources.
    Destroy,
    /// Restarts the domain with the same configuration.
    Restart,
    /// Terminates the domain and keeps its resources for analysis.
    Preserve,
    /// Terminates the domain and restarts it under a new name.
    RenameRestart,
    /// Any other keyword.
    Other(ThinStr),
}

/// Action when the guest crashes.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CrashAction {
    /// Terminates the domain and releases its resources.
    Destroy,
    /// Restarts the domain with the same configuration.
    Restart,
    /// Terminates the domain and keeps its resources for analysis.
    Preserve,
    /// Terminates the domain and restarts it under a new name.
    RenameRestart,
    /// Dumps the memory, then terminates the domain.
    #[xml(since = "0.8.4")]
    CoredumpDestroy,
    /// Dumps the memory, then restarts the domain.
    #[xml(since = "0.8.4")]
    CoredumpRestart,
    /// Leaves the crashed domain running.
    #[xml(since = "12.6.0")]
    PreserveRunning,
    /// Any other keyword.
    Other(ThinStr),
}

/// Action when the lock manager loses its locks.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum LockFailureAction {
    /// Powers the domain off.
    Poweroff,
    /// Powers the domain off and starts it again.
    Restart,
    /// Pauses the domain until the locks are resolved.
    Pause,
    /// Ignores the loss: the domain keeps running.
    Ignore,
    /// Any other keyword.
    Other(ThinStr),
}
