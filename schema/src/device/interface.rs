//! Network interface: `<interface>`.

mod backend;
mod driver;
mod source;
mod traffic;

pub use backend::{Backend, BackendKind, PortForward, PortRange, Proto};
pub use driver::{Driver, DriverName, GuestOffloads, HostOffloads, TxMode};
pub use source::{AddressKind, Local, MacTableManager, Mode, PortId, Source, SourceAddress, SourceKind};
pub use traffic::{Coalesce, FilterRef, Frames, Link, LinkState, Mtu, Parameter, Port, Rx, Tune};

use crate::shared::network::{Bandwidth, Ip, Route, Teaming, VirtualPort, Vlan};
use crate::shared::{Acpi, Address, Alias, BackendDomain, Boot, Rom};
use crate::types::{DEVICE_NAME, FILE_PATH, MacAddress, YesNo};
use crate::xml::{Datatype, Extra, Term};
use crate::{Element, Keyword, ThinStr};

const MODEL: Datatype = Datatype {
    name: "interfaceModel",
    doc: "Letters, digits, `-` and `_`.",
    terms: &[Term::Pattern(r"[a-zA-Z0-9\-_]+")],
};

/// A network card of the guest and what it is connected to: `<interface>`.
///
/// In a running domain an interface of a network shows what the network gave it: its type is that of
/// the connection, and the source has `network` and `bridge` (or `dev`) at once.
///
/// ```xml
/// <interface type='network'>
///   <mac address='52:54:00:3c:91:0e'/>
///   <source network='lab'/>
///   <model type='virtio'/>
/// </interface>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Interface {
    /// What the interface is connected to.
    #[xml(attr, required)]
    pub kind: Option<Kind>,
    /// Whether libvirt takes the assigned device from the host and gives it back; libvirt takes `no` if
    /// it is not said.
    #[xml(attr, when("@type" = "hostdev"))]
    pub managed: Option<YesNo>,
    /// Whether the host follows the guest's changes of MAC address and filters; libvirt takes `no` if it
    /// is not said.
    #[xml(attr = "trustGuestRxFilters", since = "1.2.10")]
    pub trust_guest_rx_filters: Option<YesNo>,
    /// MAC address; libvirt makes one up if it is not said.
    #[xml(child)]
    pub mac: Option<Mac>,
    /// The host's side of the connection.
    #[xml(
        child,
        when(
            "@type" = "bridge"
                | "ethernet"
                | "vhostuser"
                | "network"
                | "direct"
                | "user"
                | "internal"
                | "mcast"
                | "client"
                | "udp"
                | "server"
                | "hostdev"
                | "vdpa"
                | "vds"
        ),
        required_when(
            "@type" = "network"
                | "direct"
                | "internal"
                | "mcast"
                | "client"
                | "udp"
                | "server"
                | "hostdev"
                | "vdpa"
                | "vds"
        )
    )]
    pub source: Option<Box<Source>>,
    /// VLANs of the connection.
    #[xml(
        child,
        since = "0.10.0",
        later("1.3.5", "@type" = "direct"),
        later("11.0.0", "may stand on bridges of Linux")
    )]
    pub vlan: Option<Box<Vlan>>,
    /// How it presents itself to the switch.
    #[xml(child, since = "0.8.2", when("@type" = "bridge" | "network" | "direct" | "hostdev"))]
    pub virtualport: Option<Box<VirtualPort>>,
    /// Limits on the traffic.
    #[xml(child, since = "0.9.4")]
    pub bandwidth: Option<Box<Bandwidth>>,
    /// Options of the bridge's port.
    #[xml(child, since = "6.1.0")]
    pub port: Option<Box<Port>>,
    /// IP addresses of the guest's side.
    #[xml(children, since = "1.2.12", later("3.8.0", "@type" = "user"))]
    pub ips: Vec<Ip>,
    /// Routes of the guest's side.
    #[xml(children, since = "1.2.12", later("12.2.0", "hypervisor" = "qemu"))]
    pub routes: Vec<Route>,
    /// Ports of the host that passt forwards to the guest.
    #[xml(children = "portForward", since = "9.0.0")]
    pub port_forwards: Vec<PortForward>,
    /// Program that sets the device up.
    #[xml(child, since = "0.2.1")]
    pub script: Option<Box<Script>>,
    /// Program that is run when the device is gone.
    #[xml(child, since = "6.4.0")]
    pub downscript: Option<Box<Script>>,
    /// Xen domain that drives the host's side.
    #[xml(child, since = "1.2.13")]
    pub backenddomain: Option<Box<BackendDomain>>,
    /// Device of the host to which the guest is tied.
    #[xml(child)]
    pub target: Option<Target>,
    /// Device in a container.
    #[xml(child, since = "1.2.7")]
    pub guest: Option<Box<Guest>>,
    /// The card that the guest sees.
    #[xml(child, later("11.1.0", "may be absent with `vhostuser`"))]
    pub model: Option<Model>,
    /// Options of the driver.
    #[xml(child, precedes("source", "@type" = "hostdev"))]
    pub driver: Option<Box<Driver>>,
    /// Options of the program or kernel device behind the interface.
    #[xml(child, since = "1.2.9")]
    pub backend: Option<Box<Backend>>,
    /// Filter of its traffic.
    #[xml(child, since = "0.8.0", later("0.9.3", "hypervisor" = "lxc"), later("10.1.0", "hypervisor" = "ch"))]
    pub filterref: Option<Box<FilterRef>>,
    /// Buffers of the host.
    #[xml(child, since = "0.8.8")]
    pub tune: Option<Tune>,
    /// Team of which it is part.
    #[xml(child, since = "6.1.0")]
    pub teaming: Option<Box<Teaming>>,
    /// Whether the cable is plugged in.
    #[xml(child, since = "0.9.5")]
    pub link: Option<Box<Link>>,
    /// Greatest size of a packet.
    #[xml(child, since = "3.1.0")]
    pub mtu: Option<Mtu>,
    /// How packets are gathered before an interrupt.
    #[xml(child, since = "3.3.0")]
    pub coalesce: Option<Box<Coalesce>>,
    /// Place in the boot order.
    #[xml(child, since = "0.8.8")]
    pub boot: Option<Boot>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// Option ROM.
    #[xml(child, since = "0.9.10")]
    pub rom: Option<Box<Rom>>,
    /// What ACPI tells the guest about the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Where the device sits.
    #[xml(child)]
    pub address: Option<Address>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Interface {
    /// An interface on a virtual network of libvirt.
    ///
    /// ```
    /// use domxml_schema::device::Interface;
    /// use domxml_schema::device::interface::{Mac, Model};
    /// use domxml_schema::types::MacAddress;
    ///
    /// let mut interface = Interface::network("lab");
    /// interface.mac = Some(Mac::new(MacAddress([0x52, 0x54, 0, 0x3c, 0x91, 0x0e])));
    /// interface.model = Some(Model::new("virtio"));
    /// assert_eq!(
    ///     interface.source.and_then(|source| source.network).as_deref(),
    ///     Some("lab"),
    /// );
    /// ```
    pub fn network(name: impl Into<String>) -> Self {
        Self::new(Kind::Network, Source { network: Some(name.into()), ..Source::default() })
    }

    /// An interface on a bridge of the host.
    ///
    /// ```
    /// use domxml_schema::Element;
    /// use domxml_schema::device::Interface;
    ///
    /// let xml = "<interface type='bridge'>\n  <source bridge='br0'/>\n</interface>\n";
    /// assert_eq!(Interface::bridge("br0").to_xml()?, xml);
    /// # Ok::<_, domxml_schema::xml::Error>(())
    /// ```
    pub fn bridge(name: impl Into<String>) -> Self {
        Self::new(Kind::Bridge, Source { bridge: Some(name.into()), ..Source::default() })
    }

    /// An interface that shares a network device of the host (macvtap).
    pub fn direct(dev: impl Into<String>, mode: Mode) -> Self {
        Self::new(Kind::Direct, Source { dev: Some(dev.into()), mode: Some(mode), ..Source::default() })
    }

    /// An interface behind a proxy that needs no privileges.
    pub fn user() -> Self {
        Self { kind: Some(Kind::User), ..Self::default() }
    }

    fn new(kind: Kind, source: Source) -> Self {
        Self { kind: Some(kind), source: Some(Box::new(source)), ..Self::default() }
    }
}

/// What an interface is connected to.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A virtual network of libvirt.
    Network,
    /// A bridge of the host.
    Bridge,
    /// A tap device that is set up outside of libvirt.
    Ethernet,
    /// A network device of the host, shared by macvtap.
    #[xml(since = "0.7.7")]
    Direct,
    /// A program of the host, by the vhost-user protocol.
    #[xml(name = "vhostuser", since = "1.2.7")]
    VhostUser,
    /// A proxy that needs no privileges: SLIRP or passt.
    User,
    /// A network inside of the hypervisor.
    Internal,
    /// A multicast group.
    Mcast,
    /// A TCP server to which this interface connects.
    Client,
    /// A TCP server that this interface is.
    Server,
    /// A peer, by UDP.
    #[xml(since = "1.2.20")]
    Udp,
    /// A device of the host that is assigned to the guest.
    #[xml(since = "0.9.11")]
    Hostdev,
    /// A vDPA device of the host.
    #[xml(since = "6.9.0")]
    Vdpa,
    /// Nothing.
    #[xml(since = "8.7.0")]
    Null,
    /// A distributed switch of VMware.
    #[xml(since = "8.7.0")]
    Vds,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// MAC address of an interface: `<mac>`.
///
/// ```xml
/// <mac address='52:54:00:3c:91:0e'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Mac {
    /// The address; that of one interface, not of a group.
    #[xml(attr, required)]
    pub address: Option<MacAddress>,
    /// Whether VMware made the address or the user.
    #[xml(attr, since = "6.6.0")]
    pub kind: Option<MacKind>,
    /// Whether VMware checks the address.
    #[xml(attr)]
    pub check: Option<YesNo>,
    /// The address that the guest has set since; libvirt only reports it.
    #[xml(attr = "currentAddress", since = "11.2.0")]
    pub current_address: Option<MacAddress>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Mac {
    /// This address.
    pub fn new(address: MacAddress) -> Self {
        Self { address: Some(address), ..Self::default() }
    }
}

/// Origin of a MAC address under VMware.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum MacKind {
    /// The hypervisor's.
    Generated,
    /// The user's; kept even if it is in a range that VMware reserves.
    Static,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// A program that libvirt runs: `<script>` or `<downscript>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Script {
    /// Path of the program.
    #[xml(attr, required, datatype = FILE_PATH)]
    pub path: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// The host's device of an interface: `<target>`.
///
/// ```xml
/// <target dev='tap-web' managed='no'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Name of the device; names that begin with `vnet`, `vif`, `macvtap` or `macvlan` are libvirt's.
    #[xml(attr, required, datatype = DEVICE_NAME)]
    pub dev: Option<String>,
    /// Whether libvirt sets the device up; libvirt takes `yes` if it is not said.
    #[xml(attr, since = "5.7.0")]
    pub managed: Option<YesNo>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// The device inside of a container: `<guest>` of an interface.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Guest {
    /// Name that it shall have.
    #[xml(attr, datatype = DEVICE_NAME)]
    pub dev: Option<String>,
    /// Name that it has.
    #[xml(attr, datatype = DEVICE_NAME)]
    pub actual: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// The card that the guest sees: `<model>` of an interface.
///
/// ```xml
/// <model type='e1000e'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Name of the model, such as `virtio` or `rtl8139`; libvirt hands unknown ones on.
    #[xml(
        attr,
        required,
        datatype = MODEL,
        later("5.2.0", "@type" = "virtio-transitional" | "virtio-non-transitional"),
        later("9.3.0", "@type" = "igb"),
        later("10.3.0", "@type" = "usb-net")
    )]
    pub kind: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Model {
    /// The model of this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { kind: Some(name.into()), ..Self::default() }
    }
}
