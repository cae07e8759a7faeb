//! Interrupt controllers.

use crate::types::OnOff;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Advanced programmable interrupt controllers of x86: `<apic>`.
///
/// ```xml
/// <apic eoi='on'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Apic {
    /// Paravirtual end of interrupt, without an exit to the hypervisor.
    #[xml(attr, since = "0.10.2")]
    pub eoi: Option<OnOff>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Generic interrupt controller of Arm: `<gic>`.
///
/// ```xml
/// <gic version='3'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Gic {
    /// Version of the controller.
    #[xml(
        attr,
        default("2", "hypervisor" = "qemu", "arch" = "aarch64" | "armv7l", "machine" = "virt*"),
        assigned("definition", "hypervisor" = "kvm")
    )]
    pub version: Option<GicVersion>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Version of the generic interrupt controller.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum GicVersion {
    /// Version of the host.
    Host,
    /// Version 2.
    #[xml(name = "2")]
    V2,
    /// Version 3.
    #[xml(name = "3")]
    V3,
    /// Any other keyword.
    Other(ThinStr),
}

/// I/O APIC: `<ioapic>`.
///
/// ```xml
/// <ioapic driver='qemu'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Ioapic {
    /// Driver of the I/O APIC.
    #[xml(
        attr,
        required,
        default("qemu", "hypervisor" = "qemu" | "kvm", "arch" = "x86_64" | "i686", "../../devices/iommu/driver/@intremap" = "on"),
        implied("kvm", "hypervisor" = "kvm", "arch" = "x86_64" | "i686")
    )]
    pub driver: Option<IoapicDriver>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Driver of the I/O APIC.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum IoapicDriver {
    /// QEMU in user space (split I/O APIC), as needed by an emulated IOMMU with interrupt remapping.
    Qemu,
    /// KVM in the kernel.
    Kvm,
    /// Any other keyword.
    Other(ThinStr),
}

/// Advanced interrupt architecture of RISC-V guests: `<aia>`.
///
/// ```xml
/// <aia value='aplic-imsic'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Aia {
    /// Components of the architecture.
    #[xml(attr, required)]
    pub value: Option<AiaValue>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Components of the advanced interrupt architecture of RISC-V.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum AiaValue {
    /// None.
    None,
    /// An APLIC per socket.
    Aplic,
    /// An APLIC and an IMSIC per core.
    AplicImsic,
    /// Any other keyword.
    Other(ThinStr),
}
