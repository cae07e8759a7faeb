//! Backend of an interface: `<backend>` and `<portForward>`.

use crate::types::{ABS_FILE_PATH, DEVICE_NAME, DNS_NAME, IP_ADDR, PORT_NUMBER, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Process or kernel device behind an interface: `<backend>`.
///
/// ```xml
/// <backend type='passt' logFile='/run/user/1000/passt.log'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Backend {
    /// Type of the backend.
    #[xml(
        attr,
        since = "9.0.0",
        later("11.1.0", "../@type" = "vhostuser"),
        dropped("default", "../@type" = "user")
    )]
    pub kind: Option<BackendKind>,
    /// Path of the tap device, instead of `/dev/net/tun`.
    #[xml(attr, since = "1.2.9", datatype = ABS_FILE_PATH)]
    pub tap: Option<String>,
    /// Path of the vhost device, instead of `/dev/vhost-net`.
    #[xml(attr, since = "1.2.9", datatype = ABS_FILE_PATH)]
    pub vhost: Option<String>,
    /// Path of the log file of passt.
    #[xml(attr = "logFile", since = "9.0.0", datatype = ABS_FILE_PATH)]
    pub log_file: Option<String>,
    /// Host name that passt advertises to the guest.
    #[xml(attr, since = "11.8.0", datatype = DNS_NAME)]
    pub hostname: Option<String>,
    /// Fully qualified domain name that passt advertises to the guest.
    #[xml(attr, since = "11.8.0", datatype = DNS_NAME)]
    pub fqdn: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Type of the backend of an interface.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum BackendKind {
    /// Built-in backend of the hypervisor, such as SLIRP of QEMU.
    Default,
    /// passt.
    #[xml(since = "9.0.0")]
    Passt,
    /// Any other keyword.
    Other(ThinStr),
}

/// Host ports that passt forwards to the guest: `<portForward>`.
///
/// If no range is given, all ports are forwarded.
///
/// ```xml
/// <portForward proto='tcp' address='192.0.2.7'>
///   <range start='8000' end='8099' to='80'/>
///   <range start='8050' exclude='yes'/>
/// </portForward>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "portForward", similar("name", "@proto", "@address?", "@dev?"))]
pub struct PortForward {
    /// Protocol to forward.
    #[xml(attr, required)]
    pub proto: Option<Proto>,
    /// Host address; if given, only traffic to this address is forwarded.
    #[xml(attr, datatype = IP_ADDR)]
    pub address: Option<String>,
    /// Host device; if given, only traffic that arrives on this device is forwarded.
    #[xml(attr, datatype = DEVICE_NAME)]
    pub dev: Option<String>,
    /// Port ranges.
    #[xml(children)]
    pub ranges: Vec<PortRange>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Protocol of forwarded ports.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Proto {
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
    /// Any other keyword.
    Other(ThinStr),
}

/// A range of ports: `<range>` of `<portForward>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "range", identity("name", "@start"))]
pub struct PortRange {
    /// First port of the range.
    #[xml(attr, required, datatype = PORT_NUMBER)]
    pub start: Option<i32>,
    /// Last port of the range.
    #[xml(attr, datatype = PORT_NUMBER, implied = "@start")]
    pub end: Option<i32>,
    /// Guest port to which the first port is forwarded.
    #[xml(attr, datatype = PORT_NUMBER, implied = "@start")]
    pub to: Option<i32>,
    /// Excludes the range from forwarding.
    #[xml(attr, implied = "no")]
    pub exclude: Option<YesNo>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
