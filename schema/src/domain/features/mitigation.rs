//! Mitigations of speculative execution, as shown to pSeries guests.

use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Cache flush on privilege change: `<cfpc>`.
///
/// ```xml
/// <cfpc value='workaround'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cfpc {
    /// Level of the mitigation.
    #[xml(attr, required)]
    pub value: Option<MitigationLevel>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Speculation barrier after bounds checks: `<sbbc>`.
///
/// ```xml
/// <sbbc value='workaround'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Sbbc {
    /// Level of the mitigation.
    #[xml(attr, required)]
    pub value: Option<MitigationLevel>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Level of a mitigation.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum MitigationLevel {
    /// No mitigation.
    Broken,
    /// Mitigation in software.
    Workaround,
    /// Fix in hardware.
    Fixed,
    /// Any other keyword.
    Other(ThinStr),
}

/// Indirect branch speculation: `<ibs>`.
///
/// ```xml
/// <ibs value='fixed-na'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Ibs {
    /// Level of the mitigation.
    #[xml(attr, required)]
    pub value: Option<IbsLevel>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Level of the mitigation of indirect branch speculation.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum IbsLevel {
    /// No mitigation.
    Broken,
    /// Count cache flush.
    Workaround,
    /// Serialized indirect branches.
    FixedIbs,
    /// Disabled count cache.
    FixedCcd,
    /// Hardware that is not affected.
    FixedNa,
    /// Any other keyword.
    Other(ThinStr),
}
