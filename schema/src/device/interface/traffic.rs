//! Traffic of an interface: filter, buffers, link and packets.

use crate::types::{FILTER_PARAM_NAME, FILTER_PARAM_VALUE, NC_NAME, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Options of a bridge port: `<port>` of an interface.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Port {
    /// Isolates the port from other isolated ports of the bridge.
    #[xml(attr, implied = "no")]
    pub isolated: Option<YesNo>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Network filter of an interface: `<filterref>`.
///
/// ```xml
/// <filterref filter='no-spoofing'>
///   <parameter name='IP' value='10.20.30.40'/>
/// </filterref>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "filterref")]
pub struct FilterRef {
    /// Name of the filter.
    #[xml(attr, required, datatype = NC_NAME)]
    pub filter: Option<String>,
    /// Values for the variables of the filter.
    #[xml(children)]
    pub parameters: Vec<Parameter>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Value for a variable of a filter: `<parameter>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(similar("name", "@name", "@value"), similar("name", "@name"))]
pub struct Parameter {
    /// Name of the variable.
    #[xml(attr, required, datatype = FILTER_PARAM_NAME)]
    pub name: Option<String>,
    /// Value of the variable.
    #[xml(attr, required, datatype = FILTER_PARAM_VALUE)]
    pub value: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Tuning of the host device: `<tune>` of an interface.
///
/// ```xml
/// <tune>
///   <sndbuf>65536</sndbuf>
/// </tune>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Tune {
    /// Size of the send buffer of a tap device, in bytes; 0 is unlimited.
    #[xml(value, since = "0.8.8", unit = "bytes")]
    pub sndbuf: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Link state of an interface: `<link>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// State of the link.
    #[xml(attr, required, implied = "up")]
    pub state: Option<LinkState>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// State of the link of an interface.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkState {
    /// Connected.
    Up,
    /// Disconnected.
    Down,
    /// Any other keyword.
    Other(ThinStr),
}

/// Maximum transmission unit (MTU): `<mtu>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Mtu {
    /// MTU in bytes.
    #[xml(attr, required, unit = "bytes")]
    pub size: Option<u16>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Interrupt coalescing: `<coalesce>`.
///
/// ```xml
/// <coalesce>
///   <rx>
///     <frames max='16'/>
///   </rx>
/// </coalesce>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Coalesce {
    /// Coalescing of received packets.
    #[xml(child, dropped)]
    pub rx: Option<Rx>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Coalescing of received packets: `<rx>` of `<coalesce>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Rx {
    /// Limit on the number of packets.
    #[xml(child, dropped)]
    pub frames: Option<Frames>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Limit on the number of coalesced packets: `<frames>` of `<rx>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Frames {
    /// Maximum number of packets before an interrupt.
    #[xml(attr, unit = "frames", dropped = "0")]
    pub max: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
