//! IOMMU device: `<iommu>`.

use crate::shared::{Acpi, Address, Alias};
use crate::types::{OnOff, UINT8, Unit};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// An I/O memory management unit (IOMMU): `<iommu>`.
///
/// ```xml
/// <iommu model='intel'>
///   <driver intremap='on' eim='on'/>
/// </iommu>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(similar("form", "@model"))]
pub struct Iommu {
    /// Model of the emulated IOMMU.
    #[xml(attr, required)]
    pub model: Option<Model>,
    /// Options of the IOMMU, specific to its model.
    #[xml(child, since = "3.4.0", dropped)]
    pub driver: Option<Box<Driver>>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0", dropped)]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device, on a PCI bus.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Model of an IOMMU.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// Intel VT-d, for Q35 machines.
    Intel,
    /// ARM SMMUv3, for ARM virt machines.
    #[xml(since = "5.5.0")]
    Smmuv3,
    /// virtio-iommu, for Q35 and ARM virt machines.
    #[xml(since = "8.3.0")]
    Virtio,
    /// AMD-Vi, for Q35 machines.
    #[xml(since = "11.5.0")]
    Amd,
    /// Any other keyword.
    Other(ThinStr),
}

/// Options of an IOMMU: `<driver>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Driver {
    /// Enables interrupt remapping; requires the I/O APIC of QEMU.
    #[xml(attr, since = "3.4.0")]
    pub intremap: Option<OnOff>,
    /// Enables the caching mode of VT-d, for assigned devices; model `intel`.
    #[xml(attr, since = "3.4.0")]
    pub caching_mode: Option<OnOff>,
    /// Enables Extended Interrupt Mode, for more than 255 vCPUs; requires `intremap`; model `intel`.
    #[xml(attr, since = "3.4.0")]
    pub eim: Option<OnOff>,
    /// Enables the device IOTLB, which caches address translations in the devices.
    #[xml(attr, since = "3.5.0")]
    pub iotlb: Option<OnOff>,
    /// Width of addresses in bits; models `intel` and `virtio`.
    #[xml(attr, since = "6.5.0", datatype = UINT8)]
    pub aw_bits: Option<u8>,
    /// Enables DMA translation; `off` if only `intremap` is needed; model `intel`.
    #[xml(attr, since = "10.7.0")]
    pub dma_translation: Option<OnOff>,
    /// Enables passthrough mode, in which DMA is not translated; model `amd`.
    #[xml(attr, since = "11.5.0")]
    pub passthrough: Option<OnOff>,
    /// Enables x2APIC mode, for more than 255 vCPUs; model `amd`.
    #[xml(attr, since = "11.5.0")]
    pub xtsup: Option<OnOff>,
    /// Index of the PCI controller that the IOMMU is attached to; model `smmuv3`.
    #[xml(attr = "pciBus", since = "11.10.0")]
    pub pci_bus: Option<u32>,
    /// Enables hardware acceleration by the SMMU of the host; model `smmuv3`.
    #[xml(attr, since = "12.7.0")]
    pub accel: Option<OnOff>,
    /// Enables the command queue virtualization of NVIDIA Tegra241; model `smmuv3`.
    #[xml(attr, since = "12.7.0")]
    pub cmdqv: Option<OnOff>,
    /// Advertises Address Translation Services (ATS) to the guest; model `smmuv3` with `accel`.
    #[xml(attr, since = "12.7.0")]
    pub ats: Option<OnOff>,
    /// Advertises range invalidation to the guest; model `smmuv3` with `accel`.
    #[xml(attr, since = "12.7.0")]
    pub ril: Option<OnOff>,
    /// Width of substream IDs in bits, up to 20; a width above 0 enables PASIDs; model `smmuv3`.
    #[xml(attr, since = "12.7.0")]
    pub ssidsize: Option<i32>,
    /// Width of output addresses in bits; model `smmuv3`.
    #[xml(attr, since = "12.7.0")]
    pub oas: Option<i32>,
    /// Smallest page that the IOMMU maps; model `virtio`.
    #[xml(child, since = "12.1.0")]
    pub granule: Option<Granule>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Smallest page that an IOMMU maps: `<granule>`.
///
/// ```xml
/// <granule size='64' unit='KiB'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(one_of("@mode", "@size"), one_of("@mode", "@unit"))]
pub struct Granule {
    /// Size of the page; QEMU supports 4, 8, 16 and 64 KiB.
    #[xml(attr, required_when("@mode" = ""), unit = "KiB")]
    pub size: Option<u32>,
    /// Unit of the size.
    #[xml(attr)]
    pub unit: Option<Unit>,
    /// Source of the size, instead of a number.
    #[xml(attr)]
    pub mode: Option<GranuleMode>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Source of the size of a granule.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum GranuleMode {
    /// Page size of the host.
    Host,
    /// Any other keyword.
    Other(ThinStr),
}
