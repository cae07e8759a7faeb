//! Intel Trust Domain Extensions (TDX).

use crate::Element;
use crate::types::{ABS_FILE_PATH, HEXUINT};
use crate::xml::Extra;

/// Intel Trust Domain Extensions (TDX).
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
    /// Guest policy: attributes of the trust domain, among them bit 0 (debugging from outside) and bit 28 (no exception
    /// for pending pages).
    #[xml(value, hex = 0, datatype = HEXUINT, implied = "0x0")]
    pub policy: Option<u64>,
    /// Id of a configuration that is not the owner's: SHA-384, base64.
    #[xml(value = "mrConfigId", since = "11.6.0")]
    pub mr_config_id: Option<String>,
    /// Id of the guest owner: SHA-384, base64.
    #[xml(value = "mrOwner", since = "11.6.0")]
    pub mr_owner: Option<String>,
    /// Id of the owner's configuration: SHA-384, base64.
    #[xml(value = "mrOwnerConfig", since = "11.6.0")]
    pub mr_owner_config: Option<String>,
    /// Quote generation service, needed for attestation.
    #[xml(child = "quoteGenerationService", since = "11.6.0")]
    pub quote_generation_service: Option<QuoteGenerationService>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Quote generation service, which signs a guest's reports: `<quoteGenerationService>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct QuoteGenerationService {
    /// Path of the socket of the service.
    #[xml(attr, datatype = ABS_FILE_PATH, implied = "/var/run/tdx-qgs/qgs.socket")]
    pub path: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
