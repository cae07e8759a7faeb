//! Features of the hypervisor and the machine: `<features>`.

mod capabilities;
mod hyperv;
mod interrupts;
mod kvm;
mod memory;
mod mitigation;
mod xen;

pub use capabilities::{Capabilities, CapabilitiesPolicy};
pub use hyperv::{Hyperv, HypervMode, Spinlocks, Stimer, Tlbflush, VendorId};
pub use interrupts::{Aia, AiaValue, Apic, Gic, GicVersion, Ioapic, IoapicDriver};
pub use kvm::{DirtyRing, Kvm};
pub use memory::{AsyncTeardown, Hpt, HptResizing, Smm, Tcg};
pub use mitigation::{Cfpc, Ibs, IbsLevel, MitigationLevel, Sbbc};
pub use xen::{Passthrough, PassthroughMode, Xen};

use crate::shared::State;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Features of the hypervisor and the machine: `<features>`.
///
/// An absent feature is off, or has the hypervisor's default.
///
/// ```xml
/// <features>
///   <acpi/>
///   <apic/>
///   <hyperv mode='custom'>
///     <relaxed state='on'/>
///   </hyperv>
///   <smm state='on'/>
/// </features>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Features {
    /// ACPI: power management, among others the graceful shutdown.
    #[xml(flag)]
    pub acpi: bool,
    /// Advanced programmable interrupt controllers of x86.
    #[xml(child)]
    pub apic: Option<Apic>,
    /// Physical address extension: more than 4 GB of memory for 32-bit guests.
    #[xml(flag)]
    pub pae: bool,
    /// Hardware-assisted paging.
    #[xml(child)]
    pub hap: Option<State>,
    /// Viridian: Hyper-V enlightenments of Xen.
    #[xml(flag)]
    pub viridian: bool,
    /// Private network namespace of a container, even without an interface.
    #[xml(flag)]
    pub privnet: bool,
    /// Hyper-V enlightenments, for Windows guests.
    #[xml(child, since = "1.0.0", later("11.3.0", "hypervisor" = "xen"), merge = "last-children")]
    pub hyperv: Option<Box<Hyperv>>,
    /// Features of KVM.
    #[xml(child, since = "1.2.8", merge = "last-children")]
    pub kvm: Option<Box<Kvm>>,
    /// Paravirtual spinlocks.
    #[xml(child)]
    pub pvspinlock: Option<State>,
    /// Capabilities of the processes in a container.
    #[xml(child, dropped)]
    pub capabilities: Option<Box<Capabilities>>,
    /// Performance monitoring unit.
    #[xml(child, since = "1.2.12")]
    pub pmu: Option<State>,
    /// VMware I/O port, used among others by its mouse protocol.
    #[xml(child, since = "1.2.16")]
    pub vmport: Option<State>,
    /// Generic interrupt controller of Arm.
    #[xml(
        child,
        since = "1.2.16",
        default("hypervisor" = "qemu", "arch" = "aarch64" | "armv7l", "machine" = "virt*")
    )]
    pub gic: Option<Gic>,
    /// System Management Mode of x86.
    #[xml(child, since = "2.1.0", assigned("definition", "../os/@firmware" = "efi"))]
    pub smm: Option<Box<Smm>>,
    /// I/O APIC driver.
    #[xml(
        child,
        since = "3.4.0",
        default("hypervisor" = "qemu" | "kvm", "arch" = "x86_64" | "i686", "../devices/iommu/driver/@intremap" = "on"),
        implied("hypervisor" = "kvm", "arch" = "x86_64" | "i686"),
        dropped
    )]
    pub ioapic: Option<Ioapic>,
    /// Hash page table of pSeries guests.
    #[xml(child, since = "3.10.0", dropped)]
    pub hpt: Option<Box<Hpt>>,
    /// vmcoreinfo device, through which the guest kernel provides details for crash dumps.
    #[xml(child, since = "4.4.0")]
    pub vmcoreinfo: Option<State>,
    /// Transactional memory of pSeries guests.
    #[xml(child, since = "4.6.0")]
    pub htm: Option<State>,
    /// Nested hardware virtualization in pSeries guests.
    #[xml(child = "nested-hv", since = "4.10.0")]
    pub nested_hv: Option<State>,
    /// Action on access to unknown model-specific registers.
    #[xml(child, since = "5.1.0")]
    pub msrs: Option<Msrs>,
    /// Hardware-assisted count cache flush of pSeries guests.
    #[xml(child = "ccf-assist", since = "5.9.0")]
    pub ccf_assist: Option<State>,
    /// Features of Xen.
    #[xml(child, since = "6.3.0")]
    pub xen: Option<Box<Xen>>,
    /// Cache flush on privilege change, in pSeries guests.
    #[xml(child, since = "6.3.0")]
    pub cfpc: Option<Cfpc>,
    /// Speculation barrier after bounds checks, in pSeries guests.
    #[xml(child, since = "6.3.0")]
    pub sbbc: Option<Sbbc>,
    /// Indirect branch speculation, in pSeries guests.
    #[xml(child, since = "6.3.0")]
    pub ibs: Option<Ibs>,
    /// TCG, QEMU's emulation of CPUs.
    #[xml(child, since = "8.0.0")]
    pub tcg: Option<Box<Tcg>>,
    /// Asynchronous teardown of the guest's memory.
    #[xml(child = "async-teardown", since = "9.6.0")]
    pub async_teardown: Option<AsyncTeardown>,
    /// Reliability, availability and serviceability of Arm: reports host memory errors to the guest.
    #[xml(child, since = "10.4.0")]
    pub ras: Option<State>,
    /// PS/2 controller, for mouse and keyboard.
    #[xml(child, since = "10.7.0")]
    pub ps2: Option<State>,
    /// Advanced interrupt architecture of RISC-V guests.
    #[xml(child, since = "11.1.0", dropped)]
    pub aia: Option<Aia>,
    /// Virtualization extensions of the CPU of Arm guests.
    #[xml(flag, since = "12.1.0")]
    pub virtualization: bool,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Access to unknown model-specific registers: `<msrs>`.
///
/// ```xml
/// <msrs unknown='ignore'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Msrs {
    /// Action on access to an unknown register.
    #[xml(attr, required)]
    pub unknown: Option<UnknownMsr>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Action on access to unknown model-specific registers.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum UnknownMsr {
    /// Ignores the access.
    Ignore,
    /// Injects a fault into the guest.
    Fault,
    /// Any other keyword.
    Other(ThinStr),
}
