//! Features of KVM.

use crate::Element;
use crate::shared::State;
use crate::types::OnOff;
use crate::xml::Extra;

/// Features of KVM: `<kvm>`.
///
/// ```xml
/// <kvm>
///   <hidden state='on'/>
///   <dirty-ring state='on' size='4096'/>
/// </kvm>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Kvm {
    /// Hiding of KVM's signature from the guest.
    #[xml(child, since = "1.2.8")]
    pub hidden: Option<State>,
    /// Hint to the guest that its virtual CPUs are dedicated.
    #[xml(child = "hint-dedicated", since = "5.7.0")]
    pub hint_dedicated: Option<State>,
    /// Guest-side polling before halt, for lower latency.
    #[xml(child = "poll-control", since = "6.10.0")]
    pub poll_control: Option<State>,
    /// Paravirtual inter-processor interrupts.
    #[xml(child = "pv-ipi", since = "7.10.0")]
    pub pv_ipi: Option<State>,
    /// Ring for the tracking of dirty pages.
    #[xml(child = "dirty-ring", since = "8.0.0")]
    pub dirty_ring: Option<DirtyRing>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Ring for the tracking of dirty pages: `<dirty-ring>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "dirty-ring")]
pub struct DirtyRing {
    /// Switches the feature.
    #[xml(attr, required)]
    pub state: Option<OnOff>,
    /// Number of entries of the ring of each virtual CPU: a power of 2 from 1024 to 65536.
    #[xml(attr)]
    pub size: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
