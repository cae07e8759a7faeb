//! The host's side of an interface: `<source>`.

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
    doc: "Mode of macvtap, or the part that libvirt has on a vhost-user socket.",
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

/// The host's side of an interface: `<source>`; which of its parts are legal depends on the type of the
/// interface.
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
    /// Switch of VMware.
    #[xml(attr, since = "8.7.0", when("../@type" = "vds"), required_when("../@type" = "vds"))]
    pub switchid: Option<Uuid>,
    /// Port: a UUID that libvirt reports of a running domain, or the number of a port of VMware.
    #[xml(attr, since = "5.1.0", when("../@type" = "network" | "bridge" | "direct" | "vds"))]
    pub portid: Option<PortId>,
    /// Port group of VMware.
    #[xml(attr, since = "8.7.0", when("../@type" = "vds"))]
    pub portgroupid: Option<ThinStr>,
    /// Connection of VMware.
    #[xml(attr, since = "8.7.0", when("../@type" = "vds"))]
    pub connectionid: Option<i64>,
    /// Name of a bridge of the host.
    #[xml(attr, datatype = BRIDGE, when("../@type" = "bridge" | "network"), required_when("../@type" = "bridge"))]
    pub bridge: Option<String>,
    /// Who keeps the bridge's table of MAC addresses.
    #[xml(attr = "macTableManager", since = "1.2.11", when("../@type" = "bridge" | "network"))]
    pub mac_table_manager: Option<MacTableManager>,
    /// Name of a network of the hypervisor.
    #[xml(attr, datatype = DEVICE_NAME, when("../@type" = "internal"), required_when("../@type" = "internal"))]
    pub name: Option<ThinStr>,
    /// Kind of the vhost-user socket.
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
    /// Mode of macvtap, or the part that the hypervisor has on a vhost-user socket.
    #[xml(
        attr,
        datatype = MODE,
        when("../@type" = "direct" | "vhostuser"),
        later("11.1.0", "may be absent with `vhostuser`"),
        later("0.9.2", "@mode" = "passthrough")
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
    /// Whether the assigned device was not there when the domain started; libvirt only reports it.
    #[xml(attr, when("../@type" = "hostdev"))]
    pub missing: Option<YesNo>,
    /// IP addresses of the host's side.
    #[xml(children, since = "2.1.0", when("../@type" = "ethernet"))]
    pub ips: Vec<Ip>,
    /// Routes of the host's side.
    #[xml(children, since = "2.1.0", when("../@type" = "ethernet"))]
    pub routes: Vec<Route>,
    /// What happens when the vhost-user socket breaks.
    #[xml(child, since = "4.1.0", when("../@type" = "vhostuser"))]
    pub reconnect: Option<Box<Reconnect>>,
    /// Address from which packets to the peer are sent.
    #[xml(child, since = "1.2.20", when("../@type" = "udp"), required_when("../@type" = "udp"))]
    pub local: Option<Box<Local>>,
    /// Vendor of an assigned USB device.
    #[xml(child, when("../@type" = "hostdev"))]
    pub vendor: Option<UsbId>,
    /// Product of an assigned USB device.
    #[xml(child, when("../@type" = "hostdev"))]
    pub product: Option<UsbId>,
    /// Where the assigned device sits in the host.
    #[xml(child = "address", when("../@type" = "hostdev"))]
    pub address_element: Option<Box<SourceAddress>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Who keeps a bridge's table of MAC addresses.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum MacTableManager {
    /// The kernel, by flooding and learning.
    Kernel,
    /// libvirt, which knows the addresses.
    Libvirt,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Kind of a vhost-user socket.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A Unix socket.
    Unix,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Mode of macvtap, or the part that the hypervisor has on a vhost-user socket.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// All packets go to the switch outside, which sends back what is for a guest of the same host;
    /// libvirt's default.
    Vepa,
    /// Guests of the same device reach each other directly.
    Bridge,
    /// Guests of the same device do not reach each other.
    Private,
    /// The device belongs to this guest alone.
    #[xml(since = "0.9.2")]
    Passthrough,
    /// The hypervisor listens on the socket.
    Server,
    /// The hypervisor connects to the socket; libvirt's default.
    Client,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// A port of a switch.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PortId {
    /// Port of a network of libvirt.
    Uuid(Uuid),
    /// Port of a switch of VMware.
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

/// Where packets to the peer are sent from: `<local>` of a `<source>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Local {
    /// IPv4 address of the host.
    #[xml(attr, required, datatype = IPV4_ADDR)]
    pub address: Option<String>,
    /// Port of the host.
    #[xml(attr, required, datatype = PORT_NUMBER)]
    pub port: Option<i32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Where an assigned device sits in the host: `<address>` of a `<source>`.
///
/// ```xml
/// <address type='pci' domain='0x0000' bus='0x3b' slot='0x0a' function='0x1'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address", one_of("@device", "@port"))]
pub struct SourceAddress {
    /// Kind of bus; absent beside a vendor and product.
    #[xml(attr)]
    pub kind: Option<AddressKind>,
    /// PCI domain.
    #[xml(attr, hex = 4, datatype = UINT32, when("@type" = "pci"))]
    pub domain: Option<u32>,
    /// PCI or USB bus.
    #[xml(attr, hex = 2, datatype = BUS, decimal_when("@type" = "usb" | ""), required_when("@type" = "usb" | ""))]
    pub bus: Option<u16>,
    /// PCI slot, up to 31.
    #[xml(attr, hex = 2, datatype = PCI_SLOT, when("@type" = "pci"))]
    pub slot: Option<u8>,
    /// PCI function, up to 7.
    #[xml(attr, hex = 1, datatype = PCI_FUNC, when("@type" = "pci"))]
    pub function: Option<u8>,
    /// Whether more functions of the PCI slot are in use.
    #[xml(attr, when("@type" = "pci"))]
    pub multifunction: Option<OnOff>,
    /// Number of a USB device; the host gives a new one whenever it is plugged in.
    #[xml(attr, datatype = USB_ADDR, when("@type" = "usb" | ""), required_when("@type" = "usb"))]
    pub device: Option<u32>,
    /// Port of a USB device, through hubs with dots: `1.2`.
    #[xml(attr, since = "11.8.0", datatype = USB_PORT, when("@type" = "usb" | ""))]
    pub port: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Kind of bus of an assigned device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum AddressKind {
    /// PCI.
    Pci,
    /// USB.
    Usb,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
