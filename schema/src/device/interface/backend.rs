//! What stands behind an interface: `<backend>` and `<portForward>`.

use crate::types::{ABS_FILE_PATH, DEVICE_NAME, DNS_NAME, IP_ADDR, PORT_NUMBER, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// The program or kernel device behind an interface: `<backend>`.
///
/// ```xml
/// <backend type='passt' logFile='/run/user/1000/passt.log'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Backend {
    /// The program.
    #[xml(attr, since = "9.0.0", later("11.1.0", "../@type" = "vhostuser"))]
    pub kind: Option<BackendKind>,
    /// Path of the tap device instead of `/dev/net/tun`.
    #[xml(attr, since = "1.2.9", datatype = ABS_FILE_PATH)]
    pub tap: Option<String>,
    /// Path of the vhost device instead of `/dev/vhost-net`.
    #[xml(attr, since = "1.2.9", datatype = ABS_FILE_PATH)]
    pub vhost: Option<String>,
    /// File to which passt writes its messages.
    #[xml(attr = "logFile", since = "9.0.0", datatype = ABS_FILE_PATH)]
    pub log_file: Option<String>,
    /// Host name that passt offers the guest.
    #[xml(attr, since = "11.8.0", datatype = DNS_NAME)]
    pub hostname: Option<String>,
    /// Full domain name that passt offers the guest.
    #[xml(attr, since = "11.8.0", datatype = DNS_NAME)]
    pub fqdn: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Program behind an interface.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum BackendKind {
    /// That of the hypervisor: SLIRP under QEMU.
    Default,
    /// passt.
    #[xml(since = "9.0.0")]
    Passt,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Ports of the host that passt forwards to the guest: `<portForward>`.
///
/// Without a range all ports are forwarded.
///
/// ```xml
/// <portForward proto='tcp' address='192.0.2.7'>
///   <range start='8000' end='8099' to='80'/>
///   <range start='8050' exclude='yes'/>
/// </portForward>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "portForward")]
pub struct PortForward {
    /// Protocol that is forwarded.
    #[xml(attr, required)]
    pub proto: Option<Proto>,
    /// Only what was sent to this address of the host.
    #[xml(attr, datatype = IP_ADDR)]
    pub address: Option<String>,
    /// Only what came in by this device of the host.
    #[xml(attr, datatype = DEVICE_NAME)]
    pub dev: Option<String>,
    /// The ports.
    #[xml(children)]
    pub ranges: Vec<PortRange>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Protocol whose ports are forwarded.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Proto {
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Successive ports: `<range>` of `<portForward>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "range")]
pub struct PortRange {
    /// First port.
    #[xml(attr, required, datatype = PORT_NUMBER)]
    pub start: Option<i32>,
    /// Last port; without it there is only the first.
    #[xml(attr, datatype = PORT_NUMBER)]
    pub end: Option<i32>,
    /// Port of the guest for the first one; without it the number stays.
    #[xml(attr, datatype = PORT_NUMBER)]
    pub to: Option<i32>,
    /// Whether these ports are exempt from forwarding.
    #[xml(attr)]
    pub exclude: Option<YesNo>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
