//! Controllers: `<controller>`.

mod driver;
mod pci;

pub use driver::Driver;
pub use pci::{PciModel, PciModelName, Target};

use crate::shared::{Acpi, Address, Alias, Size};
use crate::types::{DISK_SERIAL, USB_PORT};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A controller, which provides a bus to other devices: `<controller>`.
///
/// The `<address>` of a device refers to it by type and index. libvirt adds the controllers that the
/// devices of a guest need.
///
/// ```xml
/// <controller type='scsi' index='0' model='virtio-scsi'>
///   <driver queues='4' iothread='1'/>
///   <address type='pci' domain='0x0000' bus='0x03' slot='0x00' function='0x0'/>
/// </controller>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(
    identity("index", "@type", "@index", "@model", "master/@startport?"),
    identity("index", "@type", "@index"),
    similar("form", "@type", "@model"),
    similar("form", "@type"),
    pairing = "identity"
)]
pub struct Controller {
    /// Kind of bus.
    #[xml(attr, required, default = "ide")]
    pub kind: Option<Kind>,
    /// Index among the controllers of the type, from 0; libvirt assigns the lowest free one.
    #[xml(attr, later("1.3.5", "may be absent"), assigned = "definition")]
    pub index: Option<u32>,
    /// Model of the emulated device; each type has its own set.
    #[xml(
        attr,
        when("@type" = "ide" | "pci" | "scsi" | "usb" | "virtio-serial"),
        required_when("@type" = "pci"),
        default("lsilogic", "@type" = "scsi", "arch" = "i686" | "x86_64", "hypervisor" = "qemu" | "kvm" | "hvf"),
        default(
            "ibmvscsi", "@type" = "scsi", "machine" = "pseries" | "pseries-*", "hypervisor" = "qemu" | "kvm" | "hvf"
        ),
        default("virtio-scsi", "@type" = "scsi", "arch" = "s390x", "hypervisor" = "qemu" | "kvm" | "hvf"),
        default(
            "virtio-scsi",
            "@type" = "scsi",
            "arch" = "aarch64" | "armv7l" | "riscv64" | "loongarch64",
            "machine" = "virt" | "virt-*",
            "hypervisor" = "qemu" | "kvm" | "hvf"
        ),
        default(
            "piix3-uhci",
            "@type" = "usb",
            "arch" = "i686" | "x86_64",
            "machine" = "" | "pc" | "pc-*" | "q35",
            "hypervisor" = "qemu" | "kvm" | "hvf"
        ),
        default(
            "qemu-xhci",
            "@type" = "usb",
            "machine" = "virt" | "virt-*" | "pseries" | "pseries-*",
            "hypervisor" = "qemu" | "kvm" | "hvf"
        ),
        default("qemu-xhci", "@type" = "usb", "arch" = "ppc64" | "ppc64le", "hypervisor" = "qemu" | "kvm"),
        default("pci-ohci", "@type" = "usb", "arch" = "ppc", "hypervisor" = "qemu" | "kvm"),
        default("none", "@type" = "usb", "arch" = "s390x", "hypervisor" = "qemu" | "kvm" | "hvf")
    )]
    pub model: Option<Model>,
    /// Maximum number of grant frames for connected devices.
    #[xml(attr = "maxGrantFrames", since = "5.2.0", when("@type" = "xenbus"))]
    pub max_grant_frames: Option<u32>,
    /// Maximum number of event channels of the guest.
    #[xml(attr = "maxEventChannels", since = "6.3.0", when("@type" = "xenbus"))]
    pub max_event_channels: Option<u32>,
    /// Number of devices that can be connected.
    #[xml(attr, when("@type" = "usb" | "virtio-serial"), later("1.3.5", "@type" = "usb"))]
    pub ports: Option<u32>,
    /// Number of interrupt vectors.
    #[xml(attr, when("@type" = "virtio-serial"))]
    pub vectors: Option<u32>,
    /// Emulated PCI device; libvirt selects it.
    #[xml(
        child = "model",
        since = "1.2.19",
        when("@type" = "pci"),
        default(
            "@type" = "pci",
            "@model" = "pcie-root-port"
                | "pcie-to-pci-bridge"
                | "pci-bridge"
                | "dmi-to-pci-bridge"
                | "pci-expander-bus"
                | "pcie-expander-bus"
                | "pcie-switch-upstream-port"
                | "pcie-switch-downstream-port",
            "hypervisor" = "qemu" | "kvm" | "hvf"
        ),
        default("@type" = "pci", "@model" = "pci-root", "machine" = "pseries" | "pseries-*", "hypervisor" = "qemu" | "kvm" | "hvf")
    )]
    pub model_element: Option<Box<PciModel>>,
    /// Settings of a PCI controller that are visible in the guest; libvirt fills them in.
    #[xml(
        child,
        since = "1.2.19",
        when("@type" = "pci"),
        assigned(
            "definition",
            "@type" = "pci",
            "@model" = "pcie-root-port"
                | "pcie-switch-downstream-port"
                | "pci-bridge"
                | "pci-expander-bus"
                | "pcie-expander-bus",
            "hypervisor" = "qemu" | "kvm" | "hvf"
        ),
        assigned("definition", "@type" = "pci", "@model" = "pci-root", "machine" = "pseries" | "pseries-*")
    )]
    pub target: Option<Box<Target>>,
    /// Serial number of an NVMe controller.
    #[xml(value, since = "11.5.0", datatype = DISK_SERIAL, when("@type" = "nvme"))]
    pub serial: Option<String>,
    /// Driver settings of the hypervisor.
    #[xml(child, since = "1.0.5")]
    pub driver: Option<Box<Driver>>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// Master controller of a USB companion controller; both have the same index.
    #[xml(
        child,
        when("@type" = "usb"),
        default("@type" = "usb", "@model" = "ich9-uhci1" | "ich9-uhci2" | "ich9-uhci3")
    )]
    pub master: Option<Box<Master>>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the controller.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Size of the 64-bit PCI hole; 0 disables it for guests that crash on one.
    #[xml(child, since = "1.1.2", when("@type" = "pci", "@model" = "pci-root" | "pcie-root"), unit = "KiB")]
    pub pcihole64: Option<Box<Size>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Controller {
    /// Creates a controller of a type with an index.
    pub fn new(kind: Kind, index: u32) -> Self {
        Self { kind: Some(kind), index: Some(index), ..Self::default() }
    }

    /// Creates a controller of a type and model with an index.
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

/// Kind of bus that a controller provides.
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
    /// virtio channels and consoles.
    VirtioSerial,
    /// USB devices.
    Usb,
    /// PCI and PCI Express devices.
    #[xml(since = "1.0.5")]
    Pci,
    /// Xen devices.
    #[xml(since = "5.2.0")]
    Xenbus,
    /// ISA devices.
    Isa,
    /// NVMe disks.
    #[xml(since = "11.5.0")]
    Nvme,
    /// Any other keyword.
    Other(ThinStr),
}

/// Model of a controller; the type determines the valid ones.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// SCSI: model selected by libvirt.
    Auto,
    /// SCSI: BusLogic.
    Buslogic,
    /// SCSI: LSI Logic.
    Lsilogic,
    /// SCSI: LSI SAS 1068.
    Lsisas1068,
    /// SCSI: LSI SAS 1078.
    Lsisas1078,
    /// SCSI: VMware paravirtual SCSI.
    Vmpvscsi,
    /// SCSI: IBM virtual SCSI of pSeries machines.
    Ibmvscsi,
    /// SCSI: virtio.
    VirtioScsi,
    /// SCSI: NCR 53C90, built into some machines.
    Ncr53c90,
    /// SCSI: Tekram DC-390.
    Dc390,
    /// SCSI: AMD Am53C974.
    Am53c974,
    /// virtio-serial: variant that suits the machine.
    #[xml(since = "5.2.0")]
    Virtio,
    /// SCSI, virtio-serial: transitional virtio device, for drivers of virtio 0.9 and 1.0.
    #[xml(since = "5.2.0")]
    VirtioTransitional,
    /// SCSI, virtio-serial: non-transitional virtio device, for drivers of virtio 1.0.
    #[xml(since = "5.2.0")]
    VirtioNonTransitional,
    /// USB 1: Intel PIIX3 UHCI.
    Piix3Uhci,
    /// USB 1: Intel PIIX4 UHCI.
    Piix4Uhci,
    /// USB 2: generic EHCI.
    Ehci,
    /// USB 2: Intel ICH9 EHCI.
    Ich9Ehci1,
    /// USB 1: first companion of `ich9-ehci1`.
    Ich9Uhci1,
    /// USB 1: second companion of `ich9-ehci1`.
    Ich9Uhci2,
    /// USB 1: third companion of `ich9-ehci1`.
    Ich9Uhci3,
    /// USB 1: VIA VT82C686B UHCI.
    Vt82c686bUhci,
    /// USB 1: OHCI on PCI.
    PciOhci,
    /// USB 3: NEC XHCI.
    NecXhci,
    /// USB 1: paravirtual Xen controller with a QEMU backend.
    Qusb1,
    /// USB 2: paravirtual Xen controller with a QEMU backend.
    Qusb2,
    /// USB 3: QEMU XHCI.
    #[xml(since = "3.3.0")]
    QemuXhci,
    /// USB: no USB in the guest.
    #[xml(since = "0.10.0")]
    None,
    /// IDE: Intel PIIX3.
    #[xml(since = "3.10.0")]
    Piix3,
    /// IDE: Intel PIIX4.
    #[xml(since = "3.10.0")]
    Piix4,
    /// IDE: Intel ICH6.
    #[xml(since = "3.10.0")]
    Ich6,
    /// PCI: root bus of machines with conventional PCI.
    #[xml(since = "1.0.5")]
    PciRoot,
    /// PCI: root bus of machines with PCI Express.
    #[xml(since = "1.1.2")]
    PcieRoot,
    /// PCI: bridge between conventional buses.
    #[xml(since = "1.0.5")]
    PciBridge,
    /// PCI: bridge from PCI Express to conventional slots without hotplug.
    #[xml(since = "1.1.2")]
    DmiToPciBridge,
    /// PCI: bridge from a PCI Express port to conventional slots with hotplug.
    #[xml(since = "4.3.0")]
    PcieToPciBridge,
    /// PCI: port on the root bus for one PCI Express device.
    #[xml(since = "1.2.19")]
    PcieRootPort,
    /// PCI: upstream port of a switch with up to 32 downstream ports.
    #[xml(since = "1.2.19")]
    PcieSwitchUpstreamPort,
    /// PCI: downstream port of a switch for one PCI Express device.
    #[xml(since = "1.2.19")]
    PcieSwitchDownstreamPort,
    /// PCI: additional root bus of conventional PCI, for a NUMA node.
    #[xml(since = "1.3.4")]
    PciExpanderBus,
    /// PCI: additional root bus of PCI Express, for a NUMA node.
    #[xml(since = "1.3.4")]
    PcieExpanderBus,
    /// Any other keyword.
    Other(ThinStr),
}

/// Master controller of a USB companion controller: `<master>`.
///
/// ```xml
/// <master startport='2'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Master {
    /// First port of the master that the companion serves.
    #[xml(
        attr,
        required,
        datatype = USB_PORT,
        default("0", "../@model" = "ich9-uhci1"),
        default("2", "../@model" = "ich9-uhci2"),
        default("4", "../@model" = "ich9-uhci3")
    )]
    pub startport: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
