//! Host devices assigned to the guest: `<hostdev>`.

mod source;

pub use source::{Adapter, AdapterKind, GuestReset, Host, ParentAddress, Protocol, Source, SourceAddress};

use crate::shared::address::PciCoordinates;
use crate::shared::network::{Ip, Route, Teaming};
use crate::shared::{Acpi, Address, Alias, Boot, Rom, Sgio};
use crate::types::{GENERIC_NAME, OnOff, Uuid, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A device of the host that is assigned to the guest: `<hostdev>`.
///
/// ```xml
/// <hostdev mode='subsystem' type='pci' managed='yes'>
///   <source>
///     <address domain='0x0000' bus='0x3b' slot='0x00' function='0x0'/>
///   </source>
/// </hostdev>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(
    expanded,
    identity(
        "host-device",
        "@type",
        "source/address/@domain?",
        "source/address/@bus",
        "source/address/@slot",
        "source/address/@function?"
    ),
    identity("host-device", "@type", "source/address/@bus", "source/address/@port"),
    identity("host-device", "@type", "source/address/@bus", "source/address/@device"),
    identity(
        "host-device",
        "@type",
        "source/adapter/@name",
        "source/address/@bus",
        "source/address/@target",
        "source/address/@unit"
    ),
    similar("host-device", "@type", "source/address/@bus", "source/address/@target", "source/address/@unit"),
    identity("host-device", "@type", "source/address/@uuid"),
    similar("host-device", "@type", "source/vendor/@id", "source/product/@id"),
    identity("host-device", "@type", "source/@protocol", "source/@name"),
    identity("host-device", "@type", "source/@wwpn"),
    identity("host-device", "@type", "source/block"),
    identity("host-device", "@type", "source/char"),
    identity("host-device", "@type", "source/interface"),
    pairing = "identity"
)]
pub struct Hostdev {
    /// Mode of assignment.
    #[xml(attr, required_when("@type" = "storage" | "misc" | "net"), default = "subsystem")]
    pub mode: Option<Mode>,
    /// Kind of the device.
    #[xml(attr, required)]
    pub kind: Option<Kind>,
    /// Detaches a PCI device from the host when the domain starts, and reattaches it when it stops.
    #[xml(attr, when("@mode" = "subsystem" | ""), default("no", "@mode" = "subsystem" | ""))]
    pub managed: Option<YesNo>,
    /// Model of a mediated device or a SCSI host in the guest.
    #[xml(attr, since = "3.2.0", when("@type" = "mdev" | "scsi_host"), required_when("@type" = "mdev"))]
    pub model: Option<Model>,
    /// Allows a graphics device to serve as the display of the guest.
    #[xml(
        attr,
        since = "4.6.0",
        when("@type" = "mdev" | "pci"),
        later("10.3.0", "@type" = "pci"),
        default("off", "@type" = "mdev", "@model" = "vfio-pci", "hypervisor" = "qemu" | "kvm" | "hvf"),
        implied("off", "@type" = "mdev" | "pci")
    )]
    pub display: Option<OnOff>,
    /// Provides a framebuffer in guest memory as the display until the driver of the guest is loaded.
    #[xml(
        attr,
        since = "5.10.0",
        when("@type" = "mdev" | "pci"),
        later("10.3.0", "@type" = "pci"),
        implied("off", "@type" = "mdev" | "pci")
    )]
    pub ramfb: Option<OnOff>,
    /// Filtering of SCSI commands of the guest; no longer supported by any hypervisor.
    #[xml(attr, since = "1.0.6", when("@type" = "scsi"))]
    pub sgio: Option<Sgio>,
    /// Grants the hypervisor the capability for raw I/O on a SCSI device.
    #[xml(attr, since = "1.2.9", when("@type" = "scsi"))]
    pub rawio: Option<YesNo>,
    /// Driver of a PCI device.
    #[xml(
        child,
        when("@type" = "pci"),
        implied("@type" = "pci", "hypervisor" = "qemu" | "kvm" | "hvf"),
        assigned("start", "@type" = "pci")
    )]
    pub driver: Option<Box<Driver>>,
    /// Device on the host.
    #[xml(child, required)]
    pub source: Option<Box<Source>>,
    /// IP addresses of a network device in a container.
    #[xml(children, since = "1.2.12", when("@type" = "net"))]
    pub ips: Vec<Ip>,
    /// Routes of a network device in a container.
    #[xml(children, since = "1.2.12", when("@type" = "net"))]
    pub routes: Vec<Route>,
    /// Teaming of a PCI network device with another interface.
    #[xml(child, since = "7.1.0", when("@type" = "pci"))]
    pub teaming: Option<Box<Teaming>>,
    /// Makes a SCSI device read-only for the guest.
    #[xml(flag, since = "1.0.6")]
    pub readonly: bool,
    /// Allows several domains to use a SCSI device.
    #[xml(flag, since = "1.0.6", later("1.2.2", "works"))]
    pub shareable: bool,
    /// Position in the boot order.
    #[xml(child, since = "0.8.8", later("1.0.1", "@type" = "usb"))]
    pub boot: Option<Boot>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// Option ROM of a PCI device.
    #[xml(child, since = "0.9.7")]
    pub rom: Option<Box<Rom>>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Hostdev {
    /// Creates the assignment of the PCI device at host coordinates.
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

    /// Creates the assignment of a USB device by vendor and product id.
    pub fn usb(vendor: u16, product: u16) -> Self {
        let source = Source { vendor: Some(vendor.into()), product: Some(product.into()), ..Source::default() };
        Self::subsystem(Kind::Usb, source)
    }

    /// Creates the assignment of a mediated device by UUID.
    pub fn mdev(model: Model, uuid: Uuid) -> Self {
        let address = SourceAddress { uuid: Some(uuid), ..SourceAddress::default() };
        let source = Source { address: Some(Box::new(address)), ..Source::default() };
        Self { model: Some(model), ..Self::subsystem(Kind::Mdev, source) }
    }

    fn subsystem(kind: Kind, source: Source) -> Self {
        Self { mode: Some(Mode::Subsystem), kind: Some(kind), source: Some(Box::new(source)), ..Self::default() }
    }

    /// Returns the coordinates of a PCI device on the host, with 0 for absent ones; `None` for other kinds.
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

/// Mode of assignment of a host device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Assignment to a virtual machine, by bus.
    Subsystem,
    /// Assignment to a container, by name.
    #[xml(since = "1.0.1")]
    Capabilities,
    /// Any other keyword.
    Other(ThinStr),
}

/// Kind of host device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// USB device.
    #[xml(since = "0.4.4")]
    Usb,
    /// PCI device.
    #[xml(since = "0.6.0")]
    Pci,
    /// SCSI device.
    #[xml(since = "1.0.6")]
    Scsi,
    /// SCSI host through vhost-scsi, with all its devices.
    #[xml(name = "scsi_host", since = "2.5.0")]
    ScsiHost,
    /// Mediated device, a part of a physical one.
    #[xml(since = "3.2.0")]
    Mdev,
    /// Block device, for containers.
    #[xml(since = "1.0.1")]
    Storage,
    /// Character device, for containers.
    #[xml(since = "1.0.1")]
    Misc,
    /// Network device, for containers.
    #[xml(since = "1.0.1")]
    Net,
    /// Any other keyword.
    Other(ThinStr),
}

/// Model of a host device in the guest.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// Mediated PCI device.
    VfioPci,
    /// Mediated s390 channel device.
    #[xml(since = "4.4.0")]
    VfioCcw,
    /// Mediated s390 crypto adapter.
    #[xml(since = "4.9.0")]
    VfioAp,
    /// virtio SCSI host, with the variant that suits the machine.
    #[xml(since = "5.2.0")]
    Virtio,
    /// Transitional virtio SCSI host.
    #[xml(since = "5.2.0")]
    VirtioTransitional,
    /// Non-transitional virtio SCSI host.
    #[xml(since = "5.2.0")]
    VirtioNonTransitional,
    /// Any other keyword.
    Other(ThinStr),
}

/// Driver of a PCI device: `<driver>` of a `<hostdev>`.
///
/// ```xml
/// <driver model='mlx5_vfio_pci' iommufd='yes'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Driver {
    /// Assignment backend.
    #[xml(
        attr,
        since = "1.0.5",
        implied("vfio", "../@type" = "pci", "hypervisor" = "qemu" | "kvm" | "hvf"),
        assigned("start", "../@type" = "pci")
    )]
    pub name: Option<DriverName>,
    /// Host driver to bind the device to; if absent, libvirt selects the best match.
    #[xml(attr, since = "10.0.0", datatype = GENERIC_NAME)]
    pub model: Option<String>,
    /// Assigns the device through IOMMUFD.
    #[xml(attr, since = "12.1.0")]
    pub iommufd: Option<YesNo>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Assignment backend of a PCI device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum DriverName {
    /// Legacy KVM assignment.
    Kvm,
    /// VFIO.
    Vfio,
    /// Xen PCI backend.
    Xen,
    /// Any other keyword.
    Other(ThinStr),
}
