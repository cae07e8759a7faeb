//! Settings of PCI controllers.

use crate::types::{OnOff, UINT8};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Device that QEMU emulates for a PCI controller: `<model>`.
///
/// ```xml
/// <model name='pcie-root-port'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "model")]
pub struct PciModel {
    /// Alias of the device.
    #[xml(
        attr,
        required,
        default("pcie-root-port", "../@model" = "pcie-root-port", "hypervisor" = "qemu" | "kvm" | "hvf"),
        default("pcie-pci-bridge", "../@model" = "pcie-to-pci-bridge", "hypervisor" = "qemu" | "kvm" | "hvf"),
        default("pci-bridge", "../@model" = "pci-bridge", "hypervisor" = "qemu" | "kvm" | "hvf"),
        default("i82801b11-bridge", "../@model" = "dmi-to-pci-bridge", "hypervisor" = "qemu" | "kvm" | "hvf"),
        default("pxb", "../@model" = "pci-expander-bus", "hypervisor" = "qemu" | "kvm" | "hvf"),
        default("pxb-pcie", "../@model" = "pcie-expander-bus", "hypervisor" = "qemu" | "kvm" | "hvf"),
        default("x3130-upstream", "../@model" = "pcie-switch-upstream-port", "hypervisor" = "qemu" | "kvm" | "hvf"),
        default(
            "xio3130-downstream",
            "../@model" = "pcie-switch-downstream-port",
            "hypervisor" = "qemu" | "kvm" | "hvf"
        ),
        default("spapr-pci-host-bridge", "../@model" = "pci-root", "machine" = "pseries" | "pseries-*", "hypervisor" = "qemu" | "kvm" | "hvf")
    )]
    pub name: Option<PciModelName>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Device that QEMU emulates for a PCI controller.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum PciModelName {
    /// pSeries PCI host bridge, for `pci-root`.
    #[xml(since = "3.6.0")]
    SpaprPciHostBridge,
    /// PCI bridge, for `pci-bridge`.
    PciBridge,
    /// Intel 82801 bridge, for `dmi-to-pci-bridge`.
    #[xml(name = "i82801b11-bridge")]
    I82801b11Bridge,
    /// PCI Express to PCI bridge, for `pcie-to-pci-bridge`.
    #[xml(since = "4.3.0")]
    PciePciBridge,
    /// Intel 3420 root port, for `pcie-root-port`.
    Ioh3420,
    /// Generic root port of QEMU, for `pcie-root-port`.
    #[xml(since = "3.2.0")]
    PcieRootPort,
    /// TI X3130 upstream port, for `pcie-switch-upstream-port`.
    X3130Upstream,
    /// TI XIO3130 downstream port, for `pcie-switch-downstream-port`.
    Xio3130Downstream,
    /// PCI expander bridge, for `pci-expander-bus`.
    #[xml(since = "1.3.4")]
    Pxb,
    /// PCI Express expander bridge, for `pcie-expander-bus`.
    #[xml(since = "1.3.4")]
    PxbPcie,
    /// Any other keyword.
    Other(ThinStr),
}

/// Settings of a PCI controller that are visible in the guest: `<target>` of a `<controller>`.
///
/// libvirt fills them in when the domain is defined; a later change changes the hardware of the guest.
///
/// ```xml
/// <target chassis='1' port='0x10' hotplug='off'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Chassis number of a `pci-bridge`, from 1.
    #[xml(
        attr = "chassisNr",
        datatype = UINT8,
        default("../@index", "../@model" = "pci-bridge", "hypervisor" = "qemu" | "kvm" | "hvf")
    )]
    pub chassis_nr: Option<u8>,
    /// Chassis number of a `pcie-root-port` or `pcie-switch-downstream-port`.
    #[xml(
        attr,
        datatype = UINT8,
        default(
            "../@index",
            "../@model" = "pcie-root-port" | "pcie-switch-downstream-port",
            "hypervisor" = "qemu" | "kvm" | "hvf"
        )
    )]
    pub chassis: Option<u8>,
    /// Port number of a `pcie-root-port` or `pcie-switch-downstream-port`.
    #[xml(
        attr,
        hex = 0,
        datatype = UINT8,
        assigned("definition", "../@model" = "pcie-root-port" | "pcie-switch-downstream-port")
    )]
    pub port: Option<u8>,
    /// Bus number of a `pci-expander-bus` or `pcie-expander-bus`, from 1 to 254.
    ///
    /// The numbers from it up to 255 are for the buses below.
    #[xml(
        attr = "busNr",
        datatype = UINT8,
        assigned("definition", "../@model" = "pci-expander-bus" | "pcie-expander-bus")
    )]
    pub bus_nr: Option<u8>,
    /// Position among the `pci-root` controllers of a pSeries guest.
    #[xml(
        attr,
        since = "3.6.0",
        datatype = UINT8,
        default("../@index", "../@model" = "pci-root", "machine" = "pseries" | "pseries-*", "hypervisor" = "qemu" | "kvm" | "hvf")
    )]
    pub index: Option<u8>,
    /// Allows hotplug and unplug of devices.
    #[xml(attr, since = "6.3.0", later("7.9.0", "../@model" = "pci-root"), implied = "on")]
    pub hotplug: Option<OnOff>,
    /// Memory that the firmware reserves for hotplugged devices, in KiB.
    #[xml(attr = "memReserve", since = "10.3.0", unit = "KiB")]
    pub mem_reserve: Option<u64>,
    /// Guest NUMA node of an expander bus or of a pSeries `pci-root`.
    #[xml(value, later("3.6.0", "../@model" = "pci-root"))]
    pub node: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
