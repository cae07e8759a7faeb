//! Network settings shared by interfaces, assigned host devices and channels.

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
    terms: &[Term::Keyword(KeywordDef { name: "yes", doc: "VLAN trunk.", since: None, later: &[] })],
};

const VLAN_ID: Datatype = Datatype {
    name: "vlanId",
    doc: "A whole number from 0 to 4095.",
    terms: &[Term::Integer { min: Some(0), max: Some(4095) }],
};

/// Virtual port of an interface on a switch: `<virtualport>`.
///
/// If no type is given, it may have parameters of several types; libvirt merges them with those of the
/// network when the domain starts.
///
/// ```xml
/// <virtualport type='openvswitch'>
///   <parameters interfaceid='5f2c8a3e-7d41-4a0b-9a66-0f5d1c2b3a49' profileid='web'/>
/// </virtualport>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "virtualport")]
pub struct VirtualPort {
    /// Type of the switch.
    #[xml(
        attr,
        later("0.10.0", "may be absent: that of the network counts"),
        assigned("start", "../source/@network" = "!")
    )]
    pub kind: Option<VirtualPortKind>,
    /// Parameters of the port.
    #[xml(
        child,
        required_when("@type" = "midonet"),
        assigned("definition", "@type" = "openvswitch" | "802.1Qbg"),
        assigned("start", "../source/@network" = "!")
    )]
    pub parameters: Option<VirtualPortParameters>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Type of the switch of a virtual port.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum VirtualPortKind {
    /// IEEE 802.1Qbg (VEPA).
    #[xml(name = "802.1Qbg", since = "0.8.2")]
    Ieee8021Qbg,
    /// IEEE 802.1Qbh.
    #[xml(name = "802.1Qbh", since = "0.8.2")]
    Ieee8021Qbh,
    /// Open vSwitch.
    #[xml(name = "openvswitch", since = "0.9.11")]
    OpenVSwitch,
    /// MidoNet.
    #[xml(since = "1.2.13")]
    Midonet,
    /// Any other keyword.
    Other(ThinStr),
}

/// Parameters of a virtual port: `<parameters>` of `<virtualport>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "parameters")]
pub struct VirtualPortParameters {
    /// VSI manager ID (802.1Qbg), the database of the definitions; 0 is reserved.
    #[xml(attr, datatype = UINT8, when("../@type" = "802.1Qbg" | ""))]
    pub managerid: Option<u8>,
    /// VSI type ID (802.1Qbg).
    #[xml(attr, datatype = UINT24, when("../@type" = "802.1Qbg" | ""))]
    pub typeid: Option<u32>,
    /// VSI type ID version (802.1Qbg).
    #[xml(attr, datatype = UINT8, when("../@type" = "802.1Qbg" | ""))]
    pub typeidversion: Option<u8>,
    /// VSI instance ID (802.1Qbg), which identifies the interface.
    #[xml(attr, when("../@type" = "802.1Qbg" | ""), assigned("definition", "../@type" = "802.1Qbg"))]
    pub instanceid: Option<Uuid>,
    /// Interface ID in Open vSwitch, or the port to bind in MidoNet.
    #[xml(
        attr,
        when("../@type" = "openvswitch" | "midonet" | ""),
        required_when("../@type" = "midonet"),
        assigned("definition", "../@type" = "openvswitch")
    )]
    pub interfaceid: Option<Uuid>,
    /// Port profile, up to 39 characters.
    #[xml(attr, datatype = VIRTUAL_PORT_PROFILE_ID, when("../@type" = "802.1Qbh" | "openvswitch" | ""))]
    pub profileid: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Bandwidth limits of an interface: `<bandwidth>`.
///
/// ```xml
/// <bandwidth>
///   <inbound average='2000' peak='8000' burst='512'/>
///   <outbound average='500'/>
/// </bandwidth>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Bandwidth {
    /// Traffic class on the bridge of a network; assigned by libvirt, not for users.
    #[xml(attr = "classID", datatype = POSITIVE_INTEGER, assigned = "start")]
    pub class_id: Option<u64>,
    /// Limits on traffic to the guest.
    #[xml(child)]
    pub inbound: Option<Rate>,
    /// Limits on traffic from the guest.
    #[xml(child)]
    pub outbound: Option<Rate>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Bandwidth limits in one direction: `<inbound>` or `<outbound>` of `<bandwidth>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Rate {
    /// Average rate, in KiB/s.
    #[xml(attr, datatype = SPEED, unit = "KiB/s")]
    pub average: Option<u64>,
    /// Maximum rate during a burst, in KiB/s.
    #[xml(attr, datatype = SPEED, dropped = "0", unit = "KiB/s")]
    pub peak: Option<u64>,
    /// Guaranteed rate, in KiB/s; inbound traffic only.
    #[xml(attr, datatype = SPEED, dropped = "0", unit = "KiB/s")]
    pub floor: Option<u64>,
    /// Amount of data in a burst at the peak rate, in KiB.
    #[xml(attr, datatype = BURST_SIZE, dropped = "0", unit = "KiB")]
    pub burst: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// VLAN tags of an interface, transparent to the guest: `<vlan>`.
///
/// ```xml
/// <vlan trunk='yes'>
///   <tag id='7' nativeMode='untagged'/>
///   <tag id='12'/>
/// </vlan>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Vlan {
    /// Makes a VLAN trunk; always set if there are several tags.
    #[xml(attr, datatype = TRUNK, default("yes", "tag/@nativeMode" = "!"))]
    pub trunk: Option<YesNo>,
    /// VLAN tags.
    #[xml(children, required)]
    pub tags: Vec<Tag>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// A VLAN tag: `<tag>` of `<vlan>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("name", "@id"))]
pub struct Tag {
    /// VLAN ID, up to 4095.
    #[xml(attr, required, datatype = VLAN_ID)]
    pub id: Option<u16>,
    /// Makes it the native VLAN of the trunk.
    #[xml(attr = "nativeMode", since = "1.1.0")]
    pub native_mode: Option<NativeMode>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Tagging of the native VLAN.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum NativeMode {
    /// Packets are tagged.
    Tagged,
    /// Packets are untagged.
    Untagged,
    /// Any other keyword.
    Other(ThinStr),
}

/// Address family.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum IpFamily {
    /// IPv4.
    Ipv4,
    /// IPv6.
    Ipv6,
    /// Any other keyword.
    Other(ThinStr),
}

/// An IP address of a network device: `<ip>`.
///
/// ```xml
/// <ip address='10.20.30.40' family='ipv4' prefix='24'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("name", "@address"))]
pub struct Ip {
    /// IP address.
    #[xml(attr, required, datatype = IP_ADDR)]
    pub address: Option<String>,
    /// Family of the address.
    #[xml(attr, datatype = ADDR_FAMILY, assigned = "definition")]
    pub family: Option<IpFamily>,
    /// Length of the network prefix in bits; for IPv4 by default that of the address class.
    #[xml(attr, datatype = IP_PREFIX, implied("64", "@family" = "ipv6"))]
    pub prefix: Option<u8>,
    /// Address of the other end of a point-to-point link.
    #[xml(attr, since = "2.1.0", datatype = IP_ADDR)]
    pub peer: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// A route of a network device: `<route>`.
///
/// ```xml
/// <route family='ipv4' address='10.99.0.0' prefix='16' gateway='10.20.30.1'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(one_of("@netmask", "@prefix"), similar("name", "@family?", "@address?", "@prefix?", "@netmask?"))]
pub struct Route {
    /// Family of the addresses.
    #[xml(attr, datatype = ADDR_FAMILY, assigned = "definition")]
    pub family: Option<IpFamily>,
    /// Destination network; if absent, the route is the default route.
    #[xml(attr, datatype = IP_ADDR)]
    pub address: Option<String>,
    /// Length of the network prefix in bits.
    #[xml(attr, datatype = IP_PREFIX)]
    pub prefix: Option<u8>,
    /// Network mask (IPv4).
    #[xml(attr, datatype = IPV4_ADDR)]
    pub netmask: Option<String>,
    /// Address of the gateway.
    #[xml(attr, required, datatype = IP_ADDR)]
    pub gateway: Option<String>,
    /// Metric of the route; the lowest is preferred.
    #[xml(attr)]
    pub metric: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Role of a network device in a failover team of the guest: `<teaming>`.
///
/// ```xml
/// <teaming type='transient' persistent='ua-uplink'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Teaming {
    /// Role of the device.
    #[xml(attr, required)]
    pub kind: Option<TeamingKind>,
    /// Alias of the persistent device of the team.
    #[xml(attr, datatype = ALIAS_NAME, when("@type" = "transient"), required_when("@type" = "transient"))]
    pub persistent: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Role of a device in a failover team.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum TeamingKind {
    /// Standby device, which is always present.
    Persistent,
    /// Primary device, which is unplugged before a migration and plugged again afterwards.
    Transient,
    /// Any other keyword.
    Other(ThinStr),
}

/// Vendor ID or product ID of a USB device of the host: `<vendor>` or `<product>`.
///
/// ```xml
/// <vendor id='0x1d6b'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct UsbId {
    /// ID.
    #[xml(attr, required, hex = 4, datatype = USB_ID)]
    pub id: Option<u16>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl From<u16> for UsbId {
    fn from(id: u16) -> Self {
        Self { id: Some(id), ..Self::default() }
    }
}
