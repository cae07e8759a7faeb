//! What network interfaces and assigned devices of the host have in common.

use crate::types::{
    ALIAS_NAME, BURST_SIZE, IP_ADDR, IP_PREFIX, IPV4_ADDR, POSITIVE_INTEGER, SPEED, UINT8, UINT24, USB_ID, Uuid,
    VIRTUAL_PORT_PROFILE_ID, YesNo,
};
use crate::xml::{Datatype, Extra, KeywordDef, Term};
use crate::{Element, Keyword, ThinStr};

const ADDR_FAMILY: Datatype =
    Datatype { name: "addr-family", doc: "ipv4 or ipv6.", terms: &[Term::Pattern("(ipv4)|(ipv6)")] };

const TRUNK: Datatype = Datatype {
    name: "vlanTrunk",
    doc: "yes, or nothing.",
    terms: &[Term::Keyword(KeywordDef { name: "yes", doc: "It is a trunk.", since: None, later: &[] })],
};

const VLAN_ID: Datatype = Datatype {
    name: "vlanId",
    doc: "A whole number from 0 to 4095.",
    terms: &[Term::Integer { min: Some(0), max: Some(4095) }],
};

/// How an interface presents itself to the port of a switch: `<virtualport>`.
///
/// Without a type it may carry parameters of several; libvirt merges them with those of the network
/// when the domain starts.
///
/// ```xml
/// <virtualport type='openvswitch'>
///   <parameters interfaceid='5f2c8a3e-7d41-4a0b-9a66-0f5d1c2b3a49' profileid='web'/>
/// </virtualport>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "virtualport")]
pub struct VirtualPort {
    /// Kind of switch.
    #[xml(attr, later("0.10.0", "may be absent: that of the network counts"))]
    pub kind: Option<VirtualPortKind>,
    /// What the switch is told.
    #[xml(child, required_when("@type" = "midonet"))]
    pub parameters: Option<VirtualPortParameters>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Kind of switch that a virtual port belongs to.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum VirtualPortKind {
    /// A switch by IEEE 802.1Qbg (VEPA).
    #[xml(name = "802.1Qbg", since = "0.8.2")]
    Ieee8021Qbg,
    /// A switch by IEEE 802.1Qbh.
    #[xml(name = "802.1Qbh", since = "0.8.2")]
    Ieee8021Qbh,
    /// Open vSwitch.
    #[xml(name = "openvswitch", since = "0.9.11")]
    OpenVSwitch,
    /// MidoNet.
    #[xml(since = "1.2.13")]
    Midonet,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What a virtual port tells its switch: `<parameters>` of `<virtualport>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "parameters")]
pub struct VirtualPortParameters {
    /// Data base of the definitions (VSI manager) of 802.1Qbg; 0 is reserved.
    #[xml(attr, datatype = UINT8, when("../@type" = "802.1Qbg" | ""))]
    pub managerid: Option<u8>,
    /// Type of the network access (VSI type) of 802.1Qbg.
    #[xml(attr, datatype = UINT24, when("../@type" = "802.1Qbg" | ""))]
    pub typeid: Option<u32>,
    /// Version of that type.
    #[xml(attr, datatype = UINT8, when("../@type" = "802.1Qbg" | ""))]
    pub typeidversion: Option<u8>,
    /// This interface (VSI instance) in 802.1Qbg.
    #[xml(attr, when("../@type" = "802.1Qbg" | ""))]
    pub instanceid: Option<Uuid>,
    /// This interface in Open vSwitch, which gets a random one, or the port to bind in MidoNet.
    #[xml(attr, when("../@type" = "openvswitch" | "midonet" | ""), required_when("../@type" = "midonet"))]
    pub interfaceid: Option<Uuid>,
    /// Profile of the port, up to 39 characters.
    #[xml(attr, datatype = VIRTUAL_PORT_PROFILE_ID, when("../@type" = "802.1Qbh" | "openvswitch" | ""))]
    pub profileid: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Limits on the traffic of an interface: `<bandwidth>`.
///
/// ```xml
/// <bandwidth>
///   <inbound average='2000' peak='8000' burst='512'/>
///   <outbound average='500'/>
/// </bandwidth>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Bandwidth {
    /// Class that libvirt assigned on the bridge of a network; not for users.
    #[xml(attr = "classID", datatype = POSITIVE_INTEGER)]
    pub class_id: Option<u64>,
    /// Limits on what reaches the guest.
    #[xml(child)]
    pub inbound: Option<Rate>,
    /// Limits on what leaves the guest.
    #[xml(child)]
    pub outbound: Option<Rate>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Limits in one direction: `<inbound>` or `<outbound>` of `<bandwidth>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Rate {
    /// Rate that is kept in the long run, in kibibytes per second.
    #[xml(attr, datatype = SPEED)]
    pub average: Option<u64>,
    /// Greatest rate during a burst, in kibibytes per second.
    #[xml(attr, datatype = SPEED)]
    pub peak: Option<u64>,
    /// Rate that is guaranteed, in kibibytes per second; libvirt takes it for inbound traffic only.
    #[xml(attr, datatype = SPEED)]
    pub floor: Option<u64>,
    /// Kibibytes that one burst may carry at the peak rate.
    #[xml(attr, datatype = BURST_SIZE)]
    pub burst: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// VLANs of an interface, of which the guest sees nothing: `<vlan>`.
///
/// ```xml
/// <vlan trunk='yes'>
///   <tag id='7' nativeMode='untagged'/>
///   <tag id='12'/>
/// </vlan>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Vlan {
    /// Whether a single tag makes a trunk; several tags always do.
    #[xml(attr, datatype = TRUNK)]
    pub trunk: Option<YesNo>,
    /// The VLANs.
    #[xml(children, required)]
    pub tags: Vec<Tag>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// One VLAN: `<tag>` of `<vlan>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Tag {
    /// Number of the VLAN, up to 4095.
    #[xml(attr, required, datatype = VLAN_ID)]
    pub id: Option<u16>,
    /// Makes it the native VLAN of the trunk.
    #[xml(attr = "nativeMode", since = "1.1.0")]
    pub native_mode: Option<NativeMode>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// How the traffic of a native VLAN travels.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum NativeMode {
    /// With its tag.
    Tagged,
    /// Without a tag.
    Untagged,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Family of IP addresses.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum IpFamily {
    /// IPv4.
    Ipv4,
    /// IPv6.
    Ipv6,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// An IP address to set on a network device: `<ip>`.
///
/// ```xml
/// <ip address='10.20.30.40' family='ipv4' prefix='24'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Ip {
    /// The address.
    #[xml(attr, required, datatype = IP_ADDR)]
    pub address: Option<String>,
    /// Family of the address.
    #[xml(attr, datatype = ADDR_FAMILY)]
    pub family: Option<IpFamily>,
    /// Length of the network part in bits; without it that of the class for IPv4, 64 for IPv6.
    #[xml(attr, datatype = IP_PREFIX)]
    pub prefix: Option<u8>,
    /// Address of the far end, if the device joins just two ends.
    #[xml(attr, since = "2.1.0", datatype = IP_ADDR)]
    pub peer: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A route to set for a network device: `<route>`.
///
/// ```xml
/// <route family='ipv4' address='10.99.0.0' prefix='16' gateway='10.20.30.1'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(one_of("@netmask", "@prefix"))]
pub struct Route {
    /// Family of the addresses.
    #[xml(attr, datatype = ADDR_FAMILY)]
    pub family: Option<IpFamily>,
    /// Network to reach; without it the route is the default one.
    #[xml(attr, datatype = IP_ADDR)]
    pub address: Option<String>,
    /// Length of the network part in bits.
    #[xml(attr, datatype = IP_PREFIX)]
    pub prefix: Option<u8>,
    /// The network part as a mask, for IPv4.
    #[xml(attr, datatype = IPV4_ADDR)]
    pub netmask: Option<String>,
    /// Where packets for the network are sent.
    #[xml(attr, required, datatype = IP_ADDR)]
    pub gateway: Option<String>,
    /// Costs of the route; the cheapest is taken.
    #[xml(attr)]
    pub metric: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Joins two network devices of the guest to a team: `<teaming>`.
///
/// ```xml
/// <teaming type='transient' persistent='ua-uplink'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Teaming {
    /// Part that the device has in the team.
    #[xml(attr, required)]
    pub kind: Option<TeamingKind>,
    /// Alias of the persistent device of the team.
    #[xml(attr, datatype = ALIAS_NAME, when("@type" = "transient"), required_when("@type" = "transient"))]
    pub persistent: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Part that a device has in a team.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum TeamingKind {
    /// Always there.
    Persistent,
    /// Taken away for a migration and given back after it.
    Transient,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Vendor or product of a USB device of the host: `<vendor>` or `<product>`.
///
/// ```xml
/// <vendor id='0x1d6b'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct UsbId {
    /// The number.
    #[xml(attr, required, hex = 4, datatype = USB_ID)]
    pub id: Option<u16>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl From<u16> for UsbId {
    fn from(id: u16) -> Self {
        Self { id: Some(id), ..Self::default() }
    }
}
