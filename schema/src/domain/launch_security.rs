//! Protection of the guest from its host: `<launchSecurity>`.

mod sev;
mod tdx;

pub use sev::{Sev, SevSnp};
pub use tdx::{QuoteGenerationService, Tdx};

use crate::Element;
use crate::xml::Extra;

/// Protection of the guest from its host: `<launchSecurity>`, told apart by `type`.
///
/// ```xml
/// <launchSecurity type='sev'>
///   <policy>0x0003</policy>
/// </launchSecurity>
/// ```
#[derive(Element, Clone, Debug, PartialEq)]
#[xml(tag = "type", name = "launchSecurity")]
pub enum LaunchSecurity {
    /// Secure Encrypted Virtualization of AMD.
    #[xml(since = "4.4.0")]
    Sev(Sev),
    /// The same with Secure Nested Paging.
    #[xml(name = "sev-snp", since = "10.5.0")]
    SevSnp(SevSnp),
    /// Secure Execution of IBM Z.
    #[xml(name = "s390-pv", since = "7.6.0")]
    S390Pv(S390Pv),
    /// Trust Domain Extensions of Intel.
    #[xml(since = "11.6.0")]
    Tdx(Tdx),
    /// Of a type that libvirt does not know.
    #[xml(other)]
    Other(Other),
}

/// Secure Execution of IBM Z; it has no settings.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "launchSecurity")]
pub struct S390Pv {
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Of a type that libvirt does not know; the settings are kept.
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
