//! Behaviour of KVM.

use crate::Element;
use crate::shared::State;
use crate::types::OnOff;
use crate::xml::Extra;

/// Behaviour of KVM: `<kvm>`.
///
/// ```xml
/// <kvm>
///   <hidden state='on'/>
///   <dirty-ring state='on' size='4096'/>
/// </kvm>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Kvm {
    /// Whether KVM's signature is hidden from the guest.
    #[xml(child, since = "1.2.8")]
    pub hidden: Option<State>,
    /// Whether the guest may rely on CPUs of its own.
    #[xml(child = "hint-dedicated", since = "5.7.0")]
    pub hint_dedicated: Option<State>,
    /// Whether an idle guest polls a while before it halts, for shorter I/O.
    #[xml(child = "poll-control", since = "6.10.0")]
    pub poll_control: Option<State>,
    /// Whether interrupts between CPUs go through the hypervisor.
    #[xml(child = "pv-ipi", since = "7.10.0")]
    pub pv_ipi: Option<State>,
    /// Whether written pages are recorded in a ring.
    #[xml(child = "dirty-ring", since = "8.0.0")]
    pub dirty_ring: Option<DirtyRing>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Whether written pages are recorded in a ring: `<dirty-ring>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "dirty-ring")]
pub struct DirtyRing {
    /// Whether they are.
    #[xml(attr, required)]
    pub state: Option<OnOff>,
    /// Number of entries of each CPU's ring: a power of 2 from 1024 to 65536.
    #[xml(attr)]
    pub size: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
