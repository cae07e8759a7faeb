//! I/O memory management unit: `<iommu>`.

use crate::shared::{Acpi, Address, Alias};
use crate::types::{OnOff, UINT8, Unit};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// An I/O memory management unit: `<iommu>`.
///
/// ```xml
/// <iommu model='intel'>
///   <driver intremap='on' eim='on'/>
/// </iommu>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Iommu {
    /// The hardware that is emulated.
    #[xml(attr, required)]
    pub model: Option<Model>,
    /// Options of the unit; each model has its own.
    #[xml(child, since = "3.4.0")]
    pub driver: Option<Box<Driver>>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// What ACPI tells the guest about the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Where the device sits; on a PCI bus.
    #[xml(child)]
    pub address: Option<Address>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Model of an I/O memory management unit.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// Intel VT-d, of q35 machines.
    Intel,
    /// ARM SMMUv3, of ARM virt machines.
    #[xml(since = "5.5.0")]
    Smmuv3,
    /// virtio, of q35 and ARM virt machines.
    #[xml(since = "8.3.0")]
    Virtio,
    /// AMD-Vi, of q35 machines.
    #[xml(since = "11.5.0")]
    Amd,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Options of the unit: `<driver>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Driver {
    /// Whether interrupts are remapped; needs an I/O APIC that QEMU emulates.
    #[xml(attr, since = "3.4.0")]
    pub intremap: Option<OnOff>,
    /// Whether invalid entries may be cached, for devices passed through; of `intel`.
    #[xml(attr, since = "3.4.0")]
    pub caching_mode: Option<OnOff>,
    /// Whether interrupts reach more than 255 virtual CPUs; needs `intremap`; of `intel`.
    #[xml(attr, since = "3.4.0")]
    pub eim: Option<OnOff>,
    /// Whether translations are cached for the devices that ask for them.
    #[xml(attr, since = "3.5.0")]
    pub iotlb: Option<OnOff>,
    /// Width of an address in bits; of `intel` and `virtio`.
    #[xml(attr, since = "6.5.0", datatype = UINT8)]
    pub aw_bits: Option<u8>,
    /// Whether DMA is translated, `off` where only `intremap` is wanted; of `intel`.
    #[xml(attr, since = "10.7.0")]
    pub dma_translation: Option<OnOff>,
    /// Whether DMA goes through untranslated; of `amd`.
    #[xml(attr, since = "11.5.0")]
    pub passthrough: Option<OnOff>,
    /// Whether x2APIC mode is on, for many virtual CPUs; of `amd`.
    #[xml(attr, since = "11.5.0")]
    pub xtsup: Option<OnOff>,
    /// Index of the PCI controller that the unit belongs to; of `smmuv3`.
    #[xml(attr = "pciBus", since = "11.10.0")]
    pub pci_bus: Option<u32>,
    /// Whether the unit of the host does the work; of `smmuv3`.
    #[xml(attr, since = "12.7.0")]
    pub accel: Option<OnOff>,
    /// Whether the guest gets command queues of an NVIDIA Tegra241; of `smmuv3`.
    #[xml(attr, since = "12.7.0")]
    pub cmdqv: Option<OnOff>,
    /// Whether the guest is told of address translation services; of `smmuv3` with `accel`.
    #[xml(attr, since = "12.7.0")]
    pub ats: Option<OnOff>,
    /// Whether the guest is told of range invalidation; of `smmuv3` with `accel`.
    #[xml(attr, since = "12.7.0")]
    pub ril: Option<OnOff>,
    /// Bits of a substream number, up to 20; above 0 the unit has PASIDs; of `smmuv3`.
    #[xml(attr, since = "12.7.0")]
    pub ssidsize: Option<i32>,
    /// Width of an output address in bits; of `smmuv3`.
    #[xml(attr, since = "12.7.0")]
    pub oas: Option<i32>,
    /// Smallest page that the unit maps; of `virtio`.
    #[xml(child, since = "12.1.0")]
    pub granule: Option<Granule>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Smallest page that the unit maps: `<granule>`.
///
/// ```xml
/// <granule size='64' unit='KiB'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(one_of("@mode", "@size"), one_of("@mode", "@unit"))]
pub struct Granule {
    /// Size of the page; QEMU has 4, 8, 16 and 64 KiB.
    #[xml(attr, required_when("@mode" = ""))]
    pub size: Option<u32>,
    /// Unit of the size.
    #[xml(attr)]
    pub unit: Option<Unit>,
    /// Takes the size from elsewhere.
    #[xml(attr)]
    pub mode: Option<GranuleMode>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Where the size of a granule is taken from.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum GranuleMode {
    /// Page size of the host.
    Host,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
