//! Resource partition of the domain: `<resource>`.

use crate::Element;
use crate::types::ABS_FILE_PATH;
use crate::xml::{Datatype, Extra, Term};

const APPID: Datatype =
    Datatype { name: "appid", doc: "1 to 128 printable ASCII characters.", terms: &[Term::Pattern("[ -~]{1,128}")] };

/// Resource partition of the domain: `<resource>`.
///
/// ```xml
/// <resource>
///   <partition>/machine/batch</partition>
///   <fibrechannel appid='guest-17'/>
/// </resource>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Resource {
    /// Absolute path of the resource partition (a control group), which must exist; the hypervisor's default if absent.
    #[xml(value, since = "1.0.5", datatype = ABS_FILE_PATH)]
    pub partition: Option<String>,
    /// Fibre Channel identity of the domain.
    #[xml(child, since = "7.7.0")]
    pub fibrechannel: Option<Fibrechannel>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Fibre Channel identity of the domain: `<fibrechannel>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Fibrechannel {
    /// Application id, up to 128 printable ASCII characters, from which the kernel creates the VMID.
    #[xml(attr, required, datatype = APPID)]
    pub appid: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Fibrechannel {
    /// Creates an identity from an application id.
    pub fn new(appid: impl Into<String>) -> Self {
        Self { appid: Some(appid.into()), ..Self::default() }
    }
}
