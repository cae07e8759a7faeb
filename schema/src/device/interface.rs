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

/// A network interface of the guest and its connection: `<interface>`.
///
/// In the document of a running domain an interface of a network shows its actual connection: the type
/// may be that of the connection, and the source has both `network` and `bridge` (or `dev`).
///
/// ```xml
/// <interface type='network'>
///   <mac address='52:54:00:3c:91:0e'/>
///   <source network='lab'/>
///   <model type='virtio'/>
/// </interface>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("mac", "mac/@address", "teaming/@type?"), similar("form", "@type", "source/@*"))]
pub struct Interface {
    /// Type of the connection.
    #[xml(attr, required, default = "user")]
    pub kind: Option<Kind>,
    /// Lets libvirt detach the assigned device from the host and reattach it afterwards.
    #[xml(attr, when("@type" = "hostdev"), implied("no", "@type" = "hostdev"))]
    pub managed: Option<YesNo>,
    /// Lets the host follow the guest's changes of MAC address and receive filters.
    #[xml(attr = "trustGuestRxFilters", since = "1.2.10", implied = "no")]
    pub trust_guest_rx_filters: Option<YesNo>,
    /// MAC address of the interface.
    #[xml(child, assigned = "definition", merge = "first")]
    pub mac: Option<Mac>,
    /// Host side of the connection.
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
        ),
        merge = "first"
    )]
    pub source: Option<Box<Source>>,
    /// VLAN tags of the connection.
    #[xml(
        child,
        since = "0.10.0",
        later("1.3.5", "@type" = "direct"),
        later("11.0.0", "may stand on bridges of Linux"),
        assigned("start", "source/@network" = "!")
    )]
    pub vlan: Option<Box<Vlan>>,
    /// Virtual port on the switch.
    #[xml(
        child,
        since = "0.8.2",
        when("@type" = "bridge" | "network" | "direct" | "hostdev"),
        assigned("start", "source/@network" = "!")
    )]
    pub virtualport: Option<Box<VirtualPort>>,
    /// Bandwidth limits.
    #[xml(child, since = "0.9.4", dropped, assigned("start", "source/@network" = "!"))]
    pub bandwidth: Option<Box<Bandwidth>>,
    /// Options of the bridge port.
    #[xml(child, since = "6.1.0", implied)]
    pub port: Option<Box<Port>>,
    /// IP addresses on the guest side.
    #[xml(children, since = "1.2.12", later("3.8.0", "@type" = "user"))]
    pub ips: Vec<Ip>,
    /// Routes on the guest side.
    #[xml(children, since = "1.2.12", later("12.2.0", "hypervisor" = "qemu"))]
    pub routes: Vec<Route>,
    /// Host ports that passt forwards to the guest.
    #[xml(children = "portForward", since = "9.0.0")]
    pub port_forwards: Vec<PortForward>,
    /// Script that configures the host device.
    #[xml(child, since = "0.2.1")]
    pub script: Option<Box<Script>>,
    /// Script that runs when the host device is removed.
    #[xml(child, since = "6.4.0")]
    pub downscript: Option<Box<Script>>,
    /// Xen driver domain of the host side.
    #[xml(child, since = "1.2.13")]
    pub backenddomain: Option<Box<BackendDomain>>,
    /// Host device of the interface.
    #[xml(
        child,
        assigned("start", "target/@dev" = "" | "vnet*" | "vif*" | "macvtap*" | "macvlan*" | "testnet*")
    )]
    pub target: Option<Target>,
    /// Network device inside a container.
    #[xml(child, since = "1.2.7")]
    pub guest: Option<Box<Guest>>,
    /// Emulated network card.
    #[xml(
        child,
        later("11.1.0", "may be absent with `vhostuser`"),
        default("@type" = "!hostdev", "hypervisor" = "qemu" | "kvm" | "hvf"),
        merge = "first"
    )]
    pub model: Option<Model>,
    /// Options of the driver.
    #[xml(child, precedes("source", "@type" = "hostdev"), dropped)]
    pub driver: Option<Box<Driver>>,
    /// Options of the process or kernel device behind the interface.
    #[xml(child, since = "1.2.9")]
    pub backend: Option<Box<Backend>>,
    /// Network filter of the interface.
    #[xml(
        child,
        since = "0.8.0",
        later("0.9.3", "hypervisor" = "lxc"),
        later("10.1.0", "hypervisor" = "ch"),
        merge = "first"
    )]
    pub filterref: Option<Box<FilterRef>>,
    /// Tuning of the host device.
    #[xml(child, since = "0.8.8", dropped)]
    pub tune: Option<Tune>,
    /// Role of the interface in a failover team.
    #[xml(child, since = "6.1.0")]
    pub teaming: Option<Box<Teaming>>,
    /// Link state.
    #[xml(child, since = "0.9.5", implied)]
    pub link: Option<Box<Link>>,
    /// Maximum transmission unit (MTU).
    #[xml(child, since = "3.1.0")]
    pub mtu: Option<Mtu>,
    /// Interrupt coalescing.
    #[xml(child, since = "3.3.0", dropped)]
    pub coalesce: Option<Box<Coalesce>>,
    /// Boot order of the device.
    #[xml(child, since = "0.8.8")]
    pub boot: Option<Boot>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// Option ROM.
    #[xml(child, since = "0.9.10")]
    pub rom: Option<Box<Rom>>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0", dropped)]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Interface {
    /// Creates an interface on a virtual network of libvirt.
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

    /// Creates an interface on a bridge of the host.
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

    /// Creates an interface that shares a network device of the host (macvtap).
    pub fn direct(dev: impl Into<String>, mode: Mode) -> Self {
        Self::new(Kind::Direct, Source { dev: Some(dev.into()), mode: Some(mode), ..Source::default() })
    }

    /// Creates an interface on a user-mode network, which needs no privileges.
    pub fn user() -> Self {
        Self { kind: Some(Kind::User), ..Self::default() }
    }

    fn new(kind: Kind, source: Source) -> Self {
        Self { kind: Some(kind), source: Some(Box::new(source)), ..Self::default() }
    }
}

/// Type of the connection of an interface.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Virtual network of libvirt.
    Network,
    /// Bridge of the host.
    Bridge,
    /// Tap device that is configured outside of libvirt.
    Ethernet,
    /// Network device of the host, shared by macvtap.
    #[xml(since = "0.7.7")]
    Direct,
    /// Process of the host that uses the vhost-user protocol.
    #[xml(name = "vhostuser", since = "1.2.7")]
    VhostUser,
    /// User-mode network (SLIRP or passt), which needs no privileges.
    User,
    /// Network inside the hypervisor.
    Internal,
    /// Multicast group.
    Mcast,
    /// TCP server to which the interface connects.
    Client,
    /// TCP server to which other interfaces connect.
    Server,
    /// UDP tunnel to a peer.
    #[xml(since = "1.2.20")]
    Udp,
    /// Network device of the host, assigned to the guest.
    #[xml(since = "0.9.11")]
    Hostdev,
    /// vDPA device of the host.
    #[xml(since = "6.9.0")]
    Vdpa,
    /// No connection.
    #[xml(since = "8.7.0")]
    Null,
    /// VMware distributed switch.
    #[xml(since = "8.7.0")]
    Vds,
    /// Any other keyword.
    Other(ThinStr),
}

/// MAC address of an interface: `<mac>`.
///
/// ```xml
/// <mac address='52:54:00:3c:91:0e'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Mac {
    /// Unicast MAC address.
    #[xml(attr, required, assigned = "definition")]
    pub address: Option<MacAddress>,
    /// Origin of the address (VMware).
    #[xml(attr, since = "6.6.0")]
    pub kind: Option<MacKind>,
    /// Makes VMware check the address.
    #[xml(attr)]
    pub check: Option<YesNo>,
    /// Address that the guest OS currently uses; output only.
    #[xml(attr = "currentAddress", since = "11.2.0", assigned = "start", volatile = "guest")]
    pub current_address: Option<MacAddress>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Mac {
    /// Creates a `<mac>` with an address.
    pub fn new(address: MacAddress) -> Self {
        Self { address: Some(address), ..Self::default() }
    }
}

/// Origin of a MAC address (VMware).
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum MacKind {
    /// Generated by the hypervisor.
    Generated,
    /// Given by the user, even from a range that VMware reserves.
    Static,
    /// Any other keyword.
    Other(ThinStr),
}

/// A script that libvirt runs for an interface: `<script>` or `<downscript>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Script {
    /// Path of the script.
    #[xml(attr, required, datatype = FILE_PATH)]
    pub path: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Host device of an interface: `<target>`.
///
/// ```xml
/// <target dev='tap-web' managed='no'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Name of the device; names that begin with `vnet`, `vif`, `macvtap` or `macvlan` are generated by libvirt.
    #[xml(
        attr,
        required,
        datatype = DEVICE_NAME,
        assigned("start", "@dev" = "" | "vnet*" | "vif*" | "macvtap*" | "macvlan*" | "testnet*")
    )]
    pub dev: Option<String>,
    /// Lets libvirt configure the device.
    #[xml(attr, since = "5.7.0", implied("yes", "../@type" = "ethernet"))]
    pub managed: Option<YesNo>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Network device inside a container: `<guest>` of an interface.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Guest {
    /// Name of the device in the container.
    #[xml(attr, datatype = DEVICE_NAME)]
    pub dev: Option<String>,
    /// Actual name of the device; output only.
    #[xml(attr, datatype = DEVICE_NAME, assigned = "start")]
    pub actual: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Emulated network card: `<model>` of an interface.
///
/// ```xml
/// <model type='e1000e'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Name of the model, such as `virtio` or `rtl8139`; unknown names are passed to the hypervisor.
    #[xml(
        attr,
        required,
        datatype = MODEL,
        later("5.2.0", "@type" = "virtio-transitional" | "virtio-non-transitional"),
        later("9.3.0", "@type" = "igb"),
        later("10.3.0", "@type" = "usb-net"),
        default("virtio", "../@type" = "vhostuser" | "vdpa"),
        default("virtio", "../@type" = "!hostdev", "hypervisor" = "qemu" | "kvm" | "hvf", "arch" = "s390x"),
        default(
            "virtio", "../@type" = "!hostdev", "hypervisor" = "qemu" | "kvm" | "hvf",
            "arch" = "aarch64" | "armv7l" | "riscv64" | "loongarch64", "machine" = "virt*"
        ),
        default(
            "rtl8139", "../@type" = "!hostdev", "hypervisor" = "qemu" | "kvm" | "hvf",
            "arch" = "x86_64" | "i686" | "ppc64" | "ppc64le"
        )
    )]
    pub kind: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Model {
    /// Creates a model of a name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { kind: Some(name.into()), ..Self::default() }
    }
}
