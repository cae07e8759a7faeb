//! Confidential computing: `<launchSecurity>`.

mod sev;
mod tdx;

pub use sev::{Sev, SevSnp};
pub use tdx::{QuoteGenerationService, Tdx};

use crate::Element;
use crate::xml::Extra;

/// Confidential computing, that is protection of the guest from its host: `<launchSecurity>`, by its `type`.
///
/// ```xml
/// <launchSecurity type='sev'>
///   <policy>0x0003</policy>
/// </launchSecurity>
/// ```
#[derive(Element, Clone, Debug, PartialEq)]
#[xml(tag = "type", name = "launchSecurity")]
pub enum LaunchSecurity {
    /// AMD Secure Encrypted Virtualization (SEV).
    #[xml(since = "4.4.0")]
    Sev(Sev),
    /// AMD SEV with Secure Nested Paging (SEV-SNP).
    #[xml(name = "sev-snp", since = "10.5.0")]
    SevSnp(SevSnp),
    /// IBM Secure Execution.
    #[xml(name = "s390-pv", since = "7.6.0")]
    S390Pv(S390Pv),
    /// Intel Trust Domain Extensions (TDX).
    #[xml(since = "11.6.0")]
    Tdx(Tdx),
    /// Any other type.
    #[xml(other)]
    Other(Other),
}

/// IBM Secure Execution; it has no settings.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "launchSecurity")]
pub struct S390Pv {
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Any other type; its settings are preserved.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "launchSecurity")]
pub struct Other {
    /// The type.
    #[xml(attr)]
    pub kind: Option<String>,
    /// The settings.
    #[xml(extra)]
    pub extra: Extra,
}
