//! Features of hypervisor and machine: `<features>`.

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

/// Features of hypervisor and machine: `<features>`.
///
/// A feature that is not there is off, or as the hypervisor has it by default.
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
    /// ACPI: power management, and above all the shutdown that a guest is asked for.
    #[xml(flag)]
    pub acpi: bool,
    /// Programmable interrupt controllers of x86.
    #[xml(child)]
    pub apic: Option<Apic>,
    /// Physical address extension: more than 4 GB of memory for guests of 32 bits.
    #[xml(flag)]
    pub pae: bool,
    /// Paging with help of the hardware; on if the hypervisor finds the hardware.
    #[xml(child)]
    pub hap: Option<State>,
    /// Xen's switch for the interfaces of Microsoft's hypervisor.
    #[xml(flag)]
    pub viridian: bool,
    /// A network name space of its own for a container, even without an interface.
    #[xml(flag)]
    pub privnet: bool,
    /// Interfaces of Microsoft's hypervisor, for Windows guests.
    #[xml(child, since = "1.0.0", later("11.3.0", "hypervisor" = "xen"))]
    pub hyperv: Option<Box<Hyperv>>,
    /// Behaviour of KVM.
    #[xml(child, since = "1.2.8")]
    pub kvm: Option<Box<Kvm>>,
    /// Spin locks that yield to the hypervisor.
    #[xml(child)]
    pub pvspinlock: Option<State>,
    /// Capabilities of the processes in a container.
    #[xml(child)]
    pub capabilities: Option<Box<Capabilities>>,
    /// Performance monitoring unit; on by default.
    #[xml(child, since = "1.2.12")]
    pub pmu: Option<State>,
    /// I/O port of VMware, which its mouse protocol uses; on by default.
    #[xml(child, since = "1.2.16")]
    pub vmport: Option<State>,
    /// Interrupt controller of Arm.
    #[xml(child, since = "1.2.16")]
    pub gic: Option<Gic>,
    /// System Management Mode of x86.
    #[xml(child, since = "2.1.0")]
    pub smm: Option<Box<Smm>>,
    /// Who emulates the I/O APIC.
    #[xml(child, since = "3.4.0")]
    pub ioapic: Option<Ioapic>,
    /// Hash page table of pSeries guests.
    #[xml(child, since = "3.10.0")]
    pub hpt: Option<Box<Hpt>>,
    /// A device with which a Linux guest leaves details for crash dumps.
    #[xml(child, since = "4.4.0")]
    pub vmcoreinfo: Option<State>,
    /// Transactional memory of pSeries guests.
    #[xml(child, since = "4.6.0")]
    pub htm: Option<State>,
    /// Whether a pSeries guest can run guests of its own with hardware support.
    #[xml(child = "nested-hv", since = "4.10.0")]
    pub nested_hv: Option<State>,
    /// What happens when the guest uses a model specific register that is not known.
    #[xml(child, since = "5.1.0")]
    pub msrs: Option<Msrs>,
    /// Count cache flush of pSeries guests, helped by hardware.
    #[xml(child = "ccf-assist", since = "5.9.0")]
    pub ccf_assist: Option<State>,
    /// Interfaces of Xen.
    #[xml(child, since = "6.3.0")]
    pub xen: Option<Box<Xen>>,
    /// Cache flush on change of privilege, in pSeries guests.
    #[xml(child, since = "6.3.0")]
    pub cfpc: Option<Cfpc>,
    /// Barrier to speculation past checks of bounds, in pSeries guests.
    #[xml(child, since = "6.3.0")]
    pub sbbc: Option<Sbbc>,
    /// Speculation of indirect branches, in pSeries guests.
    #[xml(child, since = "6.3.0")]
    pub ibs: Option<Ibs>,
    /// QEMU's emulation of CPUs.
    #[xml(child, since = "8.0.0")]
    pub tcg: Option<Box<Tcg>>,
    /// Whether a process of its own gives the memory back when the domain ends.
    #[xml(child = "async-teardown", since = "9.6.0")]
    pub async_teardown: Option<AsyncTeardown>,
    /// Whether Arm guests learn of memory errors of the host.
    #[xml(child, since = "10.4.0")]
    pub ras: Option<State>,
    /// The controller behind PS/2 mouse and keyboard.
    #[xml(child, since = "10.7.0")]
    pub ps2: Option<State>,
    /// Interrupt architecture of RISC-V guests.
    #[xml(child, since = "11.1.0")]
    pub aia: Option<Aia>,
    /// A CPU with virtualization extensions for Arm guests.
    #[xml(flag, since = "12.1.0")]
    pub virtualization: bool,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What happens when the guest uses a model specific register that is not known: `<msrs>`.
///
/// ```xml
/// <msrs unknown='ignore'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Msrs {
    /// What happens; `fault` if it is not said.
    #[xml(attr, required)]
    pub unknown: Option<UnknownMsr>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What happens when the guest uses a model specific register that is not known.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum UnknownMsr {
    /// Nothing.
    Ignore,
    /// The guest gets a fault.
    Fault,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
