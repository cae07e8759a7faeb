//! Features of Xen.

use crate::shared::State;
use crate::types::OnOff;
use crate::xml::{Datatype, Extra, Term};
use crate::{Element, Keyword, ThinStr};

const PASSTHROUGH_MODE: Datatype =
    Datatype { name: "passthroughMode", doc: "sync_pt or share_pt.", terms: &[Term::Pattern("(sync_pt|share_pt)")] };

/// Features of Xen: `<xen>`.
///
/// ```xml
/// <xen>
///   <e820_host state='on'/>
///   <passthrough state='on' mode='share_pt'/>
/// </xen>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Xen {
    /// Exposure of the host's e820 memory map to a paravirtual guest.
    #[xml(child, since = "6.3.0")]
    pub e820_host: Option<State>,
    /// IOMMU mappings for PCI passthrough.
    #[xml(child, since = "6.3.0")]
    pub passthrough: Option<Passthrough>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// IOMMU mappings for PCI passthrough: `<passthrough>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Passthrough {
    /// Switches PCI passthrough.
    #[xml(attr, required)]
    pub state: Option<OnOff>,
    /// Mode of the IOMMU page tables.
    #[xml(attr, datatype = PASSTHROUGH_MODE)]
    pub mode: Option<PassthroughMode>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Mode of the IOMMU page tables.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum PassthroughMode {
    /// Separate page tables, synchronized with those of the guest.
    #[xml(name = "sync_pt")]
    SyncPt,
    /// Page tables shared with the guest.
    #[xml(name = "share_pt")]
    SharePt,
    /// Any other keyword.
    Other(ThinStr),
}
