//! Trust Domain Extensions of Intel.

use crate::Element;
use crate::types::{ABS_FILE_PATH, HEXUINT};
use crate::xml::Extra;

/// Trust Domain Extensions of Intel.
///
/// ```xml
/// <launchSecurity type='tdx'>
///   <policy>0x10000000</policy>
///   <quoteGenerationService path='/var/run/tdx-qgs/qgs.socket'/>
/// </launchSecurity>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "launchSecurity")]
pub struct Tdx {
    /// What the host may do to the guest: the attributes of the trust domain, bit 0 (debugging from
    /// outside), bit 28 (no exception for pending pages).
    #[xml(value, hex = 0, datatype = HEXUINT)]
    pub policy: Option<u64>,
    /// Identity of a configuration that is not the owner's: SHA-384 in base64.
    #[xml(value = "mrConfigId", since = "11.6.0")]
    pub mr_config_id: Option<String>,
    /// Identity of the guest's owner: SHA-384 in base64.
    #[xml(value = "mrOwner", since = "11.6.0")]
    pub mr_owner: Option<String>,
    /// Identity of the owner's configuration: SHA-384 in base64.
    #[xml(value = "mrOwnerConfig", since = "11.6.0")]
    pub mr_owner_config: Option<String>,
    /// The service that signs the guest's reports; without it there is no attestation.
    #[xml(child = "quoteGenerationService", since = "11.6.0")]
    pub quote_generation_service: Option<QuoteGenerationService>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// The service that signs a guest's reports: `<quoteGenerationService>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct QuoteGenerationService {
    /// Path of its socket; `/var/run/tdx-qgs/qgs.socket` if it is not said.
    #[xml(attr, datatype = ABS_FILE_PATH)]
    pub path: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
