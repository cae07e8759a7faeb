//! Host side of an interface: `<source>`.

use crate::shared::network::{Ip, Route, UsbId};
use crate::shared::storage::Reconnect;
use crate::types::{
    ABS_FILE_PATH, DEVICE_NAME, IPV4_ADDR, OnOff, PCI_FUNC, PCI_SLOT, PORT_NUMBER, UINT32, USB_ADDR, USB_PORT, Uuid,
    YesNo,
};
use crate::xml::{Datatype, Extra, Format, KeywordDef, Term, Value};
use crate::{Element, Keyword, ThinStr};

const BRIDGE: Datatype = Datatype {
    name: "bridgeName",
    doc: r"Letters, digits, `_`, `.`, `-`, `\`, `:`, `/` and blanks.",
    terms: &[Term::Pattern(r"[a-zA-Z0-9_\.\-\\:/ ]*")],
};

const MODE: Datatype = Datatype {
    name: "bridgeMode",
    doc: "Mode of macvtap, or the role of the hypervisor on a vhost-user socket.",
    terms: &[
        Term::Pattern("(vepa|bridge|private|passthrough)"),
        Term::Keyword(KeywordDef {
            name: "server",
            doc: "The hypervisor listens on the socket.",
            since: None,
            later: &[],
        }),
        Term::Keyword(KeywordDef {
            name: "client",
            doc: "The hypervisor connects to the socket.",
            since: None,
            later: &[],
        }),
    ],
};

const BUS: Datatype = Datatype {
    name: "interfaceSourceBus",
    doc: "A PCI bus up to 255, or a USB bus of up to three digits.",
    terms: &[
        Term::Pattern("(0x)?[0-9a-fA-F]{1,3}"),
        Term::Pattern("0x[0-9a-fA-F]{1,2}"),
        Term::Integer { min: Some(0), max: Some(255) },
    ],
};

/// Host side of an interface: `<source>`; the allowed attributes and children depend on the type of the interface.
///
/// ```xml
/// <source dev='enp3s0' mode='bridge'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Name of a virtual network of libvirt.
    #[xml(attr, when("../@type" = "network" | "bridge" | "direct"), required_when("../@type" = "network"))]
    pub network: Option<String>,
    /// Port group of the network.
    #[xml(attr, since = "0.9.4", datatype = DEVICE_NAME, when("../@type" = "network" | "bridge" | "direct"))]
    pub portgroup: Option<ThinStr>,
    /// UUID of a VMware distributed switch.
    #[xml(attr, since = "8.7.0", when("../@type" = "vds"), required_when("../@type" = "vds"))]
    pub switchid: Option<Uuid>,
    /// Port: a UUID in the document of a running domain, or the number of a port of a VMware switch.
    #[xml(
        attr,
        since = "5.1.0",
        when("../@type" = "network" | "bridge" | "direct" | "vds"),
        assigned("start", "../@type" = "!vds"),
        volatile("libvirt", "../@type" = "!vds"),
        default("0", "../@type" = "vds")
    )]
    pub portid: Option<PortId>,
    /// Port group of a VMware switch.
    #[xml(attr, since = "8.7.0", when("../@type" = "vds"))]
    pub portgroupid: Option<ThinStr>,
    /// Connection of a VMware switch.
    #[xml(attr, since = "8.7.0", when("../@type" = "vds"), default("0", "../@type" = "vds"))]
    pub connectionid: Option<i64>,
    /// Name of a bridge of the host.
    #[xml(
        attr,
        datatype = BRIDGE,
        when("../@type" = "bridge" | "network"),
        required_when("../@type" = "bridge"),
        assigned("start", "@network" = "!")
    )]
    pub bridge: Option<String>,
    /// Manager of the bridge's MAC address table (forwarding database).
    #[xml(attr = "macTableManager", since = "1.2.11", when("../@type" = "bridge" | "network"))]
    pub mac_table_manager: Option<MacTableManager>,
    /// Name of a network of the hypervisor.
    #[xml(attr, datatype = DEVICE_NAME, when("../@type" = "internal"), required_when("../@type" = "internal"))]
    pub name: Option<ThinStr>,
    /// Type of the vhost-user socket.
    #[xml(attr, when("../@type" = "vhostuser"), later("11.1.0", "may be absent with `vhostuser`"))]
    pub kind: Option<SourceKind>,
    /// Path of the vhost-user socket.
    #[xml(attr, datatype = ABS_FILE_PATH, when("../@type" = "vhostuser"))]
    pub path: Option<ThinStr>,
    /// Network device of the host, or the path of a vDPA device.
    #[xml(
        attr,
        datatype = DEVICE_NAME,
        when("../@type" = "direct" | "user" | "vdpa" | "vhostuser"),
        required_when("../@type" = "direct" | "user" | "vdpa")
    )]
    pub dev: Option<String>,
    /// Mode of macvtap, or the role of the hypervisor on a vhost-user socket.
    #[xml(
        attr,
        datatype = MODE,
        when("../@type" = "direct" | "vhostuser"),
        later("11.1.0", "may be absent with `vhostuser`"),
        later("0.9.2", "@mode" = "passthrough"),
        default("vepa", "../@type" = "direct"),
        default("client", "../@type" = "vhostuser", "../backend/@type" = "!passt")
    )]
    pub mode: Option<Mode>,
    /// IPv4 address of the multicast group, the TCP server or the peer.
    #[xml(
        attr,
        datatype = IPV4_ADDR,
        when("../@type" = "mcast" | "client" | "udp" | "server"),
        required_when("../@type" = "mcast" | "client" | "udp")
    )]
    pub address: Option<ThinStr>,
    /// Port at that address.
    #[xml(
        attr,
        datatype = PORT_NUMBER,
        when("../@type" = "mcast" | "client" | "udp" | "server"),
        required_when("../@type" = "mcast" | "client" | "udp" | "server")
    )]
    pub port: Option<i32>,
    /// Marks an assigned device that was missing when the domain started; output only.
    #[xml(attr, when("../@type" = "hostdev"), assigned = "start")]
    pub missing: Option<YesNo>,
    /// IP addresses on the host side.
    #[xml(children, since = "2.1.0", when("../@type" = "ethernet"))]
    pub ips: Vec<Ip>,
    /// Routes on the host side.
    #[xml(children, since = "2.1.0", when("../@type" = "ethernet"))]
    pub routes: Vec<Route>,
    /// Reconnection when the vhost-user socket is closed.
    #[xml(child, since = "4.1.0", when("../@type" = "vhostuser"))]
    pub reconnect: Option<Box<Reconnect>>,
    /// Local end of a UDP tunnel.
    #[xml(child, since = "1.2.20", when("../@type" = "udp"), required_when("../@type" = "udp"))]
    pub local: Option<Box<Local>>,
    /// Vendor ID of an assigned USB device.
    #[xml(child, when("../@type" = "hostdev"))]
    pub vendor: Option<UsbId>,
    /// Product ID of an assigned USB device.
    #[xml(child, when("../@type" = "hostdev"))]
    pub product: Option<UsbId>,
    /// Host address of the assigned device.
    #[xml(child = "address", when("../@type" = "hostdev"))]
    pub address_element: Option<Box<SourceAddress>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Manager of a bridge's MAC address table (forwarding database).
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum MacTableManager {
    /// Kernel, by flooding and learning.
    Kernel,
    /// libvirt, from the configured addresses.
    Libvirt,
    /// Any other keyword.
    Other(ThinStr),
}

/// Type of a vhost-user socket.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// UNIX socket.
    Unix,
    /// Any other keyword.
    Other(ThinStr),
}

/// Mode of macvtap, or the role of the hypervisor on a vhost-user socket.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// VEPA: all packets go to the external switch, also between guests of the same host.
    Vepa,
    /// Bridge: guests on the same device reach each other directly.
    Bridge,
    /// Private: guests on the same device cannot reach each other.
    Private,
    /// Passthrough: the device belongs to this guest alone.
    #[xml(since = "0.9.2")]
    Passthrough,
    /// Server: the hypervisor listens on the socket.
    Server,
    /// Client: the hypervisor connects to the socket.
    Client,
    /// Any other keyword.
    Other(ThinStr),
}

/// A port of a switch.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PortId {
    /// Port of a network of libvirt.
    Uuid(Uuid),
    /// Port of a VMware switch.
    Number(i64),
}

impl Value for PortId {
    const DATATYPE: &'static Datatype = &Datatype {
        name: "portid",
        doc: "A UUID, or a whole number from -9223372036854775808 to 9223372036854775807.",
        terms: &[
            Uuid::DATATYPE.terms[0],
            Uuid::DATATYPE.terms[1],
            Term::Integer { min: Some(i64::MIN as i128), max: Some(i64::MAX as i128) },
        ],
    };

    fn read(text: &str) -> Option<Self> {
        Uuid::read(text).map(Self::Uuid).or_else(|| i64::read(text).map(Self::Number))
    }

    fn write(&self, out: &mut String, format: Format) {
        match self {
            Self::Uuid(uuid) => uuid.write(out, format),
            Self::Number(number) => number.write(out, format),
        }
    }
}

/// Local end of a UDP tunnel: `<local>` of a `<source>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Local {
    /// IPv4 address of the host.
    #[xml(attr, required, datatype = IPV4_ADDR)]
    pub address: Option<String>,
    /// Port of the host.
    #[xml(attr, required, datatype = PORT_NUMBER)]
    pub port: Option<i32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Host address of an assigned device: `<address>` of a `<source>`.
///
/// ```xml
/// <address type='pci' domain='0x0000' bus='0x3b' slot='0x0a' function='0x1'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address", one_of("@device", "@port"))]
pub struct SourceAddress {
    /// Type of the bus; absent if vendor and product are given.
    #[xml(attr, default("pci", "@device" = "", "@port" = ""))]
    pub kind: Option<AddressKind>,
    /// PCI domain.
    #[xml(attr, hex = 4, datatype = UINT32, when("@type" = "pci"), default("0x0000", "@slot" = "!"))]
    pub domain: Option<u32>,
    /// PCI or USB bus.
    #[xml(attr, hex = 2, datatype = BUS, decimal_when("@type" = "usb" | ""), required_when("@type" = "usb" | ""))]
    pub bus: Option<u16>,
    /// PCI slot, up to 31.
    #[xml(attr, hex = 2, datatype = PCI_SLOT, when("@type" = "pci"))]
    pub slot: Option<u8>,
    /// PCI function, up to 7.
    #[xml(attr, hex = 1, datatype = PCI_FUNC, when("@type" = "pci"), default("0x0", "@slot" = "!"))]
    pub function: Option<u8>,
    /// Marks function 0 of a PCI slot with several functions.
    #[xml(attr, when("@type" = "pci"))]
    pub multifunction: Option<OnOff>,
    /// Number of a USB device; changes whenever the device is plugged in.
    #[xml(attr, datatype = USB_ADDR, when("@type" = "usb" | ""), required_when("@type" = "usb"))]
    pub device: Option<u32>,
    /// Port of a USB device; ports of hubs are separated by dots: `1.2`.
    #[xml(attr, since = "11.8.0", datatype = USB_PORT, when("@type" = "usb" | ""))]
    pub port: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Type of the bus of an assigned device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum AddressKind {
    /// PCI.
    Pci,
    /// USB.
    Usb,
    /// Any other keyword.
    Other(ThinStr),
}
