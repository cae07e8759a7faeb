//! Interfaces of Microsoft's hypervisor.

use crate::shared::State;
use crate::types::OnOff;
use crate::xml::{Datatype, Extra, Term};
use crate::{Element, Keyword, ThinStr};

const VENDOR_ID: Datatype =
    Datatype { name: "vendorId", doc: "Up to 12 characters, no comma.", terms: &[Term::Pattern("[^,]{0,12}")] };

/// Interfaces of Microsoft's hypervisor, for Windows guests: `<hyperv>`.
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
    /// Who decides what there is; `custom` if it is not said.
    #[xml(attr, since = "8.0.0", later("11.3.0", "hypervisor" = "xen"))]
    pub mode: Option<HypervMode>,
    /// Whether timers are watched less strictly.
    #[xml(child, since = "1.0.0", when("@mode" = "custom" | "host-model" | ""), later("11.3.0", "hypervisor" = "xen"))]
    pub relaxed: Option<State>,
    /// Whether there is a virtual APIC.
    #[xml(child, since = "1.1.0", when("@mode" = "custom" | "host-model" | ""), later("11.3.0", "hypervisor" = "xen"))]
    pub vapic: Option<State>,
    /// Whether waiting for a spin lock is told to the hypervisor.
    #[xml(child, since = "1.1.0", when("@mode" = "custom" | "host-model" | ""))]
    pub spinlocks: Option<Spinlocks>,
    /// Whether the guest can read the index of its virtual processor.
    #[xml(child, since = "1.3.3", when("@mode" = "custom" | "host-model" | ""), later("11.3.0", "hypervisor" = "xen"))]
    pub vpindex: Option<State>,
    /// Whether the guest can read how long its virtual processor ran.
    #[xml(child, since = "1.3.3", when("@mode" = "custom" | "host-model" | ""))]
    pub runtime: Option<State>,
    /// Whether there is a synthetic interrupt controller.
    #[xml(child, since = "1.3.3", when("@mode" = "custom" | "host-model" | ""), later("11.3.0", "hypervisor" = "xen"))]
    pub synic: Option<State>,
    /// Whether this controller has timers.
    #[xml(child, since = "1.3.3", when("@mode" = "custom" | "host-model" | ""), later("11.3.0", "hypervisor" = "xen"))]
    pub stimer: Option<Stimer>,
    /// Whether the guest can reset through the hypervisor.
    #[xml(child, since = "1.3.3", when("@mode" = "custom" | "host-model" | ""))]
    pub reset: Option<State>,
    /// Whether the hypervisor shows a vendor of its own.
    #[xml(child, since = "1.3.3", when("@mode" = "custom" | "host-model" | ""))]
    pub vendor_id: Option<VendorId>,
    /// Whether the guest can read the frequencies of clocks.
    #[xml(child, since = "4.7.0", when("@mode" = "custom" | "host-model" | ""), later("11.3.0", "hypervisor" = "xen"))]
    pub frequencies: Option<State>,
    /// Whether the guest is told that it was migrated.
    #[xml(child, since = "4.7.0", when("@mode" = "custom" | "host-model" | ""))]
    pub reenlightenment: Option<State>,
    /// Whether the guest can flush address caches through the hypervisor.
    #[xml(child, since = "4.7.0", when("@mode" = "custom" | "host-model" | ""), later("11.3.0", "hypervisor" = "xen"))]
    pub tlbflush: Option<Tlbflush>,
    /// Whether interrupts between CPUs go through the hypervisor.
    #[xml(child, since = "4.10.0", when("@mode" = "custom" | "host-model" | ""), later("11.3.0", "hypervisor" = "xen"))]
    pub ipi: Option<State>,
    /// Whether a hypervisor in the guest can use enlightened control structures.
    #[xml(child, since = "4.10.0", when("@mode" = "custom" | "host-model" | ""))]
    pub evmcs: Option<State>,
    /// Whether the synthetic controller works along with hardware support of the APIC.
    #[xml(child, since = "8.10.0", when("@mode" = "custom" | "host-model" | ""))]
    pub avic: Option<State>,
    /// Whether a hypervisor in the guest avoids needless updates of register bitmaps.
    #[xml(child, since = "10.7.0", when("@mode" = "custom" | "host-model" | ""))]
    pub emsr_bitmap: Option<State>,
    /// Whether calls to the hypervisor can pass arguments in XMM registers.
    #[xml(child, since = "10.7.0", when("@mode" = "custom" | "host-model" | ""))]
    pub xmm_input: Option<State>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Who decides which interfaces of Microsoft's hypervisor there are.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum HypervMode {
    /// The document.
    Custom,
    /// The hypervisor: all it has, those included that libvirt does not know. Migration is not safe.
    #[xml(since = "8.0.0")]
    Passthrough,
    /// libvirt at start: all it knows that the hypervisor has, apart from those in the document.
    #[xml(since = "11.9.0", later("12.1.0", "may stand with features"))]
    HostModel,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Whether waiting for a spin lock is told to the hypervisor: `<spinlocks>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Spinlocks {
    /// Whether it is.
    #[xml(attr, required)]
    pub state: Option<OnOff>,
    /// After how many attempts it is, 4095 or more; 4294967295, also if it is not said, for never.
    #[xml(attr, later("11.9.0", "may be absent, or be 4294967295 for never", "@retries" = "4294967295"))]
    pub retries: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Whether the synthetic interrupt controller has timers: `<stimer>`.
///
/// ```xml
/// <stimer state='on'>
///   <direct state='on'/>
/// </stimer>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Stimer {
    /// Whether it has.
    #[xml(attr)]
    pub state: Option<OnOff>,
    /// Whether they can raise an interrupt without a message.
    #[xml(child, since = "5.7.0")]
    pub direct: Option<State>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Whether the guest can flush address caches through the hypervisor: `<tlbflush>`.
///
/// ```xml
/// <tlbflush state='on'>
///   <direct state='on'/>
///   <extended state='on'/>
/// </tlbflush>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Tlbflush {
    /// Whether it can.
    #[xml(attr)]
    pub state: Option<OnOff>,
    /// Whether a guest of the guest can do it past its own hypervisor.
    #[xml(child, since = "11.0.0")]
    pub direct: Option<State>,
    /// Whether it can name parts of the address space.
    #[xml(child, since = "11.0.0")]
    pub extended: Option<State>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Whether the hypervisor shows a vendor of its own: `<vendor_id>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "vendor_id")]
pub struct VendorId {
    /// Whether it does.
    #[xml(attr, required)]
    pub state: Option<OnOff>,
    /// The vendor, up to 12 characters.
    #[xml(attr, datatype = VENDOR_ID)]
    pub value: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
