//! What PCI controllers have of their own.

use crate::types::{OnOff, UINT8};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// The very device that QEMU emulates for a PCI controller: `<model>`.
///
/// ```xml
/// <model name='pcie-root-port'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "model")]
pub struct PciModel {
    /// The device.
    #[xml(attr, required)]
    pub name: Option<PciModelName>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A device that QEMU emulates for a PCI controller.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum PciModelName {
    /// For `pci-root` of pSeries machines.
    #[xml(since = "3.6.0")]
    SpaprPciHostBridge,
    /// For `pci-bridge`.
    PciBridge,
    /// For `dmi-to-pci-bridge`.
    #[xml(name = "i82801b11-bridge")]
    I82801b11Bridge,
    /// For `pcie-to-pci-bridge`.
    #[xml(since = "4.3.0")]
    PciePciBridge,
    /// For `pcie-root-port`: one of Intel.
    Ioh3420,
    /// For `pcie-root-port`: QEMU's own.
    #[xml(since = "3.2.0")]
    PcieRootPort,
    /// For `pcie-switch-upstream-port`.
    X3130Upstream,
    /// For `pcie-switch-downstream-port`.
    Xio3130Downstream,
    /// For `pci-expander-bus`.
    #[xml(since = "1.3.4")]
    Pxb,
    /// For `pcie-expander-bus`.
    #[xml(since = "1.3.4")]
    PxbPcie,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What the guest sees of a PCI controller: `<target>` of a `<controller>`.
///
/// libvirt fills it in; it must then stay as it is, or the guest sees other hardware.
///
/// ```xml
/// <target chassis='1' port='0x10' hotplug='off'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Chassis number of a `pci-bridge`, from 1; libvirt takes the controller's index.
    #[xml(attr = "chassisNr", datatype = UINT8)]
    pub chassis_nr: Option<u8>,
    /// Chassis number of a `pcie-root-port` or `pcie-switch-downstream-port`.
    #[xml(attr, datatype = UINT8)]
    pub chassis: Option<u8>,
    /// Port number of a `pcie-root-port` or `pcie-switch-downstream-port`.
    #[xml(attr, hex = 0, datatype = UINT8)]
    pub port: Option<u8>,
    /// Number of the bus of a `pci-expander-bus` or `pcie-expander-bus`, from 1 to 254.
    ///
    /// The numbers from it to 255 are for the buses below.
    #[xml(attr = "busNr", datatype = UINT8)]
    pub bus_nr: Option<u8>,
    /// Place among the `pci-root` controllers of a pSeries guest.
    #[xml(attr, since = "3.6.0", datatype = UINT8)]
    pub index: Option<u8>,
    /// Whether devices can be plugged and unplugged while the guest runs; they can if it is not said.
    #[xml(attr, since = "6.3.0", later("7.9.0", "../@model" = "pci-root"))]
    pub hotplug: Option<OnOff>,
    /// Memory that the firmware reserves for devices plugged in later, in KiB.
    #[xml(attr = "memReserve", since = "10.3.0")]
    pub mem_reserve: Option<u64>,
    /// The guest's NUMA node that the bus of an expander (or of a pSeries `pci-root`) belongs to.
    #[xml(value, later("3.6.0", "../@model" = "pci-root"))]
    pub node: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
