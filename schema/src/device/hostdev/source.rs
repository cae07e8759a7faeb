//! Host devices as the host sees them: `<source>`.

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

/// Host device as the host sees it: `<source>`.
///
/// The kind of device determines the valid attributes and children.
///
/// ```xml
/// <source startupPolicy='optional'>
///   <vendor id='0x0951'/>
///   <product id='0x1666'/>
/// </source>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Policy for a USB device that is missing.
    #[xml(
        attr = "startupPolicy",
        since = "1.0.0",
        when("../@type" = "usb" | "pci"),
        implied("mandatory", "../@type" = "usb" | "pci")
    )]
    pub startup_policy: Option<StartupPolicy>,
    /// Handling of resets of a USB device by the guest.
    #[xml(attr = "guestReset", since = "8.6.0", when("../@type" = "usb"))]
    pub guest_reset: Option<GuestReset>,
    /// Makes Xen filter writes to the configuration space of a PCI device.
    #[xml(
        attr = "writeFiltering",
        since = "6.8.0",
        when("../@type" = "pci"),
        implied("yes", "../@type" = "pci", "hypervisor" = "xen")
    )]
    pub write_filtering: Option<YesNo>,
    /// Protocol of a SCSI device.
    #[xml(
        attr,
        since = "1.2.8",
        when("../@type" = "scsi" | "scsi_host"),
        required_when("../@type" = "scsi_host"),
        implied("adapter", "../@type" = "scsi")
    )]
    pub protocol: Option<Protocol>,
    /// Qualified name of an iSCSI target, followed by `/` and the LUN.
    #[xml(
        attr,
        since = "1.2.8",
        when("../@type" = "scsi", "@protocol" = "iscsi"),
        required_when("../@type" = "scsi", "@protocol" = "iscsi")
    )]
    pub name: Option<String>,
    /// World Wide Port Name of a vhost-scsi adapter, prefixed by `naa.`.
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
    /// Authentication for the iSCSI server.
    #[xml(child, since = "1.2.8", when("../@type" = "scsi", "@protocol" = "iscsi"))]
    pub auth: Option<Box<Auth>>,
    /// iSCSI initiator of the hypervisor.
    #[xml(child, since = "6.7.0", when("../@type" = "scsi", "@protocol" = "iscsi"))]
    pub initiator: Option<Box<InitiatorInfo>>,
    /// Vendor of a USB device.
    #[xml(child, when("../@type" = "usb"))]
    pub vendor: Option<UsbId>,
    /// Product of a USB device.
    #[xml(child, when("../@type" = "usb"))]
    pub product: Option<UsbId>,
    /// Host address of the device.
    #[xml(
        child,
        when("../@type" = "usb" | "pci" | "mdev"),
        when("../@type" = "scsi", "@protocol" = "adapter" | ""),
        required_when("../@type" = "pci" | "mdev"),
        required_when("../@type" = "scsi", "@protocol" = "adapter" | ""),
        assigned("start", "../@type" = "usb")
    )]
    pub address: Option<Box<SourceAddress>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Handling of resets of a USB device by the guest.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum GuestReset {
    /// Resets are ignored.
    Off,
    /// Resets are passed to the device until it is initialized.
    Uninitialized,
    /// All resets are passed to the device.
    On,
    /// Any other keyword.
    Other(ThinStr),
}

/// Protocol of a SCSI device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// Adapter of the host.
    Adapter,
    /// iSCSI.
    #[xml(since = "1.2.8")]
    Iscsi,
    /// vhost-scsi.
    #[xml(since = "2.5.0")]
    Vhost,
    /// Any other keyword.
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
    /// Name of the physical adapter of a virtual one.
    #[xml(attr, when("@type" = "fc_host"))]
    pub parent: Option<String>,
    /// World Wide Node Name of the physical adapter.
    #[xml(attr, datatype = WWN, when("@type" = "fc_host"))]
    pub parent_wwnn: Option<String>,
    /// World Wide Port Name of the physical adapter.
    #[xml(attr, datatype = WWN, when("@type" = "fc_host"))]
    pub parent_wwpn: Option<String>,
    /// World Wide Name of the fabric of the physical adapter.
    #[xml(attr, datatype = WWN, when("@type" = "fc_host"))]
    pub parent_fabric_wwn: Option<String>,
    /// Makes libvirt delete the virtual adapter when it is no longer used.
    #[xml(attr, when("@type" = "fc_host"))]
    pub managed: Option<YesNo>,
    /// World Wide Node Name of the virtual adapter.
    #[xml(attr, datatype = WWN, when("@type" = "fc_host"), required_when("@type" = "fc_host"))]
    pub wwnn: Option<String>,
    /// World Wide Port Name of the virtual adapter.
    #[xml(attr, datatype = WWN, when("@type" = "fc_host"), required_when("@type" = "fc_host"))]
    pub wwpn: Option<String>,
    /// PCI device of the adapter, instead of its name.
    #[xml(child, when("@type" = "scsi_host" | ""))]
    pub parentaddr: Option<ParentAddress>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Kind of a SCSI host bus adapter.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum AdapterKind {
    /// SCSI host.
    #[xml(name = "scsi_host")]
    ScsiHost,
    /// Virtual Fibre Channel host.
    #[xml(name = "fc_host")]
    FcHost,
    /// Any other keyword.
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
    /// Number that identifies the adapter among those of the device.
    #[xml(attr, datatype = POSITIVE_INTEGER)]
    pub unique_id: Option<u64>,
    /// Address of the device.
    #[xml(child, required)]
    pub address: Option<PciAddress>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// iSCSI server: `<host>` of a `<source>`.
///
/// ```xml
/// <host name='tapes.example.org' port='3260'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("name", "@name", "@port?"))]
pub struct Host {
    /// Name or address of the server.
    #[xml(attr, required)]
    pub name: Option<String>,
    /// Port of the server.
    #[xml(attr, datatype = PORT_NUMBER)]
    pub port: Option<i32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Host address of a device: `<address>` of a `<source>`.
///
/// The kind of device determines the coordinates.
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
    #[xml(
        attr,
        hex = 4,
        datatype = UINT32,
        when("../../@type" = "pci"),
        default("0x0000", "../../@type" = "pci")
    )]
    pub domain: Option<u32>,
    /// PCI, USB or SCSI bus.
    #[xml(
        attr,
        hex = 2,
        datatype = BUS,
        decimal_when("../../@type" = "usb" | "scsi"),
        when("../../@type" = "pci" | "usb" | "scsi"),
        required_when("../../@type" = "usb" | "scsi"),
        default("0x00", "../../@type" = "pci")
    )]
    pub bus: Option<u16>,
    /// PCI slot, up to 31.
    #[xml(
        attr,
        hex = 2,
        datatype = PCI_SLOT,
        when("../../@type" = "pci"),
        default("0x00", "../../@type" = "pci")
    )]
    pub slot: Option<u8>,
    /// PCI function, up to 7.
    #[xml(
        attr,
        hex = 1,
        datatype = PCI_FUNC,
        when("../../@type" = "pci"),
        default("0x0", "../../@type" = "pci")
    )]
    pub function: Option<u8>,
    /// Indicates that other functions of the PCI slot are in use.
    #[xml(attr, when("../../@type" = "pci"))]
    pub multifunction: Option<OnOff>,
    /// Device number on the USB bus; the host assigns a new one whenever the device is plugged in.
    #[xml(
        attr,
        datatype = USB_ADDR,
        when("../../@type" = "usb"),
        assigned("start", "../../@type" = "usb"),
        volatile("host", "../../@type" = "usb")
    )]
    pub device: Option<u32>,
    /// Port of a USB device, with dots for ports of hubs: `1.2`.
    #[xml(attr, since = "11.8.0", datatype = USB_PORT, when("../../@type" = "usb"))]
    pub port: Option<String>,
    /// SCSI target.
    #[xml(attr, datatype = DRIVE_SCSI_TARGET, when("../../@type" = "scsi"), required_when("../../@type" = "scsi"))]
    pub target: Option<u64>,
    /// SCSI unit, up to 18446744073709551615.
    #[xml(attr, datatype = DRIVE_SCSI_UNIT, when("../../@type" = "scsi"), required_when("../../@type" = "scsi"))]
    pub unit: Option<u128>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
