//! How the traffic of an interface flows: filter, buffers, link, packets.

use crate::types::{FILTER_PARAM_NAME, FILTER_PARAM_VALUE, NC_NAME, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Options of a port of a bridge: `<port>` of an interface.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Port {
    /// Whether it exchanges no traffic with other isolated ports; libvirt takes `no` if it is not said.
    #[xml(attr)]
    pub isolated: Option<YesNo>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// The network filter of an interface: `<filterref>`.
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
    /// Values of the filter's variables.
    #[xml(children)]
    pub parameters: Vec<Parameter>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A value for a variable of a filter: `<parameter>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Parameter {
    /// Name of the variable.
    #[xml(attr, required, datatype = FILTER_PARAM_NAME)]
    pub name: Option<String>,
    /// The value.
    #[xml(attr, required, datatype = FILTER_PARAM_VALUE)]
    pub value: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Buffers of the host: `<tune>` of an interface.
///
/// ```xml
/// <tune>
///   <sndbuf>65536</sndbuf>
/// </tune>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Tune {
    /// Size of the send buffer of a tap device, in bytes.
    #[xml(value, since = "0.8.8")]
    pub sndbuf: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// The cable of an interface: `<link>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// Whether it is plugged in.
    #[xml(attr, required)]
    pub state: Option<LinkState>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Whether the cable of an interface is plugged in.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkState {
    /// Plugged in; libvirt's default.
    Up,
    /// Unplugged.
    Down,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Greatest size of a packet: `<mtu>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Mtu {
    /// The size in bytes.
    #[xml(attr, required)]
    pub size: Option<u16>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// How packets are gathered before an interrupt: `<coalesce>`.
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
    /// Packets that come in.
    #[xml(child)]
    pub rx: Option<Rx>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// How incoming packets are gathered: `<rx>` of `<coalesce>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Rx {
    /// Number of packets.
    #[xml(child)]
    pub frames: Option<Frames>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Number of packets that are gathered: `<frames>` of `<rx>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Frames {
    /// Greatest number before an interrupt.
    #[xml(attr)]
    pub max: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
