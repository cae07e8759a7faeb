//! Controllers: `<controller>`.

mod driver;
mod pci;

pub use driver::Driver;
pub use pci::{PciModel, PciModelName, Target};

use crate::shared::{Acpi, Address, Alias, Size};
use crate::types::{DISK_SERIAL, USB_PORT};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A controller, whose bus other devices sit on: `<controller>`.
///
/// Devices name it in their `<address>` by its type and index. libvirt adds the controllers that the
/// devices of a guest need.
///
/// ```xml
/// <controller type='scsi' index='0' model='virtio-scsi'>
///   <driver queues='4' iothread='1'/>
///   <address type='pci' domain='0x0000' bus='0x03' slot='0x00' function='0x0'/>
/// </controller>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Controller {
    /// The kind of bus.
    #[xml(attr, required)]
    pub kind: Option<Kind>,
    /// Number among the controllers of the type, from 0; libvirt takes the first free one if it is not said.
    #[xml(attr, later("1.3.5", "may be absent"))]
    pub index: Option<u32>,
    /// The hardware; each type has its own set.
    #[xml(
        attr,
        when("@type" = "ide" | "pci" | "scsi" | "usb" | "virtio-serial"),
        required_when("@type" = "pci")
    )]
    pub model: Option<Model>,
    /// How many grant frames connected devices may use.
    #[xml(attr = "maxGrantFrames", since = "5.2.0", when("@type" = "xenbus"))]
    pub max_grant_frames: Option<u32>,
    /// How many event channels the guest may use.
    #[xml(attr = "maxEventChannels", since = "6.3.0", when("@type" = "xenbus"))]
    pub max_event_channels: Option<u32>,
    /// How many devices can be connected; of USB controllers since libvirt 1.3.5.
    #[xml(attr, when("@type" = "usb" | "virtio-serial"), later("1.3.5", "@type" = "usb"))]
    pub ports: Option<u32>,
    /// How many interrupt vectors there are.
    #[xml(attr, when("@type" = "virtio-serial"))]
    pub vectors: Option<u32>,
    /// The very device that is emulated; libvirt picks it.
    #[xml(child = "model", since = "1.2.19", when("@type" = "pci"))]
    pub model_element: Option<Box<PciModel>>,
    /// What the guest sees of a PCI controller; libvirt fills it in.
    #[xml(child, since = "1.2.19", when("@type" = "pci"))]
    pub target: Option<Box<Target>>,
    /// Serial number.
    #[xml(value, since = "11.5.0", datatype = DISK_SERIAL, when("@type" = "nvme"))]
    pub serial: Option<String>,
    /// How the hypervisor runs it.
    #[xml(child, since = "1.0.5")]
    pub driver: Option<Box<Driver>>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// The controller that this one is a companion of; both have the same index.
    #[xml(child, when("@type" = "usb"))]
    pub master: Option<Box<Master>>,
    /// What ACPI tells the guest about the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Where the controller itself sits.
    #[xml(child)]
    pub address: Option<Address>,
    /// Size of the 64-bit PCI hole, in KiB if no unit is said; 0 is for guests that crash on one.
    #[xml(child, since = "1.1.2", when("@type" = "pci", "@model" = "pci-root" | "pcie-root"))]
    pub pcihole64: Option<Box<Size>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Controller {
    /// A controller of a type, with an index.
    pub fn new(kind: Kind, index: u32) -> Self {
        Self { kind: Some(kind), index: Some(index), ..Self::default() }
    }

    /// A controller of a type and model, with an index.
    ///
    /// ```
    /// use domxml_schema::device::controller::{Controller, Model, Kind};
    ///
    /// let port = Controller::with_model(Kind::Pci, 1, Model::PcieRootPort);
    /// assert_eq!(port.model, Some(Model::PcieRootPort));
    /// ```
    pub fn with_model(kind: Kind, index: u32, model: Model) -> Self {
        Self { model: Some(model), ..Self::new(kind, index) }
    }
}

/// Kind of bus that a controller offers.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Floppy disks.
    Fdc,
    /// IDE disks.
    Ide,
    /// SCSI disks and devices.
    Scsi,
    /// SATA disks.
    Sata,
    /// Smart cards.
    Ccid,
    /// Channels and consoles of virtio.
    VirtioSerial,
    /// USB devices.
    Usb,
    /// PCI and PCI Express devices.
    #[xml(since = "1.0.5")]
    Pci,
    /// Devices of Xen.
    #[xml(since = "5.2.0")]
    Xenbus,
    /// ISA devices.
    Isa,
    /// NVMe disks.
    #[xml(since = "11.5.0")]
    Nvme,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Model of a controller; the type decides which ones are legal.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// SCSI: left to the hypervisor.
    Auto,
    /// SCSI: BusLogic.
    Buslogic,
    /// SCSI: LSI Logic.
    Lsilogic,
    /// SCSI: LSI SAS 1068.
    Lsisas1068,
    /// SCSI: LSI SAS 1078.
    Lsisas1078,
    /// SCSI: VMware's paravirtual one.
    Vmpvscsi,
    /// SCSI: IBM's virtual one of pSeries machines.
    Ibmvscsi,
    /// SCSI: virtio.
    VirtioScsi,
    /// SCSI: NCR 53C90, only where a machine has it built in.
    Ncr53c90,
    /// SCSI: Tekram DC-390.
    Dc390,
    /// SCSI: AMD Am53C974.
    Am53c974,
    /// virtio-serial: the variant that suits the machine.
    #[xml(since = "5.2.0")]
    Virtio,
    /// SCSI, virtio-serial: virtio for guests with drivers of virtio 0.9 or 1.0.
    #[xml(since = "5.2.0")]
    VirtioTransitional,
    /// SCSI, virtio-serial: virtio for guests with drivers of virtio 1.0.
    #[xml(since = "5.2.0")]
    VirtioNonTransitional,
    /// USB 1: that of the Intel PIIX3.
    Piix3Uhci,
    /// USB 1: that of the Intel PIIX4.
    Piix4Uhci,
    /// USB 2.
    Ehci,
    /// USB 2: that of the Intel ICH9.
    Ich9Ehci1,
    /// USB 1: first companion of `ich9-ehci1`.
    Ich9Uhci1,
    /// USB 1: second companion of `ich9-ehci1`.
    Ich9Uhci2,
    /// USB 1: third companion of `ich9-ehci1`.
    Ich9Uhci3,
    /// USB 1: that of the VIA VT82C686B.
    Vt82c686bUhci,
    /// USB 1: OHCI on PCI.
    PciOhci,
    /// USB 3: NEC.
    NecXhci,
    /// USB 1: paravirtual, of Xen with QEMU.
    Qusb1,
    /// USB 2: paravirtual, of Xen with QEMU.
    Qusb2,
    /// USB 3: QEMU's own.
    #[xml(since = "3.3.0")]
    QemuXhci,
    /// USB: the guest has no USB at all.
    #[xml(since = "0.10.0")]
    None,
    /// IDE: that of the Intel PIIX3.
    #[xml(since = "3.10.0")]
    Piix3,
    /// IDE: that of the Intel PIIX4.
    #[xml(since = "3.10.0")]
    Piix4,
    /// IDE: that of the Intel ICH6.
    #[xml(since = "3.10.0")]
    Ich6,
    /// PCI: the root bus of machines with conventional PCI.
    #[xml(since = "1.0.5")]
    PciRoot,
    /// PCI: the root bus of machines with PCI Express.
    #[xml(since = "1.1.2")]
    PcieRoot,
    /// PCI: a bridge from one conventional bus to another.
    #[xml(since = "1.0.5")]
    PciBridge,
    /// PCI: a bridge from PCI Express to conventional slots without hotplug.
    #[xml(since = "1.1.2")]
    DmiToPciBridge,
    /// PCI: a bridge from a PCI Express port to conventional slots with hotplug.
    #[xml(since = "4.3.0")]
    PcieToPciBridge,
    /// PCI: a port on the root bus that takes one PCI Express device.
    #[xml(since = "1.2.19")]
    PcieRootPort,
    /// PCI: a switch that takes 32 downstream ports.
    #[xml(since = "1.2.19")]
    PcieSwitchUpstreamPort,
    /// PCI: a port of a switch that takes one PCI Express device.
    #[xml(since = "1.2.19")]
    PcieSwitchDownstreamPort,
    /// PCI: a further root bus, of conventional PCI, for a NUMA node.
    #[xml(since = "1.3.4")]
    PciExpanderBus,
    /// PCI: a further root bus, of PCI Express, for a NUMA node.
    #[xml(since = "1.3.4")]
    PcieExpanderBus,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// The controller whose companion a USB controller is: `<master>`.
///
/// ```xml
/// <master startport='2'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Master {
    /// First port of the master that this controller serves.
    #[xml(attr, required, datatype = USB_PORT)]
    pub startport: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
