//! The domain: `<domain>` and its chapters.

pub mod bhyve;
pub mod blkiotune;
pub mod clock;
pub mod cpu;
pub mod cputune;
mod devices;
pub mod features;
mod genid;
pub mod idmap;
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
    /// Number of the running domain; only in the XML of one that runs.
    #[xml(attr)]
    pub id: Option<u32>,
    /// Name space declarations, such as that of `qemu`.
    #[xml(namespaces)]
    pub namespaces: Namespaces,
    /// Short name, unique on the host.
    #[xml(value, required, since = "0.0.1", datatype = OBJECT_NAME_WITH_SLASH)]
    pub name: Option<String>,
    /// Globally unique identifier.
    #[xml(value, since = "0.0.1", later("0.8.7", "may come from <sysinfo>"))]
    pub uuid: Option<Uuid>,
    /// Identifier that the guest sees as that of its hardware, if it is not `uuid`.
    #[xml(value, since = "11.7.0")]
    pub hwuuid: Option<Uuid>,
    /// Generation identifier: changes when the guest may find itself run again from the past.
    #[xml(child, since = "4.4.0")]
    pub genid: Option<Genid>,
    /// Short description, on one line.
    #[xml(value, since = "0.9.10", datatype = OBJECT_NAME_WITH_SLASH)]
    pub title: Option<String>,
    /// Free text for people.
    #[xml(value, since = "0.7.2")]
    pub description: Option<String>,
    /// What applications store with the domain, each under a name space of its own.
    #[xml(child, since = "0.9.10")]
    pub metadata: Option<Metadata>,
    /// Memory that hot-plug may reach, and the number of slots for it.
    #[xml(child = "maxMemory", since = "1.2.14")]
    pub max_memory: Option<Box<memory::MaxMemory>>,
    /// Memory at boot; in KiB without a unit.
    #[xml(child)]
    pub memory: Option<memory::Memory>,
    /// Memory that the guest has at the moment: at most `memory`, reached with a balloon.
    #[xml(child = "currentMemory")]
    pub current_memory: Option<memory::CurrentMemory>,
    /// Weights and limits of disk I/O of the host's cgroup.
    #[xml(child, since = "0.8.8")]
    pub blkiotune: Option<Box<blkiotune::Blkiotune>>,
    /// Limits of memory of the host's cgroup.
    #[xml(child, since = "0.8.5")]
    pub memtune: Option<Box<memtune::Memtune>>,
    /// How the host backs the guest's memory.
    #[xml(child = "memoryBacking")]
    pub memory_backing: Option<Box<memory_backing::MemoryBacking>>,
    /// Number of virtual CPUs.
    #[xml(child)]
    pub vcpu: Option<vcpu::Vcpu>,
    /// State of each virtual CPU.
    #[xml(child, since = "2.2.0")]
    pub vcpus: Option<vcpu::Vcpus>,
    /// Number of I/O threads, which serve disks and controllers.
    #[xml(value, since = "1.2.8")]
    pub iothreads: Option<u32>,
    /// These threads one by one, by their numbers.
    #[xml(child, since = "1.2.15")]
    pub iothreadids: Option<iothreads::IothreadIds>,
    /// Worker threads of the hypervisor's own event loop.
    #[xml(child, since = "8.5.0")]
    pub defaultiothread: Option<iothreads::DefaultIothread>,
    /// Sets of I/O limits that disks refer to.
    #[xml(child, since = "11.2.0")]
    pub throttlegroups: Option<throttle_groups::ThrottleGroups>,
    /// Pinning and shares of the virtual CPUs and other threads.
    #[xml(child, since = "0.9.0")]
    pub cputune: Option<Box<cputune::Cputune>>,
    /// Which NUMA nodes of the host the memory comes from.
    #[xml(child, since = "0.9.3")]
    pub numatune: Option<Box<numatune::Numatune>>,
    /// Whether host devices use the kernel's iommufd.
    #[xml(child, since = "12.2.0")]
    pub iommufd: Option<Box<iommufd::Iommufd>>,
    /// Where the domain stands in the host's hierarchy of resources.
    #[xml(child, since = "1.0.5")]
    pub resource: Option<Box<resource::Resource>>,
    /// What the firmware tells the guest about its machine.
    #[xml(children, since = "0.8.7")]
    pub sysinfo: Vec<sysinfo::Sysinfo>,
    /// Program of the host that boots a paravirtual guest.
    #[xml(value, since = "0.1.0")]
    pub bootloader: Option<String>,
    /// Arguments of this program.
    #[xml(value, since = "0.2.3")]
    pub bootloader_args: Option<String>,
    /// What boots, and how.
    #[xml(child)]
    pub os: Option<Box<os::Os>>,
    /// How identifiers of users map between container and host.
    #[xml(child, since = "1.1.1")]
    pub idmap: Option<Box<idmap::Idmap>>,
    /// Features of the hypervisor.
    #[xml(child)]
    pub features: Option<Box<features::Features>>,
    /// Model, topology and features of the CPU.
    #[xml(child, since = "0.7.5")]
    pub cpu: Option<Box<cpu::Cpu>>,
    /// How time is kept.
    #[xml(child)]
    pub clock: Option<Box<clock::Clock>>,
    /// What happens when the guest asks for power off.
    #[xml(value)]
    pub on_poweroff: Option<Lifecycle>,
    /// What happens when the guest asks for a reboot.
    #[xml(value)]
    pub on_reboot: Option<Lifecycle>,
    /// What happens when the guest crashes.
    #[xml(value)]
    pub on_crash: Option<CrashAction>,
    /// What happens when the lock manager loses its locks.
    #[xml(value, since = "1.0.0")]
    pub on_lockfailure: Option<LockFailureAction>,
    /// Which sleep states the firmware offers.
    #[xml(child, since = "0.10.2")]
    pub pm: Option<Box<pm::Pm>>,
    /// Performance events that are counted.
    #[xml(child, since = "2.0.0")]
    pub perf: Option<perf::Perf>,
    /// The devices.
    #[xml(child, since = "0.0.3", later("0.1.3", "holds every kind of device"))]
    pub devices: Option<Devices>,
    /// Security labels, one for each security driver.
    #[xml(children = "seclabel", since = "0.6.1")]
    pub seclabels: Vec<seclabel::Seclabel>,
    /// Key wrapping of s390 guests.
    #[xml(child, since = "1.2.17")]
    pub keywrap: Option<key_wrap::KeyWrap>,
    /// Protection of the guest from its host.
    #[xml(child = "launchSecurity", since = "4.4.0")]
    pub launch_security: Option<Box<launch_security::LaunchSecurity>>,
    /// Arguments passed to bhyve.
    #[xml(child = "commandline", ns = BHYVE, since = "5.1.0")]
    pub bhyve_commandline: Option<bhyve::Commandline>,
    /// Name spaces of the kernel that an LXC container shares.
    #[xml(child = "namespace", ns = LXC, since = "1.2.19")]
    pub lxc_namespace: Option<Box<lxc::Namespace>>,
    /// Arguments and environment passed to QEMU.
    #[xml(child = "commandline", ns = QEMU, since = "0.8.3")]
    pub qemu_commandline: Option<Box<qemu::Commandline>>,
    /// Capabilities of QEMU that libvirt shall assume or deny.
    #[xml(child = "capabilities", ns = QEMU, since = "5.5.0")]
    pub qemu_capabilities: Option<Box<qemu::Capabilities>>,
    /// Properties of devices that are set past libvirt.
    #[xml(child = "override", ns = QEMU, since = "8.2.0")]
    pub qemu_override: Option<qemu::Override>,
    /// What QEMU does about deprecated features.
    #[xml(child = "deprecation", ns = QEMU, since = "7.3.0")]
    pub qemu_deprecation: Option<qemu::Deprecation>,
    /// Path of the data centre that holds a VMware guest.
    #[xml(value = "datacenterpath", ns = VMWARE)]
    pub vmware_datacenterpath: Option<String>,
    /// Arguments passed to Xen's device model.
    #[xml(child = "commandline", ns = XEN, since = "6.7.0")]
    pub xen_commandline: Option<xen::Commandline>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Hypervisor of a domain.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// QEMU, emulating the CPU.
    Qemu,
    /// The QEMU accelerator before KVM.
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
    /// libvirt's mock driver.
    Test,
    /// VMware.
    Vmware,
    /// Microsoft Hyper-V; since libvirt 11.10.0 also QEMU with its accelerator on Linux.
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
    /// QEMU with the hypervisor framework of macOS.
    #[xml(since = "8.1.0")]
    Hvf,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What happens when the guest powers off or reboots.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Lifecycle {
    /// The domain ends, its resources are released.
    Destroy,
    /// The domain starts again.
    Restart,
    /// The domain ends, its resources are kept for analysis.
    Preserve,
    /// The domain starts again under another name.
    RenameRestart,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What happens when the guest crashes.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CrashAction {
    /// The domain ends, its resources are released.
    Destroy,
    /// The domain starts again.
    Restart,
    /// The domain ends, its resources are kept for analysis.
    Preserve,
    /// The domain starts again under another name.
    RenameRestart,
    /// Its memory is dumped, then the domain ends.
    #[xml(since = "0.8.4")]
    CoredumpDestroy,
    /// Its memory is dumped, then the domain starts again.
    #[xml(since = "0.8.4")]
    CoredumpRestart,
    /// The domain stays as it is, running.
    #[xml(since = "12.6.0")]
    PreserveRunning,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What happens when the lock manager loses its locks.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum LockFailureAction {
    /// The domain is powered off.
    Poweroff,
    /// The domain is powered off and started again.
    Restart,
    /// The domain is paused until somebody resolves the matter.
    Pause,
    /// Nothing.
    Ignore,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
