//! Where the host accounts the domain: `<resource>`.

use crate::Element;
use crate::types::ABS_FILE_PATH;
use crate::xml::{Datatype, Extra, Term};

const APPID: Datatype =
    Datatype { name: "appid", doc: "1 to 128 printable ASCII characters.", terms: &[Term::Pattern("[ -~]{1,128}")] };

/// Where the host accounts the domain: `<resource>`.
///
/// ```xml
/// <resource>
///   <partition>/machine/batch</partition>
///   <fibrechannel appid='guest-17'/>
/// </resource>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Resource {
    /// Absolute path of the resource partition (a control group), which must exist; the hypervisor's
    /// default one if it is not said.
    #[xml(value, since = "1.0.5", datatype = ABS_FILE_PATH)]
    pub partition: Option<String>,
    /// Identity of the domain in a Fibre Channel network.
    #[xml(child, since = "7.7.0")]
    pub fibrechannel: Option<Fibrechannel>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Identity of the domain in a Fibre Channel network: `<fibrechannel>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Fibrechannel {
    /// Up to 128 printable ASCII characters, from which the kernel makes the VMID.
    #[xml(attr, required, datatype = APPID)]
    pub appid: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Fibrechannel {
    /// The identity made from this text.
    pub fn new(appid: impl Into<String>) -> Self {
        Self { appid: Some(appid.into()), ..Self::default() }
    }
}
