//! Device of the host that is given to the guest: `<hostdev>`.

mod source;

pub use source::{Adapter, AdapterKind, GuestReset, Host, ParentAddress, Protocol, Source, SourceAddress};

use crate::shared::address::PciCoordinates;
use crate::shared::network::{Ip, Route, Teaming};
use crate::shared::{Acpi, Address, Alias, Boot, Rom, Sgio};
use crate::types::{GENERIC_NAME, OnOff, Uuid, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A device of the host that is given to the guest: `<hostdev>`.
///
/// ```xml
/// <hostdev mode='subsystem' type='pci' managed='yes'>
///   <source>
///     <address domain='0x0000' bus='0x3b' slot='0x00' function='0x0'/>
///   </source>
/// </hostdev>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(expanded)]
pub struct Hostdev {
    /// How the device is given; `subsystem` if it is not said.
    #[xml(attr, required_when("@type" = "storage" | "misc" | "net"))]
    pub mode: Option<Mode>,
    /// Kind of the device.
    #[xml(attr, required)]
    pub kind: Option<Kind>,
    /// Whether libvirt takes a PCI device from the host when the domain starts and gives it back after;
    /// libvirt takes `no` if it is not said.
    #[xml(attr, when("@mode" = "subsystem" | ""))]
    pub managed: Option<YesNo>,
    /// Interface by which a mediated device or the SCSI host shows in the guest.
    #[xml(attr, since = "3.2.0", when("@type" = "mdev" | "scsi_host"), required_when("@type" = "mdev"))]
    pub model: Option<Model>,
    /// Whether a graphics device can be the display of the guest; libvirt takes `off` if it is not said.
    /// PCI devices have it since 10.3.0.
    #[xml(attr, since = "4.6.0", when("@type" = "mdev" | "pci"), later("10.3.0", "@type" = "pci"))]
    pub display: Option<OnOff>,
    /// Whether a frame buffer in memory serves as the display until the guest has its driver; libvirt
    /// takes `off` if it is not said. PCI devices have it since 10.3.0.
    #[xml(attr, since = "5.10.0", when("@type" = "mdev" | "pci"), later("10.3.0", "@type" = "pci"))]
    pub ramfb: Option<OnOff>,
    /// Whether SCSI commands are filtered; no hypervisor has it any more.
    #[xml(attr, since = "1.0.6", when("@type" = "scsi"))]
    pub sgio: Option<Sgio>,
    /// Whether a SCSI device needs the capability of raw I/O.
    #[xml(attr, since = "1.2.9", when("@type" = "scsi"))]
    pub rawio: Option<YesNo>,
    /// What drives a PCI device.
    #[xml(child, when("@type" = "pci"))]
    pub driver: Option<Box<Driver>>,
    /// The device in the host.
    #[xml(child, required)]
    pub source: Option<Box<Source>>,
    /// IP addresses of a network device in a container.
    #[xml(children, since = "1.2.12", when("@type" = "net"))]
    pub ips: Vec<Ip>,
    /// Routes of a network device in a container.
    #[xml(children, since = "1.2.12", when("@type" = "net"))]
    pub routes: Vec<Route>,
    /// Team of which a PCI network device is part.
    #[xml(child, since = "7.1.0", when("@type" = "pci"))]
    pub teaming: Option<Box<Teaming>>,
    /// Whether the guest can only read a SCSI device.
    #[xml(flag, since = "1.0.6")]
    pub readonly: bool,
    /// Whether domains share a SCSI device.
    #[xml(flag, since = "1.0.6", later("1.2.2", "works"))]
    pub shareable: bool,
    /// Place in the boot order.
    #[xml(child, since = "0.8.8", later("1.0.1", "@type" = "usb"))]
    pub boot: Option<Boot>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// Option ROM of a PCI device.
    #[xml(child, since = "0.9.7")]
    pub rom: Option<Box<Rom>>,
    /// What ACPI tells the guest about the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Where the device sits in the guest.
    #[xml(child)]
    pub address: Option<Address>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Hostdev {
    /// The PCI device at these coordinates.
    ///
    /// ```
    /// use domxml_schema::Element;
    /// use domxml_schema::device::Hostdev;
    /// use domxml_schema::types::YesNo;
    ///
    /// let mut gpu = Hostdev::pci(0, 0x3b, 0, 0);
    /// gpu.managed = Some(YesNo::Yes);
    /// let xml = "\
    /// <hostdev mode='subsystem' type='pci' managed='yes'>
    ///   <source>
    ///     <address domain='0x0000' bus='0x3b' slot='0x00' function='0x0'/>
    ///   </source>
    /// </hostdev>
    /// ";
    /// assert_eq!(gpu.to_xml()?, xml);
    /// # Ok::<_, domxml_schema::xml::Error>(())
    /// ```
    pub fn pci(domain: u32, bus: u8, slot: u8, function: u8) -> Self {
        let address = SourceAddress {
            domain: Some(domain),
            bus: Some(bus.into()),
            slot: Some(slot),
            function: Some(function),
            ..SourceAddress::default()
        };
        Self::subsystem(Kind::Pci, Source { address: Some(Box::new(address)), ..Source::default() })
    }

    /// The USB device of this vendor and product.
    pub fn usb(vendor: u16, product: u16) -> Self {
        let source = Source { vendor: Some(vendor.into()), product: Some(product.into()), ..Source::default() };
        Self::subsystem(Kind::Usb, source)
    }

    /// The mediated device of this UUID.
    pub fn mdev(model: Model, uuid: Uuid) -> Self {
        let address = SourceAddress { uuid: Some(uuid), ..SourceAddress::default() };
        let source = Source { address: Some(Box::new(address)), ..Source::default() };
        Self { model: Some(model), ..Self::subsystem(Kind::Mdev, source) }
    }

    fn subsystem(kind: Kind, source: Source) -> Self {
        Self { mode: Some(Mode::Subsystem), kind: Some(kind), source: Some(Box::new(source)), ..Self::default() }
    }

    /// Coordinates of a PCI device in the host; `None` for other kinds, what is not said counts as 0.
    pub fn pci_coordinates(&self) -> Option<PciCoordinates> {
        let address = self.source.as_ref()?.address.as_ref().filter(|_| self.kind == Some(Kind::Pci))?;
        Some(PciCoordinates {
            domain: Some(address.domain.unwrap_or_default()),
            bus: Some(u8::try_from(address.bus.unwrap_or_default()).ok()?),
            slot: Some(address.slot.unwrap_or_default()),
            function: Some(address.function.unwrap_or_default()),
            multifunction: address.multifunction.clone(),
        })
    }
}

/// How a device of the host is given to the guest.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// By its bus, to a machine.
    Subsystem,
    /// By its name, to a container.
    #[xml(since = "1.0.1")]
    Capabilities,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Kind of a device of the host.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A USB device.
    #[xml(since = "0.4.4")]
    Usb,
    /// A PCI device.
    #[xml(since = "0.6.0")]
    Pci,
    /// A SCSI device.
    #[xml(since = "1.0.6")]
    Scsi,
    /// All devices of a SCSI host bus adapter, by vhost-scsi.
    #[xml(name = "scsi_host", since = "2.5.0")]
    ScsiHost,
    /// A mediated device: a part of a physical one.
    #[xml(since = "3.2.0")]
    Mdev,
    /// A block device, for containers.
    #[xml(since = "1.0.1")]
    Storage,
    /// A character device, for containers.
    #[xml(since = "1.0.1")]
    Misc,
    /// A network device, for containers.
    #[xml(since = "1.0.1")]
    Net,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Interface by which a device shows in the guest.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// A mediated PCI device.
    VfioPci,
    /// A mediated channel device of s390.
    #[xml(since = "4.4.0")]
    VfioCcw,
    /// A mediated crypto adapter of s390.
    #[xml(since = "4.9.0")]
    VfioAp,
    /// A virtio SCSI host.
    #[xml(since = "5.2.0")]
    Virtio,
    /// A virtio SCSI host that old drivers also know.
    #[xml(since = "5.2.0")]
    VirtioTransitional,
    /// A virtio SCSI host for new drivers only.
    #[xml(since = "5.2.0")]
    VirtioNonTransitional,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What drives a PCI device: `<driver>` of a device of the host.
///
/// ```xml
/// <driver model='mlx5_vfio_pci' iommufd='yes'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Driver {
    /// Way of assignment; libvirt takes that of the hypervisor whatever is said.
    #[xml(attr, since = "1.0.5")]
    pub name: Option<DriverName>,
    /// Driver of the host to bind the device to; libvirt finds the best one if it is not said.
    #[xml(attr, since = "10.0.0", datatype = GENERIC_NAME)]
    pub model: Option<String>,
    /// Whether the device is driven through IOMMUFD.
    #[xml(attr, since = "12.1.0")]
    pub iommufd: Option<YesNo>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Way in which a PCI device is assigned.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum DriverName {
    /// KVM's old way.
    Kvm,
    /// VFIO.
    Vfio,
    /// Xen.
    Xen,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
