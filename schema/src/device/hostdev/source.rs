//! A device of the host as the host sees it: `<source>`.

use crate::shared::network::UsbId;
use crate::shared::storage::{Auth, InitiatorInfo, PciAddress, StartupPolicy};
use crate::types::{
    ABS_FILE_PATH, DEVICE_NAME, OnOff, PCI_FUNC, PCI_SLOT, PORT_NUMBER, POSITIVE_INTEGER, UINT32, USB_ADDR, USB_PORT,
    Uuid, WWN, YesNo,
};
use crate::xml::{Datatype, Extra, Term};
use crate::{Element, Keyword, ThinStr};

const BUS: Datatype = Datatype {
    name: "hostdevSourceBus",
    doc: "A PCI bus up to 255, a USB bus of up to three digits, or a SCSI bus of up to two.",
    terms: &[
        Term::Pattern("(0x)?[0-9a-fA-F]{1,3}"),
        Term::Pattern("0x[0-9a-fA-F]{1,2}"),
        Term::Pattern("[0-9]{1,2}"),
        Term::Integer { min: Some(0), max: Some(255) },
    ],
};

const DRIVE_SCSI_TARGET: Datatype =
    Datatype { name: "driveSCSITarget", doc: "A number of up to ten digits.", terms: &[Term::Pattern("[0-9]{1,10}")] };

const DRIVE_SCSI_UNIT: Datatype =
    Datatype { name: "driveSCSIUnit", doc: "A number of up to twenty digits.", terms: &[Term::Pattern("[0-9]{1,20}")] };

const NAA_WWPN: Datatype = Datatype {
    name: "vhostWwpn",
    doc: "A world wide port name: naa. and 16 hexadecimal digits.",
    terms: &[Term::Pattern(r"(naa\.)[0-9a-fA-F]{16}")],
};

/// A device of the host as the host sees it: `<source>`; which of its parts are legal depends on the
/// kind of the device.
///
/// ```xml
/// <source startupPolicy='optional'>
///   <vendor id='0x0951'/>
///   <product id='0x1666'/>
/// </source>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// What happens when a USB device is not there.
    #[xml(attr = "startupPolicy", since = "1.0.0", when("../@type" = "usb" | "pci"))]
    pub startup_policy: Option<StartupPolicy>,
    /// What happens when the guest resets a USB device.
    #[xml(attr = "guestReset", since = "8.6.0", when("../@type" = "usb"))]
    pub guest_reset: Option<GuestReset>,
    /// Whether Xen lets only safe values into the configuration of a PCI device; it does if it is not said.
    #[xml(attr = "writeFiltering", since = "6.8.0", when("../@type" = "pci"))]
    pub write_filtering: Option<YesNo>,
    /// How a SCSI device is reached.
    #[xml(attr, since = "1.2.8", when("../@type" = "scsi" | "scsi_host"), required_when("../@type" = "scsi_host"))]
    pub protocol: Option<Protocol>,
    /// Qualified name of an iSCSI target, with `/` and the unit behind it.
    #[xml(
        attr,
        since = "1.2.8",
        when("../@type" = "scsi", "@protocol" = "iscsi"),
        required_when("../@type" = "scsi", "@protocol" = "iscsi")
    )]
    pub name: Option<String>,
    /// World wide port name of a vhost-scsi adapter, behind `naa.`.
    #[xml(
        attr,
        since = "2.5.0",
        datatype = NAA_WWPN,
        when("../@type" = "scsi_host"),
        required_when("../@type" = "scsi_host")
    )]
    pub wwpn: Option<String>,
    /// Name of a network device.
    #[xml(value, since = "1.0.1", datatype = DEVICE_NAME, when("../@type" = "net"), required_when("../@type" = "net"))]
    pub interface: Option<String>,
    /// Path of a character device.
    #[xml(
        value,
        since = "1.0.1",
        datatype = ABS_FILE_PATH,
        when("../@type" = "misc"),
        required_when("../@type" = "misc")
    )]
    pub char: Option<String>,
    /// Path of a block device.
    #[xml(
        value,
        since = "1.0.1",
        datatype = ABS_FILE_PATH,
        when("../@type" = "storage"),
        required_when("../@type" = "storage")
    )]
    pub block: Option<String>,
    /// SCSI host bus adapter of the device.
    #[xml(
        child,
        when("../@type" = "scsi", "@protocol" = "adapter" | ""),
        required_when("../@type" = "scsi", "@protocol" = "adapter" | "")
    )]
    pub adapter: Option<Box<Adapter>>,
    /// iSCSI servers.
    #[xml(
        children,
        since = "1.2.8",
        when("../@type" = "scsi", "@protocol" = "iscsi"),
        required_when("../@type" = "scsi", "@protocol" = "iscsi")
    )]
    pub hosts: Vec<Host>,
    /// User and secret for the iSCSI server.
    #[xml(child, since = "1.2.8", when("../@type" = "scsi", "@protocol" = "iscsi"))]
    pub auth: Option<Box<Auth>>,
    /// Who the hypervisor is to the iSCSI server.
    #[xml(child, since = "6.7.0", when("../@type" = "scsi", "@protocol" = "iscsi"))]
    pub initiator: Option<Box<InitiatorInfo>>,
    /// Vendor of a USB device.
    #[xml(child, when("../@type" = "usb"))]
    pub vendor: Option<UsbId>,
    /// Product of a USB device.
    #[xml(child, when("../@type" = "usb"))]
    pub product: Option<UsbId>,
    /// Where the device sits in the host.
    #[xml(
        child,
        when("../@type" = "usb" | "pci" | "mdev"),
        when("../@type" = "scsi", "@protocol" = "adapter" | ""),
        required_when("../@type" = "pci" | "mdev"),
        required_when("../@type" = "scsi", "@protocol" = "adapter" | "")
    )]
    pub address: Option<Box<SourceAddress>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What happens when the guest resets a USB device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum GuestReset {
    /// Nothing.
    Off,
    /// It is reset unless the guest has set it up already.
    Uninitialized,
    /// It is reset every time.
    On,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// How a SCSI device is reached.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// By an adapter of the host; also if nothing is said.
    Adapter,
    /// By iSCSI.
    #[xml(since = "1.2.8")]
    Iscsi,
    /// By vhost-scsi.
    #[xml(since = "2.5.0")]
    Vhost,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// SCSI host bus adapter: `<adapter>`.
///
/// ```xml
/// <adapter name='scsi_host4'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(one_of("@name", "parentaddr"))]
pub struct Adapter {
    /// Kind of the adapter.
    #[xml(attr)]
    pub kind: Option<AdapterKind>,
    /// Name of the adapter, such as `scsi_host4`.
    #[xml(attr, when("@type" = "scsi_host" | ""))]
    pub name: Option<String>,
    /// Name of the physical adapter to which a virtual one belongs.
    #[xml(attr, when("@type" = "fc_host"))]
    pub parent: Option<String>,
    /// World wide node name of that adapter.
    #[xml(attr, datatype = WWN, when("@type" = "fc_host"))]
    pub parent_wwnn: Option<String>,
    /// World wide port name of that adapter.
    #[xml(attr, datatype = WWN, when("@type" = "fc_host"))]
    pub parent_wwpn: Option<String>,
    /// World wide name of the fabric to which that adapter is connected.
    #[xml(attr, datatype = WWN, when("@type" = "fc_host"))]
    pub parent_fabric_wwn: Option<String>,
    /// Whether libvirt removes the virtual adapter when it is done.
    #[xml(attr, when("@type" = "fc_host"))]
    pub managed: Option<YesNo>,
    /// World wide node name of the virtual adapter.
    #[xml(attr, datatype = WWN, when("@type" = "fc_host"), required_when("@type" = "fc_host"))]
    pub wwnn: Option<String>,
    /// World wide port name of the virtual adapter.
    #[xml(attr, datatype = WWN, when("@type" = "fc_host"), required_when("@type" = "fc_host"))]
    pub wwpn: Option<String>,
    /// PCI device of the adapter, instead of its name.
    #[xml(child, when("@type" = "scsi_host" | ""))]
    pub parentaddr: Option<ParentAddress>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Kind of a SCSI host bus adapter.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum AdapterKind {
    /// Any adapter.
    #[xml(name = "scsi_host")]
    ScsiHost,
    /// A virtual one of Fibre Channel.
    #[xml(name = "fc_host")]
    FcHost,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// PCI device of a SCSI host bus adapter: `<parentaddr>`.
///
/// ```xml
/// <parentaddr unique_id='2'>
///   <address domain='0x0000' bus='0x00' slot='0x1f' function='0x2'/>
/// </parentaddr>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "parentaddr")]
pub struct ParentAddress {
    /// Number that tells the adapters of the device apart.
    #[xml(attr, datatype = POSITIVE_INTEGER)]
    pub unique_id: Option<u64>,
    /// The device.
    #[xml(child, required)]
    pub address: Option<PciAddress>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// An iSCSI server: `<host>` of a `<source>`.
///
/// ```xml
/// <host name='tapes.example.org' port='3260'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Host {
    /// Name or address of the server.
    #[xml(attr, required)]
    pub name: Option<String>,
    /// Port of the server.
    #[xml(attr, datatype = PORT_NUMBER)]
    pub port: Option<i32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Where a device sits in the host: `<address>` of a `<source>`; the kind of the device says which
/// coordinates it has.
///
/// ```xml
/// <address bus='3' port='1.4'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address", one_of("@device", "@port"))]
pub struct SourceAddress {
    /// UUID of a mediated device.
    #[xml(attr, since = "3.2.0", when("../../@type" = "mdev"), required_when("../../@type" = "mdev"))]
    pub uuid: Option<Uuid>,
    /// PCI domain.
    #[xml(attr, hex = 4, datatype = UINT32, when("../../@type" = "pci"))]
    pub domain: Option<u32>,
    /// PCI, USB or SCSI bus.
    #[xml(
        attr,
        hex = 2,
        datatype = BUS,
        decimal_when("../../@type" = "usb" | "scsi"),
        when("../../@type" = "pci" | "usb" | "scsi"),
        required_when("../../@type" = "usb" | "scsi")
    )]
    pub bus: Option<u16>,
    /// PCI slot, up to 31.
    #[xml(attr, hex = 2, datatype = PCI_SLOT, when("../../@type" = "pci"))]
    pub slot: Option<u8>,
    /// PCI function, up to 7.
    #[xml(attr, hex = 1, datatype = PCI_FUNC, when("../../@type" = "pci"))]
    pub function: Option<u8>,
    /// Whether more functions of the PCI slot are in use.
    #[xml(attr, when("../../@type" = "pci"))]
    pub multifunction: Option<OnOff>,
    /// Number of a USB device; the host gives a new one whenever it is plugged in.
    #[xml(attr, datatype = USB_ADDR, when("../../@type" = "usb"))]
    pub device: Option<u32>,
    /// Port of a USB device, through hubs with dots: `1.2`.
    #[xml(attr, since = "11.8.0", datatype = USB_PORT, when("../../@type" = "usb"))]
    pub port: Option<String>,
    /// SCSI target.
    #[xml(attr, datatype = DRIVE_SCSI_TARGET, when("../../@type" = "scsi"), required_when("../../@type" = "scsi"))]
    pub target: Option<u64>,
    /// SCSI unit; libvirt takes up to 18446744073709551615.
    #[xml(attr, datatype = DRIVE_SCSI_UNIT, when("../../@type" = "scsi"), required_when("../../@type" = "scsi"))]
    pub unit: Option<u128>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
