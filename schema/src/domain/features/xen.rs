//! Interfaces of Xen.

use crate::shared::State;
use crate::types::OnOff;
use crate::xml::{Datatype, Extra, Term};
use crate::{Element, Keyword, ThinStr};

const PASSTHROUGH_MODE: Datatype =
    Datatype { name: "passthroughMode", doc: "sync_pt or share_pt.", terms: &[Term::Pattern("(sync_pt|share_pt)")] };

/// Interfaces of Xen: `<xen>`.
///
/// ```xml
/// <xen>
///   <e820_host state='on'/>
///   <passthrough state='on' mode='share_pt'/>
/// </xen>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Xen {
    /// Whether a paravirtual guest sees the host's memory map.
    #[xml(child, since = "6.3.0")]
    pub e820_host: Option<State>,
    /// Whether PCI devices of the host can be passed through.
    #[xml(child, since = "6.3.0")]
    pub passthrough: Option<Passthrough>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Whether PCI devices of the host can be passed through: `<passthrough>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Passthrough {
    /// Whether they can.
    #[xml(attr, required)]
    pub state: Option<OnOff>,
    /// How the IOMMU's page tables come about.
    #[xml(attr, datatype = PASSTHROUGH_MODE)]
    pub mode: Option<PassthroughMode>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// How the IOMMU's page tables come about.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum PassthroughMode {
    /// Kept in step with the guest's page tables.
    #[xml(name = "sync_pt")]
    SyncPt,
    /// The same as the guest's page tables.
    #[xml(name = "share_pt")]
    SharePt,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
