//! Hyper-V enlightenments.

use crate::shared::State;
use crate::types::OnOff;
use crate::xml::{Datatype, Extra, Term};
use crate::{Element, Keyword, ThinStr};

const VENDOR_ID: Datatype =
    Datatype { name: "vendorId", doc: "Up to 12 characters, no comma.", terms: &[Term::Pattern("[^,]{0,12}")] };

/// Hyper-V enlightenments, for Windows guests: `<hyperv>`.
///
/// ```xml
/// <hyperv mode='custom'>
///   <relaxed state='on'/>
///   <vapic state='on'/>
///   <spinlocks state='on' retries='8191'/>
/// </hyperv>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Hyperv {
    /// Selection of the enlightenments.
    #[xml(attr, since = "8.0.0", later("11.3.0", "hypervisor" = "xen"), default = "custom")]
    pub mode: Option<HypervMode>,
    /// Relaxed constraints on timers.
    #[xml(child, since = "1.0.0", when("@mode" = "custom" | "host-model" | ""), later("11.3.0", "hypervisor" = "xen"))]
    pub relaxed: Option<State>,
    /// Virtual APIC.
    #[xml(child, since = "1.1.0", when("@mode" = "custom" | "host-model" | ""), later("11.3.0", "hypervisor" = "xen"))]
    pub vapic: Option<State>,
    /// Spinlock support.
    #[xml(child, since = "1.1.0", when("@mode" = "custom" | "host-model" | ""))]
    pub spinlocks: Option<Spinlocks>,
    /// Virtual processor index.
    #[xml(child, since = "1.3.3", when("@mode" = "custom" | "host-model" | ""), later("11.3.0", "hypervisor" = "xen"))]
    pub vpindex: Option<State>,
    /// Run time of the virtual processor.
    #[xml(child, since = "1.3.3", when("@mode" = "custom" | "host-model" | ""))]
    pub runtime: Option<State>,
    /// Synthetic interrupt controller (SynIC).
    #[xml(child, since = "1.3.3", when("@mode" = "custom" | "host-model" | ""), later("11.3.0", "hypervisor" = "xen"))]
    pub synic: Option<State>,
    /// Timers of the SynIC.
    #[xml(child, since = "1.3.3", when("@mode" = "custom" | "host-model" | ""), later("11.3.0", "hypervisor" = "xen"))]
    pub stimer: Option<Stimer>,
    /// Reset through the hypervisor.
    #[xml(child, since = "1.3.3", when("@mode" = "custom" | "host-model" | ""))]
    pub reset: Option<State>,
    /// Vendor id of the hypervisor.
    #[xml(child, since = "1.3.3", when("@mode" = "custom" | "host-model" | ""))]
    pub vendor_id: Option<VendorId>,
    /// Frequencies of TSC and APIC timer.
    #[xml(child, since = "4.7.0", when("@mode" = "custom" | "host-model" | ""), later("11.3.0", "hypervisor" = "xen"))]
    pub frequencies: Option<State>,
    /// Reenlightenment: notification of the guest after migration.
    #[xml(child, since = "4.7.0", when("@mode" = "custom" | "host-model" | ""))]
    pub reenlightenment: Option<State>,
    /// TLB flush through the hypervisor.
    #[xml(child, since = "4.7.0", when("@mode" = "custom" | "host-model" | ""), later("11.3.0", "hypervisor" = "xen"))]
    pub tlbflush: Option<Tlbflush>,
    /// Inter-processor interrupts through the hypervisor.
    #[xml(child, since = "4.10.0", when("@mode" = "custom" | "host-model" | ""), later("11.3.0", "hypervisor" = "xen"))]
    pub ipi: Option<State>,
    /// Enlightened VMCS, for nested hypervisors.
    #[xml(child, since = "4.10.0", when("@mode" = "custom" | "host-model" | ""))]
    pub evmcs: Option<State>,
    /// SynIC together with hardware APIC virtualization.
    #[xml(child, since = "8.10.0", when("@mode" = "custom" | "host-model" | ""))]
    pub avic: Option<State>,
    /// Enlightened MSR bitmap, for nested hypervisors.
    #[xml(child, since = "10.7.0", when("@mode" = "custom" | "host-model" | ""))]
    pub emsr_bitmap: Option<State>,
    /// Hypercall input in XMM registers.
    #[xml(child, since = "10.7.0", when("@mode" = "custom" | "host-model" | ""))]
    pub xmm_input: Option<State>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Selection of Hyper-V enlightenments.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum HypervMode {
    /// Those listed.
    Custom,
    /// All that the hypervisor supports, even those unknown to libvirt; not safe for migration.
    #[xml(since = "8.0.0")]
    Passthrough,
    /// All that libvirt knows and the host supports at start, changed by those listed.
    #[xml(since = "11.9.0", later("12.1.0", "may stand with features"))]
    HostModel,
    /// Any other keyword.
    Other(ThinStr),
}

/// Spinlock support: `<spinlocks>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Spinlocks {
    /// Switches the enlightenment.
    #[xml(attr, required)]
    pub state: Option<OnOff>,
    /// Number of attempts before the hypervisor is notified: 4095 or more; 4294967295 means never.
    #[xml(
        attr,
        later("11.9.0", "may be absent, or be 4294967295 for never", "@retries" = "4294967295"),
        implied("4294967295", "@state" = "on")
    )]
    pub retries: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Timers of the SynIC: `<stimer>`.
///
/// ```xml
/// <stimer state='on'>
///   <direct state='on'/>
/// </stimer>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Stimer {
    /// Switches the enlightenment.
    #[xml(attr)]
    pub state: Option<OnOff>,
    /// Direct mode: expiration raises an interrupt instead of a message.
    #[xml(child, since = "5.7.0")]
    pub direct: Option<State>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// TLB flush through the hypervisor: `<tlbflush>`.
///
/// ```xml
/// <tlbflush state='on'>
///   <direct state='on'/>
///   <extended state='on'/>
/// </tlbflush>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Tlbflush {
    /// Switches the enlightenment.
    #[xml(attr)]
    pub state: Option<OnOff>,
    /// Direct TLB flush of nested guests.
    #[xml(child, since = "11.0.0")]
    pub direct: Option<State>,
    /// Extended hypercalls that flush parts of the address space.
    #[xml(child, since = "11.0.0")]
    pub extended: Option<State>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Vendor id of the hypervisor: `<vendor_id>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "vendor_id")]
pub struct VendorId {
    /// Switches the enlightenment.
    #[xml(attr, required)]
    pub state: Option<OnOff>,
    /// The vendor id, up to 12 characters.
    #[xml(attr, datatype = VENDOR_ID)]
    pub value: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
