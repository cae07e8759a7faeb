//! Where a device sits on its bus: `<address>`.

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

/// Where a device sits on its bus: `<address>` of a device, told apart by `type`.
///
/// ```xml
/// <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
/// ```
#[derive(Element, Clone, Debug, PartialEq)]
#[xml(tag = "type", name = "address")]
pub enum Address {
    /// On a PCI bus.
    #[xml(later("1.3.5", "may have no coordinates: libvirt finds a place"))]
    Pci(Pci),
    /// On a disk controller.
    Drive(Drive),
    /// On a virtio-serial controller.
    #[xml(name = "virtio-serial")]
    VirtioSerial(VirtioSerial),
    /// On a smart card controller.
    #[xml(since = "0.8.8")]
    Ccid(Ccid),
    /// On a USB bus.
    Usb(Usb),
    /// On the virtual I/O bus of pSeries machines.
    #[xml(name = "spapr-vio", since = "0.9.9")]
    SpaprVio(SpaprVio),
    /// On the channel subsystem of s390 machines.
    #[xml(since = "1.0.4")]
    Ccw(Ccw),
    /// On the ISA bus.
    #[xml(since = "1.2.1")]
    Isa(Isa),
    /// Memory mapped.
    #[xml(name = "virtio-mmio", since = "1.1.3")]
    VirtioMmio(VirtioMmio),
    /// A memory slot.
    Dimm(Dimm),
    /// Nowhere yet: the host device is reserved, the guest does not see it.
    #[xml(since = "6.0.0")]
    Unassigned(Unassigned),
    /// Of a type that libvirt does not know.
    #[xml(other)]
    Other(Other),
}

/// Coordinates of a PCI device; also of one of the host.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(group)]
pub struct PciCoordinates {
    /// PCI domain.
    #[xml(attr, hex = 4, datatype = UINT32)]
    pub domain: Option<u32>,
    /// Bus.
    #[xml(attr, hex = 2, datatype = UINT8)]
    pub bus: Option<u8>,
    /// Slot, up to 31.
    #[xml(attr, hex = 2, datatype = PCI_SLOT)]
    pub slot: Option<u8>,
    /// Function, up to 7.
    #[xml(attr, hex = 1, datatype = PCI_FUNC)]
    pub function: Option<u8>,
    /// Whether more functions of the slot are in use; set on function 0.
    #[xml(attr, since = "0.9.7")]
    pub multifunction: Option<OnOff>,
}

/// On a PCI bus.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Pci {
    /// The place.
    #[xml(group)]
    pub coordinates: PciCoordinates,
    /// Identifiers that an s390 guest sees.
    #[xml(child, since = "4.10.0")]
    pub zpci: Option<Box<Zpci>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Identifiers of a PCI device in an s390 guest: `<zpci>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Zpci {
    /// User identifier, unique in the guest.
    #[xml(attr, hex = 4, datatype = UINT16)]
    pub uid: Option<u16>,
    /// Function identifier, unique in the guest.
    #[xml(attr, hex = 8, datatype = UINT32)]
    pub fid: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// On a disk controller.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Drive {
    /// Index of the controller.
    #[xml(attr, datatype = DRIVE_CONTROLLER)]
    pub controller: Option<u32>,
    /// Bus of the controller.
    #[xml(attr, datatype = DRIVE_BUS)]
    pub bus: Option<u32>,
    /// Target on the bus.
    #[xml(attr, since = "0.9.11", datatype = DRIVE_TARGET)]
    pub target: Option<u32>,
    /// Unit of the target.
    #[xml(attr, datatype = DRIVE_UNIT)]
    pub unit: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// On a virtio-serial controller.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct VirtioSerial {
    /// Index of the controller.
    #[xml(attr, required, datatype = DRIVE_CONTROLLER)]
    pub controller: Option<u32>,
    /// Bus of the controller.
    #[xml(attr, datatype = DRIVE_BUS)]
    pub bus: Option<u32>,
    /// Port on the bus.
    #[xml(attr, datatype = VIRTIO_SERIAL_PORT)]
    pub port: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// On a smart card controller.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Ccid {
    /// Index of the controller.
    #[xml(attr, required, datatype = DRIVE_CONTROLLER)]
    pub controller: Option<u32>,
    /// Slot of the controller.
    #[xml(attr, datatype = CCID_SLOT)]
    pub slot: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// On a USB bus.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Usb {
    /// Index of the controller.
    #[xml(attr, required, datatype = USB_ADDR)]
    pub bus: Option<u32>,
    /// Port, through hubs with dots: `1.2`.
    #[xml(attr, datatype = USB_PORT)]
    pub port: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// On the virtual I/O bus of pSeries machines.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct SpaprVio {
    /// Register address.
    #[xml(attr, hex = 8, since = "0.9.9", datatype = SPAPR_VIO_REG)]
    pub reg: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// On the channel subsystem of s390 machines.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Ccw {
    /// Channel subsystem; 0xfe for virtual devices.
    #[xml(attr, hex = 1, datatype = CCW_CSSID_RANGE)]
    pub cssid: Option<u8>,
    /// Subchannel set.
    #[xml(attr, hex = 1, datatype = CCW_SSID_RANGE)]
    pub ssid: Option<u8>,
    /// Device number.
    #[xml(attr, hex = 4, datatype = CCW_DEVNO_RANGE)]
    pub devno: Option<u16>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// On the ISA bus.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Isa {
    /// First I/O port.
    #[xml(attr, hex = 0, since = "1.2.1", datatype = ISA_IOBASE)]
    pub iobase: Option<u32>,
    /// Interrupt.
    #[xml(attr, hex = 0, since = "1.2.1", datatype = ISA_IRQ)]
    pub irq: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Memory mapped; the place is assigned by the hypervisor.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct VirtioMmio {
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A memory slot.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Dimm {
    /// Number of the slot.
    #[xml(attr)]
    pub slot: Option<u32>,
    /// Guest physical address at which the memory begins.
    #[xml(attr, hex = 0, datatype = HEXUINT)]
    pub base: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Nowhere yet.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Unassigned {
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Of a type that libvirt does not know; the coordinates are kept.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "address")]
pub struct Other {
    /// The type.
    #[xml(attr)]
    pub kind: Option<String>,
    /// The coordinates.
    #[xml(extra)]
    pub extra: Extra,
}
