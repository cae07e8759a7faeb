//! Guest addresses of devices: `<address>`.

use crate::Element;
use crate::types::{
    CCID_SLOT, CCW_CSSID_RANGE, CCW_DEVNO_RANGE, CCW_SSID_RANGE, DRIVE_BUS, DRIVE_CONTROLLER, DRIVE_TARGET, DRIVE_UNIT,
    HEXUINT, OnOff, PCI_FUNC, PCI_SLOT, SPAPR_VIO_REG, UINT8, UINT16, UINT32, USB_ADDR, USB_PORT, VIRTIO_SERIAL_PORT,
};
use crate::xml::{Datatype, Extra, Term};

const ISA_IOBASE: Datatype = Datatype {
    name: "isaIobase",
    doc: "0x and up to four hexadecimal digits.",
    terms: &[Term::Pattern("0x[a-fA-F0-9]{1,4}")],
};

const ISA_IRQ: Datatype =
    Datatype { name: "isaIrq", doc: "0x and one hexadecimal digit.", terms: &[Term::Pattern("0x[a-fA-F0-9]")] };

/// Guest address of a device: `<address>`, a union by `type`.
///
/// ```xml
/// <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
/// ```
#[derive(Element, Clone, Debug, PartialEq)]
#[xml(tag = "type", name = "address")]
pub enum Address {
    /// Address on a PCI bus.
    #[xml(later("1.3.5", "may have no coordinates: libvirt finds a place"))]
    Pci(Pci),
    /// Address on a disk controller.
    Drive(Drive),
    /// Address on a virtio-serial controller.
    #[xml(name = "virtio-serial")]
    VirtioSerial(VirtioSerial),
    /// Address on a smart card (CCID) controller.
    #[xml(since = "0.8.8")]
    Ccid(Ccid),
    /// Address on a USB bus.
    Usb(Usb),
    /// Address on the virtual I/O bus of pSeries machines.
    #[xml(name = "spapr-vio", since = "0.9.9")]
    SpaprVio(SpaprVio),
    /// Address on the channel subsystem of s390 machines.
    #[xml(since = "1.0.4")]
    Ccw(Ccw),
    /// Address on the ISA bus.
    #[xml(since = "1.2.1")]
    Isa(Isa),
    /// Memory-mapped address (virtio-mmio).
    #[xml(name = "virtio-mmio", since = "1.1.3")]
    VirtioMmio(VirtioMmio),
    /// Memory slot.
    Dimm(Dimm),
    /// No address: the host device is reserved, the guest does not see it.
    #[xml(since = "6.0.0")]
    Unassigned(Unassigned),
    /// Address of any other type.
    #[xml(other)]
    Other(Other),
}

/// Coordinates of a PCI device of the guest or the host.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(group)]
pub struct PciCoordinates {
    /// PCI domain.
    #[xml(
        attr,
        hex = 4,
        datatype = UINT32,
        default("0x0000", "@slot" = "!"),
        default("0x0000", "@bus" = "!"),
        assigned("definition", "@slot" = "", "@bus" = "")
    )]
    pub domain: Option<u32>,
    /// PCI bus.
    #[xml(
        attr,
        hex = 2,
        datatype = UINT8,
        default("0x00", "@slot" = "!"),
        assigned("definition", "@slot" = "")
    )]
    pub bus: Option<u8>,
    /// PCI slot, up to 31.
    #[xml(
        attr,
        hex = 2,
        datatype = PCI_SLOT,
        default("0x00", "@bus" = "!"),
        assigned("definition", "@bus" = "")
    )]
    pub slot: Option<u8>,
    /// PCI function, up to 7.
    #[xml(
        attr,
        hex = 1,
        datatype = PCI_FUNC,
        default("0x0", "@slot" = "!"),
        default("0x0", "@bus" = "!"),
        assigned("definition", "@slot" = "", "@bus" = "")
    )]
    pub function: Option<u8>,
    /// Marks function 0 of a slot with several functions.
    #[xml(attr, since = "0.9.7", implied = "off", assigned = "definition")]
    pub multifunction: Option<OnOff>,
}

/// Address on a PCI bus.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Pci {
    /// Coordinates on the bus.
    #[xml(group)]
    pub coordinates: PciCoordinates,
    /// Identifiers of the device in an s390 guest.
    #[xml(child, since = "4.10.0", assigned("definition", "arch" = "s390x"))]
    pub zpci: Option<Box<Zpci>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Identifiers of a PCI device in an s390 guest: `<zpci>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Zpci {
    /// User-defined identifier (UID), unique in the guest.
    #[xml(attr, hex = 4, datatype = UINT16, assigned = "definition")]
    pub uid: Option<u16>,
    /// Function identifier (FID), unique in the guest.
    #[xml(attr, hex = 8, datatype = UINT32, assigned = "definition")]
    pub fid: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Address on a disk controller.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Drive {
    /// Index of the controller.
    #[xml(attr, datatype = DRIVE_CONTROLLER, default = "0")]
    pub controller: Option<u32>,
    /// Bus of the controller.
    #[xml(attr, datatype = DRIVE_BUS, default = "0")]
    pub bus: Option<u32>,
    /// Target on the bus.
    #[xml(attr, since = "0.9.11", datatype = DRIVE_TARGET, default = "0")]
    pub target: Option<u32>,
    /// Unit of the target.
    #[xml(attr, datatype = DRIVE_UNIT, default = "0")]
    pub unit: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Address on a virtio-serial controller.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct VirtioSerial {
    /// Index of the controller.
    #[xml(attr, required, datatype = DRIVE_CONTROLLER)]
    pub controller: Option<u32>,
    /// Bus of the controller.
    #[xml(attr, datatype = DRIVE_BUS, default = "0")]
    pub bus: Option<u32>,
    /// Port on the bus.
    #[xml(attr, datatype = VIRTIO_SERIAL_PORT, assigned = "definition")]
    pub port: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Address on a smart card (CCID) controller.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Ccid {
    /// Index of the controller.
    #[xml(attr, required, datatype = DRIVE_CONTROLLER)]
    pub controller: Option<u32>,
    /// Slot of the controller.
    #[xml(attr, datatype = CCID_SLOT, default = "0")]
    pub slot: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Address on a USB bus.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Usb {
    /// Index of the controller.
    #[xml(attr, required, datatype = USB_ADDR)]
    pub bus: Option<u32>,
    /// Port of the controller; ports of hubs are separated by dots: `1.2`.
    #[xml(attr, datatype = USB_PORT, assigned = "definition")]
    pub port: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Address on the virtual I/O bus of pSeries machines.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct SpaprVio {
    /// Register address.
    #[xml(attr, hex = 8, since = "0.9.9", datatype = SPAPR_VIO_REG, assigned = "definition")]
    pub reg: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Address on the channel subsystem of s390 machines.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Ccw {
    /// Channel subsystem identifier; 0xfe for virtual devices.
    #[xml(attr, hex = 1, datatype = CCW_CSSID_RANGE, assigned = "definition")]
    pub cssid: Option<u8>,
    /// Subchannel set identifier.
    #[xml(attr, hex = 1, datatype = CCW_SSID_RANGE, assigned = "definition")]
    pub ssid: Option<u8>,
    /// Device number.
    #[xml(attr, hex = 4, datatype = CCW_DEVNO_RANGE, assigned = "definition")]
    pub devno: Option<u16>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Address on the ISA bus.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Isa {
    /// First I/O port.
    #[xml(attr, hex = 0, since = "1.2.1", datatype = ISA_IOBASE, implied("0x505", "../@model" = "isa"))]
    pub iobase: Option<u32>,
    /// Interrupt number.
    #[xml(attr, hex = 0, since = "1.2.1", datatype = ISA_IRQ)]
    pub irq: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Memory-mapped address (virtio-mmio), assigned by the hypervisor.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct VirtioMmio {
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Memory slot.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Dimm {
    /// Number of the slot.
    #[xml(attr, assigned = "definition")]
    pub slot: Option<u32>,
    /// Guest physical address of the first byte.
    #[xml(attr, hex = 0, datatype = HEXUINT, assigned = "start")]
    pub base: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// No address.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Unassigned {
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Address of any other type; its content is preserved.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Other {
    /// Name of the type.
    #[xml(attr)]
    pub kind: Option<String>,
    /// Content of the address.
    #[xml(extra)]
    pub extra: Extra,
}
