//! What a pSeries guest is told of speculative execution.

use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Cache flush on change of privilege: `<cfpc>`.
///
/// ```xml
/// <cfpc value='workaround'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cfpc {
    /// How far the guest is safe.
    #[xml(attr, required)]
    pub value: Option<MitigationLevel>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Barrier to speculation past checks of bounds: `<sbbc>`.
///
/// ```xml
/// <sbbc value='workaround'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Sbbc {
    /// How far the guest is safe.
    #[xml(attr, required)]
    pub value: Option<MitigationLevel>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// How far a guest is safe from a flaw of the CPU.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum MitigationLevel {
    /// Not at all.
    Broken,
    /// By software.
    Workaround,
    /// By hardware.
    Fixed,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Speculation of indirect branches: `<ibs>`.
///
/// ```xml
/// <ibs value='fixed-na'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Ibs {
    /// How far the guest is safe.
    #[xml(attr, required)]
    pub value: Option<IbsLevel>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// How far a guest is safe from speculation of indirect branches.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum IbsLevel {
    /// Not at all.
    Broken,
    /// By flushing the count cache.
    Workaround,
    /// Indirect branches are serialized.
    FixedIbs,
    /// The count cache is off.
    FixedCcd,
    /// The hardware does not have the flaw.
    FixedNa,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
